// Package telegramtest is a Telegram of its own for tests: a Bot API server on
// this machine, written from the documentation at core.telegram.org/bots/api,
// with people and groups in it. It keeps the limits that the real one keeps and
// refuses what the real one refuses, in its words. It knows nothing of hangup.
package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Token is the bot's token.
const Token = "4242424242:AAtest_Secret-token0123456789abcdefg"

// The bot's id and name.
const (
	BotID   = int64(4242424242)
	BotName = "hangup_test_bot"
)

// maxForm is the most that a request may hold.
const maxForm = 60 << 20

// Server is one bot's Telegram. It may be used by several goroutines.
type Server struct {
	URL string

	http   *httptest.Server
	mu     sync.Mutex
	wake   chan struct{} // closed and made anew at every change
	closed chan struct{}

	nextUpdate, nextMessage, nextID int64
	queue                           []queued
	allowed                         []string
	pollers                         int
	hook                            webhook
	hookRuns                        sync.WaitGroup

	readsAll bool
	chats    map[int64]*Chat
	queries  map[string]bool // callback and inline queries that wait for an answer
	inline   map[string]Card
	links    map[string]map[string]any // business connections
	files    map[string][]byte
	faults   map[string][]Fault
	failIf   func(method string, n int) *Fault
	said     []*Sent // in all chats
	calls    map[string]int
	settings map[string]string
	ahead    time.Duration // of the real time
}

// New starts a server; it ends with the test.
func New(tb testing.TB) *Server {
	tb.Helper()
	s := &Server{
		wake: make(chan struct{}), closed: make(chan struct{}), nextUpdate: 700, nextMessage: 10, nextID: 1000,
		chats: map[int64]*Chat{}, queries: map[string]bool{}, inline: map[string]Card{}, links: map[string]map[string]any{},
		files: map[string][]byte{}, faults: map[string][]Fault{}, calls: map[string]int{}, settings: map[string]string{},
	}
	s.http = httptest.NewServer(s)
	s.URL = s.http.URL
	tb.Cleanup(func() {
		close(s.closed)
		s.http.CloseClientConnections()
		s.http.Close()
		s.hookRuns.Wait()
	})
	return s
}

// Calls is how often a method was called.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Setting is what a set… method was last given: "setMyCommands all_group_chats",
// "setMyDescription", "setMyDescription pl", ….
func (s *Server) Setting(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings[name]
}

// Later lets time go by: what is said from now on is that much later.
func (s *Server) Later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// Now is the time on this Telegram.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.ahead)
}

// Privacy turns the bot's privacy mode on or off; it is on at first.
func (s *Server) Privacy(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readsAll = !on
}

// changed wakes whoever waits; the lock is held.
func (s *Server) changed() {
	close(s.wake)
	s.wake = make(chan struct{})
}

// until waits for a condition, looked at under the lock, for a minute.
func (s *Server) until(tb testing.TB, what string, done func() bool) {
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
			tb.Fatalf("telegramtest: no %s within a minute", what)
		}
	}
}

// refusal is an answer that says no.
type refusal struct {
	code        int
	description string
	after       int
	migrate     int64
}

func bad(description string) *refusal {
	return &refusal{code: http.StatusBadRequest, description: "Bad Request: " + description}
}

// ServeHTTP answers methods and files.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); ok {
		s.serveFile(w, path)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+Token+"/")
	if !ok {
		answer(w, nil, &refusal{code: http.StatusUnauthorized, description: "Unauthorized"})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	readForm(r)
	fault, wrong := s.fault(method)
	if wrong && !fault.Done && s.fail(w, r, fault) {
		return
	}
	do, known := methodOf(method)
	if !known {
		answer(w, nil, &refusal{code: http.StatusNotFound, description: "Not Found"})
		return
	}
	result, no := do(s, r)
	if wrong && fault.Done && s.fail(w, r, fault) {
		return
	}
	answer(w, result, no)
}

// methodOf finds a method of the Bot API among those that the server knows.
func methodOf(name string) (func(*Server, *http.Request) (any, *refusal), bool) {
	f, ok := map[string]func(*Server, *http.Request) (any, *refusal){
		"getMe": (*Server).getMe, "getUpdates": (*Server).getUpdates, "setWebhook": (*Server).setWebhook,
		"deleteWebhook": (*Server).deleteWebhook, "getWebhookInfo": (*Server).getWebhookInfo,
		"sendMessage": (*Server).sendMessage, "sendDocument": (*Server).sendDocument, "editMessageReplyMarkup": (*Server).editKeyboard,
		"answerCallbackQuery": (*Server).answerCallback, "answerInlineQuery": (*Server).answerInline, "sendChatAction": (*Server).chatAction,
		"getFile": (*Server).getFile, "getChatAdministrators": (*Server).getAdmins, "leaveChat": (*Server).leaveChat,
		"getBusinessConnection": (*Server).getLink, "setMyCommands": (*Server).setCommands, "setMyDescription": (*Server).setDescription,
		"setMyShortDescription": (*Server).setShort, "getMyDescription": (*Server).getDescription, "getMyShortDescription": (*Server).getShort, "setChatMenuButton": (*Server).setMenu,
	}[name]
	return f, ok
}

// answer writes an answer in the form of the Bot API.
func answer(w http.ResponseWriter, result any, no *refusal) {
	w.Header().Set("Content-Type", "application/json")
	out := map[string]any{"ok": no == nil}
	if no == nil {
		out["result"] = result
	} else {
		out["error_code"], out["description"] = no.code, no.description
		parameters := map[string]any{}
		if no.after > 0 {
			parameters["retry_after"] = no.after
		}
		if no.migrate != 0 {
			parameters["migrate_to_chat_id"] = no.migrate
		}
		if len(parameters) > 0 {
			out["parameters"] = parameters
		}
	}
	raw, err := json.Marshal(out)
	switch {
	case err != nil:
		w.WriteHeader(http.StatusInternalServerError)
	case no != nil:
		w.WriteHeader(no.code)
	}
	_, _ = w.Write(raw)
}

func (s *Server) getMe(*http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{
		"id": BotID, "is_bot": true, "first_name": "hangup", "username": BotName, "can_join_groups": true,
		"can_read_all_group_messages": s.readsAll, "supports_inline_queries": true,
	}, nil
}
