package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// maxMissed is how many messages of one person are asked for after a restart:
// one answer of Discord's.
const maxMissed = "100"

// askAtOnce is of how many people's chats that is asked at the same time.
const askAtOnce = 4

// maxAsks is how often one chat is asked of while Discord has faults: for a minute
// or two, since what comes meanwhile waits.
const maxAsks = 8

// Remember gives the adapter a memory, by which it asks after a restart for the
// direct messages that it has missed. It has to be called before Receive.
func (a *Adapter) Remember(m bot.Memory) { a.memory = m }

// leftOff notes the newest message of a person's own chat.
func (l *line) leftOff(m *message) {
	if l.memory == nil || m.Guild != "" || m.Edited != nil {
		return
	}
	if err := l.memory.Keep(l.ctx, m.Author.id(), m.Author.id()+" "+m.Channel+" "+m.ID); err != nil {
		l.log.Debug("where a chat was left off could not be noted", "platform", platform)
	}
}

// catchUp asks for what people wrote while no session ran: Discord does not bring
// it again. Each of their chats waits meanwhile, so that order is kept.
func (l *line) catchUp() {
	if l.memory == nil {
		return
	}
	lines, err := l.memory.Kept(l.ctx)
	if err != nil {
		l.log.Warn("direct messages that came meanwhile cannot be asked for", "platform", platform, "error", err)
	}
	var left [][]string
	for _, s := range lines {
		if f := strings.Fields(s); len(f) == 3 {
			left = append(left, f)
			l.held.ask(f[0], true)
		}
	}
	turn := make(chan struct{}, askAtOnce)
	for _, f := range left {
		l.acts.wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			l.missed(l.ctx, f[0], f[1], f[2])
		})
	}
}

// missed hands over what one person wrote after a message, the oldest first.
func (l *line) missed(ctx context.Context, person, channel, last string) {
	defer l.held.ask(person, false)
	var got []json.RawMessage
	at := discordgo.EndpointChannelMessages(channel) + "?limit=" + maxMissed + "&after=" + last
	pause, tries := l.pause, 1
	for err := l.api.get(ctx, at, &got); err != nil; err = l.api.get(ctx, at, &got) {
		after, ok := again(err, pause)
		if !ok || tries == maxAsks || ctx.Err() != nil {
			l.acts.drop(err)
			return
		}
		wait(ctx, after)
		pause, tries = min(2*pause, maxPause), tries+1
	}
	for _, body := range slices.Backward(got) {
		r, o, err := l.file(event{onMessage, body})
		if err != nil || o.message == nil || o.message.Guild != "" {
			continue
		}
		if l.accept(ctx, r) != nil {
			l.held.keep(r)
			continue
		}
		l.leftOff(o.message)
	}
}

// again tells whether to ask again, and after what time: the one that Discord asks
// for, or a pause where it has a fault or does not answer. A refusal stays one.
func again(err error, pause time.Duration) (time.Duration, bool) {
	if w, ok := errors.AsType[*waitError](err); ok {
		return w.after, true
	}
	s := statusOf(err)
	return pause, s == 0 || s >= http.StatusInternalServerError
}
