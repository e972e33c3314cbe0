package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// The headers of the streams.
const (
	headJoins = "Hangup-Joins" // set on what waits for more
	headDue   = "Hangup-Due"   // when a note is due, in Unix seconds
	headLoud  = "Hangup-Loud"  // set on a reply that goes out before others
)

// The time for one write, and the pause after one that failed.
const (
	writeWithin = 5 * time.Second
	afterRefuse = time.Second
	maxTold     = 10000
)

// accept takes an update: it returns nil after the store has it on disk.
func (r *Relay) accept(ctx context.Context, d *door, raw bot.Raw) error {
	raw.Platform = d.Name()
	if raw.Chat.Platform == "" {
		raw.Chat.Platform = raw.Platform
	}
	chat := r.chat(raw.Chat)
	if r.told.waits(chat, raw.ID) {
		return errEarlier
	}
	err := errBroken
	if !r.broken() {
		writing, stop := context.WithTimeout(ctx, writeWithin)
		defer stop()
		err = r.file(writing, raw)
	}
	if err != nil && ctx.Err() == nil {
		r.refuse(ctx, d, raw, err)
	}
	if err != nil {
		return fmt.Errorf("storage: the message cannot be kept: %w", err)
	}
	r.told.forget(chat)
	return nil
}

// errEarlier is a message before which another of its chat has to be taken.
var errEarlier = errors.New("storage: an earlier message of the chat could not be kept yet")

// file puts an update into the stream, once.
func (r *Relay) file(ctx context.Context, raw bot.Raw) error {
	id := r.update(raw.Platform, raw.ID)
	seen, err := r.mark(ctx, "in."+id)
	if err != nil || seen != nil {
		return err
	}
	body, err := json.Marshal(raw)
	if err != nil {
		return fmt.Errorf("encoding the update: %w", err)
	}
	m := nats.NewMsg(r.subject("in", raw.Chat, r.person(raw.Platform, raw.From)))
	m.Data = body
	if raw.Joins {
		m.Header.Set(headJoins, "1")
	}
	_, err = r.js.PublishMsg(ctx, m, jetstream.WithMsgID(id))
	return err
}

// mark reads what stands under a mark, nil if it is not set.
func (s *store) mark(ctx context.Context, key string) ([]byte, error) {
	e, err := s.marks.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a mark: %w", err)
	}
	return e.Value(), nil
}

// setMark sets a mark. Setting it twice is no harm.
func (s *store) setMark(ctx context.Context, key string, value []byte) error {
	if _, err := s.marks.Put(ctx, key, value); err != nil {
		return fmt.Errorf("setting a mark: %w", err)
	}
	return nil
}

// refuse tells a person, once, that their message could not be kept. When it is
// offered again it waits a moment, so that offering it at once is no busy loop.
func (r *Relay) refuse(ctx context.Context, d *door, raw bot.Raw, err error) {
	if !r.told.first(r.chat(raw.Chat), raw.ID) {
		select {
		case <-ctx.Done():
		case <-time.After(afterRefuse):
		}
		return
	}
	r.Log.Error("the store takes no messages: see that there is room on the disk and that the folder can be written, or that the cluster answers", "platform", raw.Platform, "error", err)
	m, bad := decode(d, raw)
	if bad != nil || m.Chat.Kind == bot.Group && !m.Addressed || r.noRoom.Silent() {
		return
	}
	sending, stop := context.WithTimeout(ctx, writeWithin)
	defer stop()
	key := r.hash("no room", raw.Platform, raw.ID)
	if err := send(sending, d, bot.Delivery{Key: key, To: m.Chat, Answers: m.ID, Handle: m.Handle, Reply: r.noRoom}); err != nil {
		r.Log.Warn("a person could not be told that nothing can be kept", "platform", raw.Platform, "error", err)
	}
}

// told remembers which chats know that nothing can be kept, and the message that
// has to be taken first there: those after it wait, so that order is kept.
type told struct {
	mu sync.Mutex
	to map[string]refused
}

// refused is the first message of a chat that could not be kept.
type refused struct {
	id   string    // "" once it was taken
	at   time.Time // when it was last offered
	told time.Time // when the chat was told
}

// offeredFor is how long a chat waits for a message that is not offered again;
// quietFor is how long a chat that was told is not told again, though room may
// come and go meanwhile.
const (
	offeredFor = 2 * time.Minute
	quietFor   = 10 * time.Minute
)

// waits tells whether another message of the chat has to be taken before this one.
func (t *told) waits(chat, id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	is := t.to[chat]
	if is.id != "" && is.id != id && time.Since(is.at) > offeredFor {
		is.id = ""
		t.to[chat] = is
	}
	return is.id != "" && is.id != id
}

// first tells whether a chat does not know it yet, and notes that it does.
func (t *told) first(chat, id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.to) >= maxTold {
		maps.DeleteFunc(t.to, func(_ string, is refused) bool { return is.id == "" })
	}
	is, known := t.to[chat]
	if !known && len(t.to) >= maxTold {
		return false
	}
	now := time.Now()
	first := now.Sub(is.told) > quietFor
	if first {
		is.told = now
	}
	t.to[chat] = refused{id, now, is.told}
	return first
}

// forget notes that a chat's message was taken.
func (t *told) forget(chat string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	is, known := t.to[chat]
	switch {
	case known && time.Since(is.told) > quietFor:
		delete(t.to, chat)
	case known:
		is.id = ""
		t.to[chat] = is
	}
}
