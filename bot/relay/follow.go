package relay

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/nats-io/nats.go/jetstream"
)

// follow reads a part of a stream from the start of what is left, and goes on
// with what comes, in order, until the lane is stopping. Only the heads are
// read: a text is fetched when its turn has come, and may be wiped until then.
func (r *Relay) follow(ctx context.Context, l *lane, from jetstream.Stream, filter string, each func(parcel, string)) {
	var last atomic.Uint64
	take := func(m jetstream.Msg) {
		at, err := m.Metadata()
		if err != nil || at.Sequence.Stream <= last.Load() {
			return
		}
		last.Store(at.Sequence.Stream)
		head := m.Headers()
		each(parcel{at.Sequence.Stream, m.Subject(), at.Timestamp, head.Get(headJoins) != "", head.Get(headLoud) != ""}, head.Get(headDue))
	}
	for !l.stopping() {
		var reading jetstream.ConsumeContext
		if !r.insist(ctx, l, func(context.Context) (err error) {
			reading, err = consume(ctx, from, filter, last.Load()+1, take)
			return err
		}) {
			return
		}
		r.watch(ctx, l, reading, from, filter, &last)
		reading.Stop()
		<-reading.Closed()
	}
}

// overlookedAfter is how long a message may lie unseen before the reader counts
// as cut off.
const overlookedAfter = 5 * time.Second

// watch returns when a reader has ended, or sees nothing any more: when a server
// of a cluster dies, a reader can lose its place there without being told.
func (r *Relay) watch(ctx context.Context, l *lane, reading jetstream.ConsumeContext, from jetstream.Stream, filter string, last *atomic.Uint64) {
	tick := time.NewTicker(overlookedAfter)
	defer tick.Stop()
	for {
		select {
		case <-reading.Closed():
			return
		case <-l.stop:
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		asking, stop := context.WithTimeout(ctx, writeWithin)
		next, err := from.GetMsg(asking, last.Load()+1, jetstream.WithGetMsgSubject(filter))
		stop()
		if err == nil && next.Sequence > last.Load() && time.Since(next.Time) > overlookedAfter {
			r.Log.Warn("a reader of the store was cut off; it begins again")
			return
		}
	}
}

// consume begins to read at a place of a stream.
func consume(ctx context.Context, from jetstream.Stream, filter string, start uint64, take func(jetstream.Msg)) (jetstream.ConsumeContext, error) {
	c, err := from.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{FilterSubjects: []string{filter}, HeadersOnly: true,
		DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: start, InactiveThreshold: time.Minute})
	if err != nil {
		return nil, fmt.Errorf("reading the stream: %w", err)
	}
	reading, err := c.Consume(take)
	if err != nil {
		return nil, fmt.Errorf("reading the stream: %w", err)
	}
	return reading, nil
}

// fetch reads a message; nil means that it is gone. A server that has just begun
// to lead a stream may not have come to the message yet: that is an error, and
// not the same as gone.
func fetch(ctx context.Context, from jetstream.Stream, seq uint64) (*jetstream.RawStreamMsg, error) {
	m, err := from.GetMsg(ctx, seq)
	if absent(err) {
		info, unknown := from.Info(ctx)
		if unknown != nil || info.State.LastSeq < seq {
			return nil, errors.Join(errors.New("the store has not come to a message yet"), unknown)
		}
		if m, err = from.GetMsg(ctx, seq); absent(err) {
			return nil, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading a message: %w", err)
	}
	return m, nil
}

// errUnreadable is an update that no adapter can read.
var errUnreadable = errors.New("the update cannot be read")

// waits gives growing pauses with jitter between tries.
func waits() *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval = 200*time.Millisecond, 15*time.Second
	b.Reset()
	return b
}

// insist tries until it is done, with growing pauses. It tells whether it is
// done; if not, the lane is stopping. A try has no limit in time, since reading a
// picture may take long; each question to the store has one (writeWithin).
func (r *Relay) insist(ctx context.Context, l *lane, do func(context.Context) error) bool {
	b := waits()
	b.MaxInterval = 5 * time.Second
	for !l.stopping() {
		err := do(ctx)
		if err == nil {
			return true
		}
		if ctx.Err() == nil {
			r.Log.Warn("the store does not answer; trying again", "error", err)
		}
		if !l.pause(b.NextBackOff()) {
			return false
		}
	}
	return false
}
