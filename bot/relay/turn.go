package relay

import (
	"time"
)

// first waits until a chat may be written to, and gives what goes out then: a
// loud reply before all others, since it may be about a call that is going on.
// Of the others, where several people wait, the one to whoever was answered
// longest ago, and nobody too often: who floods a group waits, and nobody else
// in it does. What one person is told stays in order but for that. Not ok means
// that the lane is stopping.
func (r *Relay) first(l *lane) (parcel, bool) {
	for !l.stopping() {
		now := time.Now()
		p, rest := l.foremost(func(p parcel) (time.Duration, time.Time) { return r.slow(p, now) })
		d := r.doors[platformOf(p.subject)]
		if d == nil {
			return p, true // it will be told that the platform is off
		}
		rest = max(rest, d.pace.rest(l.chat, now))
		if rest <= 0 {
			if _, person := of(p.subject); !p.loud {
				d.pace.answered(person, now)
			}
			return p, true
		}
		if !l.await(rest) {
			break
		}
	}
	return parcel{}, false
}

// slow is how long a reply has to wait because its person was answered too
// often, and when they were answered last.
func (r *Relay) slow(p parcel, now time.Time) (time.Duration, time.Time) {
	d := r.doors[platformOf(p.subject)]
	if d == nil {
		return 0, time.Time{}
	}
	_, person := of(p.subject)
	return d.pace.slow(person, now)
}

// foremost gives what goes out next, and how long until then. The lane must not
// be empty.
func (l *lane) foremost(slow func(parcel) (time.Duration, time.Time)) (best parcel, rest time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := l.loud(); i >= 0 {
		return l.queue[i], 0
	}
	var since time.Time
	asked := map[string]bool{} // by subject, which tells the person
	for i, p := range l.queue {
		if asked[p.subject] {
			continue
		}
		asked[p.subject] = true
		wait, last := slow(p)
		if i == 0 || wait < rest || wait == rest && last.Before(since) {
			best, rest, since = p, wait, last
		}
	}
	return best, rest
}

// loud is where the first loud reply stands, -1 if there is none; the lock is held.
func (l *lane) loud() int {
	for i, p := range l.queue {
		if p.loud {
			return i
		}
	}
	return -1
}

// pressed reports whether a loud reply waits.
func (l *lane) pressed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.loud() >= 0
}
