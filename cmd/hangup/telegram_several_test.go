package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"hangup/adapters/telegram/telegramtest"
)

// TestWebhookOfSeveral: two hangups share the work behind one address, and when
// the one that Telegram talks to dies, the other goes on with the same talk.
func TestWebhookOfSeveral(t *testing.T) {
	t.Parallel()
	srv, out := telegramtest.New(t), &shared{}
	store, addrs := broker(t), []string{freeAddr(t), freeAddr(t)}
	srv.Route(proxy(t, addrs))
	start := func(addr string) *process {
		return serveTelegram(t, srv, t.TempDir(), out, "NATS_URL="+store,
			"TELEGRAM_WEBHOOK_URL=https://bot.example.org/telegram", "TELEGRAM_WEBHOOK_ADDR="+addr)
	}
	first := start(addrs[0])
	ann := srv.Person("Ann")
	c := ann.Private()
	c.Forward(ann, scamPopUp)
	verdict := c.Next(t)
	shows(t, verdict, "scam")
	second := start(addrs[1])
	srv.WaitConfirmed(t)
	first.kill()
	tap(t, c, ann, verdict, "my computer")
	shows(t, after(t, c, verdict), "Wi-Fi")
	srv.WaitConfirmed(t)
	second.stop(t)
	if srv.Calls("getUpdates") != 0 {
		t.Error("one of them polled as well")
	}
	noSecrets(t, out.String())
}

// broker is a NATS server on this machine, as an operator would have one.
func broker(t *testing.T) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS server did not start")
	}
	return s.ClientURL()
}

// freeAddr is an address on this machine that nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// proxy brings a request to the first address where somebody listens, as nginx does.
func proxy(t *testing.T, addrs []string) string {
	t.Helper()
	p := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for _, addr := range addrs {
			req, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+addr+r.URL.Path, bytes.NewReader(body))
			if err != nil {
				break
			}
			req.Header = r.Header.Clone()
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				continue
			}
			_ = res.Body.Close()
			w.WriteHeader(res.StatusCode)
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(p.Close)
	return p.URL
}
