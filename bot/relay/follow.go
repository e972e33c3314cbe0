package relay

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/nats-io/nats.go/jetstream"
)

// follow reads a part of a stream from the start of what is left, and goes on
// with what comes, in order, until the lane is stopping. Only the heads are
// read: a text is fetched when its turn has come, and may be wiped until then.
func (r *Relay) follow(ctx context.Context, l *lane, from jetstream.Stream, filter string, each func(parcel, string)) {
	var last uint64
	take := func(m jetstream.Msg) {
		at, err := m.Metadata()
		if err != nil || at.Sequence.Stream <= last {
			return
		}
		last = at.Sequence.Stream
		each(parcel{last, m.Subject(), at.Timestamp, m.Headers().Get(headJoins) != ""}, m.Headers().Get(headDue))
	}
	for !l.stopping() {
		var reading jetstream.ConsumeContext
		if !r.insist(ctx, l, func(context.Context) (err error) {
			reading, err = consume(ctx, from, filter, last+1, take)
			return err
		}) {
			return
		}
		select {
		case <-reading.Closed(): // the store was away for too long
		case <-l.stop:
		case <-ctx.Done():
		}
		reading.Stop()
		<-reading.Closed()
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

// fetch reads a message; nil means that it is gone.
func fetch(ctx context.Context, from jetstream.Stream, seq uint64) (*jetstream.RawStreamMsg, error) {
	m, err := from.GetMsg(ctx, seq)
	if absent(err) {
		return nil, nil
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
// done; if not, the lane is stopping.
func (r *Relay) insist(ctx context.Context, l *lane, do func(context.Context) error) bool {
	b := waits()
	b.MaxInterval = 5 * time.Second
	for !l.stopping() {
		trying, stop := context.WithTimeout(ctx, 4*writeWithin)
		err := do(trying)
		stop()
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
