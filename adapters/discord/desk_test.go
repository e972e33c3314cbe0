package discord

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

// desk is a running adapter with a Discord around it and a relay in small
// behind it: one message after the other, forwards gathered for a moment.
type desk struct {
	srv   *discordtest.Server
	a     *Adapter
	stop  func()
	ended chan error

	converse func(context.Context, bot.Message) bot.Outcome
	in       chan bot.Raw
	mu       sync.Mutex
	had      map[string]bool
	last     bot.Raw
	parked   int // updates that could not be decoded
	errs     []error
	done     chan bot.Message // every message that was answered
	refuse   int              // how many updates are still refused
}

// gather is how long a forward waits for others.
const gather = 60 * time.Millisecond

func testWords() map[string]string {
	out := map[string]string{
		"open-alone": "I have more for you alone.", "open-alone-button": "Write to me alone", "menu-check": "Check for a scam",
		"share": "Send them this: open {link} and write to me: family {code}", "no-permission": "I may not write in {channel}.",
	}
	for _, c := range bot.Commands {
		out["command-"+c] = "What it does"
	}
	return out
}

// quick are waits that do not hold up a test.
var quick = times{dead: time.Minute, look: 20 * time.Millisecond, settle: 300 * time.Millisecond, forsake: time.Minute}

func openAdapter(t *testing.T, srv *discordtest.Server, change ...func(*Options)) *Adapter {
	t.Helper()
	o := Options{Token: discordtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&o)
	}
	a, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	a.pause, a.now, a.times = 20*time.Millisecond, srv.Now, quick
	return a
}

func openDesk(t *testing.T, srv *discordtest.Server, converse func(context.Context, bot.Message) bot.Outcome, change ...func(*Options)) *desk {
	t.Helper()
	return openTuned(t, srv, converse, func(*Adapter) {}, change...)
}

// openTuned is openDesk with an adapter that is changed before it starts.
func openTuned(t *testing.T, srv *discordtest.Server, converse func(context.Context, bot.Message) bot.Outcome, tune func(*Adapter), change ...func(*Options)) *desk {
	t.Helper()
	a := openAdapter(t, srv, change...)
	tune(a)
	d := &desk{srv: srv, a: a, converse: converse, in: make(chan bot.Raw, 1000), had: map[string]bool{}, done: make(chan bot.Message, 1000)}
	d.start(t)
	srv.WaitConnected(t)
	return d
}

// start runs the adapter until stop.
func (d *desk) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	worked := make(chan struct{})
	d.ended = make(chan error, 1)
	go func() { defer close(worked); d.work(ctx) }()
	go func() { d.ended <- d.a.Receive(ctx, d.accept) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-d.ended; err != nil {
			t.Errorf("Receive ended with %v, want nil", err)
		}
		<-worked
	})
	t.Cleanup(d.stop)
}

// accept takes an update once.
func (d *desk) accept(_ context.Context, r bot.Raw) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse > 0 {
		d.refuse--
		return errors.New("no room")
	}
	if !d.had[r.ID] {
		d.had[r.ID] = true
		d.last = r
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
						m = bot.Join([]bot.Message{m, next})
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
	if err != nil && !errors.Is(err, bot.ErrNoMessage) {
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
		d.send(ctx, bot.Delivery{Key: m.ID + "n" + strconv.Itoa(i), To: n.To, Reply: n.Reply})
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
		if later, ok := errors.AsType[*bot.LaterError](err); ok {
			wait(ctx, later.After)
			continue
		}
		wait(ctx, 10*time.Millisecond)
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

// decodeLast decodes the last update with another adapter.
func (d *desk) decodeLast(t *testing.T, a *Adapter) bot.Message {
	t.Helper()
	m, err := a.Decode(d.last)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
