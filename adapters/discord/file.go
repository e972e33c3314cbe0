package discord

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"hangup/bot"
)

// The events that are filed.
const (
	onMessage = "MESSAGE_CREATE"
	onEdit    = "MESSAGE_UPDATE"
	onPress   = "INTERACTION_CREATE"
	onJoin    = "GUILD_CREATE"
	onLeave   = "GUILD_DELETE"
)

// event is an update as it is filed: the raw event with its name.
type event struct {
	Type string          `json:"t"`
	Body json.RawMessage `json:"d"`
}

// errNothing is an event that nobody has to look at.
var errNothing = errors.New("nothing to file")

// unreadable is the chat of events that cannot be read.
const unreadable = "unknown"

// opened is an event with what is in it.
type opened struct {
	message *message
	press   *interaction
	guild   *guild
}

// open reads an event; not ok if its form is unknown.
func (e event) open() (opened, bool) {
	var o opened
	var to any
	switch e.Type {
	case onMessage, onEdit:
		o.message = &message{}
		to = o.message
	case onPress:
		o.press = &interaction{}
		to = o.press
	case onJoin, onLeave:
		o.guild = &guild{}
		to = o.guild
	default:
		return o, true
	}
	return o, json.Unmarshal(e.Body, to) == nil
}

// file makes the Raw of an event. An event that cannot be read is filed all the
// same, so that it is parked and told of. errNothing means that there is no need to.
func (a *Adapter) file(e event) (bot.Raw, opened, error) {
	r := bot.Raw{Platform: platform, At: a.now()}
	o, ok := e.open()
	if !ok {
		e.Body, _ = json.Marshal(string(e.Body)) //nolint:errchkjson // a string always has a form
		r.ID, r.Chat = "x"+nonce(e.Type+string(e.Body), 0), bot.Chat{Platform: platform, ID: unreadable}
	}
	var err error
	switch {
	case !ok:
	case o.message != nil:
		err = a.fileMessage(&r, o.message, e.Type == onEdit)
	case o.press != nil:
		err = filePress(&r, o.press)
	case o.guild != nil:
		err = a.fileGuild(&r, o.guild, e.Type == onJoin)
	default:
		err = errNothing
	}
	if err != nil {
		return r, o, err
	}
	if e.Type == onJoin { // the whole server stands in it
		e.Body, _ = json.Marshal(guild{ID: o.guild.ID, Owner: o.guild.Owner, System: o.guild.System, Joined: o.guild.Joined}) //nolint:errchkjson // strings always have a form
	}
	r.Body, err = json.Marshal(e)
	return r, o, err
}

func (a *Adapter) fileMessage(r *bot.Raw, m *message, edited bool) error {
	if m.ID == "" || m.Channel == "" || a.skips(m) || edited && (m.Edited == nil || m.Edited.IsZero()) {
		return errNothing
	}
	r.ID, r.Chat, r.From, r.Joins = m.ID, m.place(), m.sender(), m.forwarded()
	if edited {
		r.ID += "e" + strconv.FormatInt(m.Edited.UnixMilli(), 36)
	}
	return nil
}

// skips reports whether m is none of a person's words: our own, another bot's, a
// note of Discord's, or one whose words do not come to us.
func (a *Adapter) skips(m *message) bool {
	switch {
	case m.Author == nil, m.Author.ID == a.me().ID, m.Of != nil:
		return true
	case m.Author.Bot && m.Webhook == "":
		return true
	case m.Type != typePlain && m.Type != typeReply:
		return true
	}
	return m.Guild != "" && m.blank() && !m.names(a.me().ID)
}

// place is the chat of m: the person in their own chat with us, else the server
// with the channel as its thread.
func (m *message) place() bot.Chat {
	if m.Guild == "" {
		return alone(m.Author.id())
	}
	return bot.Chat{Platform: platform, ID: m.Guild, Kind: bot.Group, Thread: m.Channel}
}

// alone is a person's own conversation with us, wherever it is held: in their
// direct messages, or where nobody else sees the answers.
func alone(user string) bot.Chat { return bot.Chat{Platform: platform, ID: user} }

// sender is the id of who wrote m: a person, or a webhook.
func (m *message) sender() string {
	if m.Webhook != "" {
		return m.Webhook
	}
	return m.Author.id()
}

// forwarded reports whether m came from elsewhere.
func (m *message) forwarded() bool {
	return m.Ref != nil && m.Ref.Type == refForward || len(m.Snapshots) > 0
}

func filePress(r *bot.Raw, i *interaction) error {
	if i.ID == "" || i.who().id() == "" || i.Type != pressCommand && i.Type != pressButton || i.Type == pressButton && i.Call.CustomID == pressed {
		return errNothing
	}
	r.ID, r.Chat, r.From = "i"+i.ID, i.chat(), i.who().id()
	return nil
}

// groupCommands are the commands that are about a server; with all others a
// person is alone with us.
var groupCommands = map[string]bool{"settings": true, "status": true}

// chat is the conversation that i belongs to.
func (i *interaction) chat() bot.Chat {
	group := i.withBot() && i.Type == pressCommand && i.Call.Type != commandMessage && groupCommands[i.Call.Name]
	server := i.Guild
	if i.Type == pressButton {
		b := buttonOf(i.Call.CustomID)
		group, server = b.guild != "" && b.opens() != bot.Alone, b.guild
	}
	if !group {
		return alone(i.who().id())
	}
	c := bot.Chat{Platform: platform, ID: server, Kind: bot.Group}
	if i.Guild == server {
		c.Thread = i.Channel
	}
	return c
}

// recent is how long after joining a server that is still said to it, once.
const recent = 23 * time.Hour

// fileGuild files that the bot was added to a server or removed from one. Every
// server comes with each new session: what tells them apart is when we joined.
func (a *Adapter) fileGuild(r *bot.Raw, g *guild, joined bool) error {
	if g.ID == "" || g.Gone {
		return errNothing
	}
	r.Chat = bot.Chat{Platform: platform, ID: g.ID, Kind: bot.Group, Thread: g.System}
	if !joined {
		r.ID, r.Chat.Thread = "l"+g.ID+"."+strconv.FormatInt(a.now().UnixMilli(), 36), ""
		return nil
	}
	if g.Joined.IsZero() && a.guilds.listed(g.ID) || !g.Joined.IsZero() && a.now().Sub(g.Joined.Time) > recent {
		return errNothing
	}
	r.ID, r.From = "j"+g.ID+"."+strconv.FormatInt(g.Joined.UnixMilli(), 36), g.Owner
	if g.Joined.IsZero() {
		r.ID = "j" + g.ID
	}
	return nil
}
