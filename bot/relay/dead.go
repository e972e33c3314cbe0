package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// corpse is what could not be delivered, or not be read, as it is kept.
type corpse struct {
	Reason   string
	Delivery *bot.Delivery `json:",omitempty"`
	Update   *bot.Raw      `json:",omitempty"`
}

// Dead is something that could not be delivered, without its text.
type Dead struct {
	ID       string    `json:"id"`
	Platform string    `json:"platform"`
	Group    bool      `json:"group,omitempty"`
	Update   bool      `json:"update,omitempty"` // it came in and could not be read; else a reply
	At       time.Time `json:"at"`
	Reason   string    `json:"reason"`
}

// NoDeadError is an id under which nothing is laid aside.
type NoDeadError struct{ ID string }

// Error names the id.
func (e *NoDeadError) Error() string {
	return fmt.Sprintf("dead: there is nothing with the id %s; \"hangup dead list\" shows what there is", e.ID)
}

// bury lays something aside.
func (s *store) bury(ctx context.Context, c corpse, chat bot.Chat, person, key string) error {
	return s.publish(ctx, nats.NewMsg(s.subject("dead", chat, person)), key, c)
}

// buryUpdate lays aside an update that nobody can read.
func (s *store) buryUpdate(ctx context.Context, t taken) error {
	return s.bury(ctx, corpse{Reason: "the update could not be read", Update: &t.is.Raw}, t.is.Chat, s.person(t.is.Platform, t.is.From), "in"+t.ID)
}

// walk visits the messages of a stream that a filter names, oldest first.
func walk(ctx context.Context, in jetstream.Stream, filter string, visit func(*jetstream.RawStreamMsg) error) error {
	for seq := uint64(1); ; {
		m, err := in.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(filter))
		if absent(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a stream: %w", err)
		}
		if err := visit(m); err != nil {
			return err
		}
		seq = m.Sequence + 1
	}
}

// Dead lists what could not be delivered, oldest first.
func (r *Relay) Dead(ctx context.Context) ([]Dead, error) {
	var all []Dead
	err := walk(ctx, r.dead, "hangup.dead.>", func(m *jetstream.RawStreamMsg) error {
		var c corpse
		if json.Unmarshal(m.Data, &c) != nil {
			c.Reason = "the record is damaged"
		}
		all = append(all, c.shown(m))
		return nil
	})
	return all, err
}

// shown is a corpse without its text.
func (c corpse) shown(m *jetstream.RawStreamMsg) Dead {
	d := Dead{ID: strconv.FormatUint(m.Sequence, 10), At: m.Time, Reason: c.Reason}
	switch {
	case c.Delivery != nil:
		d.Platform, d.Group = c.Delivery.To.Platform, c.Delivery.To.Kind == bot.Group
	case c.Update != nil:
		d.Platform, d.Group, d.Update = c.Update.Platform, c.Update.Chat.Kind == bot.Group, true
	}
	return d
}

// Retry queues again what could not be delivered. An unknown id is a *NoDeadError.
func (r *Relay) Retry(ctx context.Context, id string) error {
	m, err := r.grave(ctx, id)
	if err != nil {
		return err
	}
	var c corpse
	if json.Unmarshal(m.Data, &c) != nil {
		return errors.New("dead: the record is damaged; drop it")
	}
	again := r.hash("again", m.Header.Get(jetstream.MsgIDHeader), id)
	switch {
	case c.Delivery != nil:
		c.Delivery.Key = again
		_, person := of(m.Subject)
		err = r.fileOut(ctx, *c.Delivery, person)
	case c.Update != nil:
		c.Update.ID = again
		err = r.file(ctx, *c.Update)
	}
	if err != nil {
		return err
	}
	return r.Drop(ctx, id)
}

// Drop wipes what could not be delivered. An unknown id is a *NoDeadError.
func (r *Relay) Drop(ctx context.Context, id string) error {
	m, err := r.grave(ctx, id)
	if err != nil {
		return err
	}
	if err := secureDelete(ctx, r.dead, m.Sequence); err != nil {
		return fmt.Errorf("dead: it cannot be removed: %w", err)
	}
	return nil
}

func (r *Relay) grave(ctx context.Context, id string) (*jetstream.RawStreamMsg, error) {
	seq, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil, &NoDeadError{id}
	}
	m, err := fetch(ctx, r.dead, seq)
	if err == nil && m == nil {
		err = &NoDeadError{id}
	}
	return m, err
}
