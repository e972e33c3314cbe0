package relay

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// Status is how much waits, for the doctor.
type Status struct {
	Where   string `json:"where"`
	Waiting uint64 `json:"waiting"` // taken and not answered
	Leaving uint64 `json:"leaving"` // answered and not sent
	Later   uint64 `json:"later"`   // to be sent at a later time
	Dead    uint64 `json:"dead"`    // could not be delivered
}

// Status says how much waits.
func (r *Relay) Status(ctx context.Context) (Status, error) {
	s := Status{Where: r.kind}
	for _, of := range []struct {
		in jetstream.Stream
		n  *uint64
	}{{r.in, &s.Waiting}, {r.out, &s.Leaving}, {r.later, &s.Later}, {r.dead, &s.Dead}} {
		at, err := of.in.Info(ctx)
		if err != nil {
			return s, fmt.Errorf("storage: %s does not answer: %w", r.kind, err)
		}
		*of.n = at.State.Msgs
	}
	return s, nil
}

// Ready tells whether the store takes messages.
func (r *Relay) Ready(ctx context.Context) error {
	if r.broken() {
		return fmt.Errorf("storage: %s is closed; see that there is room on the disk and that the folder can be written", r.kind)
	}
	_, err := r.Status(ctx)
	return err
}
