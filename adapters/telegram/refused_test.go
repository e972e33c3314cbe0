package telegram

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

// picky refuses the updates of one chat for a while.
type picky struct {
	mu      sync.Mutex
	chat    string
	refuse  int
	offered map[string]int // by chat
	taken   map[string][]string
}

func (p *picky) accept(_ context.Context, r bot.Raw) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.offered[r.Chat.ID]++
	if r.Chat.ID == p.chat && p.refuse > 0 {
		p.refuse--
		return errors.New("no room")
	}
	p.taken[r.Chat.ID] = append(p.taken[r.Chat.ID], r.ID)
	return nil
}

// TestOneRefusedChatHoldsNoOther: while one chat's update is refused, the others
// are taken, and the refused chat's come in their order later.
func TestOneRefusedChatHoldsNoOther(t *testing.T) {
	srv := telegramtest.New(t)
	ann, bob := srv.Person("Ann"), srv.Person("Bob")
	ann.Private().Say(ann, "one")
	ann.Private().Say(ann, "two")
	bob.Private().Say(bob, "three")
	p := &picky{chat: number(ann.Private().ID), refuse: 3, offered: map[string]int{}, taken: map[string][]string{}}
	_, stop := receiver(t, srv, p.accept)
	srv.WaitConfirmed(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if got := strings.Join(p.taken[p.chat], " "); got != "701 702" {
		t.Errorf("the refused chat: taken %s", got)
	}
	if other := number(bob.Private().ID); len(p.taken[other]) == 0 || p.taken[other][0] != "703" || p.offered[other] < 2 {
		t.Errorf("the other chat waited: taken %v, offered %d times", p.taken[other], p.offered[other])
	}
}

// TestRefusedTapComesAgain: a tap that was refused is no second tap when it is
// offered again.
func TestRefusedTapComesAgain(t *testing.T) {
	srv := telegramtest.New(t)
	a, err := New(Options{Token: telegramtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"update_id":9,"callback_query":{"id":"1","from":{"id":5,"first_name":"Ann"},"data":"x","message":{"message_id":3,"date":1,"chat":{"id":5,"type":"private"}}}}`)
	taken := 0
	for i := range 2 {
		_, err := a.take1(t.Context(), body, func(context.Context, bot.Raw) error {
			if i == 0 {
				return errors.New("no room")
			}
			taken++
			return nil
		})
		if (err != nil) != (i == 0) {
			t.Errorf("offer %d: %v", i+1, err)
		}
	}
	a.acts.wait()
	if taken != 1 {
		t.Errorf("taken %d times, want once", taken)
	}
}

// TestTapsAreAnsweredAtOnce: a button stops showing that it is busy while the tap
// itself still waits to be taken, however many are tapped.
func TestTapsAreAnsweredAtOnce(t *testing.T) {
	srv, a, c, to := sender(t)
	if err := a.Send(t.Context(), bot.Delivery{To: to, Reply: bot.Reply{Lead: "a", Choices: []bot.Choice{{ID: "sit:x", Label: "Yes"}}}}); err != nil {
		t.Fatal(err)
	}
	m := c.Next(t)
	for range 5 * maxActs {
		c.Press(t, c.Who(), m, "Yes")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- a.Receive(ctx, func(ctx context.Context, _ bot.Raw) error {
			<-ctx.Done()
			return ctx.Err()
		})
	}()
	srv.WaitFor(t, "answer to every tap", srv.Answered)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
