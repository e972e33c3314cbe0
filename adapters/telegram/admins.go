package telegram

import (
	"context"
	"slices"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The bounds of what is remembered of groups.
const (
	maxKept    = 10000
	adminsFor  = 2 * time.Minute
	adminsWait = 3 * time.Second
)

// longOrder is the most characters of a message in which an order to the bot is looked for.
const longOrder = 120

// admins knows who manages a group, for a while.
type admins struct {
	api  *api
	mu   sync.Mutex
	kept map[string]listed
}

// listed are the managers of one group.
type listed struct {
	ids []string
	at  time.Time
}

// of gives the managers of a group; nobody if Telegram does not say.
func (a *admins) of(ctx context.Context, group string) []string {
	a.mu.Lock()
	l, ok := a.kept[group]
	a.mu.Unlock()
	if ok && time.Since(l.at) < adminsFor {
		return l.ids
	}
	ctx, cancel := context.WithTimeout(ctx, adminsWait)
	defer cancel()
	var ms []member
	l = listed{at: time.Now()}
	if err := a.api.call(ctx, "getChatAdministrators", tgbotapi.Params{"chat_id": group}, &ms); err == nil {
		for _, m := range ms {
			l.ids = append(l.ids, number(m.User.id()))
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.kept) > maxKept {
		clear(a.kept)
	}
	a.kept[group] = l
	return l.ids
}

// forget asks again next time.
func (a *admins) forget(group string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.kept, group)
}

// role is what a person may do in a group.
func (a *admins) role(ctx context.Context, group, person string) bot.Role {
	if slices.Contains(a.of(ctx, group), person) {
		return bot.Admin
	}
	return bot.Member
}

// roleOf is the role of the sender of a group message. Admins who write as the
// group itself are known by that. Nobody is asked about long talk that is not
// for us.
func (a *Adapter) roleOf(ctx context.Context, m *message, out *bot.Message) bot.Role {
	switch {
	case m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID:
		return bot.Admin
	case m.SenderChat != nil:
		return bot.Member
	case !out.Addressed && len(out.Text) > longOrder:
		return bot.Member
	}
	return a.admins.role(ctx, out.Chat.ID, out.From)
}

// canRead reports whether the bot gets every message of a group: privacy mode
// is off, or it manages the group.
func (a *Adapter) canRead(ctx context.Context, group string) bool {
	me := a.me()
	return me.ReadsAll || slices.Contains(a.admins.of(ctx, group), number(me.ID))
}
