package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Place says where the store is. The zero Place is a private store in memory
// that ends with the process.
type Place struct {
	Dir   string // folder of the embedded store
	URL   string // of the operator's own cluster; Dir is then not used
	Creds string // credentials file for URL, "" for none
	Limit int64  // bytes that the embedded store may take, 0 for 1 GiB
}

// store is the streams and buckets.
type store struct {
	names
	kind   string // for people: where it is
	dir    string // of an embedded store on disk, else ""
	srv    *server.Server
	said   *serverLog // of srv
	nc     *nats.Conn
	js     jetstream.JetStream
	config server.JetStreamConfig
	before []string // streams that lay in the folder when it was opened
	close  []func() // in the order in which they were opened

	in, out, dead, later, sessionLog, keptLog, markLog, letterLog jetstream.Stream
	sessions, kept, marks, letters, leases                        jetstream.KeyValue
}

// startWithin is how long the store may take to open.
const startWithin = 30 * time.Second

// open starts the embedded store or connects to the cluster.
func open(ctx context.Context, p Place, log *slog.Logger) (*store, error) {
	s := &store{}
	var err error
	switch {
	case p.URL != "":
		err = s.connect(p, log)
	case p.Dir != "":
		err = s.embed(p, log)
	default:
		err = s.inMemory(p, log)
	}
	if err == nil {
		ctx, stop := context.WithTimeout(ctx, startWithin)
		defer stop()
		err = s.prepare(ctx, p, log)
	}
	if err != nil {
		s.shut()
		return nil, err
	}
	return s, nil
}

// shut closes whatever has been opened, the last first.
func (s *store) shut() {
	for _, end := range slices.Backward(s.close) {
		end()
	}
	s.close = nil
}

// connect uses the operator's cluster.
func (s *store) connect(p Place, log *slog.Logger) error {
	opts := []nats.Option{nats.Name("hangup"), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second), nats.Timeout(5 * time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("the NATS cluster is away")
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { log.Info("the NATS cluster is back") })}
	if p.Creds != "" {
		opts = append(opts, nats.UserCredentials(p.Creds))
	}
	nc, err := nats.Connect(p.URL, opts...)
	if err != nil {
		return connectError(err)
	}
	s.kind = "the NATS cluster of NATS_URL"
	return s.use(nc)
}

// connectError says why the cluster cannot be used, without its address, which
// may hold a password.
func connectError(err error) error {
	switch {
	case errors.Is(err, nats.ErrAuthorization), errors.Is(err, nats.ErrAuthExpired):
		return errors.New("NATS_CREDS: the cluster does not accept these credentials; give a file that it knows")
	case errors.Is(err, nats.ErrNoServers):
		return errors.New("NATS_URL: no server answers there; check the address, or leave it out to keep everything on this machine")
	}
	return errors.New("NATS_URL: the cluster cannot be used; check the address, such as tls://nats.example.org:4222, and that the file of NATS_CREDS can be read")
}

func (s *store) use(nc *nats.Conn) error {
	js, err := jetstream.New(nc, jetstream.WithDefaultTimeout(writeWithin))
	if err != nil {
		nc.Close()
		return fmt.Errorf("storage: it cannot be used: %w", err)
	}
	s.nc, s.js = nc, js
	s.close = append(s.close, nc.Close)
	return nil
}

// secureDelete removes a message so that its bytes are gone too. A message that
// is gone already is no error.
func secureDelete(ctx context.Context, from jetstream.Stream, seq uint64) error {
	err := from.SecureDeleteMsg(ctx, seq)
	if err != nil && absent(err) {
		return nil
	}
	return err
}

// The store's numbers for "there is no such message".
const (
	noMessage    = 10037
	noSequence   = 10043
	deleteFailed = 10057 // also when the message was deleted before
)

// absent tells whether an error means that there is no such message.
func absent(err error) bool {
	var api *jetstream.APIError
	if errors.Is(err, jetstream.ErrMsgNotFound) || errors.Is(err, jetstream.ErrKeyNotFound) {
		return true
	}
	if !errors.As(err, &api) {
		return false
	}
	gone := strings.Contains(api.Description, "not found") || strings.Contains(api.Description, "no message") || strings.Contains(api.Description, "deleted")
	return api.ErrorCode == noMessage || api.ErrorCode == noSequence || api.ErrorCode == deleteFailed && gone
}
