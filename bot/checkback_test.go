package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"hangup/bot"
)

const offer = "Shall I ask again tomorrow and in a week?"

// talk says several things one after the other and gives the last outcome.
func talk(b *bot.Bot, s bot.State, change func(*bot.Message), words ...string) bot.Outcome {
	var out bot.Outcome
	for _, w := range words {
		m := private(w)
		if change != nil {
			change(&m)
		}
		out = b.Handle(context.Background(), m, s)
		s = out.State
	}
	return out
}

// TestOfferedOnlyWhereItHelps: not where nothing was given, not in a group, not
// where nothing can be sent later, and never twice.
func TestOfferedOnlyWhereItHelps(t *testing.T) {
	b := newBot(t)
	group := func(m *bot.Message) { m.Chat.Kind = bot.Group }
	page := func(m *bot.Message) { m.Fleeting = true }
	const paid = "i bought them gift cards and read out the codes"
	for name, x := range map[string]struct {
		change func(*bot.Message)
		words  []string
		want   bool
	}{
		"paid":       {nil, []string{paid, "thank you"}, true},
		"goodbye":    {nil, []string{paid, "bye"}, true},
		"only asked": {nil, []string{"how do real microsoft warnings look", "thank you"}, false},
		"a pop-up":   {nil, []string{"there is a pop up with a number on my screen", "thank you"}, false},
		"group":      {group, []string{paid, "thank you"}, false},
		"web page":   {page, []string{paid, "thank you"}, false},
		"again":      {nil, []string{paid, "thank you", "no", "thank you"}, false},
		"still in":   {nil, []string{"they are in my computer and i paid by card", "thank you"}, false},
	} {
		if got := strings.Contains(talk(b, bot.State{}, x.change, x.words...).Reply.Text(), offer); got != x.want {
			t.Errorf("%s: offered is %v", name, got)
		}
	}
}

// TestAskingAgain: two notes to that chat for that person; what they say holds
// the recovery warning and only steps that are not done.
func TestAskingAgain(t *testing.T) {
	b := newBot(t)
	s := talk(b, bot.State{}, nil, "i bought them gift cards and read out the codes", "thank you").State
	out := talk(b, s, nil, "yes please")
	if len(out.Notes) != 2 {
		t.Fatalf("%d notes", len(out.Notes))
	}
	start := private("").Time
	for i, days := range []int{1, 7} {
		n := out.Notes[i]
		if n.At.Sub(start) != time.Duration(days)*24*time.Hour || n.To != private("").Chat || n.From != "ann" {
			t.Errorf("note %d: %+v", i, n)
		}
		got := wake(b, n, out.State)
		checkReply(t, got.Reply)
		text := got.Reply.Text()
		if !strings.Contains(text, "for a fee") || !strings.Contains(text, "going") || i == 0 && text != n.Reply.Text() {
			t.Errorf("on day %d: %q", days, text)
		}
		out.State.Session.Done = append(out.State.Session.Done, got.State.Session.Shown...)
		if again := wake(b, n, out.State).Reply.Text(); strings.Contains(again, got.Reply.Blocks[0].Lines[0]) {
			t.Errorf("steps that are done are shown again: %q", again)
		}
	}
	if twice := talk(b, out.State, nil, "thanks", "yes"); len(twice.Notes) != 0 {
		t.Error("arranged twice")
	}
}

// TestForgottenIsNotAskedAgain, nor is somebody who says no after all.
func TestForgottenIsNotAskedAgain(t *testing.T) {
	b := newBot(t)
	s := talk(b, bot.State{}, nil, "i bought them gift cards and read out the codes", "thank you").State
	out := talk(b, s, nil, "yes")
	if got := wake(b, out.Notes[0], talk(b, out.State, nil, "/forget").State); !got.Reply.Silent() {
		t.Errorf("forgotten, and yet: %q", got.Reply.Text())
	}
	m := private("")
	m.Choice = "again:no"
	if got := wake(b, out.Notes[0], b.Handle(context.Background(), m, out.State).State); !got.Reply.Silent() {
		t.Errorf("called off, and yet: %q", got.Reply.Text())
	}
	if got := b.Handle(context.Background(), bot.Message{Event: bot.Due, Text: "again:day-9", Time: m.Time}, out.State); !got.Reply.Silent() {
		t.Errorf("an unknown day: %q", got.Reply.Text())
	}
}
