// Package telegram is hangup's door to Telegram: it receives updates by long
// polling or webhook, turns them into messages, and sends replies within
// Telegram's limits. It knows Telegram's Bot API and nothing of what a message
// means. Its token never gets into an error or a log line.
package telegram

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"hangup/bot"
)

// platform is the name in bot.Chat.
const platform = "telegram"

// PublicAPI is where Telegram's Bot API is.
const PublicAPI = "https://api.telegram.org"

// The limits of the Bot API (core.telegram.org/bots/api, sendMessage,
// InlineKeyboardButton, getUpdates, getFile, sendDocument).
const (
	maxText     = 4096     // UTF-16 units of a message after its entities are parsed
	maxCallback = 64       // bytes of callback_data
	maxFile     = 20 << 20 // bytes that a bot can download
	pollBatch   = 100      // updates in one answer
	pollWait    = 50 * time.Second
)

// The limits on sending (core.telegram.org/bots/faq, "My bot is hitting limits").
var rates = bot.Rates{
	All:         bot.Rate{Times: 30, Per: time.Second},
	PrivateChat: bot.Rate{Times: 1, Per: time.Second},
	GroupChat:   bot.Rate{Times: 20, Per: time.Minute},
}

// Options are what an Adapter is made of. Token, Words and Log have to be set.
type Options struct {
	Token string
	API   string // base of the Bot API, "" for PublicAPI; methods and files are both below it
	// Words are the adapter's own sentences, those of say/telegram.yaml.
	Words map[string]string
	// Known are the numbers and addresses of our own, which stay tappable.
	Known []string
	Log   *slog.Logger
	// Webhook is where Telegram calls us; with no URL we poll.
	Webhook Webhook
	// Client does the requests; nil for one with sensible timeouts.
	Client *http.Client
}

// Adapter is Telegram. It may be used by several goroutines.
type Adapter struct {
	api    *api
	words  map[string]string
	log    *slog.Logger
	hook   Webhook
	calm   *calmer
	admins *admins
	owners *owners // of business connections
	sent   *progress
	known  sync.Mutex // guards self and moved
	self   self
	moved  map[string]becoming // groups that became supergroups, by their old ids
	asking sync.Mutex          // held while Telegram is asked who we are
	acts   *acts
	pause  time.Duration // the first wait after an error
	now    func() time.Time
}

// tokenShape is what BotFather gives out.
var tokenShape = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]{20,}$`)

// New checks the options and gives an Adapter; it asks nobody yet. The error is
// one sentence that names the key to mend.
func New(o Options) (*Adapter, error) {
	if !tokenShape.MatchString(o.Token) {
		return nil, errors.New("TELEGRAM_TOKEN: this is not a token; copy what BotFather gave you, digits, a colon and letters")
	}
	base := strings.TrimSuffix(cmp.Or(o.API, PublicAPI), "/")
	if u, err := url.Parse(base); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("TELEGRAM_API_URL: not an address; write one such as https://api.telegram.org")
	}
	hook, err := o.Webhook.checked(o.Token)
	if err != nil {
		return nil, err
	}
	a := &Adapter{
		api: newAPI(o.Token, base, o.Client), words: o.Words, log: o.Log, hook: hook,
		calm: newCalmer(o.Known), sent: newProgress(), moved: map[string]becoming{},
		pause: time.Second, now: time.Now,
	}
	a.admins = &admins{api: a.api, kept: map[string]listed{}}
	a.owners = &owners{api: a.api, kept: map[string]owner{}}
	a.acts = newActs(a)
	return a, nil
}

// Name is the platform's name.
func (a *Adapter) Name() string { return platform }

// Rates are Telegram's limits on sending.
func (a *Adapter) Rates() bot.Rates { return rates }

// self is who the bot is, as getMe says.
type self struct {
	ID       int64  `json:"id"`
	Username string `json:"username"`
	ReadsAll bool   `json:"can_read_all_group_messages"`
	Inline   bool   `json:"supports_inline_queries"`
}

// me gives who the bot is, nobody if it is not known yet.
func (a *Adapter) me() self {
	a.known.Lock()
	defer a.known.Unlock()
	return a.self
}

// learn asks Telegram who the bot is.
func (a *Adapter) learn(ctx context.Context) error {
	var s self
	if err := a.api.call(ctx, "getMe", nil, &s); err != nil {
		return err
	}
	a.known.Lock()
	defer a.known.Unlock()
	a.self = s
	return nil
}

// meet asks who the bot is, unless it is known: a process that only answers and
// sends has to know it too. It does not wait for ever.
func (a *Adapter) meet(ctx context.Context) {
	a.asking.Lock()
	defer a.asking.Unlock()
	if a.me().ID != 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, adminsWait)
	defer cancel()
	if err := a.learn(ctx); err != nil {
		a.log.Warn("telegram does not answer", "platform", platform, "method", "getMe", "code", codeOf(err))
	}
}

// becoming is the chat that a group goes on as.
type becoming struct {
	to string
	at time.Time
}

// movedTo gives the chat that a group has become, or the chat itself.
func (a *Adapter) movedTo(chat string) string {
	a.known.Lock()
	defer a.known.Unlock()
	return cmp.Or(a.moved[chat].to, chat)
}

// hasMoved notes that a group goes on under another id.
func (a *Adapter) hasMoved(from, to string) {
	a.known.Lock()
	defer a.known.Unlock()
	if len(a.moved) > maxKept {
		clear(a.moved)
	}
	a.moved[from] = becoming{to, time.Now()}
}

// isNew reports whether no group has become this chat just now.
func (a *Adapter) isNew(chat string) bool {
	a.known.Lock()
	defer a.known.Unlock()
	for _, to := range a.moved {
		if to.to == chat && time.Since(to.at) < adminsFor {
			return false
		}
	}
	return true
}
