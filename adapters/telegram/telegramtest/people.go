package telegramtest

import (
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Person is somebody on this Telegram.
type Person struct {
	ID          int64
	First, Last string
	s           *Server
}

// Chat is a private chat with the bot, or a group. Its methods may be called
// by several goroutines.
type Chat struct {
	ID    int64
	Type  string // private, group or supergroup
	Title string

	s                        *Server
	who                      *Person // of a private chat
	started, blocked, hasBot bool
	admins                   map[int64]bool
	topics                   map[int64]bool
	becameID                 int64
	said                     []*Sent
	heard                    map[int64]map[string]any
	read, typed              int
}

// Person adds somebody, who has not written to the bot yet.
func (s *Server) Person(first string) *Person {
	s.mu.Lock()
	s.nextID++
	id := s.nextID
	s.mu.Unlock()
	return s.PersonAs(id, first)
}

// PersonAs gives the person with an id, and adds them if there is none. Ids that
// are given out by themselves are above 1000.
func (s *Server) PersonAs(id int64, first string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[id]; c != nil && c.who != nil {
		return c.who
	}
	p := &Person{ID: id, First: first, s: s}
	s.chats[id] = &Chat{ID: id, Type: "private", s: s, who: p, heard: map[int64]map[string]any{}}
	return p
}

// Private is p's chat with the bot.
func (p *Person) Private() *Chat {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.chats[p.ID]
}

// Who is the person of a private chat, nil for a group.
func (c *Chat) Who() *Person { return c.who }

func (p *Person) object() map[string]any {
	o := map[string]any{"id": p.ID, "is_bot": false, "first_name": p.First, "language_code": "en"}
	if p.Last != "" {
		o["last_name"] = p.Last
	}
	return o
}

// Group makes a group, managed by owner, without the bot.
func (s *Server) Group(title string, owner *Person) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	c := &Chat{ID: -1000000000000 - s.nextID, Type: "supergroup", Title: title, s: s, admins: map[int64]bool{owner.ID: true}, topics: map[int64]bool{}, heard: map[int64]map[string]any{}}
	s.chats[c.ID] = c
	return c
}

func (c *Chat) object() map[string]any {
	o := map[string]any{"id": c.ID, "type": c.Type}
	if c.Type == "private" {
		o["first_name"] = c.who.First
	} else {
		o["title"] = c.Title
	}
	return o
}

func (c *Chat) now() int64 { return time.Now().Add(c.s.ahead).Unix() }

// holds reports whether a message is in the chat.
func (c *Chat) holds(id int64) bool {
	if c.heard[id] != nil {
		return true
	}
	for _, m := range c.said {
		if m.ID == id {
			return true
		}
	}
	return false
}

// Add brings the bot into the group; admin makes it one who manages it.
func (c *Chat) Add(by *Person, admin bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.setBotBy(c, by, true, admin)
}

// Remove takes the bot out of the group.
func (c *Chat) Remove(by *Person) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.setBotBy(c, by, false, false)
}

// HasBot reports whether the bot is in the group.
func (c *Chat) HasBot() bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.hasBot
}

func (s *Server) setBot(c *Chat, in bool) { s.setBotBy(c, nil, in, false) }

func (s *Server) setBotBy(c *Chat, by *Person, in, admin bool) {
	status := map[bool]string{true: "member", false: "left"}
	before, after := status[c.hasBot], status[in]
	if in && admin {
		after = "administrator"
	}
	c.hasBot = in
	delete(c.admins, BotID)
	if admin {
		c.admins[BotID] = true
	}
	from := map[string]any{"id": BotID, "is_bot": true, "first_name": "hangup"}
	if by != nil {
		from = by.object()
	}
	bot := map[string]any{"id": BotID, "is_bot": true, "first_name": "hangup", "username": BotName}
	s.push("my_chat_member", map[string]any{
		"chat": c.object(), "from": from, "date": c.now(),
		"old_chat_member": map[string]any{"user": bot, "status": before},
		"new_chat_member": map[string]any{"user": bot, "status": after},
	})
}

// Admin lets p manage the group.
func (c *Chat) Admin(p *Person) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.admins[p.ID] = true
}

// Topic makes a topic in the group and gives its thread.
func (c *Chat) Topic() int64 {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.nextMessage++
	c.topics[c.s.nextMessage] = true
	return c.s.nextMessage
}

// Start lets the bot write to p.
func (p *Person) Start() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.chats[p.ID].started = true
}

// Block makes p block the bot.
func (p *Person) Block() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.chats[p.ID].blocked = true
}

// Extra are fields of a message, as the Bot API has them.
type Extra map[string]any

// Say sends words, with entities found as Telegram finds them. Extra fields
// are put over them. It gives the message's id.
func (c *Chat) Say(p *Person, words string, extra ...Extra) int64 {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := map[string]any{"date": c.now(), "chat": c.object(), "from": p.object()}
	if words != "" {
		m["text"] = words
		if es := found(words); len(es) > 0 {
			m["entities"] = es
		}
	}
	for _, x := range extra {
		for k, v := range x {
			if m[k] = v; v == nil {
				delete(m, k)
			}
		}
	}
	c.s.nextMessage++
	m["message_id"] = c.s.nextMessage
	c.heard[c.s.nextMessage] = m
	if c.Type == "private" {
		c.started = true
	}
	if c.Type == "private" || c.reaches(m, words) {
		c.s.push("message", m)
	}
	return c.s.nextMessage
}

// Edit changes the words of a message.
func (c *Chat) Edit(id int64, words string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := maps.Clone(c.heard[id])
	m["text"], m["edit_date"] = words, c.now()+5
	c.s.push("edited_message", m)
}

// reaches reports whether the bot gets a group message: all of them if it
// manages the group or privacy mode is off, else those meant for it
// (core.telegram.org/bots/features#privacy-mode).
func (c *Chat) reaches(m map[string]any, words string) bool {
	if !c.hasBot {
		return false
	}
	if c.s.readsAll || c.admins[BotID] || strings.HasPrefix(words, "/") || strings.Contains(strings.ToLower(words), "@"+BotName) {
		return true
	}
	reply, _ := m["reply_to_message"].(map[string]any)
	from, _ := reply["from"].(map[string]any)
	return from["id"] == BotID
}

// Forward sends somebody else's words.
func (c *Chat) Forward(p *Person, words string, extra ...Extra) int64 {
	origin := Extra{"forward_origin": map[string]any{"type": "hidden_user", "sender_user_name": "Support", "date": c.now() - 60}}
	return c.Say(p, words, append([]Extra{origin}, extra...)...)
}

// Above is a message of the chat as another one replies to it.
func (c *Chat) Above(id int64) Extra {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if m := c.heard[id]; m != nil {
		return Extra{"reply_to_message": m}
	}
	for _, m := range c.said {
		if m.ID == id {
			return Extra{"reply_to_message": c.botMessage(m)}
		}
	}
	return nil
}

// Press presses a button of a message of the bot's.
func (c *Chat) Press(tb testing.TB, p *Person, on Sent, label string) {
	tb.Helper()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, m := range c.said {
		if m.ID != on.ID {
			continue
		}
		for _, b := range m.Buttons() {
			if b.Text == label && b.Data != "" {
				c.s.nextID++
				id := strconv.FormatInt(c.s.nextID, 10)
				c.s.queries[id] = true
				c.s.push("callback_query", map[string]any{"id": id, "from": p.object(), "message": c.botMessage(m), "chat_instance": "1", "data": b.Data})
				return
			}
		}
	}
	tb.Fatalf("telegramtest: there is no button %q to press", label)
}
