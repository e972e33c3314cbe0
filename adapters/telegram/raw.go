package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The prefixes of chats that are no chats of Telegram's.
const (
	inlineChat = "inline"  // a person's inline queries
	unreadable = "unknown" // updates that cannot be read
)

// errNothing is an update that nobody has to look at.
var errNothing = errors.New("nothing to file")

// file makes the Raw of an update. An update that cannot be read is filed all
// the same, so that it is parked and does not come again. errNothing means
// that there is no need to; any other error, that Telegram has to be asked and
// could not be.
func (a *Adapter) file(ctx context.Context, body []byte) (bot.Raw, *update, error) {
	var u update
	if err := json.Unmarshal(body, &u); err != nil {
		return bot.Raw{Platform: platform, ID: idOf(body), Chat: bot.Chat{Platform: platform, ID: unreadable}, Body: body, At: a.now()}, nil, nil //nolint:nilerr // it is parked under its id
	}
	r := bot.Raw{Platform: platform, ID: number(u.ID), Body: body, At: a.now()}
	switch {
	case u.message() != nil:
		m := u.message()
		r.Chat, r.From, r.Joins = m.place(), m.sender(), m.forwarded() || m.Album != ""
	case u.Callback != nil && u.Callback.Message != nil:
		r.Chat, r.From = u.Callback.Message.place(), number(u.Callback.From.id())
	case u.Member != nil:
		r.Chat, r.From = placeOf(u.Member.Chat, 0), number(u.Member.From.id())
	case u.Inline != nil:
		r.From = number(u.Inline.From.id())
		r.Chat = bot.Chat{Platform: platform, ID: inlineChat + r.From}
	case u.Business != nil:
		return a.fileBusiness(ctx, r, &u)
	case u.Link != nil:
		a.owners.keep(*u.Link)
		return r, &u, errNothing
	default:
		return r, &u, errNothing
	}
	return r, &u, nil
}

// idOf finds the id of an update whose form is unknown; one that has none gets
// one made of what it holds.
func idOf(body []byte) string {
	var only struct {
		ID json.Number `json:"update_id"`
	}
	if json.Unmarshal(body, &only) != nil || only.ID == "" {
		sum := sha256.Sum256(body)
		return "x" + hex.EncodeToString(sum[:8])
	}
	return only.ID.String()
}

// message is the message that u brings, nil if it brings something else.
func (u *update) message() *message {
	if u.Message != nil {
		return u.Message
	}
	return u.Edited
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// id is u's id, 0 if there is no user.
func (u *user) id() int64 {
	if u == nil {
		return 0
	}
	return u.ID
}

// place is the chat, and in a forum the topic, of m.
func (m *message) place() bot.Chat {
	if m.IsTopic {
		return placeOf(m.Chat, m.Thread)
	}
	return placeOf(m.Chat, 0)
}

func placeOf(c chat, thread int64) bot.Chat {
	out := bot.Chat{Platform: platform, ID: number(c.ID)}
	if c.Type != "private" && c.ID < 0 {
		out.Kind = bot.Group
	}
	if thread != 0 {
		out.Thread = number(thread)
	}
	return out
}

// sender is the id of who wrote m: a person, or the chat that speaks for
// anonymous admins and channels.
func (m *message) sender() string {
	if m.SenderChat != nil {
		return number(m.SenderChat.ID)
	}
	return number(m.From.id())
}

// forwarded reports whether m came from elsewhere, told in the new or the old way.
func (m *message) forwarded() bool {
	return m.Origin != nil || m.ForwardFrom != nil || m.ForwardChat != nil || m.ForwardName != "" || m.ForwardDate != 0
}

// owner is a person whose business account lets us see its chats.
type owner struct {
	user, chat int64
	enabled    bool
}

// owners remembers the business connections.
type owners struct {
	api  *api
	mu   sync.Mutex
	kept map[string]owner
}

func (o *owners) keep(l businessLink) owner {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.kept) > maxKept {
		clear(o.kept)
	}
	out := owner{l.User.ID, l.UserChat, l.Enabled}
	o.kept[l.ID] = out
	return out
}

// of gives the owner of a connection, asking Telegram if need be.
func (o *owners) of(ctx context.Context, id string) (owner, error) {
	o.mu.Lock()
	known, ok := o.kept[id]
	o.mu.Unlock()
	if ok {
		return known, nil
	}
	var l businessLink
	if err := o.api.call(ctx, "getBusinessConnection", tgbotapi.Params{"business_connection_id": id}, &l); err != nil {
		return owner{}, err
	}
	return o.keep(l), nil
}

// fileBusiness files what somebody wrote to a person whose business account we
// may see, under that person's own chat with us. What they write themselves is
// nothing to us.
func (a *Adapter) fileBusiness(ctx context.Context, r bot.Raw, u *update) (bot.Raw, *update, error) {
	o, err := a.owners.of(ctx, u.Business.BusinessID)
	if codeOf(err) == codeBad {
		return r, u, errNothing // the connection is gone
	}
	if err != nil {
		return r, u, err
	}
	if !o.enabled || u.Business.From.id() == o.user || o.chat == 0 {
		return r, u, errNothing
	}
	r.Chat = bot.Chat{Platform: platform, ID: number(o.chat)}
	r.From = number(o.user)
	return r, u, nil
}

// aim is what is needed to answer in the right place; it travels as Message.Handle.
type aim struct {
	Message int64  `json:"m,omitempty"` // reply to it
	User    string `json:"u,omitempty"` // who wrote it, for answers that only they may see
	Query   string `json:"q,omitempty"` // inline query
}

func (a aim) String() string {
	raw, _ := json.Marshal(a) //nolint:errchkjson // strings and numbers always have a form
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
