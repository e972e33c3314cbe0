package telegram

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The bounds of what is done at once beside receiving.
const (
	maxActs    = 8    // at the same time
	maxWaiting = 1000 // for their turn
	actTime    = 5 * time.Second
	tapAgain   = 3 * time.Second
)

// acts does what cannot wait for the answer: it tells Telegram that a tap
// arrived, shows which button was pressed, and shows that we are reading. None
// of it may hold up or stop the messages; what fails is let go.
type acts struct {
	a    *Adapter
	room chan struct{}
	all  chan struct{} // those that wait, too
	wg   sync.WaitGroup
	mu   sync.Mutex
	taps map[string]time.Time // message and button, by the last tap
	had  map[string]bool      // taps that were answered, by their ids
}

func newActs(a *Adapter) *acts {
	return &acts{a: a, room: make(chan struct{}, maxActs), all: make(chan struct{}, maxWaiting), taps: map[string]time.Time{}, had: map[string]bool{}}
}

// greet answers the taps among some updates, each once, before they are even
// taken: until then a button shows that it is busy, and taking may be slow.
func (x *acts) greet(ctx context.Context, got ...json.RawMessage) {
	for _, body := range got {
		var u struct {
			Tap struct {
				ID string `json:"id"`
			} `json:"callback_query"`
		}
		if json.Unmarshal(body, &u) != nil || u.Tap.ID == "" || !x.newTap(u.Tap.ID) {
			continue
		}
		x.do(ctx, func(ctx context.Context) {
			x.drop(x.a.api.call(ctx, "answerCallbackQuery", tgbotapi.Params{"callback_query_id": u.Tap.ID}, nil))
		})
	}
}

// newTap reports whether a tap was not answered yet, and notes that it is.
func (x *acts) newTap(id string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.had[id] {
		return false
	}
	if len(x.had) > maxKept {
		clear(x.had)
	}
	x.had[id] = true
	return true
}

// begin starts what the accepted update u asks for at once.
func (x *acts) begin(ctx context.Context, r bot.Raw, u *update) {
	if u == nil {
		return
	}
	switch m := u.message(); {
	case u.Callback != nil:
		x.do(ctx, func(ctx context.Context) { x.tapped(ctx, r.Chat, u.Callback) })
	case u.Inline != nil && u.Inline.tooShort():
		x.do(ctx, func(ctx context.Context) { x.drop(x.a.inlineNothing(ctx, u.Inline.ID)) })
	case m != nil && r.Chat.Kind == bot.Private && m.needsReading():
		x.do(ctx, func(ctx context.Context) {
			x.drop(x.a.api.call(ctx, "sendChatAction", tgbotapi.Params{"chat_id": r.Chat.ID, "action": "typing"}, nil))
		})
	}
}

// needsReading reports whether m holds a picture or file, which takes a moment.
func (m *message) needsReading() bool {
	_, ok := m.picture()
	return ok || m.Document != nil
}

// do runs f beside, when it is its turn, unless far too much is going on already.
func (x *acts) do(ctx context.Context, f func(context.Context)) {
	select {
	case x.all <- struct{}{}:
	default:
		return
	}
	x.wg.Go(func() {
		defer func() { <-x.all }()
		select {
		case x.room <- struct{}{}:
		case <-ctx.Done():
			return
		}
		defer func() { <-x.room }()
		ctx, cancel := context.WithTimeout(ctx, actTime)
		defer cancel()
		f(ctx)
	})
}

// wait returns when all is done; the context of do has to have ended.
func (x *acts) wait() { x.wg.Wait() }

// drop logs what failed and goes on.
func (x *acts) drop(err error) {
	if err != nil {
		x.a.log.Debug("a small act failed", "platform", platform, "code", codeOf(err))
	}
}

// tapped shows the button as chosen. In a group it is left as it was, for those
// who may not choose.
func (x *acts) tapped(ctx context.Context, c bot.Chat, b *callback) {
	if b.Message == nil || c.Kind == bot.Group && x.a.admins.role(ctx, c.ID, number(b.From.id())) != bot.Admin {
		return
	}
	if k := showChosen(b.Message.Keyboard, b.Data); k != "" {
		err := x.a.api.call(ctx, "editMessageReplyMarkup", tgbotapi.Params{"chat_id": c.ID, "message_id": number(b.Message.ID), "reply_markup": k}, nil)
		if !says(err, "message is not modified") {
			x.drop(err)
		}
	}
}

// twice reports whether the same button was pressed a moment ago: a second tap
// while the first is on its way.
func (x *acts) twice(u *update) bool {
	key := tapKey(u)
	if key == "" {
		return false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return time.Since(x.taps[key]) < tapAgain
}

// noteTap notes a tap, once it is taken.
func (x *acts) noteTap(u *update) {
	key := tapKey(u)
	if key == "" {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.taps) > maxKept {
		clear(x.taps)
	}
	x.taps[key] = time.Now()
}

// tapKey tells a button under one message, and who presses it, "" for what is no tap.
func tapKey(u *update) string {
	if u == nil || u.Callback == nil || u.Callback.Message == nil {
		return ""
	}
	return number(u.Callback.Message.Chat.ID) + "/" + number(u.Callback.Message.ID) + "/" + number(u.Callback.From.id()) + "/" + u.Callback.Data
}

// Typing shows for about five seconds that an answer is on its way.
func (a *Adapter) Typing(ctx context.Context, to bot.Chat) {
	_ = a.api.call(ctx, "sendChatAction", tgbotapi.Params{"chat_id": to.ID, "action": "typing"}, nil) // only a courtesy
}
