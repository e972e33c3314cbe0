package telegramtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// queued is an update that the bot has not confirmed.
type queued struct {
	id   int64
	kind string
	body json.RawMessage
}

// webhook is where updates are brought to.
type webhook struct {
	url, secret string
	target      string // where url really is, in a test
	stop        chan struct{}
}

// unusual are the updates that do not come when allowed_updates was never given
// (getUpdates).
var unusual = []string{"chat_member", "message_reaction", "message_reaction_count"}

// Push gives the bot an update of some kind, as it stands.
func (s *Server) Push(kind string, object any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.push(kind, object)
}

func (s *Server) push(kind string, object any) int64 {
	raw, err := json.Marshal(object)
	if err != nil {
		panic(err) //nolint:forbidigo // tests give what JSON can hold
	}
	s.nextUpdate++
	id := s.nextUpdate
	s.queue = append(s.queue, queued{id, kind, json.RawMessage(`{"update_id":` + strconv.FormatInt(id, 10) + `,"` + kind + `":` + string(raw) + `}`)})
	s.changed()
	return id
}

// Waiting is how many updates the bot has not confirmed.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// WaitConfirmed waits until the bot has confirmed every update.
func (s *Server) WaitConfirmed(tb testing.TB) {
	tb.Helper()
	s.until(tb, "confirmation of every update", func() bool { return len(s.queue) == 0 })
}

// getUpdates is long polling: an offset confirms what is before it, and only
// one program may poll.
func (s *Server) getUpdates(r *http.Request) (any, *refusal) {
	offset, _ := strconv.ParseInt(r.Form.Get("offset"), 10, 64)
	timeout, _ := strconv.Atoi(r.Form.Get("timeout"))
	limit, err := strconv.Atoi(r.Form.Get("limit"))
	if err != nil || limit < 1 || limit > 100 {
		limit = 100
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, &refusal{code: http.StatusConflict, description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if list := r.Form.Get("allowed_updates"); list != "" {
		_ = json.Unmarshal([]byte(list), &s.allowed) // a broken list is none
	}
	s.pollers++
	mine := s.pollers
	s.changed()
	s.confirm(offset)
	end := time.Now().Add(time.Duration(timeout) * time.Second)
	for {
		if s.pollers != mine {
			return nil, &refusal{code: http.StatusConflict, description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
		}
		if got := s.batch(limit); len(got) > 0 || !time.Now().Before(end) {
			return got, nil
		}
		wake := s.wake
		s.mu.Unlock()
		ended := false
		select {
		case <-wake:
		case <-time.After(time.Until(end)):
		case <-r.Context().Done():
			ended = true
		case <-s.closed:
			ended = true
		}
		s.mu.Lock()
		if ended {
			return []json.RawMessage{}, nil
		}
	}
}

// confirm forgets updates before offset, and those of a kind not asked for.
func (s *Server) confirm(offset int64) {
	s.queue = slices.DeleteFunc(s.queue, func(q queued) bool { return q.id < offset || !s.wanted(q.kind) })
	s.changed()
}

func (s *Server) wanted(kind string) bool {
	if len(s.allowed) == 0 {
		return !slices.Contains(unusual, kind)
	}
	return slices.Contains(s.allowed, kind)
}

func (s *Server) batch(limit int) []json.RawMessage {
	out := []json.RawMessage{}
	for _, q := range s.queue {
		if s.wanted(q.kind) && len(out) < limit {
			out = append(out, q.body)
		}
	}
	return out
}

// StealPoll polls once as a second program would, which ends the bot's own poll.
func (s *Server) StealPoll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pollers++
	s.changed()
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// setWebhook takes https addresses only; the test says by Route where one really is.
func (s *Server) setWebhook(r *http.Request) (any, *refusal) {
	u, err := url.Parse(r.Form.Get("url"))
	if err != nil || u.Scheme != "https" {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if secret := r.Form.Get("secret_token"); secret != "" && !secretToken.MatchString(secret) {
		return nil, bad("secret token contains unallowed characters")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopHook()
	if list := r.Form.Get("allowed_updates"); list != "" {
		_ = json.Unmarshal([]byte(list), &s.allowed) // a broken list is none
	}
	s.hook.url, s.hook.secret, s.hook.stop = u.String(), r.Form.Get("secret_token"), make(chan struct{})
	s.settings["max_connections"] = r.Form.Get("max_connections")
	stop := s.hook.stop
	s.hookRuns.Go(func() { s.bring(stop) })
	return true, nil
}

// Route says where the webhook's address really is.
func (s *Server) Route(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook.target = address
	s.changed()
}

func (s *Server) stopHook() {
	if s.hook.stop != nil {
		close(s.hook.stop)
	}
	s.hook.url, s.hook.stop = "", nil
}

func (s *Server) deleteWebhook(*http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopHook()
	return true, nil
}

func (s *Server) getWebhookInfo(*http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.queue)}, nil
}

// bring brings updates to the webhook, one at a time, each until it is taken.
func (s *Server) bring(stop chan struct{}) {
	client := &http.Client{Timeout: 5 * time.Second}
	for {
		s.mu.Lock()
		s.confirm(0)
		var next *queued
		if len(s.queue) > 0 && s.hook.target != "" {
			next = &s.queue[0]
		}
		hook, wake := s.hook, s.wake
		s.mu.Unlock()
		if next != nil && s.bringOne(client, hook, *next) {
			continue
		}
		retry := time.After(20 * time.Millisecond)
		if next == nil {
			retry = nil
		}
		select {
		case <-stop:
			return
		case <-s.closed:
			return
		case <-wake:
		case <-retry:
		}
	}
}

func (s *Server) bringOne(client *http.Client, hook webhook, q queued) bool {
	at, err := url.Parse(hook.url)
	if err != nil {
		return false
	}
	req, err := http.NewRequest(http.MethodPost, strings.TrimSuffix(hook.target, "/")+at.Path, bytes.NewReader(q.body)) //nolint:noctx // the client has a timeout
	if err != nil {
		return false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	resp, err := client.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.confirm(q.id + 1)
	return true
}
