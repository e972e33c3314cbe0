package discord

import (
	"context"
	"strings"
	"sync"
	"testing"

	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

// memo is a memory that outlives an adapter.
type memo struct {
	mu   sync.Mutex
	kept map[string]string
}

func (m *memo) Keep(_ context.Context, person, line string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[person] = line
	return nil
}

func (m *memo) Kept(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []string
	for _, l := range m.kept {
		out = append(out, l)
	}
	return out, nil
}

// TestMissedWhileAway: direct messages that came while nobody was there are
// answered after the start, in their order, and none twice.
func TestMissedWhileAway(t *testing.T) {
	srv, m := discordtest.New(t), &memo{kept: map[string]string{}}
	ann := srv.Person("Ann")
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	d.stop()
	d.a = openAdapter(t, srv)
	d.a.Remember(m)
	d.start(t)
	srv.WaitSessions(t, 2)
	ann.DM().Say("one")
	d.next(t)
	d.stop()
	srv.WaitFor(t, "end of the connection", srv.Gone)
	ann.DM().Say("two")
	ann.DM().Say("three")
	d.a = openAdapter(t, srv)
	d.a.Remember(m)
	srv.Fail("GET messages", discordtest.Fault{Status: 503}, discordtest.Fault{Status: 502}) // and is asked again
	d.start(t)
	srv.WaitSessions(t, 3)
	ann.DM().Say("four")
	var got []string
	for range 3 {
		got = append(got, d.next(t).Text)
	}
	if s := strings.Join(got, " "); s != "two three four" {
		t.Errorf("heard %q", s)
	}
	if n := srv.Calls("GET messages"); n < 3 {
		t.Errorf("asked %d times for what was missed", n)
	}
}
