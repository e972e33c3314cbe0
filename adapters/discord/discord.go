// Package discord is hangup's door to Discord: it receives events over the
// gateway, turns them into messages, and sends replies within Discord's limits.
// It knows Discord's API and nothing of what a message means. Its token never
// gets into an error or a log line.
package discord

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"

	"hangup/bot"
)

// platform is the name in bot.Chat.
const platform = "discord"

// PublicAPI is where Discord's API is.
const PublicAPI = "https://discord.com/api/v9/"

// The limits of the API (discord.com/developers/docs: Create Message, Component
// Reference, Application Commands, Receiving and Responding).
const (
	maxContent  = 2000     // characters of a message's content
	maxNonce    = 25       // characters of a nonce
	maxCustomID = 100      // characters of a button's custom_id
	maxLabel    = 80       // characters of a button's label
	maxInRow    = 5        // buttons side by side
	maxRows     = 5        // rows of buttons
	maxSays     = 100      // characters of a command's description
	maxFile     = 20 << 20 // bytes of a file that we fetch
	answerIn    = 3 * time.Second
	tokenFor    = 15 * time.Minute // the life of an interaction's token
)

// The limits on sending (discord.com/developers/docs/topics/rate-limits: 50
// requests a second in all; those of a channel come with each answer, five in
// five seconds for messages). A nonce makes Discord take a message once.
var rates = bot.Rates{
	All:         bot.Rate{Times: 45, Per: time.Second},
	PrivateChat: bot.Rate{Times: 5, Per: 5 * time.Second},
	GroupChat:   bot.Rate{Times: 5, Per: 5 * time.Second},
	OnceByKey:   true,
}

// Options are what an Adapter is made of. Token, Words and Log have to be set.
type Options struct {
	Token string
	API   string // base of the API, "" for PublicAPI; the gateway's address comes from it
	// Words are the adapter's own sentences, those of say/discord.yaml.
	Words map[string]string
	// Known are the numbers and addresses of our own, which stay as they are.
	Known []string
	// Places are the names of countries that /region offers.
	Places []string
	Log    *slog.Logger
	// Client does the requests; nil for one with sensible timeouts.
	Client *http.Client
}

// Adapter is Discord. It may be used by several goroutines.
type Adapter struct {
	api    *api
	words  map[string]string
	places []string
	log    *slog.Logger
	calm   *calmer
	sent   *progress
	guilds *guilds
	rooms  *rooms
	acks   *acks
	acts   *acts
	told   *once
	memory bot.Memory // nil: what was missed while away is not asked for
	known  sync.Mutex // guards self and watch
	self   self
	reads  bool       // the gateway gives us the text of every message
	asking sync.Mutex // held while Discord is asked who we are
	pause  time.Duration
	times  times
	now    func() time.Time
}

// times are the waits that tests shorten.
type times struct {
	dead    time.Duration // without a heartbeat's answer a connection is dead after this
	look    time.Duration // how often that is looked at
	settle  time.Duration // after which an interaction counts as never answered
	forsake time.Duration // after which a deferred answer that nobody gives is taken back
}

// New checks the options and gives an Adapter; it asks nobody yet. The error is
// one sentence that names the key to mend.
func New(o Options) (*Adapter, error) {
	token := strings.TrimPrefix(o.Token, "Bot ")
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r > unicode.MaxASCII || r <= ' ' }) {
		return nil, errors.New("DISCORD_TOKEN: this is not a token; copy it from the page Bot of your application in the developer portal")
	}
	base, err := url.Parse(strings.TrimSuffix(cmp.Or(o.API, PublicAPI), "/"))
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("DISCORD_API_URL: not an address; write one such as " + PublicAPI)
	}
	a := &Adapter{
		api: newAPI(token, base, o.Client), words: o.Words, places: o.Places, log: o.Log, calm: newCalmer(o.Known),
		sent: newProgress(), acks: newAcks(), told: newOnce(), pause: time.Second, now: time.Now,
		times: times{dead: 2 * 45 * time.Second, look: 5 * time.Second, settle: 6 * time.Second, forsake: 2 * time.Minute},
	}
	a.guilds = newGuilds(a.api)
	a.rooms = newRooms(a.api)
	a.acts = newActs(a)
	return a, nil
}

// Name is the platform's name.
func (a *Adapter) Name() string { return platform }

// Rates are Discord's limits on sending.
func (a *Adapter) Rates() bot.Rates { return rates }

// self is who the bot is.
type self struct {
	ID    string `json:"id"`
	Name  string `json:"username"`
	App   string `json:"-"`
	Flags *int64 `json:"-"` // of the application, nil if not known
}

// The flags of an application that may read the text of every message, large
// and small (discord.com/developers/docs/resources/application).
const flagsContent = 1<<18 | 1<<19

// me gives who the bot is, nobody if it is not known yet.
func (a *Adapter) me() self {
	a.known.Lock()
	defer a.known.Unlock()
	return a.self
}

// app is the id of the application, by which commands and answers are addressed.
func (a *Adapter) app() string {
	me := a.me()
	return cmp.Or(me.App, me.ID)
}

// canRead reports whether the text of every message comes to us.
func (a *Adapter) canRead() bool {
	a.known.Lock()
	defer a.known.Unlock()
	return a.reads || a.self.Flags != nil && *a.self.Flags&flagsContent != 0
}

// mayRead notes whether the gateway gives us the text of every message.
func (a *Adapter) mayRead(yes bool) {
	a.known.Lock()
	defer a.known.Unlock()
	a.reads = yes
	if !yes {
		none := int64(0)
		a.self.Flags = &none
	}
}

// learn asks Discord who the bot is, and what its application may do.
func (a *Adapter) learn(ctx context.Context) error {
	var s self
	if err := a.api.get(ctx, userMe, &s); err != nil {
		return err
	}
	app, err := a.application(ctx)
	if err == nil {
		s.App, s.Flags = app.ID, app.Flags
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
	if a.me().ID != "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	if err := a.learn(ctx); err != nil {
		a.log.Warn("discord does not answer", "platform", platform, "status", statusOf(err))
	}
}
