package discordtest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Msg is one message.
type Msg struct {
	id, author string
	channel    *Channel
	fields     map[string]any // as events and answers show it
	sent       Sent
	only       string // the person who alone sees it, "" for everybody
	waiting    bool   // "thinking"
}

// Sent is a message of the bot's as a person sees it.
type Sent struct {
	ID      string
	Text    string // markup is applied and gone
	Markup  string // as it was sent
	Active  []string
	Rows    [][]Component
	ReplyTo string
	Hidden  bool // only one person sees it
	Silent  bool // rings for nobody
	Pings   bool // it may ring for those it names
	Preview bool // it may show what stands behind links
	Layout  bool
	File    *File
}

// Buttons are the buttons of m in order.
func (m Sent) Buttons() []Component {
	var out []Component
	for _, r := range m.Rows {
		out = append(out, r...)
	}
	return out
}

// The limits of messages (discord.com/developers/docs: Create Message, Component Reference).
const (
	maxContent = 2000
	maxLayout  = 4000 // characters in a layout
	maxParts   = 40
	maxNonce   = 25
)

// check refuses what the API refuses.
func (b *body) check(file *File) *refusal {
	layout := b.Flags&(1<<15) != 0
	switch n := len([]rune(b.Content)); {
	case n > maxContent:
		return bad("content: Must be 2000 or fewer in length.")
	case layout && (n > 0 || len(b.Embeds) > 0):
		return bad("content: cannot be used with IS_COMPONENTS_V2")
	case !layout && n == 0 && len(b.Embeds) == 0 && len(b.Components) == 0 && file == nil:
		return &refusal{400, 50006, "Cannot send an empty message"}
	case len(b.Nonce) > maxNonce:
		return bad("nonce: Must be 25 or fewer in length.")
	case layout && len(b.Components) == 0:
		return bad("components: this field is required")
	}
	k := &tally{ids: map[string]bool{}}
	for _, c := range b.Components {
		if no := k.component(c, layout, true); no != nil {
			return no
		}
	}
	if k.parts > maxParts || k.text > maxLayout {
		return bad("components: too many, or too much text")
	}
	return nil
}

// tally counts what is in components.
type tally struct {
	parts, text int
	ids         map[string]bool
}

func (k *tally) component(c Component, layout, top bool) *refusal {
	k.parts++
	k.text += len([]rune(c.Content))
	switch {
	case c.Type == 1 && (len(c.Inner) < 1 || len(c.Inner) > 5):
		return bad("components: a row has one to five")
	case c.Type == 2 && (top || len([]rune(c.Label)) > 80 || c.Label == ""):
		return bad("components: label")
	case c.Type == 2 && (c.Style == 5) != (c.URL != ""), c.Type == 2 && (c.URL == "") != (c.CustomID != ""):
		return bad("components: a button has either a url or a custom_id")
	case c.Type == 2 && len([]rune(c.CustomID)) > 100, c.Type == 2 && c.CustomID != "" && k.ids[c.CustomID]:
		return bad("components: custom_id is too long or comes twice")
	case c.Type == 10 && (!layout || c.Content == ""), c.Type == 17 && !layout:
		return bad("components: of a layout")
	case c.Type != 1 && c.Type != 2 && c.Type != 10 && c.Type != 17:
		return bad("components: type")
	}
	if c.CustomID != "" {
		k.ids[c.CustomID] = true
	}
	for _, in := range c.Inner {
		if no := k.component(in, layout, false); no != nil {
			return no
		}
	}
	return nil
}

// make makes a message of the bot's.
func (s *Server) make(ch *Channel, b *body, file *File) *Msg {
	m := &Msg{id: s.id(), author: BotID, channel: ch}
	m.fill(b, file)
	if b.Ref != nil {
		m.sent.ReplyTo = b.Ref.Message
	}
	return m
}

// fill puts a body into a message.
func (m *Msg) fill(b *body, file *File) {
	m.waiting = false
	var markup strings.Builder
	markup.WriteString(b.Content)
	var rows [][]Component
	for _, c := range b.Components {
		switch c.Type {
		case 1:
			rows = append(rows, c.Inner)
		case 10:
			markup.WriteString("\n\n" + c.Content)
		case 17:
			for _, in := range c.Inner {
				markup.WriteString("\n\n" + in.Content)
			}
		}
	}
	text, active := See(strings.TrimSpace(markup.String()))
	m.sent = Sent{ID: m.id, Text: text, Markup: markup.String(), Active: active, Rows: rows, File: file, Layout: b.Flags&(1<<15) != 0, ReplyTo: m.sent.ReplyTo,
		Hidden: m.only != "", Silent: b.Flags&(1<<12) != 0, Preview: b.Flags&(1<<2) == 0,
		Pings: b.Mentions == nil || b.Mentions.Parse == nil || len(b.Mentions.Parse) > 0 || b.Mentions.Replied}
	m.fields = map[string]any{"id": m.id, "channel_id": m.channel.ID, "author": me(), "content": b.Content, "components": b.Components,
		"attachments": []any{}, "embeds": b.Embeds, "flags": b.Flags, "type": 0, "mentions": []any{}}
}

// put shows a message in its channel.
func (s *Server) put(m *Msg) {
	m.channel.messages = append(m.channel.messages, m)
}

func (s *Server) channelOf(c *call) (*Channel, *refusal) {
	ch := s.channels[c.path[1]]
	switch {
	case ch == nil:
		return nil, &refusal{404, 10003, "Unknown Channel"}
	case ch.guild != nil && !ch.guild.hasBot:
		return nil, &refusal{403, 50001, "Missing Access"}
	case ch.Closed:
		return nil, &refusal{403, 50013, "Missing Permissions"}
	}
	return ch, nil
}

// limited keeps the limit of a channel; the headers tell of it.
func (s *Server) limited(c *call, ch *Channel) *refusal {
	if s.limit == 0 {
		return nil
	}
	now := time.Now()
	used := slices.DeleteFunc(s.used[ch.ID], func(at time.Time) bool { return now.Sub(at) > s.limitIn })
	if len(used) > 0 {
		c.after = s.limitIn - now.Sub(used[0])
	} else {
		c.after = s.limitIn
	}
	if len(used) >= s.limit {
		s.used[ch.ID] = used
		return &refusal{429, 0, "You are being rate limited."}
	}
	s.used[ch.ID] = append(used, now)
	c.left = s.limit - len(used) - 1
	return nil
}

func (s *Server) postMessage(c *call) (any, *refusal) {
	ch, no := s.channelOf(c)
	if no == nil {
		no = s.limited(c, ch)
	}
	if no == nil {
		no = c.body.check(c.file)
	}
	switch {
	case no != nil:
		return nil, no
	case ch.person != nil && ch.person.NoDMs:
		return nil, &refusal{403, 50007, "Cannot send messages to this user"}
	case c.body.Ref != nil && ch.NoHistory:
		return nil, &refusal{400, 160002, "Cannot reply without permission to read message history"}
	case c.body.Ref != nil && (c.body.Ref.Must == nil || *c.body.Ref.Must) && ch.find(c.body.Ref.Message) == nil:
		return nil, bad("message_reference: Unknown message")
	}
	key := ch.ID + "/" + c.body.Nonce
	if m := s.nonces[key]; m != nil && c.body.Enforce && c.body.Nonce != "" {
		return m.fields, nil
	}
	m := s.make(ch, &c.body, c.file)
	if c.body.Nonce != "" {
		s.nonces[key] = m
	}
	s.put(m)
	s.send("MESSAGE_CREATE", m.event())
	return m.fields, nil
}

func (s *Server) getMessages(c *call) (any, *refusal) {
	ch, no := s.channelOf(c)
	if no != nil {
		return nil, no
	}
	if len(c.path) > 3 {
		m := ch.find(c.path[3])
		if m == nil {
			return nil, &refusal{404, 10008, "Unknown Message"}
		}
		return m.fields, nil
	}
	after, _ := strconv.ParseInt(c.URL.Query().Get("after"), 10, 64)
	out := []any{}
	for _, m := range slices.Backward(ch.messages) {
		if n, _ := strconv.ParseInt(m.id, 10, 64); n > after && m.only == "" && len(out) < 100 {
			out = append(out, m.fields)
		}
	}
	return out, nil
}

func (s *Server) patchMessage(c *call) (any, *refusal) {
	ch, no := s.channelOf(c)
	if no != nil {
		return nil, no
	}
	m := ch.find(c.path[3])
	if m == nil || m.only != "" {
		return nil, &refusal{404, 10008, "Unknown Message"}
	}
	if m.author != BotID {
		return nil, &refusal{403, 50005, "Cannot edit a message authored by another user"}
	}
	k := &tally{ids: map[string]bool{}}
	m.sent.Rows = nil
	for _, x := range c.body.Components {
		if no := k.component(x, m.sent.Layout, true); no != nil {
			return nil, no
		}
		if x.Type == 1 {
			m.sent.Rows = append(m.sent.Rows, x.Inner)
		}
	}
	m.fields["components"] = c.body.Components
	return m.fields, nil
}
