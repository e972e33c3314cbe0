package discordtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// Person is somebody on Discord.
type Person struct {
	ID, Name string
	NoDMs    bool // takes no direct messages; set before anything happens
	s        *Server
	dm       *Channel
	read     map[*Channel]int
}

// Channel is a channel of a server, or somebody's direct messages.
type Channel struct {
	ID        string
	Closed    bool // the bot may not write there
	NoHistory bool // the bot may not read what is past
	guild     *Guild
	person    *Person
	messages  []*Msg
}

// Guild is a server.
type Guild struct {
	ID, Name string
	s        *Server
	owner    *Person
	system   *Channel
	admins   map[string]bool
	hasBot   bool
	joined   time.Time
}

// View is a channel as one person sees it.
type View struct {
	*Channel

	p *Person
}

// Extra are further fields of a message.
type Extra map[string]any

// Person makes somebody.
func (s *Server) Person(name string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &Person{ID: s.id(), Name: name, s: s, read: map[*Channel]int{}}
	p.dm = &Channel{ID: s.id(), person: p}
	s.people[p.ID], s.channels[p.dm.ID] = p, p.dm
	return p
}

// Guild makes a server with one channel, without the bot.
func (s *Server) Guild(name string, owner *Person) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.id(), Name: name, s: s, owner: owner, admins: map[string]bool{}}
	g.system = &Channel{ID: s.id(), guild: g}
	s.guilds[g.ID], s.channels[g.system.ID] = g, g.system
	return g
}

// Elsewhere makes a chat that the bot is not in, such as a group of friends.
func (s *Server) Elsewhere() *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Channel{ID: s.id()}
	s.channels[c.ID] = c
	return c
}

// Channel makes a further channel.
func (g *Guild) Channel() *Channel {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := &Channel{ID: g.s.id(), guild: g}
	g.s.channels[c.ID] = c
	return c
}

// System is the channel for notices.
func (g *Guild) System() *Channel { return g.system }

// Admin lets somebody manage the server.
func (g *Guild) Admin(p *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.admins[p.ID] = true
}

// Add adds the bot.
func (g *Guild) Add() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.hasBot, g.joined = true, g.s.now()
	g.s.send("GUILD_CREATE", g.json())
}

// Remove removes the bot.
func (g *Guild) Remove() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.hasBot = false
	g.s.send("GUILD_DELETE", map[string]any{"id": g.ID})
}

// HasBot reports whether the bot is in the server.
func (g *Guild) HasBot() bool {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.hasBot
}

func (g *Guild) json() map[string]any {
	return map[string]any{"id": g.ID, "name": g.Name, "owner_id": g.owner.ID, "system_channel_id": g.system.ID, "joined_at": g.joined.UTC().Format(time.RFC3339Nano),
		"roles": []any{
			map[string]any{"id": g.ID, "name": "@everyone", "permissions": "274878008320"},
			map[string]any{"id": "77", "name": "Admins", "permissions": "32"},
		}, "channels": []any{}, "threads": []any{}}
}

func (g *Guild) member(p *Person) map[string]any {
	roles := []string{}
	if g.admins[p.ID] {
		roles = append(roles, "77")
	}
	return map[string]any{"user": p.json(), "roles": roles, "nick": nil}
}

func (g *Guild) rights(p *Person) string {
	if g.admins[p.ID] || g.owner == p {
		return "274878008352"
	}
	return "274878008320"
}

func (p *Person) json() map[string]any {
	return map[string]any{"id": p.ID, "username": strings.ToLower(p.Name), "global_name": p.Name, "discriminator": "0", "avatar": nil}
}

// DM is the person's direct messages with the bot.
func (p *Person) DM() View { return View{p.dm, p} }

// In is a channel as the person sees it.
func (p *Person) In(c *Channel) View { return View{c, p} }

func (c *Channel) find(id string) *Msg {
	for _, m := range c.messages {
		if m.id == id {
			return m
		}
	}
	return nil
}

// event is a message as the gateway sends it.
func (m *Msg) event() map[string]any {
	out := maps.Clone(m.fields)
	if g := m.channel.guild; g != nil {
		out["guild_id"] = g.ID
	}
	return out
}

// Say posts words. It gives the message's id.
func (v View) Say(words string, extra ...Extra) string {
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	m := &Msg{id: s.id(), author: v.p.ID, channel: v.Channel}
	m.fields = map[string]any{"id": m.id, "channel_id": v.ID, "author": v.p.json(), "content": words, "type": 0, "flags": 0, "timestamp": s.now().UTC().Format(time.RFC3339Nano),
		"edited_timestamp": nil, "attachments": []any{}, "embeds": []any{}, "components": []any{}, "mentions": []any{}}
	if strings.Contains(words, "<@"+BotID+">") {
		m.fields["mentions"] = []any{me()}
	}
	if v.guild != nil {
		member := v.guild.member(v.p)
		delete(member, "user")
		m.fields["member"] = member
	}
	for _, e := range extra {
		maps.Copy(m.fields, e)
	}
	s.put(m)
	s.tellMessage("MESSAGE_CREATE", m)
	return m.id
}

// tellMessage sends a message's event, without its words where those are not for us.
func (s *Server) tellMessage(kind string, m *Msg) {
	out := m.event()
	if m.channel.guild == nil && m.channel.person == nil {
		return // the bot is not there
	}
	if m.channel.guild != nil {
		if !m.channel.guild.hasBot {
			return
		}
		raw, _ := json.Marshal(out["mentions"]) //nolint:errchkjson // see send
		if s.gate.intents&(1<<15) == 0 && !strings.Contains(string(raw), BotID) {
			out["content"], out["embeds"], out["attachments"], out["components"] = "", []any{}, []any{}, []any{}
			delete(out, "message_snapshots")
			delete(out, "poll")
		}
	}
	s.send(kind, out)
}

// Forward forwards somebody else's words.
func (v View) Forward(words string, more ...Extra) string {
	in := map[string]any{"content": words, "attachments": []any{}, "embeds": []any{}, "mentions": []any{}, "flags": 0, "type": 0}
	for _, e := range more {
		maps.Copy(in, e)
	}
	return v.Say("", Extra{"message_reference": map[string]any{"type": 1, "message_id": "1", "channel_id": "2"}, "flags": 1 << 14,
		"message_snapshots": []any{map[string]any{"message": in}}})
}

// Above makes a message an answer to an older one.
func (v View) Above(id string) Extra {
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	e := Extra{"type": 19, "message_reference": map[string]any{"type": 0, "message_id": id, "channel_id": v.ID}}
	if m := v.find(id); m != nil {
		e["referenced_message"] = m.fields
		if m.author == BotID {
			e["mentions"] = []any{me()}
		}
	}
	return e
}

// Edit changes the words of a message.
func (v View) Edit(id, words string) {
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	m := v.find(id)
	m.fields["content"], m.fields["edited_timestamp"] = words, s.now().UTC().Format(time.RFC3339Nano)
	s.tellMessage("MESSAGE_UPDATE", m)
}

// Command gives a command with options, in the order of their names.
func (v View) Command(name string, options map[string]string) string {
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	list := []any{}
	for _, k := range slices.Sorted(maps.Keys(options)) {
		list = append(list, map[string]any{"name": k, "type": 3, "value": options[k]})
	}
	return s.press(v.Channel, v.p, 2, map[string]any{"data": map[string]any{"id": "9", "name": name, "type": 1, "options": list}}).id
}

// Menu asks about a message by the menu that it has.
func (v View) Menu(name, message string) string {
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	return s.press(v.Channel, v.p, 2, map[string]any{"data": map[string]any{"id": "8", "name": name, "type": 3, "target_id": message,
		"resolved": map[string]any{"messages": map[string]any{message: v.find(message).fields}}}}).id
}

// Press presses a button by its label.
func (v View) Press(tb testing.TB, m Sent, label string) string {
	tb.Helper()
	s := v.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	for _, b := range m.Buttons() {
		if b.Label == label && b.CustomID != "" && !b.Disabled {
			about := v.find(m.ID).fields
			return s.press(v.Channel, v.p, 3, map[string]any{"message": about, "data": map[string]any{"custom_id": b.CustomID, "component_type": 2}}).id
		}
	}
	tb.Fatalf("discordtest: there is no button %q under %q", label, m.Text)
	return ""
}
