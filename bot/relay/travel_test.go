package relay_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
	"hangup/bot/relay"
)

// buffer is a log that several goroutines write to.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write keeps what is logged.
func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String is what was logged so far.
func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// running is a relay that carries messages between a Telegram server and a handler.
type running struct {
	*relay.Relay
	server  town
	adapter *plain
	log     *buffer
	stop    func() // and wait until it has
}

// carry starts one on a store of its own; change may alter the options.
func carry(t *testing.T, change func(*relay.Options, *plain)) *running {
	t.Helper()
	s := newTown(t)
	return carryOn(t, s, t.TempDir(), change)
}

func carryOn(t *testing.T, s town, dir string, change func(*relay.Options, *plain)) *running {
	t.Helper()
	w := &running{server: s, adapter: newPlain(s.URL + "/bot" + token), log: &buffer{}}
	o := relay.Options{Place: relay.Place{Dir: dir}, Adapters: []bot.Adapter{w.adapter},
		Talk:     relay.Talk{Handler: teller{}, Fallback: bot.Reply{Lead: "fallback"}, Log: slog.New(slog.NewTextHandler(w.log, nil))},
		Patience: relay.Patience{Join: 300 * time.Millisecond, Person: bot.Rate{Times: -1}}, NoRoom: bot.Reply{Lead: "no room"}}
	if change != nil {
		change(&o, w.adapter)
	}
	r, err := relay.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	w.Relay = r
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Run(ctx)
		r.Close()
	}()
	w.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Error("the relay did not stop within ten seconds")
		}
	})
	t.Cleanup(w.stop)
	return w
}

// texts is what a chat was sent, in order.
func (w *running) texts(chat int64) []string {
	var out []string
	for _, m := range w.server.Sent() {
		if m.Chat == chat {
			out = append(out, m.Text)
		}
	}
	return out
}

// expect waits until a chat was sent exactly these texts.
func (w *running) expect(t *testing.T, chat int64, want ...string) {
	t.Helper()
	late := time.After(15 * time.Second)
	for !slices.Equal(w.texts(chat), want) {
		select {
		case <-late:
			t.Fatalf("chat %d got %q, want %q\nlog: %s", chat, w.texts(chat), want, w.log)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// idle waits until nothing waits in the store.
func (w *running) idle(t *testing.T) {
	t.Helper()
	until(t, 10*time.Second, "nothing waits", func() bool {
		s, err := w.Status(t.Context())
		return err == nil && s.Waiting == 0 && s.Leaving == 0
	})
}

func TestAnswersInOrder(t *testing.T) {
	w := carry(t, nil)
	for n := range 5 {
		for chat := range 3 {
			w.server.Push(int64(chat+1), fmt.Sprint(n+1), nil)
		}
	}
	for chat := range 3 {
		w.expect(t, int64(chat+1), "1/1", "2/2", "3/3", "4/4", "5/5")
	}
	w.idle(t)
	until(t, 5*time.Second, "everything is confirmed to the platform", func() bool { return w.server.Waiting() == 0 })
}

// TestBubblesBelongTogether: forwards wait for each other, what is typed does not.
func TestBubblesBelongTogether(t *testing.T) {
	w := carry(t, nil)
	forward := map[string]any{"forward_origin": map[string]any{"type": "hidden_user"}}
	w.server.Push(1, "a", forward)
	w.server.Push(1, "b", forward)
	w.expect(t, 1, "[a] [b]/1")
	w.server.Push(1, "c", forward)
	began := time.Now()
	w.server.Push(1, "help", nil)
	w.expect(t, 1, "[a] [b]/1", "[c]/2", "help/3")
	if took := time.Since(began); took > 300*time.Millisecond {
		t.Errorf("typed words waited %s for a forward before them", took)
	}
}

// TestUnusualUpdates: what holds no message is done with, what nobody can read
// is laid aside, and neither holds up what follows.
func TestUnusualUpdates(t *testing.T) {
	w := carry(t, nil)
	for _, text := range []string{"nothing", "unreadable", "hello"} {
		w.server.Push(1, text, nil)
	}
	w.expect(t, 1, "hello/1")
	w.idle(t)
	dead, err := w.Dead(t.Context())
	if err != nil || len(dead) != 1 || !dead[0].Update || strings.Contains(dead[0].Reason, "unreadable") {
		t.Errorf("laid aside: %+v %v", dead, err)
	}
}

// TestPlatformTrouble: whatever the platform does, everything arrives in order,
// and it is not asked more often than it wants.
func TestPlatformTrouble(t *testing.T) {
	faults := map[string]telegramtest.Fault{
		"busy":   {Status: http.StatusTooManyRequests, After: 1},
		"broken": {Status: http.StatusBadGateway},
		"cut":    {},
		"slow":   {Status: http.StatusOK, Slow: 600 * time.Millisecond},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := carry(t, nil)
			w.server.FailIf(func(method string, n int) *telegramtest.Fault {
				if method == "sendMessage" && n < 3 {
					return &fault
				}
				return nil
			})
			for n := range 3 {
				w.server.Push(1, fmt.Sprint(n+1), nil)
			}
			w.expect(t, 1, "1/1", "2/2", "3/3")
			if tries := w.server.Calls("sendMessage"); tries > 6 {
				t.Errorf("3 replies took %d calls", tries)
			}
		})
	}
}

// TestSlowChatHoldsNobody: while one chat is read for long, others are answered.
func TestSlowChatHoldsNobody(t *testing.T) {
	held := make(chan struct{})
	w := carry(t, func(o *relay.Options, _ *plain) {
		o.Read = func(ctx context.Context, m bot.Message) bot.Message {
			if m.Text == "picture" {
				select {
				case <-held:
				case <-ctx.Done():
				}
			}
			return m
		}
	})
	w.server.Push(1, "picture", nil)
	w.server.Push(1, "next", nil)
	for chat := int64(2); chat < 40; chat++ {
		w.server.Push(chat, "hello", nil)
	}
	for chat := int64(2); chat < 40; chat++ {
		w.expect(t, chat, "hello/1")
	}
	if got := w.texts(1); len(got) != 0 {
		t.Errorf("the slow chat got %q before its picture was read", got)
	}
	close(held)
	w.expect(t, 1, "picture/1", "next/2")
}

// TestRates: a chat's limit holds that chat.
func TestRates(t *testing.T) {
	w := carry(t, func(_ *relay.Options, p *plain) {
		p.rates = bot.Rates{All: bot.Rate{Times: 100, Per: time.Second}, PrivateChat: bot.Rate{Times: 1, Per: 300 * time.Millisecond}}
	})
	for n := range 4 {
		w.server.Push(1, fmt.Sprint(n+1), nil)
	}
	w.expect(t, 1, "1/1", "2/2", "3/3", "4/4")
	sent := w.server.Sent()
	if took := sent[3].At.Sub(sent[0].At); took < 850*time.Millisecond {
		t.Errorf("four replies within %s, the limit is one in 300 ms", took)
	}
}

// TestRestart: what was taken and not answered, or answered and not sent, is
// done by the next process, and what was sent is not sent again.
func TestRestart(t *testing.T) {
	dir, s := t.TempDir(), newTown(t)
	s.FailIf(func(method string, n int) *telegramtest.Fault {
		if method == "sendMessage" && n > 0 {
			return &telegramtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	})
	w := carryOn(t, s, dir, nil)
	s.Push(1, "1", nil)
	s.Push(1, "2", nil)
	until(t, 10*time.Second, "the second reply fails", func() bool { return s.Calls("sendMessage") >= 3 })
	w.stop()
	s.FailIf(nil)
	w = carryOn(t, s, dir, nil)
	s.Push(1, "3", nil)
	w.expect(t, 1, "1/1", "2/2", "3/3")
}
