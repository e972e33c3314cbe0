// Package web is hangup as a web page and as JSON over HTTP. It knows forms,
// cookies, headers and limits; it knows nothing of scams, and every sentence it
// shows is handed to it.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"hangup/bot"
)

// Converse answers one message. Sessions, duplicates and panics are dealt with
// behind it. It may be called by many goroutines at once.
type Converse func(ctx context.Context, m bot.Message) bot.Outcome

// Judge answers one JSON object of INTERFACE section 2 or 3. What it returns is
// encoded as JSON; its error is a sentence for the caller, who gets status 400.
// files came with it and are not read yet.
type Judge func(ctx context.Context, body []byte, files []bot.Attachment) (any, error)

// Options are what a Door needs. Words and Converse are required.
type Options struct {
	Words      map[string]string // the texts of say/web.yaml, facts filled in
	Converse   Converse
	Scan, Ask  Judge            // POST /api/scan and /api/ask; nil leaves that address out
	Card       func() bot.Reply // the card for beside the phone, GET /card and /card.pdf; nil leaves them out
	Letters    Letters          // the letters, GET /letter; nil leaves them out
	Key        []byte           // signs cookies; processes that share the work share it. Empty: a random one
	TrustProxy bool             // a proxy stands in front and adds X-Forwarded-For
	Log        *slog.Logger     // nil: no log. Never gets text, names or addresses
	Now        func() time.Time // nil: time.Now
}

// Time limits of the server. They are generous to a slow phone and short for
// whoever holds connections open.
const (
	readHeaderTime = 5 * time.Second
	readTime       = 20 * time.Second
	writeTime      = 30 * time.Second
	idleTime       = 60 * time.Second
	grace          = 900 * time.Millisecond // for answers under way when Serve is told to stop
	maxHeaderBytes = 16 << 10
)

// Door is the web page and the JSON addresses. Its methods may be called at the
// same time.
type Door struct {
	opts  Options
	pages *pages
	seal  seal
	calls *limiter
	files map[string]asset

	uploads pot
}

// New builds a Door. The error names every text that is missing from o.Words.
func New(o Options) (*Door, error) {
	if o.Converse == nil {
		return nil, errors.New("web: no Converse given")
	}
	if err := missingWords(o.Words); err != nil {
		return nil, err
	}
	o = withDefaults(o)
	p, err := parsePages(o.Words, o.Card != nil, o.Letters != nil)
	if err != nil {
		return nil, fmt.Errorf("web: reading the page: %w", err)
	}
	files, err := readAssets()
	if err != nil {
		return nil, fmt.Errorf("web: reading the assets: %w", err)
	}
	return &Door{opts: o, pages: p, seal: seal{o.Key}, calls: newLimiter(o.Now), files: files}, nil
}

func withDefaults(o Options) Options {
	if len(o.Key) == 0 {
		o.Key = make([]byte, 32)
		rand.Read(o.Key) // never fails since Go 1.24
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Handler answers every address of the door, with all guards in place.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.home)
	mux.HandleFunc("GET /talk", d.backHome)
	mux.HandleFunc("POST /talk", d.limited(d.talk))
	mux.HandleFunc("POST /card", d.limited(d.card))
	mux.HandleFunc("POST /file", d.limited(d.file))
	mux.HandleFunc("GET /assets/{name}", d.asset)
	mux.HandleFunc("GET /healthz", healthz)
	mux.HandleFunc("POST /api/chat", d.limited(d.apiChat))
	if d.opts.Card != nil {
		mux.HandleFunc("GET /card", d.limited(d.phone))
		mux.HandleFunc("GET /card.pdf", d.limited(d.phonePDF))
	}
	if d.opts.Letters != nil {
		mux.HandleFunc("GET /letter", d.limited(d.letters))
		mux.HandleFunc("GET /letter/{kind}", d.limited(d.letter))
		mux.HandleFunc("POST /letter/{kind}", d.limited(d.fillLetter))
	}
	if d.opts.Scan != nil {
		mux.HandleFunc("POST /api/scan", d.limited(d.judge(d.opts.Scan)))
	}
	if d.opts.Ask != nil {
		mux.HandleFunc("POST /api/ask", d.limited(d.judge(d.opts.Ask)))
	}
	mux.HandleFunc("GET /", d.nothingHere)
	return d.guarded(mux)
}

// Serve answers on l until ctx ends, then lets answers under way finish for
// about a second and returns nil. Any other end is an error. It closes l.
func (d *Door) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler:           d.Handler(),
		ReadHeaderTimeout: readHeaderTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug), // its lines hold addresses
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("web: serving on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if s.Shutdown(stopCtx) != nil {
		_ = s.Close() // what is still open is cut off
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("web: serving on %s: %w", l.Addr(), err)
	}
	return nil
}
