package relay

import (
	"context"
	"fmt"
)

// memory is what an adapter keeps of people: it lies with their sessions, gets as
// old as those, and goes with everything else when somebody is forgotten.
type memory struct {
	*store

	platform string
}

// Keep keeps one line about a person, in the place of the one before.
func (m memory) Keep(ctx context.Context, person, line string) error {
	ctx, stop := context.WithTimeout(ctx, writeWithin)
	defer stop()
	if _, err := m.sessions.Put(ctx, m.person(m.platform, person)+".door-"+platformWord(m.platform), []byte(line)); err != nil {
		return fmt.Errorf("storage: a line about a person cannot be kept: %w", err)
	}
	return nil
}

// Kept gives every line, in no order.
func (m memory) Kept(ctx context.Context) ([]string, error) {
	keys, err := m.sessions.ListKeysFiltered(ctx, "*.door-"+platformWord(m.platform))
	if err != nil {
		return nil, fmt.Errorf("storage: the lines about people cannot be read: %w", err)
	}
	var out []string
	for k := range keys.Keys() {
		if e, err := m.sessions.Get(ctx, k); err == nil {
			out = append(out, string(e.Value()))
		}
	}
	return out, nil
}
