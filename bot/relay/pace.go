package relay

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"hangup/bot"
)

// pace keeps a platform's limits on sending.
type pace struct {
	rates bot.Rates

	mu    sync.Mutex
	all   *rate.Limiter // nil: no limit
	chats map[string]*chatPace
	until time.Time // nothing goes out before
	shown int       // processes that share All
}

type chatPace struct {
	*rate.Limiter
	used time.Time
}

// manyChats is from how many chats on those are let go that have been quiet.
const manyChats = 1000

func newPace(rates bot.Rates) *pace {
	return &pace{rates: rates, all: limiter(rates.All, 1), chats: map[string]*chatPace{}, shown: 1}
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
	c := p.chats[chat]
	if c == nil {
		p.letGo(now)
		c = &chatPace{Limiter: limiter(limit, 1)}
		p.chats[chat] = c
	}
	c.used = now.Add(d)
	return max(d, c.ReserveN(c.used, 1).DelayFrom(now))
}

// letGo forgets chats whose limit has run full again.
func (p *pace) letGo(now time.Time) {
	if len(p.chats) < manyChats {
		return
	}
	for chat, c := range p.chats {
		if c.TokensAt(now) >= float64(c.Burst()) {
			delete(p.chats, chat)
		}
	}
}
