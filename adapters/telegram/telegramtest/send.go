package telegramtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// The limits of what is sent.
const (
	maxText     = 4096
	maxCallback = 64
	maxUpload   = 50 << 20
)

// Button is one button of an inline keyboard.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Sent is a message of the bot's as the chat shows it.
type Sent struct {
	ID       int64
	Chat     int64
	Thread   int64
	Text     string   // with the markup applied and gone
	Entities []Entity // of the markup
	Keyboard [][]Button
	Silent   bool
	ReplyTo  int64
	Preview  bool // a link in it would show a preview
	File     string
	Bytes    []byte
	At       time.Time // on this machine
}

// Buttons are the buttons of a message in one row.
func (m Sent) Buttons() []Button {
	var out []Button
	for _, row := range m.Keyboard {
		out = append(out, row...)
	}
	return out
}

// target finds the chat that a request goes to, and why it cannot go there.
func (s *Server) target(r *http.Request) (*Chat, *refusal) {
	id, err := strconv.ParseInt(r.Form.Get("chat_id"), 10, 64)
	c := s.chats[id]
	switch {
	case r.Form.Get("chat_id") == "":
		return nil, bad("chat_id is empty")
	case err != nil || c == nil:
		return nil, bad("chat not found")
	case c.becameID != 0:
		return nil, &refusal{code: http.StatusBadRequest, description: "Bad Request: group chat was upgraded to a supergroup chat", migrate: c.becameID}
	case c.Type == "private" && !c.started:
		return nil, &refusal{code: http.StatusForbidden, description: "Forbidden: bot can't initiate conversation with a user"}
	case c.Type == "private" && c.blocked:
		return nil, &refusal{code: http.StatusForbidden, description: "Forbidden: bot was blocked by the user"}
	case c.Type != "private" && !c.hasBot:
		return nil, &refusal{code: http.StatusForbidden, description: "Forbidden: bot was kicked from the group chat"}
	}
	return c, nil
}

// frame reads what every send… method takes.
func (s *Server) frame(r *http.Request) (*Chat, *Sent, *refusal) {
	c, no := s.target(r)
	if no != nil {
		return nil, nil, no
	}
	m := &Sent{Chat: c.ID, Silent: r.Form.Get("disable_notification") == "true", Preview: true}
	if t := r.Form.Get("message_thread_id"); t != "" {
		m.Thread, _ = strconv.ParseInt(t, 10, 64)
		if !c.topics[m.Thread] {
			return nil, nil, bad("message thread not found")
		}
	}
	if m.Keyboard, no = keyboard(r.Form.Get("reply_markup")); no != nil {
		return nil, nil, no
	}
	if p := r.Form.Get("reply_parameters"); p != "" {
		var reply struct {
			Message int64 `json:"message_id"`
			Alone   bool  `json:"allow_sending_without_reply"`
		}
		if json.Unmarshal([]byte(p), &reply) != nil {
			return nil, nil, bad("can't parse reply parameters JSON object")
		}
		if c.holds(reply.Message) {
			m.ReplyTo = reply.Message
		} else if !reply.Alone {
			return nil, nil, bad("message to be replied not found")
		}
	}
	if p := r.Form.Get("link_preview_options"); p != "" {
		var preview struct {
			Off bool `json:"is_disabled"`
		}
		if json.Unmarshal([]byte(p), &preview) != nil {
			return nil, nil, bad("can't parse link preview options JSON object")
		}
		m.Preview = !preview.Off
	}
	return c, m, nil
}

// keyboard reads and checks an inline keyboard.
func keyboard(raw string) ([][]Button, *refusal) {
	if raw == "" {
		return nil, nil
	}
	var k struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &k) != nil {
		return nil, bad("object expected as reply markup")
	}
	for _, row := range k.Rows {
		for _, b := range row {
			switch {
			case strings.TrimSpace(b.Text) == "":
				return nil, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case b.URL != "":
				if u, err := url.Parse(b.URL); err != nil || u.Host == "" {
					return nil, bad("inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL")
				}
			case b.Data == "" || len(b.Data) > maxCallback:
				return nil, bad("BUTTON_DATA_INVALID")
			}
		}
	}
	return k.Rows, nil
}

// body applies the markup of a text and checks its length.
func body(text, mode string) (string, []Entity, *refusal) {
	if !utf8.ValidString(text) {
		return "", nil, bad("strings must be encoded in UTF-8")
	}
	var entities []Entity
	switch mode {
	case "":
	case "HTML":
		plain, es, err := parseHTML(text)
		if err != nil {
			return "", nil, bad("can't parse entities: " + err.Error())
		}
		text, entities = plain, es
	default:
		return "", nil, bad("unsupported parse_mode")
	}
	if strings.TrimSpace(text) == "" {
		return "", nil, bad("message text is empty")
	}
	if len(utf16.Encode([]rune(text))) > maxText {
		return "", nil, bad("message is too long")
	}
	return text, entities, nil
}

func (s *Server) sendMessage(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, no := s.frame(r)
	if no != nil {
		return nil, no
	}
	if m.Text, m.Entities, no = body(r.Form.Get("text"), r.Form.Get("parse_mode")); no != nil {
		return nil, no
	}
	return s.post(c, m), nil
}

func (s *Server) sendDocument(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, no := s.frame(r)
	if no != nil {
		return nil, no
	}
	f, head, err := r.FormFile("document")
	if err != nil {
		return nil, bad("there is no document in the request")
	}
	defer func() { _ = f.Close() }()
	m.File = head.Filename
	if m.Bytes, err = io.ReadAll(io.LimitReader(f, maxUpload+1)); err != nil || len(m.Bytes) == 0 {
		return nil, bad("file must be non-empty")
	}
	if len(m.Bytes) > maxUpload {
		return nil, &refusal{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
	}
	return s.post(c, m), nil
}

// post puts a message of the bot's into a chat.
func (s *Server) post(c *Chat, m *Sent) any {
	s.nextMessage++
	m.ID = s.nextMessage
	m.At = time.Now()
	c.said = append(c.said, m)
	s.said = append(s.said, m)
	s.changed()
	return c.botMessage(m)
}

func (s *Server) editKeyboard(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.target(r)
	if no != nil {
		return nil, no
	}
	id, _ := strconv.ParseInt(r.Form.Get("message_id"), 10, 64)
	for _, m := range c.said {
		if m.ID != id {
			continue
		}
		k, no := keyboard(r.Form.Get("reply_markup"))
		if no != nil {
			return nil, no
		}
		if reflect.DeepEqual(k, m.Keyboard) {
			return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
		}
		m.Keyboard = k
		s.changed()
		return c.botMessage(m), nil
	}
	return nil, bad("message to edit not found")
}

// botMessage is a message of the bot's as updates and answers hold it.
func (c *Chat) botMessage(m *Sent) map[string]any {
	out := map[string]any{
		"message_id": m.ID, "date": c.now(), "chat": c.object(), "text": m.Text,
		"from": map[string]any{"id": BotID, "is_bot": true, "first_name": "hangup", "username": BotName},
	}
	if len(m.Keyboard) > 0 {
		out["reply_markup"] = map[string]any{"inline_keyboard": m.Keyboard}
	}
	if m.Thread != 0 {
		out["message_thread_id"], out["is_topic_message"] = m.Thread, true
	}
	return out
}

func (s *Server) chatAction(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.target(r)
	if no != nil {
		return nil, no
	}
	c.typed++
	s.changed()
	return true, nil
}

func (s *Server) leaveChat(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.target(r)
	if no != nil {
		return nil, no
	}
	s.setBot(c, false)
	return true, nil
}

func (s *Server) getAdmins(r *http.Request) (any, *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, no := s.target(r)
	if no != nil {
		return nil, no
	}
	if c.Type == "private" {
		return nil, bad("there are no administrators in the private chat")
	}
	out := []map[string]any{}
	for id := range c.admins {
		out = append(out, map[string]any{"status": "administrator", "user": map[string]any{"id": id, "first_name": fmt.Sprint("user", id)}})
	}
	return out, nil
}
