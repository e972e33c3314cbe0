// Package relay gets messages to the conversation and keeps its state. It does
// not know what messages mean.
package relay

import (
	"container/list"
	"context"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"hangup/bot"
)

// The bounds of what Memory keeps, so that strangers cannot fill it.
const (
	maxChats = 20000 // sessions of people in chats, the longest unused go first
	maxSeen  = 8     // answers remembered a chat, for messages that come twice
)

// seenFor is how long an answer is remembered: it may quote the message.
const seenFor = 10 * time.Minute

// Memory runs a handler and keeps all state in memory, one message at a time
// per chat, chats in parallel. It is gone when the process ends.
type Memory struct {
	handler  bot.Handler
	fallback bot.Reply
	log      *slog.Logger

	mu      sync.Mutex
	kept    map[bot.Chat]*chat
	chats   map[bot.Chat]*list.Element // their places in order
	order   *list.List                 // most recently used first; values are bot.Chat
	persons map[person]bot.Person
}

// person tells people apart; the same id on two platforms is two people.
type person struct{ platform, id string }

// chat is what is kept of one chat.
type chat struct {
	used     time.Time // when it was last asked for
	mu       sync.Mutex
	group    bot.GroupState
	sessions map[string]bot.Session // by sender
	seen     []answered
}

// answered is a message that has had its outcome.
type answered struct {
	id      string
	at      time.Time
	outcome bot.Outcome
}

// NewMemory gives a Memory. fallback is what a person gets when the handler
// fails; it is logged without any text.
func NewMemory(h bot.Handler, fallback bot.Reply, log *slog.Logger) *Memory {
	return &Memory{handler: h, fallback: fallback, log: log, kept: map[bot.Chat]*chat{}, chats: map[bot.Chat]*list.Element{}, order: list.New(), persons: map[person]bot.Person{}}
}

// Handle answers one message and keeps the new state. A message id that the
// chat has had before gets the same outcome again and changes nothing. It may
// be called by several goroutines.
func (r *Memory) Handle(ctx context.Context, m bot.Message) bot.Outcome {
	c := r.chat(m.Chat, m.Time)
	c.mu.Lock()
	defer c.mu.Unlock()
	if out, ok := c.repeated(m); ok {
		return out
	}
	p := person{m.Chat.Platform, m.From}
	out, ok := r.safely(ctx, m, bot.State{Session: c.sessions[m.From], Group: c.group, Person: r.person(p)})
	if ok {
		c.keep(m, out.State)
		r.keepPerson(p, out.State.Person)
	}
	c.remember(m, out)
	return out
}

// repeated gives the outcome of a message that has been answered already, and
// lets go of answers that are old.
func (c *chat) repeated(m bot.Message) (bot.Outcome, bool) {
	c.seen = slices.DeleteFunc(c.seen, func(a answered) bool { return m.Time.Sub(a.at) > seenFor })
	i := slices.IndexFunc(c.seen, func(a answered) bool { return m.ID != "" && a.id == m.ID })
	if i < 0 {
		return bot.Outcome{}, false
	}
	return c.seen[i].outcome, true
}

// remember keeps an outcome for a while. Where everything else was forgotten,
// older answers are too.
func (c *chat) remember(m bot.Message, out bot.Outcome) {
	if len(c.sessions) == 0 {
		c.seen = nil
	}
	if m.ID != "" {
		c.seen = append(c.seen, answered{m.ID, m.Time, out})
		c.seen = c.seen[max(0, len(c.seen)-maxSeen):]
	}
}

// Once answers one message of a stranger and keeps nothing of it.
func (r *Memory) Once(ctx context.Context, m bot.Message) bot.Outcome {
	out, _ := r.safely(ctx, m, bot.State{})
	return out
}

// safely runs the handler; a panic becomes the fallback reply and a log line
// that holds no text of the message.
func (r *Memory) safely(ctx context.Context, m bot.Message, s bot.State) (out bot.Outcome, ok bool) {
	started := time.Now()
	defer func() {
		if v := recover(); v != nil {
			r.log.Error("handling failed", "platform", m.Chat.Platform, "chat_kind", m.Chat.Kind, "took", time.Since(started), "stack", string(debug.Stack()))
			out, ok = bot.Outcome{Reply: r.fallback, State: s}, false
		}
	}()
	return r.handler.Handle(ctx, m, s), true
}

// chat gives the chat's state, making room if there are too many.
func (r *Memory) chat(id bot.Chat, now time.Time) *chat {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expire(now)
	if e, ok := r.chats[id]; ok {
		r.order.MoveToFront(e)
		r.kept[id].used = now
		return r.kept[id]
	}
	c := &chat{sessions: map[string]bot.Session{}, used: now}
	r.chats[id], r.kept[id] = r.order.PushFront(id), c
	return c
}

// expire lets go of the chats that have been idle for too long, and of the
// longest unused one if there are too many.
func (r *Memory) expire(now time.Time) {
	for last := r.order.Back(); last != nil; last = r.order.Back() {
		id, _ := last.Value.(bot.Chat)
		if len(r.chats) < maxChats && now.Sub(r.kept[id].used) <= bot.Idle {
			return
		}
		delete(r.chats, id)
		delete(r.kept, id)
		r.order.Remove(last)
	}
}

// keep files the new state under the chat.
func (c *chat) keep(m bot.Message, s bot.State) {
	c.group = s.Group
	if s.Session.Seen.IsZero() && len(s.Session.Situations) == 0 {
		delete(c.sessions, m.From)
		return
	}
	c.sessions[m.From] = s.Session
}

func (r *Memory) person(p person) bot.Person {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.persons[p]
}

func (r *Memory) keepPerson(p person, v bot.Person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v == (bot.Person{}) {
		delete(r.persons, p)
		return
	}
	if len(r.persons) < maxChats {
		r.persons[p] = v
	}
}
