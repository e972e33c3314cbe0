package adaptertest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hangup/bot"
)

func choices(t trial) {
	want := []bot.Choice{
		{ID: "yes", Label: "Yes"},
		{ID: "situation:in-device/now?x=1&y=\"é\"<b>", Label: "They're on my \"computer\" & <phone>"},
		{ID: strings.Repeat("i", 64), Label: strings.Repeat("Wort ", 7) + "ende."},
	}
	d, got := open(t, bot.Reply{Lead: "What happened?", Choices: want})
	for i := range want {
		seen := d.Send(t.T, bot.Message{Text: "hello " + fmt.Sprint(i)})
		if len(seen.Choices) != len(want) {
			t.Fatalf("the person sees %d choices, want %d", len(seen.Choices), len(want))
		}
		if seen.Choices[i].Label != want[i].Label {
			t.Errorf("label %d is %q, want %q", i, seen.Choices[i].Label, want[i].Label)
		}
		d.Send(t.T, bot.Message{Choice: seen.Choices[i].ID})
		if m := got.last(t.T); m.Choice != want[i].ID || m.Text != "" {
			t.Errorf("pressing %q gave choice %q and text %q, want choice %q only", want[i].Label, m.Choice, m.Text, want[i].ID)
		}
	}
}

// longReply has more than any platform's limit in blocks that fit each.
func longReply(t trial) {
	var r bot.Reply
	r.Lead = "Do these now, in this order."
	for b := range 12 {
		block := bot.Block{Kind: bot.BlockKind(b % 4), Title: fmt.Sprintf("Part %d of it", b)}
		for l := range 6 {
			block.Lines = append(block.Lines, fmt.Sprintf("Line %d of part %d: %s", l, b, strings.Repeat("quite a few words. ", 9)))
		}
		r.Blocks = append(r.Blocks, block)
	}
	r.Choices = []bot.Choice{{ID: "done", Label: "Done"}}
	d, _ := open(t, r)
	seen := d.Send(t.T, bot.Message{Text: "help"})
	if len(seen.Choices) != 1 {
		t.Errorf("the person sees %d choices, want 1", len(seen.Choices))
	}
	rest := words(strings.Join(seen.Parts, "\n"))
	for _, line := range allLines(r) {
		_, after, ok := strings.Cut(rest, words(line))
		if !ok {
			t.Fatalf("%.40q is missing, or not in its place", line)
		}
		rest = after
	}
	wantParts(t, seen.Parts, r.Blocks)
}

// wantParts checks the length of each part and that no block lies in two.
func wantParts(t trial, parts []string, blocks []bot.Block) {
	t.Helper()
	for i, p := range parts {
		if n := utf8.RuneCountInString(p); t.Limit > 0 && n > t.Limit {
			t.Errorf("part %d has %d characters, the limit is %d", i, n, t.Limit)
		}
	}
	for _, b := range blocks {
		whole := slices.ContainsFunc(parts, func(p string) bool {
			return strings.Contains(words(p), words(b.Title)) && strings.Contains(words(p), words(b.Lines[len(b.Lines)-1]))
		})
		if !whole {
			t.Errorf("the block %q is split between messages", b.Title)
		}
	}
}

func allLines(r bot.Reply) []string {
	lines := []string{r.Lead}
	for _, b := range r.Blocks {
		lines = append(append(lines, b.Title), b.Lines...)
	}
	return lines
}

// hostile puts everything that some platform takes for markup or an order into a
// reply. The person has to see the very characters, and none that are unseen.
func hostile(t trial) {
	visible := []string{
		`<script>alert(1)</script>`, `</article><h1 onclick="x()">Hi</h1>`, `<img src=x onerror=alert(1)>`, `&lt;b&gt; &amp;`,
		`*bold* _under_ ~~gone~~ ||hid|| [shown](https://evil.example)`, "`code` ```block```", `@everyone <@1234> #general`,
		`{{.Words}} {name} ${x} %s %n`, `"quote" 'single' \back\`, `> not a quote`, `1. not a list`,
	}
	r := bot.Reply{Lead: visible[0], Choices: []bot.Choice{{ID: "a", Label: `<b>Yes</b> *yes*`}}}
	for i, v := range visible {
		r.Blocks = append(r.Blocks, bot.Block{Kind: bot.BlockKind(i % 4), Title: v, Lines: []string{v, "\x1b[31mred\x1b]52;c;AAAA\x07 \u009b2J \u202egnp \x08\x7f"}})
	}
	d, _ := open(t, r)
	seen := d.Send(t.T, bot.Message{Text: "hello"})
	all := strings.Join(seen.Parts, "\n")
	for _, v := range visible {
		if t.Shows != nil {
			v = t.Shows(v)
		}
		if strings.Count(words(all), words(v)) < 2 {
			t.Errorf("%q does not arrive as these very characters", v)
		}
	}
	if len(seen.Choices) != 1 || seen.Choices[0].Label != `<b>Yes</b> *yes*` {
		t.Errorf("choices are %+v, want the label as it is", seen.Choices)
	}
	for _, char := range all {
		if char != '\n' && (unicode.IsControl(char) || unicode.Is(unicode.Bidi_Control, char)) {
			t.Fatalf("the control character %U reaches the person", char)
		}
	}
}

func cancel(t trial) {
	d, _ := open(t, bot.Reply{Lead: "Yes."})
	d.Send(t.T, bot.Message{Text: "hello"})
	start := time.Now()
	done := make(chan struct{})
	go func() { defer close(done); d.Stop(t.T) }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("still running ten seconds after its context ended")
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("ending took %v, want at most a second", took)
	}
}

func silentLog(t trial) {
	const mark = "zqxmark"
	var log LockedBuffer
	got := &recorder{reply: bot.Reply{
		Lead:    mark + "lead",
		Blocks:  []bot.Block{{Title: mark + "title", Lines: []string{mark + "line"}}},
		Choices: []bot.Choice{{ID: mark + "id", Label: mark + "label"}},
	}}
	d := t.Open(t.T, Setup{Converse: got.converse, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug - 8}))})
	seen := d.Send(t.T, bot.Message{Text: mark + "text \xff\x00"})
	d.Send(t.T, bot.Message{Quotes: []bot.Quote{{Text: mark + "quote", Forwarded: true}}})
	if len(seen.Choices) > 0 {
		d.Send(t.T, bot.Message{Choice: seen.Choices[0].ID})
	}
	d.Stop(t.T)
	lines := log.String()
	for _, secret := range append([]string{mark}, t.Secrets...) {
		if i := strings.Index(lines, secret); i >= 0 && secret != "" {
			t.Errorf("the log holds what it must not, near %.60q", lines[max(0, i-30):])
		}
	}
	if id := got.last(t.T).Chat.ID; len(id) > 8 && strings.Contains(lines, id) {
		t.Error("the log holds the id of a chat")
	}
}

// open opens a door whose every answer is reply, and stops it with the test.
func open(t trial, reply bot.Reply) (Door, *recorder) {
	t.Helper()
	got := &recorder{reply: reply}
	return t.Open(t.T, Setup{Converse: got.converse, Log: slog.New(slog.NewTextHandler(new(bytes.Buffer), nil))}), got
}

// recorder is a conversation that remembers what it was told.
type recorder struct {
	reply bot.Reply
	mu    sync.Mutex
	heard []bot.Message
}

func (r *recorder) converse(_ context.Context, m bot.Message) bot.Outcome {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, m)
	return bot.Outcome{Reply: r.reply}
}

func (r *recorder) last(t *testing.T) bot.Message {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.heard) == 0 {
		t.Fatal("nothing reached the conversation")
	}
	return r.heard[len(r.heard)-1]
}
