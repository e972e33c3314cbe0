// Package terminal is a conversation with hangup in a terminal. It knows lines,
// pauses and columns; what is said comes from behind Converse and from the
// texts it is handed.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"hangup/bot"
)

// Converse answers one message. Sessions, duplicates and panics are dealt with behind it.
type Converse func(ctx context.Context, m bot.Message) bot.Outcome

// Options change how Run reads and writes. The zero Options are right for people.
type Options struct {
	Now   func() time.Time // nil: time.Now
	Pause time.Duration    // lines closer together than this are one paste; 0: 120 ms
	Width int              // columns; 0: 76
}

const (
	defaultPause = 120 * time.Millisecond
	defaultWidth = 76
	maxChoices   = 4 // taps shown with a reply, as bot.Reply has it
)

var wordKeys = []string{"hint", "pick", "too-long", "file", "file-hidden", "bye"}

// WordKeys lists the keys that the words of Run must hold. The caller may change the slice.
func WordKeys() []string { return append([]string(nil), wordKeys...) }

// Run greets, then answers what comes from in until in ends, the person leaves
// or ctx ends; each of these returns nil. An error means that texts are missing,
// or that in or out cannot be used.
//
// A read that waits on in cannot be broken off: where ctx ends first, one
// goroutine stays until in gives a line or ends. It touches nothing but in.
func Run(ctx context.Context, in io.Reader, out io.Writer, words map[string]string, converse Converse, o Options) error {
	for _, k := range wordKeys {
		if strings.TrimSpace(words[k]) == "" {
			return fmt.Errorf("terminal: the text %q is missing from say/terminal.yaml", k)
		}
	}
	t := newTalk(out, words, converse, o)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pastes := collect(ctx, readLines(ctx, in), t.opts.Pause, !isTerminal(in))
	t.greet(ctx)
	for t.err == nil {
		t.prompt()
		select {
		case <-ctx.Done():
			return t.end()
		case p, ok := <-pastes:
			if !ok || leaves(p.text) {
				return t.end()
			}
			if p.err != nil {
				return fmt.Errorf("terminal: reading: %w", p.err)
			}
			t.take(ctx, p)
		}
	}
	return t.writeError()
}

// leaves reports whether the person wants to go. The words are those of the hint.
func leaves(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "/quit", "/exit", "/bye":
		return true
	}
	return false
}

// isTerminal reports whether somebody types into in. Their pastes may hold empty
// lines; in a pipe an empty line parts messages.
func isTerminal(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// talk is one conversation: what was offered last, and where it is written.
type talk struct {
	out      io.Writer
	err      error // the first error of out
	words    map[string]string
	converse Converse
	opts     Options
	choices  []bot.Choice
}

func newTalk(out io.Writer, words map[string]string, converse Converse, o Options) *talk {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pause <= 0 {
		o.Pause = defaultPause
	}
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	return &talk{out: out, words: words, converse: converse, opts: o}
}

func (t *talk) greet(ctx context.Context) {
	t.answer(ctx, bot.Message{Command: "start"})
	t.line(t.words["hint"])
	t.line("")
}

// take answers one thing the person sent.
func (t *talk) take(ctx context.Context, p paste) {
	if p.cut {
		t.line("")
		t.line(t.words["too-long"])
		t.line("")
		return
	}
	t.answer(ctx, t.message(clean(p.text)))
}

// message makes what was typed a tap, a command or words.
func (t *talk) message(text string) bot.Message {
	if id, ok := pressed(t.choices, text); ok {
		return bot.Message{Choice: id}
	}
	name, rest := command(text)
	return bot.Message{Command: name, Text: rest}
}

func (t *talk) answer(ctx context.Context, m bot.Message) {
	m.Chat = bot.Chat{Platform: "terminal", ID: "local"}
	m.From, m.Addressed, m.Fleeting, m.Time = "local", true, true, t.opts.Now()
	t.show(t.converse(ctx, m).Reply)
}

func (t *talk) end() error {
	t.line("")
	t.line(t.words["bye"])
	return t.writeError()
}

func (t *talk) writeError() error {
	if t.err == nil || errors.Is(t.err, io.ErrClosedPipe) {
		return nil // nobody reads any more: not worth a word
	}
	return fmt.Errorf("terminal: writing: %w", t.err)
}
