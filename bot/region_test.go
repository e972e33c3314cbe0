package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hangup/bot"
	"hangup/knowledge"
)

// TestToldRegion: where people say they live is noted; where others are is not.
func TestToldRegion(t *testing.T) {
	b := newBot(t)
	for text, want := range map[string]string{
		"I live in the US":                                               "US",
		"im in sydney australia":                                         "AU",
		"I'm in Sydney, Australia.":                                      "AU",
		"hi i live in wagga wagga, australia":                            "AU",
		"I live in a small village near Cork in the Republic of Ireland": "IE",
		"we live in dublin":                                              "IE",
		"We moved to New Zealand last year and a man rang":               "NZ",
		"I am in Canada and a man is in my computer":                     "CA",
		"im based in mumbai, who do i report it to":                      "IN",
		"I live in the Netherlands. They rang me":                        "NL",
		"g'day from adelaide, i paid a bloke from the nbn":               "AU",
		"Ohio here. Lost 900 dollars":                                    "US",
		"where do we report it in canada? my parents lost everything":    "CA",
		"I am from Nagpur India sir, 40000 gone":                         "IN",
		"i sent it with zelle an hour ago":                               "US",
		"The garda said to ring my bank, what do I say":                  "IE",
		"a telstra lady has my computer":                                 "AU",
		"someone took 20000 rupees by upi":                               "IN",
		"he wanted zelle but i only have barclays":                       "",
		"he wanted £300 by venmo":                                        "",
		"a man from telstra or the irs or someone":                       "",
		"the call was from india":                                        "",
		"a lady from canada rang":                                        "",
		"he is from ireland he said":                                     "",
		"Toronto - a courier came and took 8000 cash":                    "CA",
		"Dublin. gave my card to a text about a parcel":                  "IE",
		"I'm in Ohio. Gave him control and he zelled himself 900":        "US",
		"i live in south africa":                                         "XX",
		"i live in northern ireland":                                     "GB",
		"I live in Perthshire Scotland":                                  "GB",
		"He said he was in India. I live in Texas":                       "US",
		"he said he was in India":                                        "",
		"he said i am in india right now madam":                          "",
		"they are calling from California":                               "",
		"calling from California":                                        "",
		"my son in Australia got scammed":                                "AU",
		"my mum lives in leeds, my brother is in canada":                 "GB",
		"i am in love with a man in america":                             "",
		"im in touch with a lawyer in the usa":                           "",
		"i am in shock, my cousin in texas paid them":                    "US",
		"my daughter told me i live in america now he says":              "",
		"the caller says: i am in new york office":                       "",
		"is this number in australia real?":                              "",
		"i paid a firm in germany":                                       "",
	} {
		s := b.Handle(context.Background(), private(text), bot.State{}).State
		if s.Person.Region != want {
			t.Errorf("%q: region %q, want %q", text, s.Person.Region, want)
		}
	}
	quoted := private("is this real?")
	quoted.Quotes = []bot.Quote{{Text: "Hello dear, I am in America with the army. Send me 500 in gift cards.", Forwarded: true}}
	if s := b.Handle(context.Background(), quoted, bot.State{}).State; s.Person.Region != "" {
		t.Errorf("a forwarded message moved the reader to %q", s.Person.Region)
	}
}

// TestToldRegionIsNotAll: what else is said gets its answer all the same.
func TestToldRegionIsNotAll(t *testing.T) {
	b := newBot(t)
	for text, want := range map[string]string{
		"I am in Toronto. A courier came and took my cash just now.": "911",
		"I live in Alicante. A man from microsoft is in my computer": "Wi-Fi",
	} {
		if r := b.Handle(context.Background(), private(text), bot.State{}).Reply; !strings.Contains(r.Text(), want) {
			t.Errorf("%q: nothing of %q in %q", text, want, r.Text())
		}
	}
}

// TestRegionCommand: every region can be chosen by its code, its name and its button.
func TestRegionCommand(t *testing.T) {
	b := newBot(t)
	for _, r := range knowledge.Regions() {
		base, err := knowledge.Default(r)
		if err != nil {
			t.Fatal(err)
		}
		code := strings.ToLower(string(r))
		typed := private("/region " + base.RegionName())
		for _, m := range []bot.Message{typed, private("/region " + code), {Choice: "region:" + code, Addressed: true}} {
			out := b.Handle(context.Background(), m, bot.State{})
			if out.State.Person.Region != string(r) {
				t.Errorf("%s: %q %q leads to %q", r, m.Text, m.Choice, out.State.Person.Region)
			}
			checkReply(t, out.Reply)
		}
	}
}

// TestPlacesAreNamedOnce: no name of a place leads to two regions.
func TestPlacesAreNamedOnce(t *testing.T) {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]string{}
	for key, lines := range base.Sayings("says") {
		kind, code, _ := strings.Cut(key, "-")
		if kind != "place" && kind != "town" {
			continue
		}
		region := knowledge.Region(strings.ToUpper(code))
		if !slices.Contains(knowledge.Regions(), region) && !slices.Contains([]string{"sco", "ni", "wal", "eng"}, code) {
			t.Errorf("%s is a place of no region", key)
		}
		for name := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
			if in[name] != "" {
				t.Errorf("%q stands in %s and in %s", name, in[name], key)
			}
			in[name] = key
		}
	}
}

// TestLostRegion: a region that there is no content for any more is the host's.
func TestLostRegion(t *testing.T) {
	s := bot.State{Person: bot.Person{Region: "QQ"}}
	r := newBot(t).Handle(context.Background(), private("how do i report a scam"), s).Reply
	if !strings.Contains(r.Text(), "Report Fraud") {
		t.Errorf("got %q", r.Text())
	}
}
