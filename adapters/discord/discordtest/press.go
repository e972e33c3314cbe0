package discordtest

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"
)

// press is one interaction.
type press struct {
	id, token string
	at        time.Time
	channel   *Channel
	person    *Person
	acked     int // the type of the first answer, 0 for none
	answer    *Msg
	choices   json.RawMessage
	notOurs   bool // a chat that the bot is not in
}

// The times that interactions live.
const (
	ackIn    = 3 * time.Second
	tokenFor = 15 * time.Minute
)

// press makes an interaction and sends it; the lock is held.
func (s *Server) press(ch *Channel, p *Person, kind int, about map[string]any) *press {
	x := &press{id: s.id(), at: s.now(), channel: ch, person: p}
	x.token = "aW50ZXJhY3Rpb246" + x.id + ":" + strings.Repeat("tok", 12)
	s.presses[x.id] = x
	f := map[string]any{"id": x.id, "application_id": BotID, "type": kind, "token": x.token, "channel_id": ch.ID, "version": 1, "locale": "en-GB"}
	switch {
	case ch.guild != nil:
		f["guild_id"], f["context"] = ch.guild.ID, 0
		member := ch.guild.member(p)
		member["permissions"] = ch.guild.rights(p)
		f["member"] = member
		f["authorizing_integration_owners"] = map[string]any{"1": p.ID}
		if ch.guild.hasBot {
			f["authorizing_integration_owners"] = map[string]any{"0": ch.guild.ID}
		}
	case ch.person == nil:
		f["context"], f["user"] = 2, p.json()
		f["authorizing_integration_owners"] = map[string]any{"1": p.ID}
	default:
		f["context"], f["user"] = 1, p.json()
		f["authorizing_integration_owners"] = map[string]any{"0": "0"}
	}
	maps.Copy(f, about)
	x.notOurs = ch.person == nil && (ch.guild == nil || !ch.guild.hasBot)
	s.send("INTERACTION_CREATE", f)
	return x
}

// find finds an interaction by its token.
func (s *Server) pressOf(token string) *press {
	for _, x := range s.presses {
		if x.token == token {
			return x
		}
	}
	return nil
}

func (s *Server) postCallback(c *call) (any, *refusal) {
	x := s.presses[c.path[1]]
	switch {
	case x == nil || x.token != c.path[2] || s.now().Sub(x.at) > ackIn:
		return nil, &refusal{404, 10062, "Unknown interaction"}
	case x.acked != 0:
		return nil, &refusal{400, 40060, "Interaction has already been acknowledged."}
	}
	b := c.body.Data
	if b == nil {
		b = &body{}
	}
	switch c.body.Type {
	case 8:
		x.choices = b.Choices
	case 6:
	case 4:
		if no := b.check(nil); no != nil {
			return nil, no
		}
		x.answer = s.make(x.channel, b, nil)
		s.answered(x, x.answer, b)
	case 5:
		x.answer = &Msg{id: s.id(), author: BotID, channel: x.channel, waiting: true}
		s.answered(x, x.answer, b)
	default:
		return nil, bad("type")
	}
	x.acked = c.body.Type
	return nil, nil
}

// answered shows the answer to an interaction to whoever may see it.
func (s *Server) answered(x *press, m *Msg, b *body) {
	if b.Flags&(1<<6) != 0 {
		m.only = x.person.ID
		m.sent.Hidden = true
	}
	s.put(m)
}

// hook finds the interaction behind an address of its own.
func (s *Server) hook(c *call) (*press, *refusal) {
	x := s.pressOf(c.path[2])
	switch {
	case x == nil, x.acked == 0:
		return nil, &refusal{404, 10015, "Unknown Webhook"}
	case s.now().Sub(x.at) > tokenFor:
		return nil, &refusal{401, 50027, "Invalid Webhook Token"}
	}
	return x, nil
}

func (s *Server) patchOriginal(c *call) (any, *refusal) {
	x, no := s.hook(c)
	if no == nil && x.answer == nil {
		no = &refusal{404, 10008, "Unknown Message"}
	}
	if no == nil {
		no = c.body.check(c.file)
	}
	if no != nil {
		return nil, no
	}
	s.complete(x, c)
	return x.answer.fields, nil
}

// complete gives a deferred answer; it is the newest message then.
func (s *Server) complete(x *press, c *call) {
	if x.answer.waiting {
		x.channel.messages = append(without(x.channel.messages, x.answer), x.answer)
	}
	x.answer.fill(&c.body, c.file)
}

func (s *Server) deleteOriginal(c *call) (any, *refusal) {
	x, no := s.hook(c)
	if no != nil {
		return nil, no
	}
	x.answer, x.channel.messages = nil, without(x.channel.messages, x.answer)
	return nil, nil
}

func without(ms []*Msg, m *Msg) []*Msg {
	var out []*Msg
	for _, x := range ms {
		if x != m {
			out = append(out, x)
		}
	}
	return out
}

func (s *Server) postFollowup(c *call) (any, *refusal) {
	x, no := s.hook(c)
	if no == nil {
		no = c.body.check(c.file)
	}
	if no != nil {
		return nil, no
	}
	if x.answer != nil && x.answer.waiting { // the first follow-up takes the place of a deferred answer
		s.complete(x, c)
		return x.answer.fields, nil
	}
	m := s.make(x.channel, &c.body, c.file)
	s.answered(x, m, &c.body)
	return m.fields, nil
}

// Thinking is how many answers were deferred and not given.
func (s *Server) Thinking() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.thinking()
}

func (s *Server) thinking() int {
	n := 0
	for _, x := range s.presses {
		if x.answer != nil && x.answer.waiting {
			n++
		}
	}
	return n
}

// WaitThinking waits until n answers are deferred and not given.
func (s *Server) WaitThinking(tb testing.TB, n int) {
	tb.Helper()
	s.WaitFor(tb, "deferred answer", func() bool { return s.thinking() == n })
}

// Mend takes away the faults of a route that did not come yet.
func (s *Server) Mend(route string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faults, route)
}

// Rows is how many rows of buttons a message has, Unanswered how many
// interactions got no first answer, Tried how often a route was called; all are
// for WaitFor, under whose lock they are called.
func (s *Server) Rows(id string) int {
	for _, c := range s.channels {
		if m := c.find(id); m != nil {
			return len(m.sent.Rows)
		}
	}
	return 0
}

// Unanswered is how many interactions got no first answer; see Rows.
func (s *Server) Unanswered() int {
	n := 0
	for _, x := range s.presses {
		if x.acked == 0 {
			n++
		}
	}
	return n
}

// Tried is how often a route was called; see Rows.
func (s *Server) Tried(route string) int { return s.calls[route] }
