package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// How long things are kept.
const (
	keepMarks = 24 * time.Hour     // of what was answered and sent; platforms offer an update again for as long
	keepDead  = 7 * 24 * time.Hour // what could not be delivered
	leaseFor  = 10 * time.Second   // a lease that is not renewed
	dedupFor  = 10 * time.Minute   // in which the streams know an id themselves

	prepareWithin = 6 * time.Second // one try to make what is missing
)

// prepare makes the streams and buckets that are missing.
func (s *store) prepare(ctx context.Context, p Place, log *slog.Logger) error {
	if err := s.complete(ctx, log); err != nil {
		return err
	}
	m := maker{store: s, replicas: 1, storage: jetstream.FileStorage, limit: maxStore}
	if p.Limit > 0 {
		m.limit = p.Limit
	}
	if p.URL == "" && p.Dir == "" {
		m.storage = jetstream.MemoryStorage
		m.limit = maxPrivate
	}
	if s.nc.ConnectedClusterName() != "" {
		m.replicas = 3
	}
	err := m.within(ctx)
	for p.URL != "" && err != nil && ctx.Err() == nil { // it may have no leader yet, or somebody else is at it
		log.Debug("the cluster is not ready", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
			if again := m.within(ctx); ctx.Err() == nil {
				err = again
			}
		}
	}
	if err != nil {
		return fmt.Errorf("storage: %s cannot be prepared (%w); see that there is room, and rights to make streams", s.kind, err)
	}
	if p.URL != "" {
		return s.sharedKey(ctx)
	}
	return nil
}

// maker makes streams and buckets of one kind.
type maker struct {
	*store
	replicas int
	storage  jetstream.StorageType
	limit    int64
}

// within is all, but for a call that is never answered: a cluster forgets one of
// two processes that make the same stream at once.
func (m *maker) within(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, prepareWithin)
	defer stop()
	return m.all(ctx)
}

// all makes whatever there is. What is full refuses new messages and drops none.
func (m *maker) all(ctx context.Context) error {
	streams := []struct {
		to    *jetstream.Stream
		name  string
		limit int64
		age   time.Duration
	}{
		{&m.in, "in", m.limit / 4, 0}, {&m.out, "out", m.limit / 4, 0},
		{&m.dead, "dead", m.limit / 8, keepDead}, {&m.later, "later", m.limit / 8, 0},
	}
	for _, want := range streams {
		var err error
		if *want.to, err = m.stream(ctx, want.name, want.limit, want.age); err != nil {
			return err
		}
	}
	return errors.Join(m.bucket(ctx, "sessions", bot.Idle, &m.sessions, &m.sessionLog),
		m.bucket(ctx, "kept", 0, &m.kept, &m.keptLog),
		m.bucket(ctx, "marks", keepMarks, &m.marks, &m.markLog),
		m.bucket(ctx, "letters", bot.DraftAge, &m.letters, &m.letterLog),
		m.leaseBucket(ctx))
}

// stream makes one stream; with fewer servers than copies wanted it keeps one. A
// stream that is as it should be is not touched: the server writes what it knows
// of a stream in two steps, and a crash between them would lose it.
func (m *maker) stream(ctx context.Context, name string, limit int64, age time.Duration) (jetstream.Stream, error) {
	c := jetstream.StreamConfig{Name: "HANGUP_" + strings.ToUpper(name), Subjects: []string{"hangup." + name + ".>"},
		Storage: m.storage, Replicas: m.replicas, MaxBytes: limit, MaxAge: age,
		Discard: jetstream.DiscardNew, Duplicates: dedupFor}
	if s, err := m.js.Stream(ctx, c.Name); err == nil {
		if is := s.CachedInfo().Config; is.MaxBytes == limit && is.MaxAge == age {
			return s, nil
		}
	}
	made, err := m.js.CreateOrUpdateStream(ctx, c)
	if err != nil && m.alone(err) {
		c.Replicas = m.replicas
		return m.js.CreateOrUpdateStream(ctx, c)
	}
	return made, err
}

// bucket makes one bucket, and gives the stream under it for secure deletes.
func (m *maker) bucket(ctx context.Context, name string, age time.Duration, to *jetstream.KeyValue, under *jetstream.Stream) error {
	err := m.keyValue(ctx, jetstream.KeyValueConfig{Bucket: "hangup-" + name, TTL: age, Storage: m.storage, Replicas: m.replicas}, to)
	if err == nil {
		*under, err = m.js.Stream(ctx, "KV_hangup-"+name)
	}
	return err
}

// leaseBucket lies in memory: the leases of an embedded store end with the
// process, and those of a cluster within seconds.
func (m *maker) leaseBucket(ctx context.Context) error {
	return m.keyValue(ctx, jetstream.KeyValueConfig{Bucket: "hangup-leases", TTL: leaseFor, Storage: jetstream.MemoryStorage, Replicas: m.replicas}, &m.leases)
}

// keyValue finds a bucket or makes it. It is made as a stream of its own, since a
// bucket that the client makes forbids the removal of single values, and answers
// reads from copies that may be behind.
func (m *maker) keyValue(ctx context.Context, c jetstream.KeyValueConfig, to *jetstream.KeyValue) error {
	var err error
	*to, err = m.js.KeyValue(ctx, c.Bucket)
	if !errors.Is(err, jetstream.ErrBucketNotFound) {
		return err
	}
	under := jetstream.StreamConfig{Name: "KV_" + c.Bucket, Subjects: []string{"$KV." + c.Bucket + ".>"}, MaxMsgsPerSubject: 1,
		MaxAge: c.TTL, Storage: c.Storage, Replicas: m.replicas, Discard: jetstream.DiscardNew, AllowRollup: true}
	if c.TTL > 0 {
		under.Duplicates = min(c.TTL, 2*time.Minute)
	}
	_, err = m.js.CreateStream(ctx, under)
	if err != nil && m.alone(err) {
		under.Replicas = m.replicas
		_, err = m.js.CreateStream(ctx, under)
	}
	if err != nil && !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		return err
	}
	*to, err = m.js.KeyValue(ctx, c.Bucket)
	return err
}

// alone tells whether there are too few servers for copies, and does with one.
func (m *maker) alone(err error) bool {
	const noPeers, notClustered = 10005, 10074
	var api *jetstream.APIError
	if !errors.As(err, &api) || m.replicas == 1 || api.ErrorCode != noPeers && api.ErrorCode != notClustered {
		return false
	}
	m.replicas = 1
	return true
}

// sharedKey is the key for names that all processes of a cluster share. It keeps
// ids from those who only see names, not from the cluster's operator.
func (s *store) sharedKey(ctx context.Context) error {
	key, err := newKey()
	if err != nil {
		return err
	}
	_, err = s.kept.Create(ctx, "key", []byte(key))
	if err != nil && !errors.Is(err, jetstream.ErrKeyExists) {
		return fmt.Errorf("storage: %s does not take the key: %w", s.kind, err)
	}
	e, err := s.kept.Get(ctx, "key")
	if err != nil {
		return fmt.Errorf("storage: %s does not give the key: %w", s.kind, err)
	}
	s.names = names{e.Value()}
	return nil
}
