// Package discordtest is a Discord of its own for tests: REST and gateway on this
// machine, written from discord.com/developers/docs, with people and servers in
// it. It keeps the limits that the real one keeps and refuses what the real one
// refuses, with its codes. It knows nothing of hangup.
package discordtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Token is the bot's token.
const Token = "MTE0MjQyNDI0MjQyNDI0MjQy.GtEsTs.secret-token_0123456789abcdefg" //nolint:gosec // of a bot that there is not

// The bot's id, which is its application's as well, and its name.
const (
	BotID   = "1142424242424242420"
	BotName = "hangup-test"
)

// epoch is where ids begin to count, in Unix milliseconds.
const epoch = 1420070400000

// Server is one bot's Discord. It may be used by several goroutines.
type Server struct {
	URL string // of the API

	http   *httptest.Server
	mu     sync.Mutex
	wake   chan struct{} // closed and made anew at every change
	closed chan struct{}
	ahead  time.Duration // of the real time
	last   int64         // id

	content  bool // the application has the Message Content Intent
	people   map[string]*Person
	channels map[string]*Channel
	guilds   map[string]*Guild
	presses  map[string]*press // interactions by id
	nonces   map[string]*Msg   // by channel and nonce
	files    map[string][]byte
	commands json.RawMessage
	faults   map[string][]Fault
	calls    map[string]int
	limit    int // messages in a channel in limitIn, 0 for no limit
	limitIn  time.Duration
	used     map[string][]time.Time
	gate     gate
}

// Fault is how a call goes wrong.
type Fault struct {
	Status int     // 0: the connection is cut
	Code   int     // of the API
	After  float64 // seconds, with status 429
	Global bool
	Page   bool          // a page of a server in between, not JSON
	Done   bool          // the call is carried out before it goes wrong
	Slow   time.Duration // waits first; with status 200 nothing else is wrong
}

// New starts a server; it ends with the test.
func New(tb testing.TB) *Server {
	tb.Helper()
	s := &Server{
		wake: make(chan struct{}), closed: make(chan struct{}), content: true, people: map[string]*Person{}, channels: map[string]*Channel{},
		guilds: map[string]*Guild{}, presses: map[string]*press{}, nonces: map[string]*Msg{}, files: map[string][]byte{},
		faults: map[string][]Fault{}, calls: map[string]int{}, used: map[string][]time.Time{},
	}
	s.gate.beat = 41250 * time.Millisecond
	s.gate.sessions = map[string]*session{}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL + "/api/v9/"
	tb.Cleanup(func() {
		close(s.closed)
		s.Drop()
		s.http.CloseClientConnections()
		s.http.Close()
	})
	return s
}

// Fail makes the next calls of a route go wrong, one fault each. Routes are
// called "POST messages", "PATCH @original", "POST callback", …; "*" is every one.
func (s *Server) Fail(route string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[route] = append(s.faults[route], faults...)
}

// Calls is how often a route was called.
func (s *Server) Calls(route string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[route]
}

// Commands is what was last registered.
func (s *Server) Commands() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.commands)
}

// Limit lets n messages into a channel in a stretch of time.
func (s *Server) Limit(n int, in time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit, s.limitIn = n, in
}

// Content gives the application the Message Content Intent, or takes it; it has
// it at first.
func (s *Server) Content(yes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.content = yes
}

// Later lets time go by: what is said from now on is that much later.
func (s *Server) Later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// Now is the time on this Discord.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *Server) now() time.Time { return time.Now().Add(s.ahead) }

// id makes an id of now; the lock is held.
func (s *Server) id() string {
	n := (s.now().UnixMilli() - epoch) << 22
	s.last = max(s.last+1, n)
	return strconv.FormatInt(s.last, 10)
}

// changed wakes whoever waits; the lock is held.
func (s *Server) changed() {
	close(s.wake)
	s.wake = make(chan struct{})
}

// WaitFor waits for a condition, looked at under the server's lock, for a minute.
func (s *Server) WaitFor(tb testing.TB, what string, done func() bool) {
	tb.Helper()
	end := time.After(time.Minute)
	for {
		s.mu.Lock()
		ok, wake := done(), s.wake
		s.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-wake:
		case <-end:
			tb.Fatalf("discordtest: no %s within a minute", what)
		}
	}
}

// refusal is an answer that says no.
type refusal struct {
	status, code int
	words        string
}

func bad(words string) *refusal { return &refusal{400, 50035, "Invalid Form Body: " + words} }

// ServeHTTP answers the API, the gateway and the file host.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/ws/" {
		s.serveGateway(w, r)
		return
	}
	if name, ok := strings.CutPrefix(r.URL.Path, "/files/"); ok {
		s.serveFile(w, r, name)
		return
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/api/v9/")
	c := call{Request: r, path: strings.Split(path, "/")}
	route, do := routeOf(r.Method, c.path)
	fault, wrong := s.fault(route)
	if wrong && !fault.Done && s.fail(w, fault) {
		return
	}
	var result any
	no := &refusal{404, 0, "404: Not Found"}
	if ok && do != nil {
		result, no = s.run(&c, do)
	}
	if wrong && fault.Done && s.fail(w, fault) {
		return
	}
	s.respond(w, &c, result, no)
}

// open are the routes that need no token: the interaction's own does.
var open = []string{"gateway", "interactions", "webhooks"}

func (s *Server) run(c *call, do func(*Server, *call) (any, *refusal)) (any, *refusal) {
	needs := true
	for _, p := range open {
		needs = needs && c.path[0] != p
	}
	if needs && c.Header.Get("Authorization") != "Bot "+Token {
		return nil, &refusal{401, 0, "401: Unauthorized"}
	}
	if no := c.read(); no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	return do(s, c)
}

// fault takes the next fault of a route.
func (s *Server) fault(route string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[route]++
	for _, key := range []string{route, "*"} {
		if fs := s.faults[key]; len(fs) > 0 {
			s.faults[key] = fs[1:]
			return fs[0], true
		}
	}
	return Fault{}, false
}

// fail does what a fault says; false if the call goes on after all.
func (s *Server) fail(w http.ResponseWriter, f Fault) bool {
	select {
	case <-time.After(f.Slow):
	case <-s.closed:
	}
	switch {
	case f.Status == http.StatusOK:
		return false
	case f.Status == 0:
		panic(http.ErrAbortHandler) //nolint:forbidigo // this is how a handler cuts its connection
	}
	if f.Global {
		w.Header().Set("X-RateLimit-Global", "true")
	}
	if f.After > 0 {
		w.Header().Set("Retry-After", strconv.FormatFloat(f.After, 'f', -1, 64))
	}
	if f.Page {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte("<html><body>" + http.StatusText(f.Status) + " " + Token + "</body></html>"))
		return true
	}
	write(w, f.Status, map[string]any{"code": f.Code, "message": http.StatusText(f.Status) + " " + Token, "retry_after": f.After, "global": f.Global})
	return true
}

func (s *Server) respond(w http.ResponseWriter, c *call, result any, no *refusal) {
	if c.after > 0 {
		w.Header().Set("X-RateLimit-Reset-After", strconv.FormatFloat(c.after.Seconds(), 'f', 3, 64))
		w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(c.left))
	}
	switch {
	case no != nil && no.status == http.StatusTooManyRequests:
		w.Header().Set("Retry-After", strconv.FormatFloat(c.after.Seconds(), 'f', 3, 64))
		write(w, no.status, map[string]any{"message": no.words, "retry_after": c.after.Seconds(), "global": false})
	case no != nil:
		write(w, no.status, map[string]any{"code": no.code, "message": no.words})
	case result == nil:
		w.WriteHeader(http.StatusNoContent)
	default:
		write(w, http.StatusOK, result)
	}
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) //nolint:errchkjson // whoever asked may have hung up
}
