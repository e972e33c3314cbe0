package telegram

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
var errUnread = errors.New("telegram: an update has an unknown form")

// minInline is the fewest characters of an inline query that can be a message.
const minInline = 12

// Decode turns an update into a message. In groups it may ask Telegram, for a
// few seconds at most, who manages the group.
func (a *Adapter) Decode(r bot.Raw) (bot.Message, error) {
	ctx := context.Background() // Decode has none; what is asked has a time of its own
	a.meet(ctx)
	var u update
	if json.Unmarshal(r.Body, &u) != nil {
		return bot.Message{}, errUnread
	}
	switch {
	case u.message() != nil:
		return a.fromMessage(ctx, u.message(), u.Edited != nil)
	case u.Callback != nil:
		return a.fromCallback(ctx, u.Callback, r.At)
	case u.Member != nil:
		return a.fromMember(u.Member, r.ID)
	case u.Inline != nil:
		return fromInline(u.Inline, r)
	case u.Business != nil && r.Chat.ID != "":
		return a.fromBusiness(u.Business, r)
	}
	return bot.Message{}, bot.ErrNoMessage
}

// fromMessage decodes a message or an edit of one.
func (a *Adapter) fromMessage(ctx context.Context, m *message, edited bool) (bot.Message, error) {
	if m.Chat.Type == "channel" || m.Chat.ID == 0 || m.viaUs(a.me()) {
		return bot.Message{}, bot.ErrNoMessage
	}
	out := bot.Message{
		ID: number(m.ID), From: m.sender(), Chat: m.place(), Time: time.Unix(m.Date, 0).UTC(), Edited: edited,
		Name: m.From.name(),
	}
	if edited {
		out.ID += "e" + number(m.EditDate)
	}
	if m.MigrateTo != 0 {
		a.hasMoved(out.Chat.ID, number(m.MigrateTo))
		out.Event, out.MovedTo = bot.Moved, placeOf(chat{ID: m.MigrateTo, Type: "supergroup"}, 0)
		return out, nil
	}
	if m.empty() || edited && len(m.Location) > 0 { // a moving place on a map
		return out, bot.ErrNoMessage
	}
	a.fill(ctx, &out, m)
	if out.Chat.Kind == bot.Group && out.Command == "start" {
		return out, bot.ErrNoMessage // the link that added us; being added is answered
	}
	return out, nil
}

// viaUs reports whether m is one of our own cards, which somebody sent by "@bot …".
func (m *message) viaUs(s self) bool { return m.ViaBot != nil && m.ViaBot.ID == s.ID }

// empty reports whether m holds nothing that a person sent, as those do that
// only tell of a new title or a member.
func (m *message) empty() bool {
	text, _ := m.words()
	return text == "" && m.listed() == "" && len(m.attachments()) == 0
}

// fromCallback decodes a pressed button.
func (a *Adapter) fromCallback(ctx context.Context, c *callback, at time.Time) (bot.Message, error) {
	if c.Message == nil || c.Message.Chat.ID == 0 || c.Data == "" || c.Data == pressed || c.From == nil {
		return bot.Message{}, bot.ErrNoMessage
	}
	m := bot.Message{
		ID: "c" + c.ID, From: number(c.From.ID), Name: c.From.name(), Chat: c.Message.place(), Time: at.UTC(),
		Choice: c.Data, Addressed: true, Handle: aim{User: number(c.From.ID)}.String(),
	}
	if m.Chat.Kind == bot.Group {
		m.Role = a.admins.role(ctx, m.Chat.ID, m.From)
		m.CanRead = a.canRead(ctx, m.Chat.ID)
		m.Handle = aim{Message: c.Message.ID, User: m.From}.String()
	}
	return m, nil
}

// fromMember decodes the bot's being added to or removed from a group.
func (a *Adapter) fromMember(u *memberUpdate, id string) (bot.Message, error) {
	m := bot.Message{
		ID: "a" + id, From: number(u.From.id()), Name: u.From.name(), Chat: placeOf(u.Chat, 0), Time: time.Unix(u.Date, 0).UTC(),
	}
	a.admins.forget(m.Chat.ID)
	switch {
	case u.Chat.ID == 0 || u.Chat.Type != "group" && u.Chat.Type != "supergroup":
		return m, bot.ErrNoMessage
	case !u.Old.in() && u.New.in() && a.isNew(m.Chat.ID):
		m.Event = bot.Added
		m.CanRead = a.me().ReadsAll || u.New.admin()
	case u.Old.in() && !u.New.in():
		m.Event = bot.Removed
	default:
		return m, bot.ErrNoMessage
	}
	return m, nil
}

// fromInline decodes "@bot words", typed in any chat, as words to check.
func fromInline(q *inlineQuery, r bot.Raw) (bot.Message, error) {
	if q.tooShort() {
		return bot.Message{}, bot.ErrNoMessage
	}
	return bot.Message{
		ID: "i" + q.ID, From: r.From, Chat: r.Chat, Time: r.At.UTC(), Command: "check", Text: q.Query,
		Addressed: true, Fleeting: true, Handle: aim{Query: q.ID}.String(),
	}, nil
}

// tooShort reports whether q cannot be a message yet.
func (q *inlineQuery) tooShort() bool { return len([]rune(strings.TrimSpace(q.Query))) < minInline }

// fromBusiness decodes what somebody wrote to a person who lets us watch.
func (a *Adapter) fromBusiness(m *message, r bot.Raw) (bot.Message, error) {
	out := bot.Message{
		ID: "b" + number(m.Chat.ID) + "." + number(m.ID), From: r.From, Chat: r.Chat, Time: time.Unix(m.Date, 0).UTC(),
		Overheard: true, Quotes: []bot.Quote{m.asQuote(true)},
	}
	if q := out.Quotes[0]; q.Text == "" && len(q.Links) == 0 && len(q.Attachments) == 0 {
		return out, bot.ErrNoMessage
	}
	return out, nil
}

// commandOf cuts the command off a text that begins with one: its name, the bot
// it names, and the rest.
func commandOf(text string) (name, to, rest string) {
	if !strings.HasPrefix(text, "/") {
		return "", "", text
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	if end < 0 {
		end = len(text)
	}
	name, to, _ = strings.Cut(text[1:end], "@")
	return strings.ToLower(name), to, strings.TrimSpace(text[end:])
}

// ours reports whether a command is meant for this bot: it names it, or names
// nobody and is one of ours.
func (s self) ours(name, to string) bool {
	if to != "" {
		return strings.EqualFold(to, s.Username)
	}
	return slices.Contains(bot.Commands, name)
}
