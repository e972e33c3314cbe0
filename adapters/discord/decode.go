package discord

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"hangup/bot"
)

// errUnread is an update whose form is unknown. It quotes nothing.
var errUnread = errors.New("discord: an update has an unknown form")

// longOrder is the most characters of a message in which an order to the bot is looked for.
const longOrder = 120

// Decode turns an update into a message. In servers it may ask Discord, for a
// few seconds at most, who manages the server.
func (a *Adapter) Decode(r bot.Raw) (bot.Message, error) {
	ctx := context.Background() // Decode has none; what is asked has a time of its own
	a.meet(ctx)
	var e event
	if json.Unmarshal(r.Body, &e) != nil {
		return bot.Message{}, errUnread
	}
	o, ok := e.open()
	switch {
	case !ok:
		return bot.Message{}, errUnread
	case o.message != nil:
		return a.fromMessage(ctx, o.message, r)
	case o.press != nil && o.press.who().id() != "":
		return a.fromPress(ctx, o.press, r)
	case o.guild != nil:
		return a.fromGuild(o.guild, r, e.Type == onJoin)
	}
	return bot.Message{}, bot.ErrNoMessage
}

// fromMessage decodes a message or an edit of one.
func (a *Adapter) fromMessage(ctx context.Context, m *message, r bot.Raw) (bot.Message, error) {
	if a.skips(m) {
		return bot.Message{}, bot.ErrNoMessage
	}
	out := bot.Message{ID: r.ID, From: m.sender(), Name: m.Author.shown(), Chat: m.place(), Time: m.Time.UTC(), Edited: r.ID != m.ID}
	if m.Time.IsZero() {
		out.Time = r.At.UTC()
	}
	if m.Member != nil && m.Member.Nick != "" {
		out.Name = m.Member.Nick
	}
	a.fill(ctx, &out, m)
	return out, nil
}

// fill puts words, quotes and attachments of m into out, each where it belongs,
// and says whether and how the bot is meant.
func (a *Adapter) fill(ctx context.Context, out *bot.Message, m *message) {
	me := a.me()
	group := out.Chat.Kind == bot.Group
	out.Addressed = !group || m.names(me.ID) && m.Webhook == ""
	at := fileRef{Channel: m.Channel, Message: m.ID}
	if m.forwarded() {
		for _, s := range m.Snapshots {
			out.Quotes = append(out.Quotes, s.Message.asQuote(s.Message.Mentions, "", true, s.Message.Flags, at))
		}
	}
	text := withoutName(m.Content, me.ID)
	out.Text, out.Links = readable(text, m.Mentions)
	out.Attachments = m.attachments(m.Flags, at)
	out.Quotes = append(out.Quotes, m.beside()...)
	out.Links = append(out.Links, m.buttons()...)
	if q := m.Answered; q != nil {
		if q.Author.id() == me.ID && me.ID != "" {
			out.Addressed = m.Webhook == ""
		} else if out.Addressed {
			out.Quotes = append(out.Quotes, q.quotes()...)
		}
	}
	h := aim{Channel: m.Channel, User: m.Author.id()}
	if m.Webhook != "" {
		h.User = ""
	}
	if group || m.forwarded() {
		h.Message = m.ID
	}
	if group {
		out.CanRead = a.canRead()
		out.Role = a.roleOf(ctx, m, out)
		a.readCommand(out)
	}
	out.Handle = h.String()
	if !group {
		a.rooms.keep(m.Author.id(), m.Channel)
	}
}

// readCommand reads a command that was typed behind the bot's name.
func (a *Adapter) readCommand(out *bot.Message) {
	word, rest, _ := strings.Cut(strings.TrimSpace(out.Text), " ")
	if name := strings.ToLower(strings.TrimPrefix(word, "/")); out.Addressed && strings.HasPrefix(word, "/") && slices.Contains(bot.Commands, name) {
		out.Command, out.Text = name, strings.TrimSpace(rest)
	}
}

// roleOf is the role of the sender of a message in a server. Webhooks order
// nothing, and nobody is asked about long talk that is not for us.
func (a *Adapter) roleOf(ctx context.Context, m *message, out *bot.Message) bot.Role {
	if m.Webhook != "" || m.Member == nil || !out.Addressed && len(out.Text) > longOrder {
		return bot.Member
	}
	return a.guilds.role(ctx, m.Guild, m.Author.id(), m.Member.Roles)
}

// names reports whether m names the user with this id, other than by answering them.
func (m *message) names(id string) bool {
	if id == "" {
		return false
	}
	return slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == id }) ||
		strings.Contains(m.Content, "<@"+id+">") || strings.Contains(m.Content, "<@!"+id+">")
}

// withoutName takes the bot's name out of words.
func withoutName(text, id string) string {
	if id == "" {
		return text
	}
	for _, tag := range []string{"<@" + id + ">", "<@!" + id + ">"} {
		if before, after, ok := strings.Cut(text, tag); ok {
			text = strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimLeft(after, " ,:"))
		}
	}
	return text
}

// fromPress decodes a command or a pressed button.
func (a *Adapter) fromPress(ctx context.Context, i *interaction, r bot.Raw) (bot.Message, error) {
	who := i.who()
	out := bot.Message{
		ID: r.ID, From: who.ID, Name: who.shown(), Chat: i.chat(), Time: r.At.UTC(), Addressed: true, Handle: i.aim(r.At).String(),
	}
	if i.Member != nil && i.Member.Nick != "" {
		out.Name = i.Member.Nick
	}
	if out.Chat.Kind == bot.Group {
		out.Role, out.CanRead = a.pressRole(ctx, i, out.Chat.ID), a.canRead()
	}
	switch {
	case i.Type == pressButton:
		err := taken(&out, buttonOf(i.Call.CustomID))
		return out, err
	case i.Call.Type == commandMessage:
		m, ok := i.Call.Resolved.Messages[i.Call.Target]
		if !ok {
			return out, errUnread
		}
		out.Command, out.Quotes = "check", m.quotes()
	default:
		called(&out, &i.Call)
	}
	return out, nil
}

// pressRole is what the person behind i may do in a server: as Discord says where
// it is that server's, else by asking.
func (a *Adapter) pressRole(ctx context.Context, i *interaction, server string) bot.Role {
	switch {
	case i.Guild == server && i.Member != nil:
		if rights(i.Member.Permissions)&(rightAdmin|rightManage) != 0 {
			return bot.Admin
		}
		return bot.Member
	default:
		return a.guilds.roleAfar(ctx, server, i.who().id())
	}
}

// taken reads a button into out. One that leads to the private chat is pressed
// where nobody else sees the answer, so what is done there is begun at once.
func taken(out *bot.Message, b button) error {
	switch {
	case b.id == "":
		return bot.ErrNoMessage
	case b.opens() != bot.Alone:
		out.Choice = b.id
		return nil
	}
	_, out.Command, _ = strings.Cut(b.id, ":")
	if !slices.Contains(bot.Commands, out.Command) {
		out.Command = "start"
	}
	return nil
}

// called reads a command with its words into out. A word that stands for a button
// is as if that was pressed.
func called(out *bot.Message, c *call) {
	out.Command = strings.ToLower(c.Name)
	var said []string
	for _, o := range c.Options {
		switch v, ok := o.Value.(string); {
		case !ok:
		case o.Name == optionButton:
			out.Choice, out.Command = v, ""
		case o.Type == optionFile:
			if f, ok := c.Resolved.Files[v]; ok {
				out.Attachments = append(out.Attachments, f.attachment(0, fileRef{}))
			}
		case v != "":
			said = append(said, v)
		}
	}
	text := strings.Join(said, " ")
	if out.Command == "check" || out.Command == "ask" {
		out.Text, out.Links = readable(text, nil)
		return
	}
	out.Text = clean(text)
}

// fromGuild decodes the bot's being added to or removed from a server.
func (a *Adapter) fromGuild(g *guild, r bot.Raw, joined bool) (bot.Message, error) {
	m := bot.Message{ID: r.ID, From: g.Owner, Chat: r.Chat, Time: r.At.UTC(), Event: bot.Removed}
	if !joined {
		return m, nil
	}
	m.Event, m.CanRead = bot.Added, a.canRead()
	m.Handle = aim{Channel: g.System, User: g.Owner, Else: true}.String()
	return m, nil
}

// aim is what is needed to answer in the right place; it travels as Message.Handle.
type aim struct {
	Channel string `json:"c,omitempty"`
	Message string `json:"m,omitempty"` // answer to it
	User    string `json:"u,omitempty"` // who wrote it, for answers that only they may see
	Else    bool   `json:"o,omitempty"` // where the channel cannot be written to, tell the user
	ID      string `json:"i,omitempty"` // interaction
	At      int64  `json:"n,omitempty"` // when it came, in Unix seconds
	App     string `json:"a,omitempty"`
	Token   string `json:"t,omitempty"`
	Hidden  bool   `json:"h,omitempty"` // only the user may see the answer
}

func (a aim) String() string {
	raw, _ := json.Marshal(a) //nolint:errchkjson // strings always have a form
	return string(raw)
}

// aimOf reads a handle; one that is none aims at nothing.
func aimOf(handle string) aim {
	var a aim
	if strings.HasPrefix(handle, "{") {
		_ = json.Unmarshal([]byte(handle), &a) // see above
	}
	return a
}

// aim is where i, which came at a time, is answered.
func (i *interaction) aim(at time.Time) aim {
	return aim{Channel: i.Channel, User: i.who().id(), ID: i.ID, At: at.Unix(), App: i.App, Token: i.Token, Hidden: i.hidden()}
}
