// Package telegramd is a small Telegram server for tests, true to the Bot API in
// what delivery rests on: updates stay until a higher offset confirms them, a
// second poller gets 409, and it can be slow, busy, broken, or hang up in the
// middle. It knows only what tests of hangup need of the API.
package telegramd

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Sent is one message that a bot has sent and the server has taken.
type Sent struct {
	ID   int64
	Chat int64
	Text string
	At   time.Time
}

// Fault is how one call goes wrong. The zero Fault is none.
type Fault struct {
	Wait       time.Duration // before the answer
	Status     int           // of the answer; 0 is 200
	RetryAfter int           // seconds, with Status 429
	Cut        bool          // the connection is cut instead of an answer
	Done       bool          // with Status or Cut: the call was carried out all the same
}

// Server is a Telegram server. Its methods may be called by several goroutines.
type Server struct {
	*httptest.Server
	token string

	mu      sync.Mutex
	queue   []Update
	last    int64 // update id
	nextMsg int64
	sent    []Sent
	calls   map[string]int
	poller  chan struct{} // closed when another poll takes over
	more    chan struct{} // closed when an update has come
	fault   func(method string, n int) Fault
}

// Update is one update as it waits for the bot.
type Update struct {
	ID      int64          `json:"update_id"`
	Message map[string]any `json:"message"`
}

// New starts a server that knows one bot. Close ends it.
func New(token string) *Server {
	s := &Server{token: token, calls: map[string]int{}, more: make(chan struct{}), nextMsg: 1}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// Fault makes calls go wrong: f is asked for each with its method and how often
// that was called before. It must not call the server.
func (s *Server) Fault(f func(method string, n int) Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// Push lets a person write into a private chat. more are further fields of the
// message, such as forward_origin.
func (s *Server) Push(chat int64, text string, more map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	s.nextMsg++
	m := map[string]any{"message_id": s.nextMsg, "date": time.Now().Unix(), "text": text,
		"chat": map[string]any{"id": chat, "type": "private"}, "from": map[string]any{"id": chat, "is_bot": false}}
	maps.Copy(m, more)
	s.queue = append(s.queue, Update{s.last, m})
	close(s.more)
	s.more = make(chan struct{})
	return s.last
}

// Sent gives what has been sent, in order.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Sent(nil), s.sent...)
}

// Waiting is how many updates are not confirmed.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// Calls is how often a method was called.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// serve answers POST and GET on /bot<token>/<method>.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+s.token+"/")
	if !ok {
		fail(w, http.StatusUnauthorized, "Unauthorized", 0)
		return
	}
	args := arguments(r)
	f := s.called(method)
	select {
	case <-time.After(f.Wait):
	case <-r.Context().Done():
		return
	}
	switch {
	case f.Done:
		s.carryOut(httptest.NewRecorder(), r, method, args)
		fallthrough
	case f.Cut || f.Status != 0:
		s.goWrong(w, f)
	default:
		s.carryOut(w, r, method, args)
	}
}

// goWrong answers as the fault says.
func (s *Server) goWrong(w http.ResponseWriter, f Fault) {
	if f.Cut {
		if h, ok := w.(http.Hijacker); ok {
			if c, _, err := h.Hijack(); err == nil {
				_ = c.Close()
				return
			}
		}
	}
	fail(w, f.Status, http.StatusText(f.Status), f.RetryAfter)
}

// called counts a call and asks how it goes wrong.
func (s *Server) called(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.calls[method]
	s.calls[method]++
	if s.fault == nil {
		return Fault{}
	}
	return s.fault(method, n)
}

// arguments reads the fields of a call, sent as a form, as JSON or in the address.
func arguments(r *http.Request) map[string]string {
	args := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var fields map[string]any
		if json.NewDecoder(r.Body).Decode(&fields) == nil {
			for k, v := range fields {
				if t, ok := v.(string); ok {
					args[k] = t
				} else if raw, err := json.Marshal(v); err == nil {
					args[k] = string(raw)
				}
			}
		}
		return args
	}
	r.Body = http.MaxBytesReader(nil, r.Body, 8<<20)
	_ = r.ParseMultipartForm(1 << 20) //nolint:gosec // bounded above; other kinds of form are read all the same
	for k, v := range r.Form {
		args[k] = v[0]
	}
	return args
}

// carryOut does what a method does.
func (s *Server) carryOut(w http.ResponseWriter, r *http.Request, method string, args map[string]string) {
	switch method {
	case "getMe":
		succeed(w, map[string]any{"id": 1, "is_bot": true, "first_name": "hangup", "username": "hangup_test_bot"})
	case "deleteWebhook", "setMyCommands", "answerCallbackQuery":
		succeed(w, true)
	case "getUpdates":
		s.getUpdates(w, r, args)
	case "sendMessage":
		s.sendMessage(w, args)
	default:
		fail(w, http.StatusNotFound, "Not Found", 0)
	}
}

// getUpdates confirms what is below offset, and gives what is there, waiting for
// it up to timeout seconds. A second poll ends the first with 409.
func (s *Server) getUpdates(w http.ResponseWriter, r *http.Request, args map[string]string) {
	offset, _ := strconv.ParseInt(args["offset"], 10, 64)
	limit, _ := strconv.Atoi(args["limit"])
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	seconds, _ := strconv.Atoi(args["timeout"])
	late := time.After(time.Duration(seconds) * time.Second)
	mine := s.takeOver()
	for {
		found, more := s.from(offset, limit)
		if len(found) > 0 || seconds == 0 {
			succeed(w, found)
			return
		}
		select {
		case <-more:
		case <-late:
			succeed(w, []Update{})
			return
		case <-mine:
			fail(w, http.StatusConflict, "Conflict: terminated by other getUpdates request", 0)
			return
		case <-r.Context().Done():
			return
		}
	}
}

// takeOver ends the poll that runs, if any. The channel is closed by the next.
func (s *Server) takeOver() chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.poller != nil {
		close(s.poller)
	}
	s.poller = make(chan struct{})
	return s.poller
}

// from confirms and gives updates; more is closed when another one has come.
func (s *Server) from(offset int64, limit int) (found []Update, more chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queue) > 0 && s.queue[0].ID < offset {
		s.queue = s.queue[1:]
	}
	return append([]Update{}, s.queue[:min(limit, len(s.queue))]...), s.more
}

func (s *Server) sendMessage(w http.ResponseWriter, args map[string]string) {
	chat, err := strconv.ParseInt(args["chat_id"], 10, 64)
	if err != nil || args["text"] == "" {
		fail(w, http.StatusBadRequest, "Bad Request: message text is empty", 0)
		return
	}
	s.mu.Lock()
	s.nextMsg++
	m := Sent{s.nextMsg, chat, args["text"], time.Now()}
	s.sent = append(s.sent, m)
	s.mu.Unlock()
	succeed(w, map[string]any{"message_id": m.ID, "date": m.At.Unix(), "chat": map[string]any{"id": chat, "type": "private"}, "text": m.Text})
}

func succeed(w http.ResponseWriter, result any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result}) //nolint:errchkjson // the bot may have hung up
}

func fail(w http.ResponseWriter, status int, what string, retryAfter int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	body := map[string]any{"ok": false, "error_code": status, "description": what}
	if retryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": retryAfter}
	}
	_ = json.NewEncoder(w).Encode(body) //nolint:errchkjson // the bot may have hung up
}
