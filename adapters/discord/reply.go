package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// answer completes an interaction: the first message takes the place of the
// "thinking", the others follow it. What cannot be told there any more is told
// where the person reads us.
func (a *Adapter) answer(ctx context.Context, d bot.Delivery, to aim) error {
	known, heard := a.acks.wait(ctx, to.ID)
	age := a.now().Sub(time.Unix(to.At, 0))
	posts := a.posts(d)
	for i := a.sent.done(d.Key); i < len(posts); i++ {
		if age > tokenFor-requestTime {
			return a.elsewhere(ctx, d, to)
		}
		err := a.say(ctx, to, posts[i], i)
		if lost(err) && i == 0 && known && !heard && age < answerIn {
			err = a.callbackNow(ctx, to, posts[i])
		}
		switch {
		case lost(err) && i == 0 && !known && age < a.times.settle:
			return &bot.LaterError{After: a.pause / 2} // another process is telling Discord to wait
		case lost(err):
			return a.elsewhere(ctx, d, to)
		case err != nil:
			return a.refused(err)
		}
		a.sent.note(d.Key, i+1)
		a.acks.give(to.ID)
	}
	return a.leave(ctx, d)
}

// lost reports whether an interaction cannot be answered any more, or not yet.
func lost(err error) bool {
	return statusOf(err) == http.StatusNotFound || statusOf(err) == http.StatusUnauthorized
}

// say sends message i of an answer.
func (a *Adapter) say(ctx context.Context, to aim, p post, i int) error {
	flags := 0
	if to.Hidden {
		flags = flagHidden
	}
	p.quiet = false
	if i == 0 {
		return a.either(ctx, p, http.MethodPatch, discordgo.EndpointWebhookMessage(to.App, to.Token, "@original"), hashed("ia-", to.Token), flags, nil)
	}
	return a.either(ctx, p, http.MethodPost, discordgo.EndpointWebhookToken(to.App, to.Token)+"?wait=true", hashed("ia-", to.Token), flags, nil)
}

// callbackNow gives the answer as the first that Discord hears of an interaction.
func (a *Adapter) callbackNow(ctx context.Context, to aim, p post) error {
	flags := 0
	if to.Hidden {
		flags = flagHidden
	}
	i := interaction{ID: to.ID, Token: to.Token}
	p.quiet = false
	err := a.callback(ctx, &i, answer{answerNow, p.body(true, flags)})
	if statusOf(err) == http.StatusBadRequest {
		err = a.callback(ctx, &i, answer{answerNow, p.body(false, flags)})
	}
	return err
}

// elsewhere gives the answer to an interaction that is over: in the channel
// where all could see it, else to the person alone.
func (a *Adapter) elsewhere(ctx context.Context, d bot.Delivery, to aim) error {
	a.acks.give(to.ID)
	if d.To.Kind == bot.Private && !to.Hidden {
		return a.deliver(ctx, d, aim{Channel: to.Channel})
	}
	return a.deliverTo(ctx, d, to.User)
}

// complain tells once who looks after a server that we may not write somewhere.
func (a *Adapter) complain(ctx context.Context, d bot.Delivery, to aim, err error) {
	code := codeOf(err)
	if d.To.Kind != bot.Group || code != codeNoRight && code != codeNoAccess || to.Channel == "" || a.words["no-permission"] == "" || !a.told.first(to.Channel) {
		return
	}
	a.log.Warn("the bot may not write in a channel where it was asked; it needs the rights View Channel and Send Messages there", "platform", platform)
	owner := a.guilds.of(ctx, d.To.ID).Owner
	if owner == "" {
		owner = to.User
	}
	if owner == "" {
		return
	}
	room, bad := a.rooms.of(ctx, owner)
	if bad == nil {
		words := strings.ReplaceAll(a.words["no-permission"], "{channel}", "<#"+to.Channel+">")
		tell := bot.Delivery{Key: "no-permission/" + to.Channel, To: alone(owner)}
		bad = a.post(ctx, tell, aim{Channel: room}, post{piece: piece{body: words}}, 0)
	}
	a.acts.drop(bad)
}

// once remembers what was told.
type once struct {
	mu   sync.Mutex
	kept map[string]bool
}

func newOnce() *once { return &once{kept: map[string]bool{}} }

func (o *once) first(what string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kept[what] {
		return false
	}
	if len(o.kept) > maxKept {
		clear(o.kept)
	}
	o.kept[what] = true
	return true
}

// progress remembers how many messages of a delivery are out, so that another
// try does not send the first ones of a long reply twice.
type progress struct {
	mu   sync.Mutex
	kept map[string]int
}

func newProgress() *progress { return &progress{kept: map[string]int{}} }

func (p *progress) done(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept[key]
}

func (p *progress) note(key string, n int) {
	if key == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) > maxKept {
		clear(p.kept)
	}
	p.kept[key] = n
}

// errSilent is a Discord that says nothing.
var errSilent = errors.New("discord does not answer; is this machine online, and DISCORD_API_URL right?")
