package relay_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
	"hangup/bot/relay"
	"hangup/knowledge"
)

// drafter writes letters: it keeps what it is told, and hands it over on "done".
type drafter struct{}

// Handle answers one message.
func (drafter) Handle(_ context.Context, m bot.Message, s bot.State) bot.Outcome {
	said := s.Letter.Form.Answers["story"]
	s.Session.Seen = m.Time
	switch m.Text + m.Command {
	case "done":
		s.Letter = bot.Draft{}
		return bot.Outcome{Reply: bot.Reply{Lead: "letter: " + said}, State: s}
	case "forget":
		return bot.Outcome{Reply: bot.Reply{Lead: "forgotten"}, Forget: true}
	}
	s.Letter = bot.Draft{At: m.Time, Form: knowledge.LetterForm{Letter: "any", Answers: map[string]string{"story": said + m.Text}}}
	return bot.Outcome{Reply: bot.Reply{Lead: "noted"}, State: s}
}

// openStore starts a store that a test can look into.
func openStore(t *testing.T) (url string, js jetstream.JetStream) {
	t.Helper()
	node, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	node.Start()
	t.Cleanup(func() { node.Shutdown(); node.WaitForShutdown() })
	if !node.ReadyForConnections(10 * time.Second) {
		t.Fatal("the store does not start")
	}
	nc, err := nats.Connect(node.ClientURL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	if js, err = jetstream.New(nc); err != nil {
		t.Fatal(err)
	}
	return node.ClientURL(), js
}

// letters is what lies in the bucket of letters.
func letters(t *testing.T, js jetstream.JetStream) jetstream.StreamState {
	t.Helper()
	s, err := js.Stream(t.Context(), "KV_hangup-letters")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.CachedInfo().Config.MaxAge; got != bot.DraftAge {
		t.Errorf("letters are kept for %v, want %v", got, bot.DraftAge)
	}
	return s.CachedInfo().State
}

// TestLetterLeavesNothing: once it is handed over, not even what the letter was
// before is in the store, on a platform.
func TestLetterLeavesNothing(t *testing.T) {
	url, js := openStore(t)
	w := carry(t, func(o *relay.Options, _ *plain) { o.Handler, o.Place = drafter{}, relay.Place{URL: url} })
	w.server.Push(1, "a", nil)
	w.server.Push(1, "b", nil)
	w.expect(t, 1, "noted", "noted")
	w.idle(t)
	if n := letters(t, js).Msgs; n != 1 {
		t.Errorf("%d letters are kept, want 1", n)
	}
	w.server.Push(1, "done", nil)
	w.expect(t, 1, "noted", "noted", "letter: ab")
	w.idle(t)
	until(t, 5*time.Second, "the letter is wiped", func() bool { return letters(t, js).Msgs == 0 })
	w.server.Push(1, "c", nil)
	w.expect(t, 1, "noted", "noted", "letter: ab", "noted")
	w.server.Push(1, "/forget", nil)
	w.expect(t, 1, "noted", "noted", "letter: ab", "noted", "forgotten")
	until(t, 5*time.Second, "the letter is forgotten", func() bool { return letters(t, js).Msgs == 0 })
}

// TestLetterAtOnce: the same where the answer is waited for, as on the page.
func TestLetterAtOnce(t *testing.T) {
	url, js := openStore(t)
	r, err := relay.Open(t.Context(), relay.Options{Place: relay.Place{URL: url}, Talk: relay.Talk{Handler: drafter{}, Log: slog.New(slog.DiscardHandler)}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for i, step := range [][2]string{{"a", "noted"}, {"b", "noted"}, {"done", "letter: ab"}, {"done", "letter: "}} {
		m := message("1", "ann", string(rune('1'+i)), step[0])
		m.Time = time.Now()
		if got := r.Handle(t.Context(), m).Reply.Lead; got != step[1] {
			t.Errorf("%q: got %q, want %q", step[0], got, step[1])
		}
		if step[0] == "b" {
			noBefore(t, js)
		}
	}
	if n := letters(t, js).Msgs; n != 0 {
		t.Errorf("%d letters are left", n)
	}
}

// noBefore: of a letter under way only what it is now is kept.
func noBefore(t *testing.T, js jetstream.JetStream) {
	t.Helper()
	s, err := js.Stream(t.Context(), "KV_hangup-letters")
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.GetMsg(t.Context(), s.CachedInfo().State.LastSeq)
	if err != nil || strings.Contains(string(m.Data), `"before"`) || !strings.Contains(string(m.Data), `"ab"`) {
		t.Errorf("the record: %s, %v", m.Data, err)
	}
}
