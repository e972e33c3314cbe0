// Package relay gets messages in and replies out without losing, doubling or
// reordering any, and keeps the state that survives. It does not know what
// messages mean.
//
// The promise: a message that accept took is answered, in the order of its chat,
// whatever ends the process. A loud reply alone goes out before others, and the
// replies to one who floods wait behind those to everybody else in the chat. Work that a crash cuts off is done again; ids and
// marks keep it from being doubled. One window is left on platforms that cannot
// tell a reply sent twice (Rates.OnceByKey is false): between the platform's yes
// and the mark on disk. There a crash sends that one reply again. At most one
// reply at a time is in this window, unless the platform takes longer than
// holdGate to say yes.
package relay

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"hangup/bot"
)

// Options are what a Relay is made of. Talk has to be filled; everything else
// may be left out.
type Options struct {
	Place
	Talk
	Adapters []bot.Adapter
	NoRoom   bot.Reply // told once to a person whose message cannot be kept
	// Read fills in what attachments say, before Handle. It runs in the chat's
	// lane, so a slow one holds that chat only.
	Read     func(context.Context, bot.Message) bot.Message
	Patience Patience
}

// Patience is how long things may take. Zero fields mean the default.
type Patience struct {
	Join   time.Duration // a forward waits for what belongs to it, 1.5 s
	GiveUp time.Duration // a reply is tried again, 1 h
	// Person is how often one person is answered, whatever they send: 60 times a
	// minute. Loud replies do not count and do not wait. Negative: no limit.
	Person bot.Rate
}

// stopWithin is how long what is in hand may take when the relay is stopped.
const stopWithin = 8 * time.Second

// Relay carries messages between platforms and the handler. Its methods may be
// called by several goroutines.
type Relay struct {
	Talk
	*store
	doors    map[string]*door
	noRoom   bot.Reply
	read     func(context.Context, bot.Message) bot.Message
	patience Patience
	direct   *direct
	told     *told
	id       string // of this process among those that share the work
}

// Open opens the store. It carries nothing until Run; Handle works at once. The
// error is one sentence with the remedy, among them *InUseError and *DamagedError.
func Open(ctx context.Context, o Options) (*Relay, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s, err := open(ctx, o.Place, o.Log)
	if err != nil {
		return nil, err
	}
	id, err := newKey()
	if err != nil {
		s.shut()
		return nil, err
	}
	r := &Relay{Talk: o.Talk, store: s, doors: map[string]*door{}, noRoom: o.NoRoom, read: o.Read, patience: o.Patience,
		direct: newDirect(), told: &told{to: map[string]refused{}}, id: id[:16]}
	r.patience.Join = cmp.Or(r.patience.Join, 1500*time.Millisecond)
	r.patience.GiveUp = cmp.Or(r.patience.GiveUp, time.Hour)
	r.patience.Person = cmp.Or(r.patience.Person, bot.Rate{Times: 60, Per: time.Minute})
	for _, a := range o.Adapters {
		r.doors[a.Name()] = newDoor(a, r.patience.Person)
		if m, ok := a.(bot.Rememberer); ok {
			m.Remember(memory{s, a.Name()})
		}
	}
	return r, nil
}

// Run receives, answers and sends until ctx ends. Then it stops receiving,
// finishes what is in hand, hands the rest back, and returns within ten seconds.
func (r *Relay) Run(ctx context.Context) {
	var wg sync.WaitGroup
	if r.dir != "" {
		wg.Go(func() { r.mend(ctx) })
		wg.Go(func() { r.listen(ctx, r.dir) })
	}
	newShare(r).run(ctx)
	wg.Wait()
}

// Close closes the store. Run has to have returned.
func (r *Relay) Close() { r.shut() }

// Where says for people where the state is kept.
func (r *Relay) Where() string { return r.kind }

// decode reads an update and never panics.
func decode(a bot.Adapter, raw bot.Raw) (m bot.Message, err error) {
	defer func() {
		if recover() != nil {
			err = errUnreadable
		}
	}()
	return a.Decode(raw)
}

// fill reads the attachments of a message; without a reader, or when it fails,
// the message stays as it is.
func (r *Relay) fill(ctx context.Context, m bot.Message) (out bot.Message) {
	if r.read == nil {
		return m
	}
	defer func() {
		if recover() != nil {
			r.Log.Error("reading an attachment failed", "platform", m.Chat.Platform)
			out = m
		}
	}()
	return r.read(ctx, m)
}
