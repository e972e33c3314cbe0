package relay

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"hangup/bot"
)

// pace keeps a platform's limits on sending, and how often one person is answered.
type pace struct {
	rates  bot.Rates
	person bot.Rate

	mu      sync.Mutex
	all     *rate.Limiter // nil: no limit
	chats   map[string]*ownPace
	persons map[string]*ownPace
	until   time.Time // nothing goes out before
	shown   int       // processes that share All
}

// ownPace is the limit of one chat or person.
type ownPace struct {
	*rate.Limiter
	used time.Time
}

// manyKept is from how many chats or persons on those are let go that have been quiet.
const manyKept = 1000

func newPace(rates bot.Rates, person bot.Rate) *pace {
	return &pace{rates: rates, person: person, all: limiter(rates.All, 1), chats: map[string]*ownPace{}, persons: map[string]*ownPace{}, shown: 1}
}

// limiter allows at most r.Times in any stretch of r.Per, some of them at once,
// divided among several processes. It is nil where there is no limit.
func limiter(r bot.Rate, among int) *rate.Limiter {
	if r.Times <= 0 || r.Per <= 0 {
		return nil
	}
	times := max(1, float64(r.Times)/float64(among))
	if times < 2 {
		return rate.NewLimiter(rate.Limit(times/r.Per.Seconds()), 1)
	}
	burst := max(1, int(times/4))
	return rate.NewLimiter(rate.Limit((times-float64(burst))/r.Per.Seconds()), burst)
}

// share divides the platform's limit among the processes that are alive.
func (p *pace) share(among int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if among != p.shown {
		p.all, p.shown = limiter(p.rates.All, among), among
	}
}

// hold lets nothing out for a while.
func (p *pace) hold(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d); until.After(p.until) {
		p.until = until
	}
}

// wait returns when a reply may go to a chat. It tells whether the lane may go on.
func (p *pace) wait(l *lane, to bot.Chat) bool {
	for held := p.held(); held > 0; held = p.held() {
		if !l.pause(held) {
			return false
		}
	}
	d := p.reserve(l.chat, to)
	return !l.stopping() && (d <= 0 || l.pause(d))
}

func (p *pace) held() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until)
}

// reserve takes a place and tells how long it is until then.
func (p *pace) reserve(chat string, to bot.Chat) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	var d time.Duration
	if p.all != nil {
		d = p.all.ReserveN(now, 1).DelayFrom(now)
	}
	limit := p.rates.PrivateChat
	if to.Kind == bot.Group {
		limit = p.rates.GroupChat
	}
	if limit.Times <= 0 {
		return d
	}
	c := own(p.chats, chat, limit, now)
	c.used = now.Add(d)
	return max(d, c.ReserveN(c.used, 1).DelayFrom(now))
}

// own gives the limit of one chat or person, a new one if it has none.
func own(all map[string]*ownPace, name string, limit bot.Rate, now time.Time) *ownPace {
	o := all[name]
	if o == nil {
		letGo(all, now)
		o = &ownPace{Limiter: limiter(limit, 1)}
		all[name] = o
	}
	return o
}

// letGo forgets those whose limit has run full again.
func letGo(all map[string]*ownPace, now time.Time) {
	if len(all) < manyKept {
		return
	}
	for name, o := range all {
		if o.TokensAt(now) >= float64(o.Burst()) {
			delete(all, name)
		}
	}
}

// until is how long a limit that may not be there yet asks to wait.
func (o *ownPace) until(now time.Time) time.Duration {
	if o == nil || o.Limit() <= 0 {
		return 0
	}
	missing := 1 - o.TokensAt(now)
	return max(0, time.Duration(missing/float64(o.Limit())*float64(time.Second)))
}

// rest is how long a chat may not be written to.
func (p *pace) rest(chat string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(p.until.Sub(now), p.chats[chat].until(now))
}

// slow is how long a person has to wait for an answer, and when they had the last.
func (p *pace) slow(person string, now time.Time) (wait time.Duration, last time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.persons[person]
	if o == nil {
		return 0, last
	}
	return o.until(now), o.used
}

// answered counts an answer to a person.
func (p *pace) answered(person string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.person.Times > 0 && person != nobody {
		o := own(p.persons, person, p.person, now)
		o.used = now
		o.AllowN(now, 1)
	}
}
