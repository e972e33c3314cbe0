package relay_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/relay"
)

// keeper is a platform that only remembers.
type keeper struct{ bot.Memory }

func (k *keeper) Name() string          { return "keeper" }
func (k *keeper) Rates() bot.Rates      { return bot.Rates{} }
func (k *keeper) Remember(m bot.Memory) { k.Memory = m }
func (k *keeper) Receive(ctx context.Context, _ func(context.Context, bot.Raw) error) error {
	<-ctx.Done()
	return nil
}
func (k *keeper) Decode(bot.Raw) (bot.Message, error)      { return bot.Message{}, bot.ErrNoMessage }
func (k *keeper) Send(context.Context, bot.Delivery) error { return nil }

// forgetful forgets everybody who writes.
type forgetful struct{}

func (forgetful) Handle(context.Context, bot.Message, bot.State) bot.Outcome {
	return bot.Outcome{Forget: true, Reply: bot.Reply{Lead: "Done."}}
}

// TestMemory: a line about a person is there until another takes its place, or
// the person is forgotten; the others stay.
func TestMemory(t *testing.T) {
	k := &keeper{}
	r, err := relay.Open(t.Context(), relay.Options{Talk: relay.Talk{Handler: forgetful{}, Log: slog.New(slog.DiscardHandler)}, Adapters: []bot.Adapter{k}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, x := range [][2]string{{"ann", "one"}, {"bob", "two"}, {"ann", "three"}} {
		if err := k.Keep(t.Context(), x[0], x[1]); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() []string {
		got, err := k.Kept(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(slices.Values(got))
	}
	if got := kept(); !slices.Equal(got, []string{"three", "two"}) {
		t.Errorf("kept are %q", got)
	}
	r.Handle(t.Context(), bot.Message{ID: "1", From: "ann", Chat: bot.Chat{Platform: "keeper", ID: "ann"}, Time: time.Now()})
	if got := kept(); !slices.Equal(got, []string{"two"}) {
		t.Errorf("after forgetting, kept are %q", got)
	}
}
