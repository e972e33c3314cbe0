package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"testing"
	"unicode/utf8"
)

// Next waits for the bot's next message in the chat that was not looked at yet.
func (c *Chat) Next(tb testing.TB) Sent {
	tb.Helper()
	c.s.until(tb, "message of the bot", func() bool { return len(c.said) > c.read })
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.read++
	return *c.said[c.read-1]
}

// Message is a message of the bot's as it is now.
func (c *Chat) Message(id int64) Sent {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, m := range c.said {
		if m.ID == id {
			return *m
		}
	}
	return Sent{}
}

// Unread is how many messages of the bot's were not looked at.
func (c *Chat) Unread() int {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return len(c.said) - c.read
}

// All are all messages of the bot's in the chat.
func (c *Chat) All() []Sent {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	out := make([]Sent, len(c.said))
	for i, m := range c.said {
		out[i] = *m
	}
	return out
}

// Sent are all messages of the bot's in all chats, in order.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Sent, len(s.said))
	for i, m := range s.said {
		out[i] = *m
	}
	return out
}

// Typed is how often the bot showed that it is writing.
func (c *Chat) Typed() int {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.typed
}

// WaitFor waits until something about the server holds; done may call its methods.
func (s *Server) WaitFor(tb testing.TB, what string, done func() bool) {
	tb.Helper()
	s.until(tb, what, func() bool {
		s.mu.Unlock()
		defer s.mu.Lock()
		return done()
	})
}

// Answered reports whether every callback and inline query has had its answer.
func (s *Server) Answered() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queries) == 0
}

// Card is what an inline query was answered with.
type Card struct {
	Title, Text string
	Keyboard    [][]Button
	Results     int
}

// Ask types "@bot words" somewhere and waits for the answer.
func (s *Server) Ask(tb testing.TB, p *Person, words string) Card {
	tb.Helper()
	s.mu.Lock()
	s.nextID++
	id := strconv.FormatInt(s.nextID, 10)
	s.queries[id] = true
	s.push("inline_query", map[string]any{"id": id, "from": p.object(), "query": words, "offset": "", "chat_type": "sender"})
	s.mu.Unlock()
	s.until(tb, "answer to the inline query", func() bool { return !s.queries[id] })
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inline[id]
}

// tooOld is what a query gets that was answered, or never was.
const tooOld = "query is too old and response timeout expired or query ID is invalid"

func (s *Server) answerCallback(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id := r.Form.Get("callback_query_id"); !s.queries[id] {
		return nil, bad(tooOld)
	}
	if utf8.RuneCountInString(r.Form.Get("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	delete(s.queries, r.Form.Get("callback_query_id"))
	s.changed()
	return true, nil
}

// answerInline checks the results: at most 50, with ids of 1 to 64 bytes.
func (s *Server) answerInline(r *http.Request) (any, *refusal) {
	var results []struct {
		Type    string `json:"type"`
		ID      string `json:"id"`
		Title   string `json:"title"`
		Content struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
		Keyboard json.RawMessage `json:"reply_markup"`
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.Form.Get("inline_query_id")
	if !s.queries[id] {
		return nil, bad(tooOld)
	}
	if json.Unmarshal([]byte(r.Form.Get("results")), &results) != nil || len(results) > 50 {
		return nil, bad("can't parse inline query results JSON object")
	}
	out := Card{Results: len(results)}
	for _, x := range results {
		if x.ID == "" || len(x.ID) > 64 {
			return nil, bad("RESULT_ID_INVALID")
		}
		if x.Type != "article" || x.Title == "" {
			return nil, bad("RESULT_TITLE_EMPTY")
		}
		text, _, no := body(x.Content.Text, x.Content.Mode)
		if no != nil {
			return nil, no
		}
		k, no := keyboard(string(x.Keyboard))
		if no != nil {
			return nil, no
		}
		out.Title, out.Text, out.Keyboard = x.Title, text, k
	}
	s.inline[id] = out
	delete(s.queries, id)
	s.changed()
	return true, nil
}

// File keeps a file under an id, for getFile.
func (s *Server) File(id string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[id] = body
}

func (s *Server) getFile(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.Form.Get("file_id")
	body, ok := s.files[id]
	if !ok {
		return nil, bad("invalid file_id")
	}
	if len(body) > 20<<20 {
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(body), "file_path": "documents/" + id}, nil
}

func (s *Server) serveFile(w http.ResponseWriter, name string) {
	if f, wrong := s.fault("file"); wrong {
		s.fail(w, &http.Request{}, f)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body, ok := s.files[path.Base(name)]
	if !ok {
		answer(w, nil, &refusal{code: http.StatusNotFound, description: "Not Found"})
		return
	}
	_, _ = w.Write(body)
}

// Business connects p's business account and gives the connection's id.
func (s *Server) Business(p *Person) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("biz%d", p.ID)
	s.links[id] = map[string]any{"id": id, "user": p.object(), "user_chat_id": p.ID, "date": 1, "is_enabled": true}
	s.chats[p.ID].started = true
	return id
}

func (s *Server) getLink(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.links[r.Form.Get("business_connection_id")]
	if !ok {
		return nil, bad("business connection not found")
	}
	return l, nil
}

// Migrate makes a basic group a supergroup and gives the new one.
func (c *Chat) Migrate() *Chat {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.nextID++
	next := &Chat{ID: -1000000000000 - c.s.nextID, Type: "supergroup", Title: c.Title, s: c.s, hasBot: true, admins: c.admins, topics: map[int64]bool{}, heard: map[int64]map[string]any{}}
	c.s.chats[next.ID] = next
	c.becameID = next.ID
	c.s.nextMessage++
	c.s.push("message", map[string]any{"message_id": c.s.nextMessage, "date": c.now(), "chat": c.object(), "migrate_to_chat_id": next.ID})
	c.s.nextMessage++
	c.s.push("message", map[string]any{"message_id": c.s.nextMessage, "date": c.now(), "chat": next.object(), "migrate_from_chat_id": c.ID})
	return next
}
