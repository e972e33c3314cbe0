package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// acks knows the interactions of this process that Discord was told to wait for.
type acks struct {
	mu   sync.Mutex
	kept map[string]*ack
}

// ack is one of them.
type ack struct {
	aim   aim
	at    time.Time
	ended chan struct{} // closed when Discord has heard, or will not
	once  sync.Once
	heard bool // set before ended is closed
	given bool // the answer is out; guarded by acks.mu
}

func newAcks() *acks { return &acks{kept: map[string]*ack{}} }

// add notes an interaction that came.
func (k *acks) add(i *interaction) *ack {
	k.mu.Lock()
	defer k.mu.Unlock()
	x := &ack{aim: i.aim(time.Now()), at: time.Now(), ended: make(chan struct{})}
	k.kept[i.ID] = x
	return x
}

func (k *ack) end(heard bool) {
	k.once.Do(func() {
		k.heard = heard
		close(k.ended)
	})
}

// wait returns when Discord has been told of an interaction. It tells whether
// this process knows of it, and whether Discord heard.
func (k *acks) wait(ctx context.Context, id string) (known, heard bool) {
	k.mu.Lock()
	x := k.kept[id]
	k.mu.Unlock()
	if x == nil {
		return false, false
	}
	select {
	case <-x.ended:
		return true, x.heard
	case <-ctx.Done():
		return true, false
	}
}

// give notes that an interaction has its answer.
func (k *acks) give(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if x := k.kept[id]; x != nil {
		x.given = true
	}
}

// sweep takes back the deferred answers that nobody gives, so that no "thinking"
// is left standing, and forgets those that are over.
func (k *acks) sweep(ctx context.Context, a *Adapter) {
	for ctx.Err() == nil {
		wait(ctx, a.times.look)
		for _, x := range k.forsaken(a.times.forsake) {
			at := discordgo.EndpointWebhookMessage(x.App, x.Token, "@original")
			a.acts.drop(a.api.do(ctx, request{method: http.MethodDelete, at: at, bucket: hashed("ia-", x.Token)}, nil))
		}
	}
}

// forsaken takes out what is over, and gives those of them without an answer.
func (k *acks) forsaken(after time.Duration) []aim {
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []aim
	for id, x := range k.kept {
		switch {
		case x.given && time.Since(x.at) > tokenFor:
			delete(k.kept, id)
		case !x.given && time.Since(x.at) > after:
			out = append(out, x.aim)
			delete(k.kept, id)
		}
	}
	return out
}
