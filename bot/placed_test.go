package bot_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"hangup/bot"
)

// placeCases reads the lines of a file of testdata/places.
func placeCases(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/places/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for l := range strings.Lines(string(text)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

// placeTold is the region and the nation that words lead to.
func placeTold(b *bot.Bot, text string) string {
	p := b.Handle(context.Background(), private(text), bot.State{}).State.Person
	if p.Nation != "" {
		return p.Region + "-" + p.Nation
	}
	return p.Region
}

// TestPlacesHeard: a place where the person or their relative is decides whose
// numbers are given.
func TestPlacesHeard(t *testing.T) {
	b := newBot(t)
	cases := placeCases(t, "heard.txt")
	for _, c := range cases {
		want, text, _ := strings.Cut(c, " | ")
		if got := placeTold(b, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if len(cases) < 120 {
		t.Errorf("only %d cases", len(cases))
	}
}

// TestPlacesOfOthers: a place of anybody or anything else changes nothing. What
// may be in the United Kingdom is.
func TestPlacesOfOthers(t *testing.T) {
	b := newBot(t)
	cases := placeCases(t, "not.txt")
	for _, text := range cases {
		if got := placeTold(b, text); got != "" && got != "GB" {
			t.Errorf("%q: %q", text, got)
		}
	}
	if len(cases) < 60 {
		t.Errorf("only %d cases", len(cases))
	}
}

// placeLines are the numbers and sites that must stand among the first three
// steps where somebody is, each behind words that say where.
var placeLines = map[string][]string{
	"I live in Dundee.":      {"Police Scotland: 101", "0808 164 6000"},
	"I live in Strabane.":    {"101", "psni.police.uk/makeareport", "0300 123 6262"},
	"I live in Ohio.":        {"reportfraud.ftc.gov", "1-877-382-4357", "ic3.gov", "1-833-372-8311"},
	"I live in Galway.":      {"Garda station", "garda.ie"},
	"I live in Geelong.":     {"scamwatch.gov.au", "cyber.gov.au/report", "1800 595 160"},
	"I live in Dunedin.":     {"0800 114 115", "ownyouronline.govt.nz", "105"},
	"I live in Toronto.":     {"1-888-495-8501", "antifraudcentre-centreantifraude.ca"},
	"I live in Pune.":        {"1930", "cybercrime.gov.in"},
	"I live in Köln.":        {"116 116", "110"},
	"I live in Lyon.":        {"17cyber.gouv.fr", "0 805 805 817"},
	"I live in Torrevieja.":  {"INCIBE", "017"},
	"I live in Utrecht.":     {"088 786 73 72"},
	"I live in Lisbon.":      {"your national police or consumer line"},
	"I live in South Africa": {"your own police"},
}

// harms are what happened there.
var harms = []string{
	"I paid a scammer by bank transfer yesterday.",
	"A man had remote control of my computer yesterday.",
	"I read my card number out to a caller.",
	"He is in my computer right now.",
	"I bought gift cards and gave him the codes.",
	"My mum gave a caller her bank login.",
}

// firstThree are the first three steps of a reply, or what stands there if it has none.
func firstThree(r bot.Reply) string {
	for _, b := range r.Blocks {
		if b.Kind == bot.Steps {
			return strings.Join(b.Lines[:min(3, len(b.Lines))], "\n")
		}
	}
	return r.Text()
}

// TestPlaceLine: whatever the harm, the first reply names the place to turn to
// where somebody lives among its first three steps, and no other country's.
func TestPlaceLine(t *testing.T) {
	b := newBot(t)
	for where, wants := range placeLines {
		for _, harm := range harms {
			for _, text := range []string{where + " " + harm, harm + "\n" + where} {
				r := b.Handle(context.Background(), private(text), bot.State{}).Reply
				for _, want := range wants {
					if !strings.Contains(firstThree(r), want) {
						t.Errorf("%q: no %q in %q", text, want, firstThree(r))
					}
				}
				for other, theirs := range placeLines {
					for _, number := range theirs {
						if other != where && strings.ContainsAny(number, ".0123456789") && !holdsAny(wants, number) && strings.Contains(r.Text(), number) {
							t.Errorf("%q: %q of another place in %q", text, number, r.Text())
						}
					}
				}
			}
		}
	}
}

// holdsAny reports whether one of the texts holds s.
func holdsAny(texts []string, s string) bool {
	for _, x := range texts {
		if strings.Contains(x, s) || strings.Contains(s, x) {
			return true
		}
	}
	return false
}

// TestPlaceInTalk: a place told in the middle of a talk changes the next lines,
// holds from there on, and is said shortly.
func TestPlaceInTalk(t *testing.T) {
	b, s := newBot(t), bot.State{}
	for _, turn := range []struct{ say, want, never string }{
		{"A man got into my computer yesterday and took 700 from my account", "159", "PSNI"},
		{"I am over here in Derry by the way", "Noted: Northern Ireland.", "Noted: the United Kingdom"},
		{"who do I report it to", "psni.police.uk/makeareport", "In Scotland"},
		{"actually we moved to Canada last week", "Noted: Canada", "159"},
		{"who do I report it to", "1-888-495-8501", "PSNI"},
	} {
		out := b.Handle(context.Background(), private(turn.say), s)
		s = out.State
		if got := out.Reply.Text(); !strings.Contains(got, turn.want) || strings.Contains(got, turn.never) {
			t.Errorf("%q: %q", turn.say, got)
		}
	}
}

// TestRelativesPlaceInTalk: where a relative lives is heard by itself too.
func TestRelativesPlaceInTalk(t *testing.T) {
	b, s := newBot(t), bot.State{}
	for _, turn := range []struct{ say, want, never string }{
		{"my mum gave her card to a caller", "159", "scamwatch"},
		{"she lives in Melbourne", "Noted: Australia", "Wi-Fi"},
		{"who do we tell", "scamwatch.gov.au", "159"},
	} {
		out := b.Handle(context.Background(), private(turn.say), s)
		s = out.State
		if got := out.Reply.Text(); !strings.Contains(got, turn.want) || strings.Contains(got, turn.never) {
			t.Errorf("%q: %q", turn.say, got)
		}
	}
}
