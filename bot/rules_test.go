package bot_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hangup/bot"
	"hangup/knowledge"
)

func newBot(tb testing.TB) *bot.Bot {
	tb.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		tb.Fatal(err)
	}
	return bot.New(base)
}

func private(text string) bot.Message {
	return bot.Message{From: "ann", Chat: bot.Chat{Platform: "test", ID: "1"}, Text: text, Addressed: true, Time: time.Unix(1e9, 0)}
}

// odd are messages that nobody plans for.
var odd = []string{"", "   ", "🤷", "\x00", "\xff\xfe", "?", "/", "//", "/check", "/check ", "/ask", "help", ":", strings.Repeat("a", 1<<20),
	strings.Repeat("http://a.example/ ", 10000), "q:in-device:in-now", strings.Repeat("call 0808 157 0192 ", 1000), "١٢٣", "{fact:bank-hotline}", "<script>alert(1)</script>", "\u202e\u200b"}

// TestPrivateMessagesAlwaysGetAnAnswer, whatever they are.
func TestPrivateMessagesAlwaysGetAnAnswer(t *testing.T) {
	b := newBot(t)
	for _, s := range odd {
		for _, m := range []bot.Message{private(s), {Choice: s, Addressed: true}, {Command: s, Addressed: true}, {Quotes: []bot.Quote{{Text: s}}, Addressed: true}} {
			out := b.Handle(context.Background(), m, bot.State{})
			if out.Reply.Silent() || strings.TrimSpace(out.Reply.Lead) == "" {
				t.Errorf("no answer to %.40q (choice %.20q, command %.20q)", m.Text, m.Choice, m.Command)
			}
			checkReply(t, out.Reply)
		}
	}
}

// checkReply keeps what every reply has to keep.
func checkReply(t *testing.T, r bot.Reply) {
	t.Helper()
	if !utf8.ValidString(r.Text()) || strings.ContainsAny(r.Text(), "\x00\x1b") {
		t.Errorf("not clean text: %.80q", r.Text())
	}
	if strings.Contains(r.Text(), "{") {
		t.Errorf("a place was left open: %.200q", r.Text())
	}
	if len(r.Choices) > 4 {
		t.Errorf("%d choices", len(r.Choices))
	}
	for _, c := range r.Choices {
		if len(c.ID) > 64 || len([]rune(c.Label)) > 40 || c.Label == "" || c.ID == "" {
			t.Errorf("choice %+v", c)
		}
	}
}

// TestAttachmentsThatCannotBeRead are named, and the one helpful question follows.
func TestAttachmentsThatCannotBeRead(t *testing.T) {
	b := newBot(t)
	for _, k := range []bot.AttachmentKind{bot.Picture, bot.DocFile, bot.Sticker, bot.Voice, bot.Video, bot.Contact, bot.Location, "hologram"} {
		m := private("")
		m.Attachments = []bot.Attachment{{Kind: k}}
		r := b.Handle(context.Background(), m, bot.State{}).Reply
		if len(r.Choices) != 4 || !strings.Contains(r.Text(), "What do they want you to do?") {
			t.Errorf("%s: %q", k, r.Text())
		}
	}
}

// TestHandleChangesNothing: the same message and state give the same outcome,
// and the state handed in stays as it was.
func TestHandleChangesNothing(t *testing.T) {
	b := newBot(t)
	s := b.Handle(context.Background(), private("they are on my computer"), bot.State{}).State
	before := strings.Join(s.Session.Situations, ",") + strings.Join(s.Session.Done, ",")
	first := b.Handle(context.Background(), private("i paid them by bank transfer"), s).Reply.Text()
	second := b.Handle(context.Background(), private("i paid them by bank transfer"), s).Reply.Text()
	if first != second {
		t.Errorf("two answers:\n%s\n\n%s", first, second)
	}
	if after := strings.Join(s.Session.Situations, ",") + strings.Join(s.Session.Done, ","); after != before {
		t.Errorf("the state handed in has changed: %q, was %q", after, before)
	}
}

// TestNothingOfAMessageIsKept sends marked words through every flow and looks
// for them in the state.
func TestNothingOfAMessageIsKept(t *testing.T) {
	b := newBot(t)
	const mark = "zanzibarquartz"
	var s bot.State
	for _, text := range []string{mark, "they are on my computer " + mark, "my pin is 4821 " + mark, "call 0808 157 0192 your computer is infected " + mark, "/check " + mark, mark + " done", "what now " + mark} {
		for _, m := range []bot.Message{private(text), {Quotes: []bot.Quote{{Text: text, From: mark}}, Addressed: true, Time: time.Unix(1e9, 0)}} {
			s = b.Handle(context.Background(), m, s).State
			if raw := stateText(s); strings.Contains(raw, mark) || strings.Contains(raw, "4821") || strings.Contains(raw, "0808") {
				t.Fatalf("after %q the state holds %s", text, raw)
			}
		}
	}
}

// TestNoSignIsNoProof: whatever has no known sign is never called harmless.
func TestNoSignIsNoProof(t *testing.T) {
	b := newBot(t)
	for _, s := range []string{"Lunch on Sunday at one?", "Your parcel was delivered today.", "", "https://www.bbc.co.uk/news"} {
		m := private("")
		m.Quotes = []bot.Quote{{Text: s + " .", Forwarded: true}}
		text := b.Handle(context.Background(), m, bot.State{}).Reply.Text()
		if !strings.Contains(text, "not proof") {
			t.Errorf("%q: %q", s, text)
		}
	}
}

// TestScamNumbersAreNotRepeated: no number or link of a message is shown in a usable form.
func TestScamNumbersAreNotRepeated(t *testing.T) {
	b := newBot(t)
	m := private("")
	m.Quotes = []bot.Quote{{Text: "Your computer is infected with a virus. Call Microsoft on 0808 157 0192 or +44 20 7946 0142 now, or visit https://micros0ft-help.com/fix?id=1 at once.", Forwarded: true}}
	text := b.Handle(context.Background(), m, bot.State{}).Reply.Text()
	for _, bad := range []string{"157 0192", "7946 0142", "micros0ft-help.com", "https://"} {
		if strings.Contains(text, bad) {
			t.Errorf("the reply shows %q:\n%s", bad, text)
		}
	}
	if !strings.Contains(text, "•") {
		t.Errorf("no masked number is shown:\n%s", text)
	}
}

// TestSessionsEnd: after a week nothing is known any more.
func TestSessionsEnd(t *testing.T) {
	b := newBot(t)
	s := b.Handle(context.Background(), private("they are on my computer"), bot.State{}).State
	m := private("what now")
	m.Time = m.Time.Add(8 * 24 * time.Hour)
	if out := b.Handle(context.Background(), m, s); len(out.State.Session.Situations) != 0 {
		t.Errorf("still known: %v", out.State.Session.Situations)
	}
}

// FuzzHandle: no text makes it fail, and every private one is answered.
func FuzzHandle(f *testing.F) {
	for _, s := range odd {
		if len(s) < 1000 {
			f.Add(s, s)
		}
	}
	b := newBot(f)
	f.Fuzz(func(t *testing.T, text, quote string) {
		m := private(text)
		if quote != "" {
			m.Quotes = []bot.Quote{{Text: quote}}
		}
		r := b.Handle(context.Background(), m, bot.State{}).Reply
		if r.Silent() {
			t.Errorf("no answer to %q, %q", text, quote)
		}
		if !utf8.ValidString(r.Text()) {
			t.Errorf("not clean text: %q", r.Text())
		}
	})
}

func stateText(s bot.State) string {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(raw)
}
