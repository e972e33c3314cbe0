package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"hangup/bot"
)

const (
	// holdGate is how long a request on its way keeps others of the platform from
	// being sent. It bounds how many replies a crash can double; a platform that
	// is slower than this is not waited for.
	holdGate = 250 * time.Millisecond
	// sendWithin is how long a platform may take for one reply.
	sendWithin = time.Minute
)

// door is an adapter on which replies go out.
type door struct {
	bot.Adapter
	pace *pace
	gate chan struct{}
}

func newDoor(a bot.Adapter, person bot.Rate) *door {
	return &door{Adapter: a, pace: newPace(a.Rates(), person), gate: make(chan struct{}, 1)}
}

// enter waits until no other reply is between request and mark, or has been for
// too long. answered stops the time from counting, leave lets the next one in.
func (d *door) enter(ctx context.Context) (answered, leave func()) {
	select {
	case d.gate <- struct{}{}:
	case <-ctx.Done():
		return func() {}, func() {}
	}
	free := sync.OnceFunc(func() { <-d.gate })
	t := time.AfterFunc(holdGate, free)
	return func() { t.Stop() }, free
}

// parting is a reply in hand on its way out.
type parting struct {
	bot.Delivery
	parcel
	door  *door
	since time.Time // of the first try of this process
}

// send sends what goes first of a lane, however long that takes.
func (r *Relay) send(ctx context.Context, l *lane) {
	p, ok := r.first(l)
	if !ok {
		return
	}
	var d *bot.Delivery
	if !r.insist(ctx, l, func(ctx context.Context) (err error) {
		d, err = r.unsent(ctx, p)
		return err
	}) {
		return
	}
	if d == nil {
		l.drop(p.seq)
		return
	}
	out := &parting{*d, p, r.doors[d.To.Platform], time.Now()}
	if out.door == nil {
		r.Log.Warn("replies wait for a platform that is off", "platform", d.To.Platform)
		for l.pause(time.Hour) {
			r.Log.Debug("replies still wait for a platform that is off", "platform", d.To.Platform)
		}
		return
	}
	if r.deliver(ctx, l, out) {
		l.drop(p.seq)
	}
}

// unsent gives the reply that lies at a place; nil if it is gone or was sent
// before a crash.
func (r *Relay) unsent(ctx context.Context, p parcel) (*bot.Delivery, error) {
	stored, err := fetch(ctx, r.out, p.seq)
	if err != nil || stored == nil {
		return nil, err
	}
	var d bot.Delivery
	if json.Unmarshal(stored.Data, &d) != nil {
		r.Log.Error("a stored reply is damaged and cannot be sent")
		return nil, secureDelete(ctx, r.out, p.seq)
	}
	sent, err := r.mark(ctx, "out."+d.Key)
	if err != nil || sent == nil {
		return &d, err
	}
	return nil, secureDelete(ctx, r.out, p.seq)
}

// deliver tries until the platform has the reply, refuses it, or the time for
// trying is over. It tells whether the lane is done with it; it is not when
// something more pressing has come.
func (r *Relay) deliver(ctx context.Context, l *lane, out *parting) bool {
	b := waits()
	for out.door.pace.wait(l, out.To) {
		err := r.try(ctx, out)
		var later *bot.LaterError
		var refused *bot.RefusedError
		pause := b.NextBackOff()
		switch {
		case err == nil:
			return r.insist(ctx, l, func(ctx context.Context) error { return r.sent(ctx, out) })
		case ctx.Err() != nil:
			return false
		case errors.As(err, &refused):
			return r.giveUp(ctx, l, out, refused.Reason)
		case time.Since(out.since) > r.patience.GiveUp:
			return r.giveUp(ctx, l, out, "the platform did not take it in "+r.patience.GiveUp.String())
		case errors.As(err, &later):
			pause = max(later.After, 50*time.Millisecond)
			if later.All {
				out.door.pace.hold(pause)
			}
		default:
			r.Log.Warn("a reply could not be sent; it will be tried again", "platform", out.To.Platform, "error", err)
		}
		if !l.pause(pause) || !out.loud && l.pressed() {
			return false
		}
		if still, err := r.unsent(ctx, out.parcel); err == nil && still == nil {
			return true // taken back meanwhile, or sent by somebody else
		}
	}
	return false
}

// try sends once, and marks it at once where it arrived.
func (r *Relay) try(ctx context.Context, out *parting) error {
	answered := func() {}
	if !out.door.pace.rates.OnceByKey {
		var leave func()
		answered, leave = out.door.enter(ctx)
		defer leave()
	}
	sending, stop := context.WithTimeout(ctx, sendWithin)
	defer stop()
	err := send(sending, out.door.Adapter, out.Delivery)
	answered()
	if err != nil {
		return err
	}
	if err := r.setMark(ctx, "out."+out.Key, []byte("sent")); err != nil {
		r.Log.Warn("the store does not answer; trying again", "error", err)
	}
	return nil
}

// send is the adapter's Send, which never panics here.
func send(ctx context.Context, a bot.Adapter, d bot.Delivery) (err error) {
	defer func() {
		if recover() != nil {
			err = &bot.RefusedError{Reason: "the adapter failed on it"}
		}
	}()
	return a.Send(ctx, d)
}

// sent makes sure of the mark and removes the reply.
func (r *Relay) sent(ctx context.Context, out *parting) error {
	marked, err := r.mark(ctx, "out."+out.Key)
	if err == nil && marked == nil {
		err = r.setMark(ctx, "out."+out.Key, []byte("sent"))
	}
	if err != nil {
		return err
	}
	if err := secureDelete(ctx, r.out, out.seq); err != nil {
		return fmt.Errorf("removing a sent reply: %w", err)
	}
	return nil
}

// giveUp lays a reply aside, with the reason.
func (r *Relay) giveUp(ctx context.Context, l *lane, out *parting, reason string) bool {
	r.Log.Error("a reply cannot be delivered; see hangup dead", "platform", out.To.Platform, "reason", reason)
	return r.insist(ctx, l, func(ctx context.Context) error {
		_, person := of(out.subject)
		if err := r.bury(ctx, corpse{Reason: reason, Delivery: &out.Delivery}, out.To, person, out.Key); err != nil {
			return err
		}
		return r.sent(ctx, out)
	})
}
