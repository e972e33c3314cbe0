package relay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"hangup/bot"
)

// plain is an adapter that speaks to Telegram by bare HTTP: enough to show how
// messages travel, with the platform's own rules for acknowledging.
type plain struct {
	base  string // server and token
	poll  int    // seconds
	rates bot.Rates
	got   atomic.Int64 // updates accepted
}

func newPlain(base string) *plain { return &plain{base: base, poll: 1} }

// Name is the platform's name.
func (*plain) Name() string { return "telegram" }

// Rates are what the test says.
func (p *plain) Rates() bot.Rates { return p.rates }

type plainUpdate struct {
	ID      int64 `json:"update_id"`
	Message struct {
		ID   int64  `json:"message_id"`
		Date int64  `json:"date"`
		Text string `json:"text"`
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
		From struct {
			ID int64 `json:"id"`
		} `json:"from"`
		Forward json.RawMessage `json:"forward_origin"`
		Album   string          `json:"media_group_id"`
	} `json:"message"`
}

// Receive polls; the offset rises only past what was accepted.
func (p *plain) Receive(ctx context.Context, accept func(context.Context, bot.Raw) error) error {
	offset := int64(0)
	for ctx.Err() == nil {
		var found []json.RawMessage
		if err := p.call(ctx, "getUpdates", map[string]any{"offset": offset, "timeout": p.poll, "limit": 100}, &found); err != nil {
			rest(ctx, 50*time.Millisecond)
			continue
		}
		refused := false // then the offset stays, and the rest is offered all the same
		for _, body := range found {
			var u plainUpdate
			if json.Unmarshal(body, &u) != nil || accept(ctx, u.raw(body)) != nil {
				refused = true
				continue
			}
			p.got.Add(1)
			if !refused {
				offset = u.ID + 1
			}
		}
	}
	return nil
}

func rest(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (u plainUpdate) raw(body []byte) bot.Raw {
	return bot.Raw{Platform: "telegram", ID: strconv.FormatInt(u.ID, 10), Body: body, At: time.Now(),
		Chat: bot.Chat{Platform: "telegram", ID: strconv.FormatInt(u.Message.Chat.ID, 10)},
		From: strconv.FormatInt(u.Message.From.ID, 10), Joins: u.Message.Forward != nil || u.Message.Album != ""}
}

// Decode reads an update.
func (p *plain) Decode(raw bot.Raw) (bot.Message, error) {
	var u plainUpdate
	if err := json.Unmarshal(raw.Body, &u); err != nil {
		return bot.Message{}, errors.New("not an update")
	}
	m := bot.Message{ID: strconv.FormatInt(u.Message.ID, 10), From: raw.From, Chat: raw.Chat, Time: time.Unix(u.Message.Date, 0), Addressed: true, Text: u.Message.Text}
	switch {
	case m.Text == "unreadable":
		return m, errors.New("not an update")
	case m.Text == "nothing":
		return m, bot.ErrNoMessage
	case u.Message.Forward != nil:
		m.Quotes, m.Text = []bot.Quote{{Text: m.Text, Forwarded: true}}, ""
	case m.Text == "/forget":
		m.Command, m.Text = "forget", ""
	}
	return m, nil
}

// Send sends one reply.
func (p *plain) Send(ctx context.Context, d bot.Delivery) error {
	return p.call(ctx, "sendMessage", map[string]any{"chat_id": d.To.ID, "text": d.Reply.Text()}, nil)
}

// call calls a method; what the platform asks for becomes the relay's errors.
func (p *plain) call(ctx context.Context, method string, args map[string]any, result any) error {
	body, err := json.Marshal(args)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+"/"+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return errors.New("the connection broke")
	}
	defer func() { _ = res.Body.Close() }()
	var answer struct {
		OK         bool            `json:"ok"`
		Result     json.RawMessage `json:"result"`
		Parameters struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	switch {
	case answer.OK && result != nil:
		return json.Unmarshal(answer.Result, result)
	case answer.OK:
		return nil
	case res.StatusCode == http.StatusTooManyRequests:
		return &bot.LaterError{After: time.Duration(answer.Parameters.RetryAfter) * time.Second}
	case res.StatusCode == http.StatusForbidden:
		return &bot.RefusedError{Gone: true, Reason: "the person has blocked the bot"}
	}
	return fmt.Errorf("status %d", res.StatusCode)
}
