package discord

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// The bounds of what is done at once beside receiving.
const (
	maxActs  = 32
	actTime  = 5 * time.Second
	tapAgain = 3 * time.Second
	maxKept  = 10000
)

// The types of answers to an interaction (discord.com/developers/docs/
// interactions/receiving-and-responding, Interaction Callback Type).
const (
	answerNow     = 4
	answerLater   = 5
	answerNothing = 6
	answerTyping  = 8
)

// answer is the first answer to an interaction.
type answer struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// acts does what cannot wait for the answer: it tells Discord that a command or
// a tap arrived, shows which button was pressed, and suggests words. None of it
// may hold up or stop the messages.
type acts struct {
	a    *Adapter
	room chan struct{}
	wg   sync.WaitGroup
	mu   sync.Mutex
	taps map[string]time.Time // button and person, by the last tap
}

func newActs(a *Adapter) *acts {
	return &acts{a: a, room: make(chan struct{}, maxActs), taps: map[string]time.Time{}}
}

// do runs f beside, unless too much is going on already.
func (x *acts) do(ctx context.Context, f func(context.Context)) {
	select {
	case x.room <- struct{}{}:
	default:
		return
	}
	x.wg.Go(func() {
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
		x.a.log.Debug("a small act failed", "platform", platform, "status", statusOf(err), "code", codeOf(err))
	}
}

// callback sends the first answer to an interaction.
func (a *Adapter) callback(ctx context.Context, i *interaction, w answer) error {
	return a.api.do(ctx, request{
		method: http.MethodPost, at: discordgo.EndpointInteractionResponse(i.ID, i.Token), bucket: hashed("cb-", i.ID), body: w,
	}, nil)
}

// defers tells Discord that the answer comes later, and what is said of it meanwhile.
func (x *acts) defers(ctx context.Context, i *interaction, ack *ack) {
	w := answer{Type: answerLater}
	if i.hidden() {
		w.Data = map[string]int{"flags": flagHidden}
	}
	x.wg.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, answerIn)
		defer cancel()
		err := x.a.callback(ctx, i, w)
		for pause := 50 * time.Millisecond; err != nil && ctx.Err() == nil && statusOf(err)/100 != 4; {
			pause = wait(ctx, pause)
			err = x.a.callback(ctx, i, w)
		}
		x.drop(err)
		ack.end(err == nil || codeOf(err) == codeAcked)
		x.showChosen(ctx, i)
	})
}

// showChosen shows which button was pressed, where the message is for one person
// alone; in a server it is left as it was, for the others.
func (x *acts) showChosen(ctx context.Context, i *interaction) {
	if i.Type != pressButton || i.place() != inOurChat || i.Message == nil || i.Message.Flags&flagHidden != 0 {
		return
	}
	rest, ok := chosenOnly(i.Message.Components, i.Call.CustomID)
	if !ok {
		return
	}
	at := discordgo.EndpointChannelMessage(i.Channel, i.Message.ID)
	x.drop(x.a.api.do(ctx, request{method: http.MethodPatch, at: at, bucket: discordgo.EndpointChannelMessage(i.Channel, ""), body: map[string]any{"components": rest}}, nil))
}

// twice reports whether the same person pressed the same button a moment ago.
func (x *acts) twice(i *interaction) bool {
	if i.Type != pressButton || i.Message == nil {
		return false
	}
	key := i.Message.ID + "/" + i.who().id() + "/" + i.Call.CustomID
	x.mu.Lock()
	defer x.mu.Unlock()
	if time.Since(x.taps[key]) < tapAgain {
		return true
	}
	if len(x.taps) > maxKept {
		clear(x.taps)
	}
	x.taps[key] = time.Now()
	return false
}

// maxSuggested is how many words Discord shows of those suggested.
const maxSuggested = 25

// suggest offers the countries that begin with, or hold, what was typed.
func (x *acts) suggest(ctx context.Context, i *interaction) {
	typed := ""
	for _, o := range i.Call.Options {
		if s, ok := o.Value.(string); ok && o.Focused {
			typed = strings.ToLower(strings.TrimSpace(s))
		}
	}
	list := []map[string]string{}
	for _, p := range x.a.places {
		if strings.Contains(strings.ToLower(p), typed) && len(list) < maxSuggested {
			list = append(list, map[string]string{"name": firstOf(p, maxSays), "value": firstOf(p, maxSays)})
		}
	}
	x.drop(x.a.callback(ctx, i, answer{answerTyping, map[string]any{"choices": list}}))
}
