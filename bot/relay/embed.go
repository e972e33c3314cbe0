package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The bounds of the embedded store.
const (
	maxStore   = 1 << 30
	maxMemory  = 64 << 20
	maxPrivate = 512 << 20 // memory of a store that is memory only
	maxPayload = 8 << 20   // a reply with its letters
)

// embed opens the store in a folder of this machine. Every write is on the disk
// before it counts as done, and nothing can be read there without the key.
func (s *store) embed(p Place, log *slog.Logger) error {
	unlock, err := claimFolder(p.Dir)
	if err != nil {
		return err
	}
	s.close = append(s.close, unlock)
	key, err := folderKey(p.Dir)
	if err != nil {
		return err
	}
	s.names = names{[]byte("names " + key)}
	s.kind, s.dir = "the folder "+p.Dir, p.Dir
	limit := p.Limit
	if limit == 0 {
		limit = maxStore
	}
	repair(p.Dir)
	s.before = streamFolders(p.Dir)
	opts := &server.Options{StoreDir: p.Dir, SyncAlways: true, JetStreamKey: key, JetStreamCipher: server.AES,
		JetStreamMaxStore: limit, JetStreamMaxMemory: maxMemory}
	if err := s.start(opts, log); err != nil {
		return fmt.Errorf("storage: the folder %s cannot be used: %w", p.Dir, err)
	}
	return nil
}

// inMemory opens a private store that ends with the process.
func (s *store) inMemory(p Place, log *slog.Logger) error {
	dir, err := os.MkdirTemp("", "hangup-")
	if err != nil {
		return errors.New("storage: no temporary folder can be made; set TMPDIR to a folder that can be written")
	}
	s.close = append(s.close, func() { _ = os.RemoveAll(dir) })
	key, err := newKey()
	if err != nil {
		return err
	}
	s.names, s.kind = names{[]byte(key)}, "memory"
	limit := p.Limit
	if limit == 0 {
		limit = maxPrivate
	}
	return s.start(&server.Options{StoreDir: dir, JetStreamMaxStore: 1 << 20, JetStreamMaxMemory: limit}, log)
}

// start runs a server inside this process, which listens nowhere.
func (s *store) start(opts *server.Options, log *slog.Logger) error {
	opts.ServerName, opts.JetStream, opts.DontListen = "hangup", true, true
	opts.NoSigs, opts.NoLog, opts.MaxPayload = true, true, maxPayload
	srv, err := server.NewServer(opts)
	if err != nil {
		return fmt.Errorf("the store does not start: %w", err)
	}
	said := &serverLog{log: log}
	srv.SetLogger(said, false, false)
	srv.Start()
	s.close = append(s.close, func() { srv.Shutdown(); srv.WaitForShutdown() })
	if !srv.ReadyForConnections(10*time.Second) || !srv.JetStreamEnabled() {
		return said.fatal()
	}
	s.srv, s.said = srv, said
	s.config = server.JetStreamConfig{StoreDir: opts.StoreDir, SyncAlways: opts.SyncAlways, MaxStore: opts.JetStreamMaxStore, MaxMemory: opts.JetStreamMaxMemory}
	nc, err := nats.Connect("", nats.InProcessServer(srv), nats.MaxReconnects(-1), nats.ReconnectWait(50*time.Millisecond))
	if err != nil {
		return fmt.Errorf("the store does not answer: %w", err)
	}
	return s.use(nc)
}

// streamFolders lists the streams that lie in a folder.
func streamFolders(dir string) []string {
	found, err := filepath.Glob(filepath.Join(streamsIn(dir), "*"))
	if err != nil {
		return nil // cannot be: the pattern is well formed
	}
	var out []string
	for _, f := range found {
		if name := filepath.Base(f); !strings.HasPrefix(name, ".") {
			out = append(out, name)
		}
	}
	return out
}

// complete refuses a store of which a part cannot be read: the server would go
// on without it, and what waits there would be lost unseen.
func (s *store) complete(ctx context.Context, log *slog.Logger) error {
	for _, name := range s.before {
		at, err := s.js.Stream(ctx, name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			return &DamagedError{Dir: s.dir, Part: name}
		}
		if err != nil {
			return fmt.Errorf("storage: %s does not answer: %w", s.kind, err)
		}
		s.sayLost(name, at.CachedInfo().State.Lost, log)
	}
	return nil
}

// sayLost says what the server found damaged inside a stream. It goes on with
// the rest: being there for people comes first. A write that was cut off by a
// crash is no loss: it had not been acknowledged.
func (s *store) sayLost(name string, lost *jetstream.LostStreamData, log *slog.Logger) {
	switch {
	case lost == nil:
	case len(lost.Msgs) > 0:
		log.Error("a part of the store is damaged and some of it is lost; put back a copy of the folder if you have one", "part", name, "lost", len(lost.Msgs))
	default:
		log.Info("a write that was cut off has been taken back", "part", name)
	}
}

// DamagedError is a store of which a part cannot be read.
type DamagedError struct{ Dir, Part string }

// Error says what can be done.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("storage: a part of %s (%s) is damaged, or store.key is not the one it was written with; put back a copy of the folder, or move it away to begin anew", e.Dir, e.Part)
}
