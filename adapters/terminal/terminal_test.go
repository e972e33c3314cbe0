package terminal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"hangup/bot"
)

// echoes answers with what it was told, so that a transcript shows it.
func echoes(_ context.Context, m bot.Message) bot.Outcome {
	return bot.Outcome{Reply: bot.Reply{Lead: fmt.Sprintf("cmd=%s choice=%s text=%q", m.Command, m.Choice, m.Text)}}
}

func run(t *testing.T, in string, converse Converse) string {
	t.Helper()
	var out bytes.Buffer
	if err := Run(t.Context(), strings.NewReader(in), &out, testWords(), converse, Options{}); err != nil {
		t.Fatalf("Run: %v", err)
	}
	return out.String()
}

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"greets and says goodbye", "", []string{"cmd=start", "Write, then press Enter.", "Goodbye."}},
		{"an end of input without a line end", "hello", []string{`text="hello"`, "Goodbye."}},
		{"lines that come together are one", "one\ntwo\n", []string{`text="one\ntwo"`}},
		{"an empty line parts messages in a pipe", "one\n\ntwo\n", []string{`text="one"`, `text="two"`}},
		{"empty lines alone are nothing", "\n  \n\n", []string{"> \nGoodbye."}},
		{"a command keeps its text", "/check is it\nreal\n", []string{`cmd=check choice= text="is it\nreal"`}},
		{"a path is not a command", "/etc/passwd is gone\n", []string{`cmd= choice= text="/etc/passwd is gone"`}},
		{"windows line ends", "one\r\n\r\n", []string{`text="one"`}},
		{"too long", strings.Repeat("x", maxText+10) + "\n\nafter\n", []string{"Too long to read.", `text="after"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := run(t, c.in, echoes)
			for _, w := range c.want {
				if !strings.Contains(out, w) {
					t.Errorf("%q is not in\n%.2000s", w, out)
				}
			}
		})
	}
}

func TestQuitLeaves(t *testing.T) {
	out := run(t, "/quit\n\nhello\n", echoes)
	if strings.Contains(out, "hello") || !strings.Contains(out, "Goodbye.") {
		t.Errorf("after /quit the conversation goes on:\n%s", out)
	}
}

func TestChoices(t *testing.T) {
	var got []string
	converse := func(_ context.Context, m bot.Message) bot.Outcome {
		got = append(got, m.Choice+"|"+m.Text)
		r := bot.Reply{Lead: "Well?"}
		for i := range 5 {
			r.Choices = append(r.Choices, bot.Choice{ID: fmt.Sprint("id", i), Label: fmt.Sprint("Label ", i)})
		}
		return bot.Outcome{Reply: r}
	}
	out := run(t, "2\n\n[3]\n\nlabel 0\n\n5\n\n0\n", converse)
	if want := "| id1| id2| id0| |5 |0"; strings.Join(got, " ") != want {
		t.Errorf("conversation got %q, want %q", strings.Join(got, " "), want)
	}
	if !strings.Contains(out, "[4] Label 3\nType a number.") || strings.Contains(out, "Label 4") {
		t.Errorf("want four numbered taps, got\n%s", out)
	}
}

func TestWrapped(t *testing.T) {
	long := strings.Repeat("some words ", 30) + strings.Repeat("é", 200) + " end"
	converse := func(context.Context, bot.Message) bot.Outcome {
		return bot.Outcome{Reply: bot.Reply{Lead: long, Blocks: []bot.Block{{Kind: bot.Steps, Lines: []string{long}}}}}
	}
	out := run(t, "", converse)
	for line := range strings.SplitSeq(out, "\n") {
		if n := utf8.RuneCountInString(line); n > 76 {
			t.Errorf("a line has %d columns: %q", n, line)
		}
	}
	if !strings.Contains(out, "\n1. some words") || !strings.Contains(out, "\n   some words") {
		t.Errorf("the second line of a step is not under the first:\n%s", out)
	}
}

func TestDocuments(t *testing.T) {
	converse := func(context.Context, bot.Message) bot.Outcome {
		return bot.Outcome{Reply: bot.Reply{Lead: "Your letter.", Documents: []bot.Document{
			{Name: "letter.txt", MediaType: "text/plain; charset=utf-8", Body: []byte("Dear bank,\n\x1b[1mpay")},
			{Name: "letter.pdf", MediaType: "application/pdf", Body: []byte("%PDF")},
		}}}
	}
	out := run(t, "", converse)
	for _, w := range []string{"Here is letter.txt:", "Dear bank,", "letter.pdf cannot be shown."} {
		if !strings.Contains(out, w) {
			t.Errorf("%q is not in\n%s", w, out)
		}
	}
	if strings.ContainsAny(out, "\x1b") || strings.Contains(out, "%PDF") {
		t.Errorf("a document reached the screen raw:\n%q", out)
	}
}

func TestCancelWhileNobodyTypes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe() // never gives a line
	defer w.Close()
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, r, io.Discard, testWords(), echoes, Options{}) }()
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run: %v, want nil", err)
		}
	case <-time.After(time.Second):
		t.Error("still running a second after its context ended")
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("unplugged")
	err := Run(t.Context(), iotest.ErrReader(broken), io.Discard, testWords(), echoes, Options{})
	if !errors.Is(err, broken) {
		t.Errorf("a broken input gives %v, want %v", err, broken)
	}
	err = Run(t.Context(), strings.NewReader("hello\n"), failing{broken}, testWords(), echoes, Options{})
	if !errors.Is(err, broken) {
		t.Errorf("a broken output gives %v, want %v", err, broken)
	}
	words := testWords()
	delete(words, "bye")
	if err = Run(t.Context(), strings.NewReader(""), io.Discard, words, echoes, Options{}); err == nil || !strings.Contains(err.Error(), `"bye"`) {
		t.Errorf("a missing text gives %v, want its name", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzInert(f *testing.F) {
	f.Add("\x1b[31mred\u009b\u202e\xff\x00\ttab")
	f.Add(strings.Repeat("1. word ", 40))
	f.Add(strings.Repeat("1", 190) + ". more")
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range wrap(inert(s), 20) {
			if !utf8.ValidString(l) || strings.ContainsAny(l, "\x1b\u009b\n\r\u202e\x00") {
				t.Errorf("%q became %q", s, l)
			}
			if utf8.RuneCountInString(l) > 20 {
				t.Errorf("%q has more columns than it may", l)
			}
		}
	})
}
