package discord

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// acceptFunc takes an update durably.
type acceptFunc func(context.Context, bot.Raw) error

// maxHeld is how many refused updates are kept in memory to be offered again.
const maxHeld = 1000

// Receive learns who the bot is, sets it up and hands every update to accept,
// until ctx ends. It gives an error only when the token or the configuration can
// never work.
func (a *Adapter) Receive(ctx context.Context, accept func(context.Context, bot.Raw) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	defer a.acts.wait()
	defer beside.Wait()
	defer cancel()
	if err := a.start(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	a.acts.wg.Go(func() { a.setUp(ctx) })
	h := &held{asked: map[string]bool{}, more: make(chan struct{}, 1)}
	beside.Go(func() { h.offer(ctx, a, accept) })
	beside.Go(func() { a.acks.sweep(ctx, a) })
	return a.shards(ctx, h, accept)
}

// start asks who the bot is until Discord answers.
func (a *Adapter) start(ctx context.Context) error {
	pause := a.pause
	for ctx.Err() == nil {
		err := a.learn(ctx)
		var w *waitError
		switch {
		case err == nil:
			return nil
		case statusOf(err) == http.StatusUnauthorized:
			return errToken
		case ctx.Err() != nil:
			return nil //nolint:nilerr // the end was asked for
		case errors.As(err, &w):
			wait(ctx, w.after)
			continue
		}
		a.log.Warn("discord does not answer", "platform", platform, "status", statusOf(err))
		pause = wait(ctx, pause)
	}
	return nil
}

// shards keeps as many lines as Discord wants for the servers we are in.
func (a *Adapter) shards(ctx context.Context, h *held, accept acceptFunc) error {
	var says struct {
		Shards int `json:"shards"`
	}
	if err := a.api.get(ctx, gateways, &says); err != nil && ctx.Err() == nil {
		a.log.Debug("discord does not say how many shards it wants", "platform", platform, "status", statusOf(err))
	}
	n := max(says.Shards, 1)
	ctx, cancel := context.WithCancelCause(ctx)
	var lines sync.WaitGroup
	for i := range n {
		lines.Go(func() {
			if err := a.open(ctx, i, n, h, accept).run(); err != nil {
				cancel(err)
			}
		})
		if i+1 < n {
			wait(ctx, 5*a.pause) // one identify in five seconds (Gateway, Rate Limiting)
		}
	}
	lines.Wait()
	cancel(nil)
	if err := context.Cause(ctx); errors.Is(err, errToken) || errors.Is(err, errOld) {
		return err
	}
	return nil
}

// event is called for everything that the gateway sends, one after the other. It
// only looks at what has to be known at once, and hands over.
func (l *line) event(e *discordgo.Event) {
	defer func() {
		if recover() != nil {
			l.log.Error("an event of discord could not be taken", "platform", platform, "event", e.Type)
		}
	}()
	switch e.Type {
	case "READY":
		l.ready(e.RawData)
	case "RESUMED":
		l.log.Info("the discord gateway goes on where it broke off", "platform", platform)
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "GUILD_UPDATE":
		l.guilds.stale(e.RawData)
	case onPress:
		l.press(e)
	case onMessage, onEdit, onJoin, onLeave:
		l.take(e)
	}
}

// ready notes the servers that we are in.
func (l *line) ready(body []byte) {
	var r struct {
		Guilds []guild `json:"guilds"`
	}
	_ = json.Unmarshal(body, &r) // what cannot be read names no servers
	for _, g := range r.Guilds {
		l.guilds.list(g.ID)
	}
	if l.s.ShardID == 0 { // direct messages come there
		l.catchUp()
	}
	l.log.Info("the discord gateway answers", "platform", platform, "servers", len(r.Guilds), "reads_all", l.content)
}

// take files an event and hands it over.
func (l *line) take(e *discordgo.Event) {
	r, o, err := l.file(event{e.Type, slices.Clone(e.RawData)})
	if o.guild != nil {
		l.guilds.keep(*o.guild, e.Type == onJoin)
	}
	if err == nil && l.held.give(l.ctx, r, l.accept) && o.message != nil {
		l.leftOff(o.message)
	}
}

// held are the updates that were refused: there is no asking Discord for them
// again, so they wait here, each chat in its order.
type held struct {
	mu    sync.Mutex
	wait  []bot.Raw
	asked map[string]bool // chats of which earlier messages are being asked for
	more  chan struct{}
}

// give offers an update, unless an earlier one of its chat waits. It tells
// whether it was taken.
func (h *held) give(ctx context.Context, r bot.Raw, accept acceptFunc) bool {
	if h.holds(r.Chat) || accept(ctx, r) != nil {
		h.keep(r)
		return false
	}
	return true
}

// ask has a chat wait until what was missed of it has come, or not any more.
func (h *held) ask(chat string, yes bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if yes {
		h.asked[chat] = true
		return
	}
	delete(h.asked, chat)
	select {
	case h.more <- struct{}{}:
	default:
	}
}

func (h *held) holds(c bot.Chat) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.asked[c.ID] || slices.ContainsFunc(h.wait, func(r bot.Raw) bool { return r.Chat.ID == c.ID })
}

// keep holds an update back, as long as there is room.
func (h *held) keep(r bot.Raw) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.wait) < maxHeld {
		h.wait = append(h.wait, r)
	}
	select {
	case h.more <- struct{}{}:
	default:
	}
}

// offer offers what is held again and again until ctx ends.
func (h *held) offer(ctx context.Context, a *Adapter, accept acceptFunc) {
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return
		case <-h.more:
		}
		for pause := a.pause; ctx.Err() == nil && h.again(ctx, accept) > 0; pause = min(2*pause, maxPause) {
			a.log.Debug("events wait to be offered again", "platform", platform)
			select {
			case <-ctx.Done():
			case <-h.more:
			case <-time.After(pause):
			}
		}
	}
}

// again offers everything once, of each chat up to the first that is refused,
// and gives how many still wait.
func (h *held) again(ctx context.Context, accept acceptFunc) int {
	h.mu.Lock()
	all, refused := slices.Clone(h.wait), maps.Clone(h.asked)
	h.mu.Unlock()
	for _, r := range all {
		if refused[r.Chat.ID] || accept(ctx, r) != nil {
			refused[r.Chat.ID] = true
			continue
		}
		h.mu.Lock()
		h.wait = slices.DeleteFunc(h.wait, func(x bot.Raw) bool { return x.ID == r.ID })
		h.mu.Unlock()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.wait)
}

// press takes a command or a tap. Discord wants to hear of it within three
// seconds, so a store that is slow is not waited for.
func (l *line) press(e *discordgo.Event) {
	r, o, err := l.file(event{e.Type, slices.Clone(e.RawData)})
	i := o.press
	switch {
	case i != nil && i.Type == pressTyping:
		l.acts.do(l.ctx, func(ctx context.Context) { l.acts.suggest(ctx, i) })
	case i != nil && (err != nil || l.acts.twice(i)):
		l.acts.do(l.ctx, func(ctx context.Context) { l.acts.drop(l.callback(ctx, i, answer{Type: answerNothing})) })
	case err == nil && i == nil: // not to be read
		l.held.give(l.ctx, r, l.accept)
	case err == nil:
		ack := l.acks.add(i)
		now := sync.OnceFunc(func() { l.acts.defers(l.ctx, i, ack) })
		late := time.AfterFunc(answerIn/3, now)
		l.held.give(l.ctx, r, l.accept)
		late.Stop()
		now()
	}
}
