package relay

import (
	"context"
	"time"
)

// mendEvery is how often the embedded store is looked at.
const mendEvery = 2 * time.Second

// mend opens the embedded store again after it closed itself, as it does on a
// full disk or where it may not write any more. Until then nothing is accepted,
// and what was accepted waits.
func (r *Relay) mend(ctx context.Context) {
	if r.srv == nil {
		return
	}
	tick := time.NewTicker(mendEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if r.srv.JetStreamEnabled() {
			continue
		}
		config := r.config
		if err := r.srv.EnableJetStream(&config); err != nil {
			r.Log.Error("the store is closed: see that there is room on the disk and that the folder can be written", "error", err)
			continue
		}
		r.Log.Info("the store is open again")
	}
}
