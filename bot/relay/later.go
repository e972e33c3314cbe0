package relay

import (
	"container/heap"
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"hangup/bot"
)

// clockwork knows when the notes of one part are due. What they say stays in the
// store until then.
type clockwork struct {
	mu     sync.Mutex
	due    dues
	sooner chan struct{} // holds one when something has come
}

// due is a note that waits.
type due struct {
	at  time.Time
	seq uint64
}

// dues is a heap of notes, the soonest first.
type dues []due

// Len is how many there are.
func (d dues) Len() int { return len(d) }

// Less tells which is sooner.
func (d dues) Less(i, j int) bool { return d[i].at.Before(d[j].at) }

// Swap swaps two.
func (d dues) Swap(i, j int) { d[i], d[j] = d[j], d[i] }

// Push adds one.
func (d *dues) Push(x any) {
	if v, ok := x.(due); ok {
		*d = append(*d, v)
	}
}

// Pop takes the last.
func (d *dues) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

func newClockwork() *clockwork { return &clockwork{sooner: make(chan struct{}, 1)} }

// add winds up one note.
func (c *clockwork) add(p parcel, at string) {
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return
	}
	c.mu.Lock()
	heap.Push(&c.due, due{time.Unix(seconds, 0), p.seq})
	c.mu.Unlock()
	select {
	case c.sooner <- struct{}{}:
	default:
	}
}

// next takes the first note that is due, or tells how long it is until one is.
func (c *clockwork) next(now time.Time) (d due, wait time.Duration, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.due) == 0 {
		return d, time.Hour, false
	}
	if wait := c.due[0].at.Sub(now); wait > 0 {
		return d, min(wait, time.Hour), false
	}
	d, ok = heap.Pop(&c.due).(due)
	return d, 0, ok
}

// wake queues the notes of a part when they are due, until the lane that it runs
// in is stopped. One that is gone by then was taken back.
func (r *Relay) wake(ctx context.Context, l *lane, c *clockwork) {
	for !l.stopping() {
		d, wait, ok := c.next(time.Now())
		if ok {
			r.insist(ctx, l, func(ctx context.Context) error { return r.sendDue(ctx, d.seq) })
			continue
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-c.sooner:
		case <-l.stop:
		case <-l.ctx.Done():
		}
		t.Stop()
	}
}

// sendDue moves one note to what is sent.
func (r *Relay) sendDue(ctx context.Context, seq uint64) error {
	kept, err := fetch(ctx, r.later, seq)
	if err != nil || kept == nil {
		return err
	}
	var n note
	if json.Unmarshal(kept.Data, &n) != nil {
		r.Log.Error("a stored note is damaged and cannot be sent")
		return secureDelete(ctx, r.later, seq)
	}
	if n.About != "" {
		err = r.fileWake(ctx, n, time.Now())
	} else if _, person := of(kept.Subject); person != "" {
		err = r.fileOut(ctx, n.Delivery, person)
	}
	if err != nil {
		return err
	}
	return secureDelete(ctx, r.later, seq)
}

// fileWake hands a wake-up to the chat's lane, as a message that nobody wrote:
// so it has its place among the others, and is answered once.
func (r *Relay) fileWake(ctx context.Context, n note, now time.Time) error {
	to := n.Delivery.To
	m := nats.NewMsg(r.subject("in", to, r.person(to.Platform, n.From)))
	wake := bot.Note{To: to, From: n.From, About: n.About}.Wake(n.Delivery.Key, now)
	return r.publish(ctx, m, n.Delivery.Key, stored{Raw: bot.Raw{Platform: to.Platform, ID: n.Delivery.Key, Chat: to, From: n.From, At: now}, Wake: &wake})
}
