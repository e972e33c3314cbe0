package relay

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// note is a reply for later, as it is kept, or a wake-up.
type note struct {
	Due      time.Time
	From     string `json:",omitempty"` // with About: whose session it goes on with
	About    string `json:",omitempty"` // of a wake-up, "" for none
	Delivery bot.Delivery
}

// replyKey is the key of the reply to the message called by.
func (s *store) replyKey(by string) string { return s.hash("reply", by, "reply") }

// fileAll puts what comes of a message where it is sent from. Filing it twice
// is no harm.
func (r *Relay) fileAll(ctx context.Context, m bot.Message, out bot.Outcome, by string) error {
	person := r.person(m.Chat.Platform, m.From)
	if !out.Reply.Silent() {
		d := bot.Delivery{Key: r.replyKey(by), To: m.Chat, Answers: m.ID, Handle: m.Handle, Reply: out.Reply}
		if err := r.fileOut(ctx, d, person); err != nil {
			return err
		}
	}
	return r.fileNotes(ctx, m, out.Notes, by)
}

// fileNotes files what goes to others or later.
func (r *Relay) fileNotes(ctx context.Context, m bot.Message, notes []bot.Note, by string) error {
	person := r.person(m.Chat.Platform, m.From)
	for i, n := range notes {
		if r.doors[n.To.Platform] == nil || n.Reply.Silent() && n.About == "" {
			continue
		}
		d := bot.Delivery{Key: r.hash("reply", by, strconv.Itoa(i)), To: n.To, Reply: n.Reply}
		var err error
		if n.About != "" {
			d.Reply = bot.Reply{} // what it says is found out when it is due
		}
		if n.At.After(m.Time) || n.About != "" {
			err = r.fileLater(ctx, note{n.At, n.From, n.About, d}, m.Chat, person)
		} else {
			err = r.fileOut(ctx, d, person)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fileOut queues one reply. person is the one it came from.
func (s *store) fileOut(ctx context.Context, d bot.Delivery, person string) error {
	m := nats.NewMsg(s.subject("out", d.To, person))
	if d.Reply.Loud {
		m.Header.Set(headLoud, "1")
	}
	return s.publish(ctx, m, d.Key, d)
}

// fileLater keeps one reply until it is due. It lies where the chat lies that
// asked for it, so that this chat can take it back.
func (s *store) fileLater(ctx context.Context, n note, asked bot.Chat, person string) error {
	m := nats.NewMsg(s.subject("later", asked, person))
	m.Header.Set(headDue, strconv.FormatInt(n.Due.Unix(), 10))
	return s.publish(ctx, m, n.Delivery.Key, n)
}

// publish writes a message whose id is key; the same key twice is one message.
func (s *store) publish(ctx context.Context, m *nats.Msg, key string, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encoding what is to be sent: %w", err)
	}
	m.Data = body
	if _, err := s.js.PublishMsg(ctx, m, jetstream.WithMsgID(key)); err != nil {
		return fmt.Errorf("filing what is to be sent: %w", err)
	}
	return nil
}
