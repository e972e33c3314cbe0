package web

import (
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// policy allows this page's own script, style and pictures, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers go with every answer. The page itself asks for the referrer policy
// same-origin in a meta tag, see page.html.
var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "no-referrer",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
}

// guarded puts what holds for every request around h, outermost first: headers,
// the log line, the net under panics, and the refusal of other sites' requests.
func (d *Door) guarded(h http.Handler) http.Handler {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.refuse(w, r, http.StatusForbidden, "foreign")
	}))
	h = own.Handler(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for k, v := range headers {
			w.Header().Set(k, v)
		}
		start := time.Now()
		seen := &status{ResponseWriter: w}
		d.caught(h, seen, r)
		// The pattern, not the path: a path is the visitor's text.
		d.opts.Log.Debug("answered", "platform", "web", "route", r.Pattern, "status", seen.code, "took", time.Since(start))
	})
}

// caught runs h and turns a panic into the fallback page. What was thrown may
// hold somebody's words, so only its type is logged, and where it happened.
func (d *Door) caught(h http.Handler, w *status, r *http.Request) {
	defer func() {
		thrown := recover()
		if thrown == nil {
			return
		}
		d.opts.Log.Error("answering panicked", "platform", "web", "route", r.Pattern,
			"thrown", fmt.Sprintf("%T", thrown), "stack", string(debug.Stack()))
		if w.code == 0 {
			d.refuse(w, r, http.StatusInternalServerError, "broken")
		}
	}()
	h.ServeHTTP(w, r)
}

// status remembers the status that was sent; 0 means none yet.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader sends the status and remembers the first.
func (s *status) WriteHeader(code int) {
	if s.code == 0 {
		s.code = code
	}
	s.ResponseWriter.WriteHeader(code)
}

// Write sends a part of the body.
func (s *status) Write(b []byte) (int, error) {
	if s.code == 0 {
		s.code = http.StatusOK
	}
	return s.ResponseWriter.Write(b)
}

// Unwrap lets http.MaxBytesReader and others reach the real writer.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// maxCrisis is the most that is read of somebody over the limit: the form of the
// crisis button is smaller, and nothing else gets through.
const maxCrisis = 4 << 10

// maxDrain is how much of a body that is too long is still taken in, unread:
// a browser that is cut off while it sends never shows the answer.
const maxDrain = 16 << 20

// limited counts the request against its address. Over the limit only the
// crisis button still works.
func (d *Door) limited(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		whole := r.Body
		defer func() { _, _ = io.CopyN(io.Discard, whole, maxDrain) }()
		if d.calls.allow(d.address(r)) || d.crisis(w, r) {
			h(w, r)
			return
		}
		w.Header().Set("Retry-After", retryAfter)
		d.refuse(w, r, http.StatusTooManyRequests, "slow")
	}
}

func (d *Door) crisis(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/talk" || strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return false
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxCrisis)
	return r.ParseForm() == nil && r.PostForm.Get("kind") == kindNow
}
