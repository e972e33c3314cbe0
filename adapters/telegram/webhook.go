package telegram

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Webhook is where Telegram brings updates to. The zero Webhook means polling.
type Webhook struct {
	URL    string // public https address
	Addr   string // where to listen, host:port
	Secret string // sent along by Telegram; "" for one made from the token
}

// The bounds of the webhook's server.
const (
	maxUpdate  = 2 << 20
	headerTime = 5 * time.Second
	bodyTime   = 10 * time.Second
	idleTime   = 2 * time.Minute
	endTime    = 900 * time.Millisecond
)

// secretShape is what setWebhook takes as secret_token.
var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// checked fills in what was left out.
func (w Webhook) checked(token string) (Webhook, error) {
	if w.URL == "" {
		return Webhook{}, nil
	}
	if u, err := url.Parse(w.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		return w, errors.New("TELEGRAM_WEBHOOK_URL: Telegram calls https addresses only; write one such as https://bot.example.org/telegram")
	}
	w.Addr = cmp.Or(w.Addr, "127.0.0.1:8443")
	if _, _, err := net.SplitHostPort(w.Addr); err != nil {
		return w, errors.New("TELEGRAM_WEBHOOK_ADDR: not an address; write host:port such as 127.0.0.1:8443")
	}
	if w.Secret == "" {
		mac := hmac.New(sha256.New, []byte(token))
		_, _ = mac.Write([]byte("hangup webhook"))
		w.Secret = hex.EncodeToString(mac.Sum(nil))
	}
	if !secretShape.MatchString(w.Secret) {
		return w, errors.New("TELEGRAM_WEBHOOK_SECRET: only letters, digits, _ and -, 256 at most")
	}
	return w, nil
}

// serveHook listens, tells Telegram where, and takes updates until ctx ends.
// The webhook stays set: Telegram keeps what comes meanwhile for the next start.
func (a *Adapter) serveHook(ctx context.Context, accept acceptFunc) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", a.hook.Addr)
	if err != nil {
		return fmt.Errorf("TELEGRAM_WEBHOOK_ADDR: %s cannot be listened on; is another program there?", a.hook.Addr)
	}
	srv := &http.Server{
		Handler: a.hookHandler(ctx, accept), ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 1 << 16, BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	if err := a.setHook(ctx); err != nil {
		a.endHook(ctx, srv, ended)
		return err
	}
	select {
	case <-ctx.Done():
		a.endHook(ctx, srv, ended)
		return nil
	case err := <-ended:
		a.log.Error("listening has ended", "platform", platform, "error", err)
		return errors.New("TELEGRAM_WEBHOOK_ADDR: listening has ended by itself; start hangup again")
	}
}

// endHook lets open requests end, but not for long.
func (a *Adapter) endHook(ctx context.Context, srv *http.Server, ended <-chan error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	err := srv.Shutdown(ctx)
	if err != nil {
		err = srv.Close()
	}
	if served := <-ended; err != nil || !errors.Is(served, http.ErrServerClosed) {
		a.log.Debug("the webhook ended badly", "platform", platform)
	}
}

// setHook tells Telegram where to bring updates: one at a time, which alone
// keeps the messages of a chat in order.
func (a *Adapter) setHook(ctx context.Context) error {
	want, _ := json.Marshal(allowed) //nolint:errchkjson // strings always have a form
	err := a.again(ctx, "setWebhook", func(ctx context.Context) error {
		err := a.api.call(ctx, "setWebhook", tgbotapi.Params{
			"url": a.hook.URL, "secret_token": a.hook.Secret, "max_connections": "1", "allowed_updates": string(want),
		}, nil)
		if codeOf(err) == codeBad {
			return nil // told below
		}
		return err
	})
	if err != nil || ctx.Err() != nil {
		return err
	}
	var is struct {
		URL string `json:"url"`
	}
	if err := a.api.call(ctx, "getWebhookInfo", nil, &is); err == nil && is.URL != a.hook.URL {
		return errors.New("TELEGRAM_WEBHOOK_URL: Telegram does not take this address; it has to be public, https, and on port 443, 80, 88 or 8443")
	}
	return nil
}

// hookHandler takes updates from Telegram and from nobody else. It answers 200
// only after accept took the update; otherwise Telegram brings it again.
func (a *Adapter) hookHandler(ctx context.Context, accept acceptFunc) http.Handler {
	path := "/"
	if u, err := url.Parse(a.hook.URL); err == nil && u.Path != "" {
		path = u.Path
	}
	want := sha256.Sum256([]byte(a.hook.Secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("X-Telegram-Bot-Api-Secret-Token")))
		switch {
		case subtle.ConstantTimeCompare(got[:], want[:]) != 1:
			http.Error(w, "", http.StatusUnauthorized)
			return
		case r.URL.Path != path && r.URL.Path != "/":
			http.Error(w, "", http.StatusNotFound)
			return
		case r.Method != http.MethodPost:
			http.Error(w, "", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		if err != nil {
			http.Error(w, "", http.StatusRequestEntityTooLarge)
			return
		}
		a.acts.greet(ctx, body)
		if _, err := a.take1(ctx, body, accept); err != nil {
			http.Error(w, "", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
}
