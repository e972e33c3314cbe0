package bot_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hangup/bot"
)

// TestPracticeShowsAllBeforeAnyTwice, in a private talk and in a group.
func TestPracticeShowsAllBeforeAnyTwice(t *testing.T) {
	b := newBot(t)
	for _, kind := range []bot.ChatKind{bot.Private, bot.Group} {
		var s bot.State
		var seen []string
		first := ""
		for range 200 {
			m := private("")
			m.Chat.Kind, m.Command = kind, "practice"
			out := b.Handle(context.Background(), m, s)
			id := out.Reply.Choices[0].ID
			checkReply(t, out.Reply)
			if slices.Contains(seen, id) {
				first = id
				break
			}
			seen, s = append(seen, id), out.State
		}
		if len(seen) < 40 || first != seen[0] {
			t.Errorf("after %d messages %q came again", len(seen), first)
		}
	}
}

// TestEveryJudgement: whatever is answered gets a kind reply with the telling
// words, in a group for that person alone.
func TestEveryJudgement(t *testing.T) {
	b := newBot(t)
	m := private("")
	m.Command = "practice"
	s := bot.State{}
	for range 60 {
		out := b.Handle(context.Background(), m, s)
		s = out.State
		for _, c := range out.Reply.Choices {
			for _, kind := range []bot.ChatKind{bot.Private, bot.Group} {
				tap := private("")
				tap.Choice, tap.Chat.Kind = c.ID, kind
				r := b.Handle(context.Background(), tap, s).Reply
				checkReply(t, r)
				if len(r.Blocks) != 2 || r.Private != (kind == bot.Group) || len(r.Choices) == 0 {
					t.Errorf("%s: %+v", c.ID, r)
				}
				if strings.HasSuffix(c.ID, "unsure") && !strings.Contains(r.Lead, "good instinct") {
					t.Errorf("%s is not praised: %q", c.ID, r.Lead)
				}
			}
		}
	}
}

// TestCrisisInPractice: a crisis is heard whatever waits for an answer.
func TestCrisisInPractice(t *testing.T) {
	b := newBot(t)
	m := private("practice")
	s := b.Handle(context.Background(), m, bot.State{}).State
	for _, words := range []string{"they are on my computer now", "wait he is on the phone with me now asking for the code"} {
		r := b.Handle(context.Background(), private(words), s).Reply
		if !r.Loud || strings.Contains(r.Text(), "Another one") {
			t.Errorf("%q: %q", words, r.Text())
		}
	}
}

// TestAnswersMustFollow: words that do not answer end the practice, so that a
// later "no" is an answer to what was asked then.
func TestAnswersMustFollow(t *testing.T) {
	b := newBot(t)
	s := b.Handle(context.Background(), private("practice"), bot.State{}).State
	s = b.Handle(context.Background(), private("i gave them my card number yesterday"), s).State
	out := b.Handle(context.Background(), private("no"), s)
	if strings.Contains(out.Reply.Text(), "I wrote") || len(out.State.Session.Situations) == 0 {
		t.Errorf("got %q", out.Reply.Text())
	}
}
