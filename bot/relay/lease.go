package relay

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const (
	renewEvery = 3 * time.Second
	// trustFor is how long a lease that could not be renewed is relied upon: less
	// than it holds, so that the work stops before somebody else begins it.
	trustFor = leaseFor - renewEvery
)

// tenancy is a lease with the work that it allows.
type tenancy struct {
	key    string
	rev    uint64
	cancel context.CancelFunc // ends the work at once
	leave  func()             // asks the work to finish what is in hand
	trust  *time.Timer
	ended  chan struct{} // closed when the work has ended
}

// work is what a lease allows. It returns soon after stop is closed, having
// finished what is in hand, and at once when ctx ends.
type work func(ctx context.Context, stop <-chan struct{})

// claim takes a lease, if nobody has it, and begins the work.
func (r *Relay) claim(ctx context.Context, key string, do work) *tenancy {
	asked := time.Now()
	taking, stop := context.WithTimeout(ctx, renewEvery)
	defer stop()
	rev, err := r.leases.Create(taking, key, []byte(r.id))
	if err != nil {
		if !errors.Is(err, jetstream.ErrKeyExists) && ctx.Err() == nil {
			r.Log.Debug("a lease could not be taken", "error", err)
		}
		return nil
	}
	working, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ending := make(chan struct{})
	t := &tenancy{key: key, rev: rev, cancel: cancel, leave: sync.OnceFunc(func() { close(ending) }), ended: make(chan struct{})}
	t.trust = time.AfterFunc(time.Until(asked.Add(trustFor)), cancel)
	go func() {
		defer close(t.ended)
		do(working, ending)
	}()
	return t
}

// renew keeps a lease. It tells whether it is still ours; if not, the work has
// been ended.
func (r *Relay) renew(ctx context.Context, t *tenancy) bool {
	asked := time.Now()
	renewing, stop := context.WithTimeout(ctx, renewEvery)
	defer stop()
	rev, err := r.leases.Update(renewing, t.key, []byte(r.id), t.rev)
	lost := errors.Is(err, jetstream.ErrKeyExists) || errors.Is(err, jetstream.ErrKeyRevisionMismatch)
	if err != nil && !lost && t.running() {
		return true // no answer: it is relied upon until its time is over
	}
	if err == nil && t.trust.Stop() {
		t.rev = rev
		t.trust.Reset(time.Until(asked.Add(trustFor)))
		return true
	}
	t.cancel()
	<-t.ended
	return false
}

// running tells whether the work goes on.
func (t *tenancy) running() bool {
	select {
	case <-t.ended:
		return false
	default:
		return true
	}
}

// release ends the work, within the time that a stop may take, and gives the
// lease back, so that another can take it at once.
func (r *Relay) release(ctx context.Context, t *tenancy) {
	t.leave()
	late := time.AfterFunc(stopWithin, t.cancel)
	<-t.ended
	late.Stop()
	t.trust.Stop()
	t.cancel()
	giving, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer stop()
	if err := r.leases.Delete(giving, t.key, jetstream.LastRevision(t.rev)); err != nil {
		r.Log.Debug("a lease could not be given back", "error", err)
	}
}
