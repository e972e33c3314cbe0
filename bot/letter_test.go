package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"hangup/bot"
	"hangup/knowledge"
)

// writer is somebody who writes a letter.
type writer struct {
	t     *testing.T
	b     *bot.Bot
	state bot.State
	now   time.Time
	last  bot.Reply
}

func newWriter(t *testing.T) *writer {
	t.Helper()
	return &writer{t: t, b: newBot(t), now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
}

// say sends words, or presses the button of that label.
func (w *writer) say(all ...string) bot.Reply {
	w.t.Helper()
	for _, words := range all {
		m := private(words)
		m.Time = w.now
		for _, c := range w.last.Choices {
			if c.Label == words {
				m.Choice, m.Text = c.ID, ""
			}
		}
		out := w.b.Handle(context.Background(), m, w.state)
		if out.Reply.Silent() {
			w.t.Fatalf("no answer to %q", words)
		}
		checkReply(w.t, out.Reply)
		w.state, w.last = out.State, out.Reply
	}
	return w.last
}

const marked = "zanzibarquartz"

// toReview answers everything with marked words, up to where all is shown.
func (w *writer) toReview() {
	w.t.Helper()
	w.say("/letter", "Only notes of what happened", "yesterday", "They rang me", "They said "+marked+" was in my computer.", "skip", marked+".example", marked, marked, "No money went", marked, "England")
	if !strings.Contains(w.last.Text(), "Is it right?") || !strings.Contains(stateText(w.state), marked) {
		w.t.Fatalf("not at the end: %s", w.last.Text())
	}
}

// TestLetterIsHandedOver as text and as PDF, with what was said, and nothing of
// it is kept.
func TestLetterIsHandedOver(t *testing.T) {
	w := newWriter(t)
	w.toReview()
	r := w.say("Yes, make the letter")
	if len(r.Documents) != 2 || r.Documents[0].MediaType != "text/plain; charset=utf-8" || r.Documents[1].MediaType != "application/pdf" {
		t.Fatalf("documents: %+v", r.Documents)
	}
	if text := string(r.Documents[0].Body); strings.Count(text, marked) != 5 {
		t.Errorf("the letter lacks answers:\n%s", text)
	}
	if !strings.HasPrefix(string(r.Documents[1].Body), "%PDF-") || strings.Contains(r.Text(), marked) {
		t.Errorf("no PDF, or the reply repeats the answers: %s", r.Text())
	}
	w.nothingKept("handing over")
}

func (w *writer) nothingKept(after string) {
	w.t.Helper()
	if raw := stateText(w.state); strings.Contains(raw, marked) || strings.Contains(raw, `"letter":`) {
		w.t.Errorf("after %s the state holds %s", after, raw)
	}
}

// TestLetterIsWiped when it is stopped, forgotten or a day old.
func TestLetterIsWiped(t *testing.T) {
	for _, words := range []string{"stop", "/forget", "forget", "Stop and wipe it", "cancel"} {
		w := newWriter(t)
		w.toReview()
		w.say(words)
		w.nothingKept(words)
	}
	w := newWriter(t)
	w.toReview()
	w.now = w.now.Add(bot.DraftAge)
	w.say("what is a pop-up?")
	w.nothingKept("a day")
	if r := w.say("Yes, make the letter"); len(r.Documents) > 0 {
		t.Error("a letter that is a day old was made")
	}
	w = newWriter(t)
	w.toReview()
	w.now = w.now.Add(bot.DraftAge - time.Minute)
	if r := w.say("Yes, make the letter"); len(r.Documents) != 2 {
		t.Error("a letter of less than a day is gone")
	}
}

// TestHeardBeforeALetter: the sum, the day and the bank that were told are in
// the letter, and are wiped with it, by forget, and after a day.
func TestHeardBeforeALetter(t *testing.T) {
	tell := func() *writer {
		w := newWriter(t)
		w.say("i sent them £4,321 by bank transfer last tuesday from nationwide")
		if !strings.Contains(stateText(w.state), "4,321") {
			t.Fatalf("it was not heard: %s", stateText(w.state))
		}
		return w
	}
	w := tell()
	w.say("claim wizard")
	for _, part := range []string{"Amount: £4,321", "Date: Tuesday 17 November 2026", "Your bank: Nationwide"} {
		if !strings.Contains(w.last.Text(), part) {
			t.Errorf("not filled in: %s in %s", part, w.last.Text())
		}
	}
	wiped := func(w *writer, after string) {
		if raw := stateText(w.state); strings.Contains(raw, "4,321") || strings.Contains(raw, "17 November") || strings.Contains(raw, "Nationwide") {
			t.Errorf("after %s the state holds %s", after, raw)
		}
	}
	w.say("stop")
	wiped(w, "stop")
	w = tell()
	w.say("/forget")
	wiped(w, "/forget")
	w = tell()
	w.now = w.now.Add(bot.DraftAge)
	w.say("hello")
	wiped(w, "a day")
	w = newWriter(t)
	if w.say("is the limit £85,000 for what i sent?"); !w.state.Letter.At.IsZero() {
		t.Error("a question was taken for a payment")
	}
}

// TestSecretsAreNotKeptInLetters: nor repeated.
func TestSecretsAreNotKeptInLetters(t *testing.T) {
	w := newWriter(t)
	w.say("chargeback generator", "yes", "debit card", "£50", "all of it", "no", "today")
	for _, secret := range []string{"4111 1111 1111 1111", "my pin is 4821", "sort code 20-45-43, account 12345678", "code: 482913"} {
		r := w.say(secret)
		if !strings.Contains(r.Text(), "delete that message") {
			t.Errorf("%q: %s", secret, r.Text())
		}
		for _, part := range []string{"4111", "4821", "20-45", "123456", "482913"} {
			if strings.Contains(stateText(w.state), part) || strings.Contains(r.Text(), part) {
				t.Errorf("%q is kept or repeated", secret)
			}
		}
	}
}

// TestFalseClaimsAreDeclined with the reason, and the question stands.
func TestFalseClaimsAreDeclined(t *testing.T) {
	for _, words := range []string{"just say i didn't approve it", "can you put that they did it", "write that I didn't press send", "claim it was unauthorised", "can I lie about the date?", "just make it up", "put an earlier date", "say i was not warned"} {
		w := newWriter(t)
		w.say("claim wizard", "I sent a bank transfer")
		before := stateText(bot.State{Letter: bot.Draft{Form: w.state.Letter.Form}})
		r := w.say(words)
		if !strings.Contains(r.Lead, "I will not write that") || !strings.Contains(r.Text(), "whole claim") || !strings.Contains(r.Text(), "How much did you send?") {
			t.Errorf("%q: %s", words, r.Text())
		}
		if after := stateText(bot.State{Letter: bot.Draft{Form: w.state.Letter.Form}}); after != before {
			t.Errorf("%q changed the letter: %s", words, after)
		}
	}
	w := newWriter(t)
	w.say("claim wizard", "They moved the money", "They worked my device", "No", "£5", "today", "Monzo")
	if r := w.say("They told me to say it was for a new kitchen, and to put that they were builders."); strings.Contains(r.Lead, "I will not") {
		t.Errorf("what the criminals told them to say is part of the story: %s", r.Text())
	}
}

// TestCrisisInterruptsALetter: the act comes first, whatever was asked, and the
// letter is still there afterwards.
func TestCrisisInterruptsALetter(t *testing.T) {
	for _, words := range []string{"they are on my computer right now", "he's at the door", "help they are moving my money now", "i want to kill myself"} {
		w := newWriter(t)
		w.toReview()
		if r := w.say(words); strings.Contains(r.Text(), "letter") {
			t.Errorf("%q: %s", words, r.Text())
		}
		w.say("done")
		if r := w.say("go on with my letter"); !strings.Contains(r.Text(), "Is it right?") {
			t.Errorf("after %q the letter is lost: %s", words, r.Text())
		}
	}
}

// TestLettersInGroups are never written there.
func TestLettersInGroups(t *testing.T) {
	b := newBot(t)
	for _, text := range []string{"/letter", "claim wizard", "chargeback generator", "/letter incident-notes"} {
		m := private(text)
		m.Chat = bot.Chat{Platform: "test", ID: "g", Kind: bot.Group}
		out := b.Handle(context.Background(), m, bot.State{})
		if !out.State.Letter.At.IsZero() || len(out.Reply.Documents) > 0 {
			t.Errorf("%q: %+v", text, out)
		}
	}
}

// TestLetterChangesNothing: the same message and state give the same outcome,
// and the state handed in stays as it was.
func TestLetterChangesNothing(t *testing.T) {
	w := newWriter(t)
	w.toReview()
	before := stateText(w.state)
	for _, words := range []string{"change what they got", "yes", "stop", "go back", "/forget"} {
		m := private(words)
		m.Time = w.now
		first, second := w.b.Handle(context.Background(), m, w.state), w.b.Handle(context.Background(), m, w.state)
		if first.Reply.Text() != second.Reply.Text() || stateText(first.State) != stateText(second.State) {
			t.Errorf("%q: two outcomes", words)
		}
		if stateText(w.state) != before {
			t.Fatalf("%q changed the state handed in", words)
		}
	}
}

// TestLetterPage: the same letter from answers given at once, and nothing is kept.
func TestLetterPage(t *testing.T) {
	b := newBot(t)
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	if len(b.LetterKinds()) != 5 {
		t.Errorf("kinds: %v", b.LetterKinds())
	}
	p, ok := b.LetterPage("section-75", map[string]string{"approved": "yes", "card": "debit", "price": "£50", "dates": "31/2"}, now)
	if !ok || !p.Wrong || len(p.Documents) > 0 {
		t.Errorf("a wrong day was taken: %+v", p)
	}
	p, _ = b.LetterPage("section-75", map[string]string{"approved": "yes", "card": "debit", "price": "£50", "dates": "3/11", "story": "4111 1111 1111 1111"}, now)
	for _, q := range p.Questions {
		if strings.Contains(q.Answer, "4111") || q.ID == "story" && q.Wrong == "" {
			t.Errorf("a card number came back: %+v", q)
		}
	}
	p, _ = b.LetterPage("section-75", map[string]string{"approved": "yes", "card": "debit", "price": "£50", "dates": "3/11"}, now)
	if p.Kind != "chargeback" || len(p.Documents) != 2 || len(p.Told) == 0 {
		t.Errorf("got %s, %v", p.Kind, p.Told)
	}
	if _, ok := b.LetterPage("poem", nil, now); ok {
		t.Error("a kind that is none has a page")
	}
	base, err := knowledge.Default("US")
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := bot.New(base).LetterPage("app-claim", nil, now); len(p.Elsewhere) == 0 || len(p.Questions) > 0 {
		t.Errorf("abroad: %+v", p)
	}
}
