package telegram

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

// desk is a running adapter with a Telegram around it and a relay in small
// behind it: one message after the other, forwards gathered for a moment.
type desk struct {
	srv   *telegramtest.Server
	a     *Adapter
	stop  func()
	ended chan error

	converse func(context.Context, bot.Message) bot.Outcome
	in       chan bot.Raw
	mu       sync.Mutex
	had      map[string]bool
	parked   int // updates that could not be decoded
	skipped  int // updates without a message
	errs     []error
	done     chan bot.Message // every message that was answered
}

// gather is how long a forward waits for others.
const gather = 60 * time.Millisecond

func testWords() map[string]string {
	return map[string]string{
		"open-alone": "I have more for you alone.", "open-alone-button": "Write to me alone", "card-hint": "Tap to send this",
		"card-button": "Check a message yourself", "inline-hint": "Check a message in private", "description": "d", "short-description": "s",
		"command-check": "Check a message", "command-now": "It is happening now", "command-help": "Help",
	}
}

func openDesk(t *testing.T, srv *telegramtest.Server, converse func(context.Context, bot.Message) bot.Outcome, change ...func(*Options)) *desk {
	t.Helper()
	o := Options{Token: telegramtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&o)
	}
	a, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	a.pause, a.now = 20*time.Millisecond, srv.Now
	ctx, cancel := context.WithCancel(context.Background())
	d := &desk{srv: srv, a: a, ended: make(chan error, 1), converse: converse, in: make(chan bot.Raw, 1000), had: map[string]bool{}, done: make(chan bot.Message, 1000)}
	worked := make(chan struct{})
	go func() { defer close(worked); d.work(ctx) }()
	go func() { d.ended <- a.Receive(ctx, d.accept) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-d.ended; err != nil {
			t.Errorf("Receive ended with %v, want nil", err)
		}
		<-worked
	})
	t.Cleanup(d.stop)
	return d
}

// accept takes an update once.
func (d *desk) accept(_ context.Context, r bot.Raw) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.had[r.ID] {
		d.had[r.ID] = true
		d.in <- r
	}
	return nil
}

func (d *desk) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-d.in:
			m, ok := d.decode(r)
			for ok && r.Joins {
				select {
				case r = <-d.in:
					next, more := d.decode(r)
					if more && r.Joins {
						m.Quotes = append(m.Quotes, next.Quotes...)
						m.Attachments = append(m.Attachments, next.Attachments...)
						continue
					}
					d.answer(ctx, m)
					m, ok = next, more
				case <-time.After(gather):
					r.Joins = false
				}
			}
			if ok {
				d.answer(ctx, m)
			}
		}
	}
}

func (d *desk) decode(r bot.Raw) (bot.Message, bool) {
	m, err := d.a.Decode(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case errors.Is(err, bot.ErrNoMessage):
		d.skipped++
	case err != nil:
		d.parked++
		d.errs = append(d.errs, err)
	}
	return m, err == nil
}

func (d *desk) answer(ctx context.Context, m bot.Message) {
	out := d.converse(ctx, m)
	if !out.Reply.Silent() {
		d.send(ctx, bot.Delivery{Key: m.Chat.ID + "-" + m.ID, To: m.Chat, Answers: m.ID, Handle: m.Handle, Reply: out.Reply})
	}
	for i, n := range out.Notes {
		if !n.At.IsZero() {
			continue // for later
		}
		d.send(ctx, bot.Delivery{Key: m.ID + "n" + number(int64(i)), To: n.To, Reply: n.Reply})
	}
	d.done <- m
}

// send tries until the platform takes or refuses it.
func (d *desk) send(ctx context.Context, x bot.Delivery) {
	for ctx.Err() == nil {
		err := d.a.Send(ctx, x)
		var no *bot.RefusedError
		if err != nil && ctx.Err() == nil {
			d.mu.Lock()
			d.errs = append(d.errs, err)
			d.mu.Unlock()
		}
		if err == nil || errors.As(err, &no) {
			return
		}
		d.a.wait(ctx, 10*time.Millisecond)
	}
}

// next waits for the next message that was answered.
func (d *desk) next(t *testing.T) bot.Message {
	t.Helper()
	select {
	case m := <-d.done:
		return m
	case <-time.After(time.Minute):
		t.Fatal("no message was answered within a minute")
		return bot.Message{}
	}
}

// say is a conversation that always says the same.
func say(r bot.Reply) func(context.Context, bot.Message) bot.Outcome {
	return func(context.Context, bot.Message) bot.Outcome { return bot.Outcome{Reply: r} }
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(string(raw), "\n")
}
