package relay

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// mendEvery is how often the embedded store is looked at.
const mendEvery = 2 * time.Second

// errBroken is a store that could not write to its disk.
var errBroken = errors.New("the disk could not be written")

// broken tells whether the embedded store has stopped writing. It does so for
// good after one write that failed, such as on a full disk.
func (s *store) broken() bool {
	return s.srv != nil && s.dir != "" && (s.said.failed.Load() || !s.srv.JetStreamEnabled())
}

// mend opens the embedded store again after it stopped writing, once there is
// room. Until then nothing is accepted, and what was accepted waits.
func (r *Relay) mend(ctx context.Context) {
	tick := time.NewTicker(mendEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !r.broken() || !roomIn(r.dir) {
			continue
		}
		if err := r.reopen(ctx); err != nil {
			r.Log.Error("the store cannot be opened again yet", "error", err)
			continue
		}
		r.Log.Info("the store is open again")
	}
}

// enough is how much has to fit on the disk before the store is opened again.
const enough = 1 << 20

// roomIn tries whether a folder can be written.
func roomIn(dir string) bool {
	path := filepath.Join(dir, "room.tmp")
	defer func() { _ = os.Remove(path) }()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return false
	}
	_, err = f.Write(make([]byte, enough))
	return errors.Join(err, f.Sync(), f.Close()) == nil
}

// reopen closes the streams and reads them anew from the disk. The leases, which
// lie in memory, are gone by that: whoever works takes them again, and reads
// what waits from the start.
func (r *Relay) reopen(ctx context.Context) error {
	if r.srv.JetStreamEnabled() {
		if err := r.srv.ShutdownJetStream(); err != nil {
			return fmt.Errorf("closing the store: %w", err)
		}
	}
	repair(r.dir)
	r.said.failed.Store(false)
	config := r.config
	if err := r.srv.EnableJetStream(&config); err != nil {
		r.said.failed.Store(true)
		return fmt.Errorf("opening the store: %w", err)
	}
	again := *r.store
	m := maker{store: &again, replicas: 1, storage: jetstream.FileStorage}
	return m.leaseBucket(ctx)
}
