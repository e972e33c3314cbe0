package relay_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
	"hangup/bot/relay"
)

// TestCrisisOvertakes: what a crisis is answered with goes out before the
// replies to a flood that came first; these stay in order behind it.
func TestCrisisOvertakes(t *testing.T) {
	w := carry(t, func(_ *relay.Options, p *plain) {
		p.rates = bot.Rates{PrivateChat: bot.Rate{Times: 1, Per: 150 * time.Millisecond}}
	})
	for n := range 12 {
		w.server.Push(1, fmt.Sprint(n+1), nil)
	}
	until(t, 10*time.Second, "the first reply", func() bool { return len(w.texts(1)) > 0 })
	before := len(w.texts(1))
	w.server.Push(1, "crisis", nil)
	until(t, 10*time.Second, "every reply", func() bool { return len(w.texts(1)) == 13 })
	got := w.texts(1)
	at := slices.Index(got, "crisis/13")
	if at < before || at > before+3 {
		t.Errorf("the crisis was answered as number %d, when %d had been: %q", at, before, got)
	}
	for i, text := range slices.Delete(got, at, at+1) {
		if want := fmt.Sprintf("%d/%[1]d", i+1); text != want {
			t.Errorf("reply %d is %q, want %q", i, text, want)
		}
	}
}

// TestCrisisOvertakesTrouble: a reply that the platform does not take holds a
// crisis up no longer than until its next try.
func TestCrisisOvertakesTrouble(t *testing.T) {
	w := carry(t, nil)
	w.server.FailIf(func(method string, n int) *telegramtest.Fault {
		if method == "sendMessage" && n < 3 {
			return &telegramtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	})
	w.server.Push(1, "1", nil)
	until(t, 10*time.Second, "the reply fails", func() bool { return w.server.Calls("sendMessage") > 0 })
	w.server.Push(1, "crisis", nil)
	w.expect(t, 1, "crisis/2", "1/1")
}

// TestFloodOfOne: who floods a group is slowed, and everybody else in it is
// answered as ever.
func TestFloodOfOne(t *testing.T) {
	w := carry(t, func(o *relay.Options, _ *plain) { o.Patience.Person = bot.Rate{Times: 5, Per: 3 * time.Second} })
	by := func(id int64) map[string]any {
		return map[string]any{"from": map[string]any{"id": id, "is_bot": false}}
	}
	began := time.Now()
	for n := range 6 {
		w.server.Push(9, fmt.Sprint("flood", n+1), by(1))
	}
	w.server.Push(9, "crisis", by(1))
	until(t, 10*time.Second, "a reply to the flood", func() bool { return len(w.texts(9)) > 1 })
	w.server.Push(9, "question", by(2))
	until(t, 10*time.Second, "every reply", func() bool { return len(w.texts(9)) == 8 })
	got := w.texts(9)
	if at := slices.Index(got, "question/1"); at < 0 || at > 4 {
		t.Errorf("somebody else was answered as number %d: %q", at, got)
	}
	if at := slices.Index(got, "crisis/7"); at < 0 || at > 3 {
		t.Errorf("the flooder's crisis was answered as number %d: %q", at, got)
	}
	if took := time.Since(began); took < 2*time.Second {
		t.Errorf("seven messages of one person were answered within %s", took)
	}
	last := 0
	for _, text := range got {
		var n int
		if _, err := fmt.Sscanf(strings.TrimPrefix(text, "flood"), "%d/", &n); strings.HasPrefix(text, "flood") && (err != nil || n <= last) {
			t.Errorf("out of order: %q", got)
		}
		last = max(last, n)
	}
}
