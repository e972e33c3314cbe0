package telegram

import "sync"

// progress remembers how many requests of a delivery are done, so that another
// try does not send the first messages of a long reply twice.
type progress struct {
	mu   sync.Mutex
	kept map[string]int
}

func newProgress() *progress { return &progress{kept: map[string]int{}} }

func (p *progress) done(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept[key]
}

func (p *progress) note(key string, n int) {
	if key == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) > maxKept {
		clear(p.kept)
	}
	p.kept[key] = n
}
