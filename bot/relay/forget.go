package relay

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// forget wipes everything about the person who wrote m: what is remembered of
// them in every chat, what they wrote before m and was not answered, what was to
// be sent in answer or later, and what could not be delivered. The answer to m
// itself stays; by names it. Forgetting twice is no harm.
func (r *Relay) forget(ctx context.Context, m bot.Message, by string, seq uint64) error {
	person := r.person(m.Chat.Platform, m.From)
	all := func(*jetstream.RawStreamMsg) bool { return true }
	kinds := []struct {
		in     jetstream.Stream
		filter string
		goes   func(*jetstream.RawStreamMsg) bool
	}{
		{r.sessionLog, "$KV.hangup-sessions." + person + ".*", all},
		{r.letterLog, "$KV.hangup-letters." + person + ".*", all},
		{r.keptLog, "$KV.hangup-kept.person." + person, all},
		{r.in, "hangup.in.*.*.*." + person, func(m *jetstream.RawStreamMsg) bool { return m.Sequence < seq }},
		{r.out, "hangup.out.*.*.*." + person, func(m *jetstream.RawStreamMsg) bool {
			return by == "" || m.Header.Get(jetstream.MsgIDHeader) != r.replyKey(by)
		}},
		{r.later, "hangup.later.*.*.*." + person, all},
		{r.dead, "hangup.dead.*.*.*." + person, all},
	}
	for _, k := range kinds {
		err := walk(ctx, k.in, k.filter, func(m *jetstream.RawStreamMsg) error {
			if !k.goes(m) {
				return nil
			}
			return secureDelete(ctx, k.in, m.Sequence)
		})
		if err != nil {
			return fmt.Errorf("wiping what is known of a person: %w", err)
		}
	}
	r.direct.forget(m.Chat)
	return nil
}
