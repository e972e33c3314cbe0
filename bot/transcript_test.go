package bot_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/relay"
	"hangup/knowledge"
)

var update = flag.Bool("update", false, "write what the bot says into the transcripts")

// TestTranscripts plays the conversations in testdata. A line that begins with
// a sign is what somebody sends; the lines behind "< " are what we say.
//
//	"> words"    typed in a private chat
//	">> words"   a forwarded message; several in a row are one text
//	">! label"   a pressed button, by its label
//	">@ words"   typed in a group, to the bot
//	">. words"   typed in a group, not to the bot
//	">* words"   as ">@", by somebody who may manage the group
//	">= label"   a button pressed in the group, by somebody who may manage it
//	">+"         the bot was added to the group
//	">^"         time goes by until the next note is due, which wakes the bot
//	">- words"   as ">.", by somebody who may manage the group
//	">+"         the bot was added to the group; "blind": it does not get every message
//	">~ 25h"     time goes by
//
// go test ./bot -update writes the answers anew; read the diff.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) { play(t, f) })
	}
}

func play(t *testing.T, file string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t)
	var got strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(string(want), "\n"), "\n") {
		if strings.HasPrefix(line, "<") {
			continue
		}
		p.flush(&got, line)
		got.WriteString(line + "\n")
		if strings.HasPrefix(line, ">") {
			p.take(line)
		}
	}
	p.flush(&got, "")
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(want) {
		t.Errorf("the conversation has changed; read the difference and run with -update if it is right\n%s", firstDifference(got.String(), string(want)))
	}
}

// firstDifference shows where two transcripts part.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			old := ""
			if i < len(w) {
				old = w[i]
			}
			return fmt.Sprintf("line %d\n got: %s\nwant: %s", i+1, g[i], old)
		}
	}
	return "the old one is longer"
}

// player sends the lines of a transcript and writes down the answers.
type player struct {
	t       *testing.T
	handle  func(bot.Message) bot.Outcome
	now     time.Time
	pending *bot.Message
	last    bot.Reply
	notes   []bot.Note
}

func newPlayer(t *testing.T) *player {
	t.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	b := bot.New(base)
	r, err := relay.Open(t.Context(), relay.Options{Talk: relay.Talk{Handler: b, Fallback: b.Fallback(), Log: slog.New(slog.DiscardHandler)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return &player{t: t, now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC),
		handle: func(m bot.Message) bot.Outcome { return r.Handle(context.Background(), m) }}
}

// take reads one ">" line; forwards wait for those that follow them.
func (p *player) take(line string) {
	line += " " // an empty message is a bare ">"
	kind, words := line[1:2], strings.TrimSpace(line[1:])
	m := bot.Message{From: "ann", Chat: bot.Chat{Platform: "test", ID: "private"}, Time: p.now, Addressed: true}
	if kind != " " {
		words = strings.TrimSpace(line[2:])
	}
	switch kind {
	case ">":
		if p.pending != nil {
			p.pending.Quotes[0].Text += "\n" + words
			return
		}
		m.Quotes = []bot.Quote{{Text: words, Forwarded: true}}
	case "!", "=":
		m.Choice = p.choice(words)
		if kind == "=" {
			m.Chat, m.Role = bot.Chat{Platform: "test", ID: "family", Kind: bot.Group}, bot.Admin
		}
	case "^":
		m = p.due()
	case "@", ".", "*", "-":
		m.Chat = bot.Chat{Platform: "test", ID: "family", Kind: bot.Group}
		m.CanRead = true
		m.Text, m.Addressed = words, kind == "@" || kind == "*"
		if kind == "*" || kind == "-" {
			m.Role = bot.Admin
		}
	case "+":
		m.Chat = bot.Chat{Platform: "test", ID: "family", Kind: bot.Group}
		m.Event = bot.Added
		m.CanRead = words != "blind"
	case "~":
		d, err := time.ParseDuration(words)
		if err != nil {
			p.t.Fatalf("time: %v", err)
		}
		p.now = p.now.Add(d)
		return
	default:
		m.Text = words
	}
	p.pending = &m
}

// choice finds the id of a button shown last.
func (p *player) choice(label string) string {
	for _, c := range p.last.Choices {
		if c.Label == label {
			return c.ID
		}
	}
	p.t.Fatalf("no button %q was shown; there are %v", label, p.last.Choices)
	return ""
}

// flush sends the waiting message and writes the answer, unless the next line
// belongs to it.
func (p *player) flush(out *strings.Builder, next string) {
	if p.pending == nil || strings.HasPrefix(next, ">>") && len(p.pending.Quotes) > 0 {
		return
	}
	p.now = p.now.Add(20 * time.Second)
	p.pending.Time = p.now
	o := p.handle(*p.pending)
	p.last, p.pending = o.Reply, nil
	p.notes = append(p.notes, o.Notes...)
	if p.last.Silent() {
		out.WriteString("< (silent)\n")
	}
	for l := range strings.SplitSeq(p.last.Text(), "\n") {
		if !p.last.Silent() {
			out.WriteString(strings.TrimRight("< "+l, " ") + "\n")
		}
	}
	for _, c := range p.last.Choices {
		out.WriteString("< [" + c.Label + "]\n")
	}
	for _, n := range o.Notes {
		out.WriteString("< (" + n.At.UTC().Format("Monday 2 January 2006 15:04") + ": " + n.About + ")\n")
	}
}

// due lets time go by until the earliest note, and gives its wake-up.
func (p *player) due() bot.Message {
	p.t.Helper()
	if len(p.notes) == 0 {
		p.t.Fatal("no note is waiting")
	}
	slices.SortStableFunc(p.notes, func(a, b bot.Note) int { return a.At.Compare(b.At) })
	n := p.notes[0]
	p.notes = p.notes[1:]
	for n.To.Kind == bot.Group && n.At.Sub(p.now) > bot.Idle { // meanwhile the group talks of other things
		p.now = p.now.Add(bot.Idle / 2)
		p.handle(bot.Message{From: "bob", Chat: n.To, Time: p.now, Text: "see you on sunday"})
	}
	p.now = n.At
	return bot.Message{Event: bot.Due, Chat: n.To, From: n.From, Text: n.About}
}
