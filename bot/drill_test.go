package bot_test

import (
	"context"
	"testing"
	"time"

	"hangup/bot"
)

// switchOn gives the outcome of an admin's switching the monthly practice on.
func switchOn(t *testing.T, b *bot.Bot, at time.Time) bot.Outcome {
	t.Helper()
	return b.Handle(context.Background(), bot.Message{From: "ann", Role: bot.Admin, Chat: bot.Chat{Platform: "test", ID: "g", Kind: bot.Group},
		Addressed: true, Choice: "drill:on", Time: at}, bot.State{})
}

// wake delivers a note at its time.
func wake(b *bot.Bot, n bot.Note, s bot.State) bot.Outcome {
	return b.Handle(context.Background(), bot.Message{Event: bot.Due, Chat: n.To, From: n.From, Text: n.About, Time: n.At}, s)
}

// TestDrillDays: ten o'clock by the group's clock, summer and winter, on the
// same day of the month, or the last one of a shorter month.
func TestDrillDays(t *testing.T) {
	b := newBot(t)
	out := switchOn(t, b, time.Date(2026, 12, 31, 18, 30, 0, 0, time.UTC))
	for _, want := range []string{"2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-31T09:00:00Z", "2027-04-30T09:00:00Z", "2027-05-31T09:00:00Z"} {
		if len(out.Notes) != 1 || out.Notes[0].At.UTC().Format(time.RFC3339) != want {
			t.Fatalf("got %+v, want one note at %s", out.Notes, want)
		}
		if out.Notes[0].Reply.Silent() {
			t.Error("the note shows nothing")
		}
		out = wake(b, out.Notes[0], out.State)
		if out.Reply.Silent() || len(out.Reply.Choices) != 3 {
			t.Errorf("at %s: %q", want, out.Reply.Text())
		}
	}
}

// TestDrillOnce: switched on twice, off and on again, or waked twice or too
// early, there is one message a month; after a standstill too.
func TestDrillOnce(t *testing.T) {
	b := newBot(t)
	on := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	out := switchOn(t, b, on)
	note, m := out.Notes[0], bot.Message{From: "ann", Role: bot.Admin, Chat: out.Notes[0].To, Addressed: true, Choice: "drill:on", Time: on}
	if again := b.Handle(context.Background(), m, out.State); len(again.Notes) != 0 {
		t.Errorf("switched on twice: %+v", again.Notes)
	}
	first := wake(b, note, out.State)
	if twice := wake(b, note, first.State); !twice.Reply.Silent() || len(twice.Notes) != 0 {
		t.Errorf("waked twice: %q", twice.Reply.Text())
	}
	m.Choice = "drill:off"
	off := b.Handle(context.Background(), m, out.State)
	if woken := wake(b, note, off.State); !woken.Reply.Silent() || len(woken.Notes) != 0 {
		t.Errorf("off, and yet: %q", woken.Reply.Text())
	}
	late := note
	late.At = late.At.AddDate(0, 5, 3)
	if out := wake(b, late, out.State); len(out.Notes) != 1 || !out.Notes[0].At.After(late.At) {
		t.Errorf("after a standstill: %+v", out.Notes)
	}
}

// TestDrillNeedsAnAdmin, and a group.
func TestDrillNeedsAnAdmin(t *testing.T) {
	b := newBot(t)
	for _, m := range []bot.Message{
		{From: "bob", Chat: bot.Chat{ID: "g", Kind: bot.Group}, Addressed: true, Choice: "drill:on"},
		{From: "bob", Chat: bot.Chat{ID: "g", Kind: bot.Group}, Addressed: true, Text: "start the drill"},
		{From: "bob", Chat: bot.Chat{ID: "p"}, Addressed: true, Choice: "drill:on", Role: bot.Admin},
	} {
		m.Time = time.Unix(1e9, 0)
		out := b.Handle(context.Background(), m, bot.State{})
		if len(out.Notes) != 0 || !out.State.Group.Drill.Next.IsZero() {
			t.Errorf("%+v: %+v", m, out.Notes)
		}
	}
}
