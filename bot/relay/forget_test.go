package relay_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
	"hangup/bot/relay"
)

// reminder is teller, but for "remind …", which it says again after a while.
type reminder struct {
	teller
	after time.Duration
}

// Handle answers one message.
func (r reminder) Handle(ctx context.Context, m bot.Message, s bot.State) bot.Outcome {
	out := r.teller.Handle(ctx, m, s)
	if what, ok := strings.CutPrefix(m.Text, "remind "); ok {
		out.Reply = bot.Reply{Lead: "I will"}
		out.Notes = []bot.Note{{To: m.Chat, At: m.Time.Add(r.after), Reply: bot.Reply{Lead: what}}}
	}
	if m.Event == bot.Due {
		out.Reply = bot.Reply{Lead: "woken for " + out.Reply.Lead}
	}
	if what, ok := strings.CutPrefix(m.Text, "wake "); ok && m.Event != bot.Due {
		out.Reply = bot.Reply{Lead: "I will"}
		out.Notes = []bot.Note{{To: m.Chat, From: m.From, At: m.Time.Add(r.after), About: what, Reply: bot.Reply{Lead: "as of now"}}}
	}
	if what, ok := strings.CutPrefix(m.Text, "tell 2 "); ok {
		out.Reply = bot.Reply{Lead: "told"}
		out.Notes = []bot.Note{{To: bot.Chat{Platform: m.Chat.Platform, ID: "2"}, Reply: bot.Reply{Lead: what}}}
	}
	return out
}

func reminding(after time.Duration) func(*relay.Options, *plain) {
	return func(o *relay.Options, _ *plain) { o.Handler = reminder{after: after} }
}

func TestNotes(t *testing.T) {
	w := carry(t, reminding(2*time.Second))
	w.server.PersonAs(2, "Bob").Start()
	w.server.Push(1, "tell 2 hello", nil)
	w.expect(t, 1, "told")
	w.expect(t, 2, "hello")
	w.server.Push(1, "remind me", nil)
	w.expect(t, 1, "told", "I will", "me")
}

// TestWakeUp: a note about something comes back to the conversation when it is
// due, in its place among what the person wrote.
func TestWakeUp(t *testing.T) {
	w := carry(t, reminding(2*time.Second))
	w.server.Push(1, "wake tea", nil)
	w.server.Push(1, "2", nil)
	w.expect(t, 1, "I will", "2/2", "woken for tea/3")
	w.server.Push(1, "4", nil)
	w.expect(t, 1, "I will", "2/2", "woken for tea/3", "4/4")
	w.idle(t)
}

// TestNotesSurvive: a note for later outlives the process, and a night in which
// nothing runs.
func TestNotesSurvive(t *testing.T) {
	dir, s := t.TempDir(), newTown(t)
	w := carryOn(t, s, dir, reminding(2*time.Second))
	s.Push(1, "remind me", nil)
	w.expect(t, 1, "I will")
	w.idle(t)
	w.stop()
	w = carryOn(t, s, dir, nil)
	w.expect(t, 1, "I will", "me")
}

// TestForget: nothing of the person is left, not even what was to come, and the
// answer says so.
func TestForget(t *testing.T) {
	w := carry(t, reminding(2*time.Second))
	w.server.Push(1, "1", nil)
	w.server.Push(2, "1", nil)
	w.server.Push(1, "remind me", nil)
	w.expect(t, 1, "1/1", "I will")
	w.server.Push(1, "/forget", nil)
	w.server.Push(1, "again", nil)
	w.server.Push(2, "2", nil)
	w.expect(t, 1, "1/1", "I will", "forgotten", "again/1")
	w.expect(t, 2, "1/1", "2/2")
	if s, err := w.Status(t.Context()); err != nil || s.Later != 0 {
		t.Errorf("for later: %+v %v", s, err)
	}
	<-time.After(2500 * time.Millisecond)
	w.expect(t, 1, "1/1", "I will", "forgotten", "again/1")
}

// TestForgetUnsent: replies that still wait hold the person's words, and go too.
func TestForgetUnsent(t *testing.T) {
	w := carry(t, nil)
	w.server.FailIf(func(method string, _ int) *telegramtest.Fault {
		if method == "sendMessage" {
			return &telegramtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	})
	w.server.Push(1, "1", nil)
	w.server.Push(1, "/forget", nil)
	until(t, 10*time.Second, "the first reply is wiped, that to /forget waits", func() bool {
		s, err := w.Status(t.Context())
		return err == nil && s.Waiting == 0 && s.Leaving == 1
	})
	w.server.FailIf(nil)
	w.expect(t, 1, "forgotten")
}

// TestDead: what can never arrive is laid aside, and can be tried again or dropped.
func TestDead(t *testing.T) {
	w := carry(t, nil)
	w.server.FailIf(func(method string, n int) *telegramtest.Fault {
		if method == "sendMessage" && n < 2 {
			return &telegramtest.Fault{Status: http.StatusForbidden}
		}
		return nil
	})
	for _, text := range []string{"secret words 1", "secret words 2", "3"} {
		w.server.Push(1, text, nil)
	}
	w.expect(t, 1, "3/3")
	dead, err := w.Dead(t.Context())
	if err != nil || len(dead) != 2 || dead[0].Reason != "the person has blocked the bot" || dead[0].Platform != "telegram" {
		t.Fatalf("laid aside: %+v %v", dead, err)
	}
	if err := w.Drop(t.Context(), dead[0].ID); err != nil {
		t.Error(err)
	}
	if err := w.Retry(t.Context(), dead[1].ID); err != nil {
		t.Error(err)
	}
	w.expect(t, 1, "3/3", "secret words 2/2")
	if err := w.Retry(t.Context(), dead[0].ID); err == nil || !strings.Contains(err.Error(), "nothing with the id") {
		t.Errorf("a dropped one was tried again: %v", err)
	}
	if left, err := w.Dead(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("still laid aside: %+v %v", left, err)
	}
	if strings.Contains(w.log.String(), "secret") {
		t.Errorf("the log holds words: %s", w.log)
	}
}

// TestGiveUp: a platform that takes nothing for too long.
func TestGiveUp(t *testing.T) {
	w := carry(t, func(o *relay.Options, _ *plain) { o.Patience.GiveUp = time.Second })
	w.server.FailIf(func(method string, _ int) *telegramtest.Fault {
		if method == "sendMessage" {
			return &telegramtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	})
	w.server.Push(1, "1", nil)
	until(t, 15*time.Second, "the reply is laid aside", func() bool {
		s, err := w.Status(t.Context())
		return err == nil && s.Dead == 1 && s.Leaving == 0
	})
}
