package relay

import (
	"context"
	"fmt"
	"sync"
	"time"

	"hangup/bot"
)

// share is this process's part of the work: the parts of the chats that it has
// leases on, and the platforms that it receives from.
type share struct {
	*Relay
	parts     map[int]*tenancy
	receivers map[string]*tenancy
	known     int // processes that were alive when last counted
}

func newShare(r *Relay) *share {
	return &share{Relay: r, parts: map[int]*tenancy{}, receivers: map[string]*tenancy{}}
}

// run takes its part of the work, and gives it back when ctx ends.
func (s *share) run(ctx context.Context) {
	tick := time.NewTicker(renewEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		s.round(ctx)
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	s.giveBack(context.WithoutCancel(ctx))
}

// round renews what is held, and takes or gives back what is too little or too
// much beside the other processes.
func (s *share) round(ctx context.Context) {
	live := s.alive(ctx)
	for _, d := range s.doors {
		d.pace.share(live)
	}
	s.renewAll(ctx)
	fair := (partitions + live - 1) / live
	for p, t := range s.parts {
		if len(s.parts) > fair {
			delete(s.parts, p)
			s.release(ctx, t)
		}
	}
	for p := 0; p < partitions && len(s.parts) < fair; p++ {
		if s.parts[p] != nil {
			continue
		}
		if t := s.claim(ctx, fmt.Sprintf("part.%02d", p), s.tend(p)); t != nil {
			s.parts[p] = t
		}
	}
	for name, d := range s.doors {
		if s.receivers[name] != nil {
			continue
		}
		if t := s.claim(ctx, "receive."+name, s.receive(d)); t != nil {
			s.receivers[name] = t
		}
	}
}

// renewAll keeps the leases that are held, and forgets those that are lost.
func (s *share) renewAll(ctx context.Context) {
	for p, t := range s.parts {
		if !s.renew(ctx, t) {
			delete(s.parts, p)
		}
	}
	for name, t := range s.receivers {
		if !s.renew(ctx, t) {
			delete(s.receivers, name)
		}
	}
}

// alive says that this process lives, and counts those that do.
func (s *share) alive(ctx context.Context) int {
	if s.srv != nil {
		return 1 // nobody else can open this store
	}
	asking, stop := context.WithTimeout(ctx, renewEvery)
	defer stop()
	if _, err := s.leases.Put(asking, "live."+s.id, nil); err != nil {
		return max(1, s.known)
	}
	keys, err := s.leases.ListKeysFiltered(asking, "live.*")
	if err != nil {
		return max(1, s.known)
	}
	n := 0
	for range keys.Keys() {
		n++
	}
	s.known = max(1, n)
	return s.known
}

// giveBack stops receiving first, then everything else, side by side.
func (s *share) giveBack(ctx context.Context) {
	var wg sync.WaitGroup
	for _, t := range s.receivers {
		wg.Go(func() { s.release(ctx, t) })
	}
	for _, t := range s.parts {
		wg.Go(func() { s.release(ctx, t) })
	}
	wg.Wait()
	if s.srv == nil {
		giving, stop := context.WithTimeout(ctx, time.Second)
		defer stop()
		if err := s.leases.Delete(giving, "live."+s.id); err != nil {
			s.Log.Debug("the sign of life could not be taken back", "error", err)
		}
	}
}

// receive runs one adapter while its lease is held: a platform is asked by one
// process at a time.
func (s *share) receive(d *door) work {
	return func(ctx context.Context, stop <-chan struct{}) {
		receiving, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			select {
			case <-stop:
			case <-receiving.Done():
			}
			cancel()
		}()
		err := d.Receive(receiving, func(ctx context.Context, raw bot.Raw) error { return s.accept(ctx, d, raw) })
		if err != nil && receiving.Err() == nil {
			s.Log.Error("the platform cannot be used", "platform", d.Name(), "error", err)
		}
		<-receiving.Done()
	}
}

// tend answers and sends for one part of the chats.
func (s *share) tend(p int) work {
	return func(ctx context.Context, stop <-chan struct{}) {
		in, out, notes := newLanes(ctx, stop, s.work), newLanes(ctx, stop, s.send), newClockwork()
		own := &lane{lanes: newLanes(ctx, stop, nil)}
		var reading sync.WaitGroup
		reading.Go(func() { s.follow(ctx, own, s.in, part("in", p), func(p parcel, _ string) { in.add(p) }) })
		reading.Go(func() { s.follow(ctx, own, s.out, part("out", p), func(p parcel, _ string) { out.add(p) }) })
		reading.Go(func() { s.follow(ctx, own, s.later, part("later", p), notes.add) })
		s.wake(ctx, own, notes)
		reading.Wait()
		in.wg.Wait()
		out.wg.Wait()
	}
}
