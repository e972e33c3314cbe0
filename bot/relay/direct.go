package relay

import (
	"context"
	"errors"
	"hash/maphash"
	"maps"
	"math"
	"sync"
	"time"

	"hangup/bot"
)

const (
	seenFor     = 10 * time.Minute // how long an answer is remembered: it may quote the message
	maxAnswered = 20000            // answers remembered in all, the oldest go first
)

// direct is the door for the web page, the terminal and JSON lines: they wait
// for the answer themselves, so that nothing has to be kept on the way.
type direct struct {
	seed  maphash.Seed
	chats [256]sync.Mutex // a chat is always at the same one

	mu       sync.Mutex
	answered map[asked]answered
	order    []asked // as they were answered
}

// asked is one message of one chat.
type asked struct {
	chat bot.Chat
	id   string
}

// answered is a message that has had its outcome.
type answered struct {
	at      time.Time
	outcome bot.Outcome
}

func newDirect() *direct { return &direct{seed: maphash.MakeSeed(), answered: map[asked]answered{}} }

// Handle answers one message at once and keeps the new state. A message id that
// the chat has had in the last ten minutes gets the same outcome again and
// changes nothing. Where the state cannot be read or kept there is an answer all
// the same. Notes to other people and for later are sent where their platform is
// on.
func (r *Relay) Handle(ctx context.Context, m bot.Message) bot.Outcome {
	m = r.fill(ctx, m) // before the lock, which chats share
	lock := r.direct.lock(m.Chat)
	lock.Lock()
	defer lock.Unlock()
	if out, ok := r.direct.repeated(m); ok {
		return out
	}
	out, err := r.handle(ctx, m, "")
	if err == nil && out.Forget {
		err = r.forget(ctx, m, "", math.MaxUint64)
	}
	if err == nil {
		by := r.hash("direct", m.Chat.Platform, m.Chat.ID, m.ID, m.Time.String())
		out.Notes = r.wakeNow(ctx, m, out.Notes, by, maxWakes)
		err = r.fileNotes(ctx, m, out.Notes, by)
	}
	if err != nil {
		r.Log.Error("the store does not answer; the conversation goes on without it", "platform", m.Chat.Platform, "error", err)
	}
	if err != nil && out.Reply.Silent() && !errors.Is(err, errRace) {
		out = r.Once(ctx, m)
	}
	r.direct.remember(m, out)
	return out
}

func (d *direct) lock(c bot.Chat) *sync.Mutex {
	return &d.chats[maphash.Comparable(d.seed, c)%uint64(len(d.chats))]
}

// repeated gives the outcome of a message that has been answered already.
func (d *direct) repeated(m bot.Message) (bot.Outcome, bool) {
	if m.ID == "" {
		return bot.Outcome{}, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	a, ok := d.answered[asked{m.Chat, m.ID}]
	if !ok || m.Time.Sub(a.at) > seenFor {
		return bot.Outcome{}, false
	}
	return a.outcome, true
}

// remember keeps an outcome for a while, in memory only.
func (d *direct) remember(m bot.Message, out bot.Outcome) {
	if m.ID == "" {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key := asked{m.Chat, m.ID}
	d.answered[key] = answered{m.Time, out}
	d.order = append(d.order, key)
	if len(d.order) > maxAnswered {
		d.letGo()
		return
	}
	time.AfterFunc(seenFor, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.letGo()
	})
}

// letGo forgets the oldest answer.
func (d *direct) letGo() {
	if len(d.order) > 0 {
		delete(d.answered, d.order[0])
		d.order = d.order[1:]
	}
}

// forget lets go of the answers of a chat.
func (d *direct) forget(c bot.Chat) {
	d.mu.Lock()
	defer d.mu.Unlock()
	maps.DeleteFunc(d.answered, func(a asked, _ answered) bool { return a.chat == c })
}
