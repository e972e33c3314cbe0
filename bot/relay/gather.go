package relay

import (
	"time"
)

// The bounds of what is joined.
const (
	maxJoin   = 20
	joinSlack = 250 * time.Millisecond // from the store's clock to the lane
)

// gather gives what is to be answered together: one message, or forwards and
// parts of an album that one person sent right after each other. Those wait for
// what may still come; anything else in the lane ends the wait. What belongs
// together is told by the store's own clock, so that it is the same after a
// crash. Nothing means that the lane is stopping.
func (r *Relay) gather(l *lane) []parcel {
	for {
		waiting := l.front(maxJoin + 1)
		if len(waiting) == 0 {
			return nil
		}
		n := r.together(waiting)
		last := waiting[n-1]
		rest := time.Until(last.at.Add(r.patience.Join + joinSlack))
		if !last.joins || len(waiting) > n || n >= maxJoin || rest <= 0 {
			return waiting[:n]
		}
		if !l.await(rest) {
			return nil
		}
	}
}

// together counts how many of the first belong together, one at least.
func (r *Relay) together(waiting []parcel) int {
	n := 1
	for n < len(waiting) && n < maxJoin && waiting[n-1].joins && waiting[n].joins &&
		waiting[n].subject == waiting[0].subject && waiting[n].at.Sub(waiting[n-1].at) <= r.patience.Join {
		n++
	}
	return n
}
