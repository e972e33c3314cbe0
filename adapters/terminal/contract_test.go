package terminal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/adaptertest"
	"hangup/bot"
)

func TestContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Contract{Open: func(t *testing.T, s adaptertest.Setup) adaptertest.Door {
		t.Helper()
		return openDesk(t, Converse(s.Converse))
	}})
}

// desk is a person at a terminal: what they type goes in, what they see comes out.
type desk struct {
	in     *io.PipeWriter
	screen *screen
	cancel context.CancelFunc
	ended  chan error
}

func openDesk(t *testing.T, converse Converse) *desk {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	d := &desk{in: w, screen: &screen{turns: make(chan string, 16)}, cancel: cancel, ended: make(chan error, 1)}
	go func() {
		d.ended <- Run(ctx, r, d.screen, testWords(), converse, Options{Pause: 30 * time.Millisecond})
	}()
	t.Cleanup(func() { cancel(); w.Close() })
	d.screen.next(t)
	return d
}

func (d *desk) Send(t *testing.T, m bot.Message) adaptertest.Seen {
	t.Helper()
	typed := m.Text + m.Choice
	if m.Command != "" {
		typed = strings.TrimSpace("/" + m.Command + " " + m.Text)
	}
	for _, q := range m.Quotes {
		typed += q.Text
	}
	fmt.Fprintln(d.in, typed)
	return seen(d.screen.next(t))
}

func (d *desk) Stop(t *testing.T) {
	t.Helper()
	d.cancel()
	if err := <-d.ended; err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
}

var numbered = regexp.MustCompile(`(?m)^\[(\d)\] (.*)$`)

func seen(out string) adaptertest.Seen {
	s := adaptertest.Seen{Parts: []string{out}}
	for _, m := range numbered.FindAllStringSubmatch(out, -1) {
		s.Choices = append(s.Choices, bot.Choice{ID: m[1], Label: m[2]})
	}
	return s
}

// screen cuts what is written at the prompts.
type screen struct {
	mu    sync.Mutex
	b     bytes.Buffer
	turns chan string
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if string(p) == "> " {
		s.turns <- s.b.String()
		s.b.Reset()
		return len(p), nil
	}
	return s.b.Write(p)
}

func (s *screen) next(t *testing.T) string {
	t.Helper()
	select {
	case turn := <-s.turns:
		return turn
	case <-time.After(5 * time.Second):
		t.Fatal("no prompt within five seconds")
		return ""
	}
}

func testWords() map[string]string {
	return map[string]string{
		"hint": "Write, then press Enter.", "pick": "Type a number.", "too-long": "Too long to read.",
		"file": "Here is {name}:", "file-hidden": "{name} cannot be shown.", "bye": "Goodbye.",
	}
}
