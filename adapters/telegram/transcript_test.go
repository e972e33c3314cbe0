package telegram

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
	"hangup/bot/relay"
	"hangup/knowledge"
)

// conversation gives the real conversation, and the numbers and addresses of our own.
func conversation(tb testing.TB) (func(context.Context, bot.Message) bot.Outcome, []string) {
	tb.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		tb.Fatal(err)
	}
	b := bot.New(base)
	r, err := relay.Open(tb.Context(), relay.Options{Talk: relay.Talk{Handler: b, Fallback: b.Fallback(), Log: slog.New(slog.DiscardHandler)}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(r.Close)
	return r.Handle, base.Contacts()
}

// realWords are the adapter's sentences as they are in the content.
func realWords(tb testing.TB) map[string]string {
	tb.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		tb.Fatal(err)
	}
	return base.Sayings("telegram")
}

// TestTranscripts plays the conversations of bot/testdata over Telegram: what
// a person sees there has to be what stands in them.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("../../bot/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			if name := filepath.Base(f); strings.HasPrefix(name, "practice") || name == "drill.txt" {
				t.Skip("which exercise comes depends on the chat's id")
			}
			p := newPlayer(t)
			for _, turn := range turns(read(t, f)) {
				p.play(turn)
			}
		})
	}
}

// turn is one or several lines that are sent, and what has to come back.
type turn struct {
	sent []string
	want []string
}

// turns cuts a transcript. Forwards in a row are sent together.
func turns(s string) []turn {
	var out []turn
	for line := range strings.SplitSeq(s, "\n") {
		last := len(out) - 1
		switch {
		case strings.HasPrefix(line, "<"):
			out[last].want = append(out[last].want, strings.TrimSpace(line[1:]))
		case strings.HasPrefix(line, ">>") && last >= 0 && strings.HasPrefix(out[last].sent[0], ">>") && len(out[last].want) == 0:
			out[last].sent = append(out[last].sent, line)
		case strings.HasPrefix(line, ">"):
			out = append(out, turn{sent: []string{line}})
		}
	}
	return out
}

// player sends the lines of a transcript through Telegram.
type player struct {
	*testing.T
	*desk
	ann, admin *telegramtest.Person
	family     *telegramtest.Chat
	last       telegramtest.Sent
}

func newPlayer(t *testing.T) *player {
	t.Helper()
	srv := telegramtest.New(t)
	srv.Privacy(false)
	handle, known := conversation(t)
	p := &player{T: t, ann: srv.Person("Ann"), admin: srv.Person("Carol")}
	p.ann.Start()
	srv.Later(time.Until(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)))
	p.family = srv.Group("Family", p.admin)
	p.desk = openDesk(t, srv, handle, func(o *Options) { o.Known, o.Words = known, realWords(t) })
	return p
}

// play sends one turn and compares what comes back.
func (p *player) play(tt turn) {
	p.Helper()
	kind, words := tt.sent[0][1:min(2, len(tt.sent[0]))], strings.TrimSpace(tt.sent[0][1:])
	if kind != " " && kind != "" {
		words = strings.TrimSpace(tt.sent[0][2:])
	}
	at := p.ann.Private()
	switch kind {
	case "~":
		d, err := time.ParseDuration(words)
		if err != nil {
			p.Fatal(err)
		}
		p.srv.Later(d)
		return
	case "^":
		p.Skip("the rest waits for a note, which is the relay's")
	case "=":
		at = p.family
		at.Press(p, p.admin, p.last, words)
	case "!":
		at.Press(p, p.ann, p.last, words)
	case "+":
		at = p.family
		if at.HasBot() {
			at.Remove(p.admin)
			p.next(p.T)
		}
		p.privacy(words == "blind")
		at.Add(p.admin, false)
	case "@", ".", "*", "-":
		at = p.family
		who, name := p.ann, ""
		if kind == "*" || kind == "-" {
			who = p.admin
		}
		if kind == "@" || kind == "*" {
			name = "@" + telegramtest.BotName + " "
		}
		at.Say(who, name+words)
	case ">":
		var all []string
		for _, l := range tt.sent {
			all = append(all, strings.TrimSpace(l[2:]))
		}
		at.Forward(p.ann, strings.Join(all, "\n"))
	default:
		if words == "" {
			p.Skip("an empty message cannot be sent on Telegram")
		}
		at.Say(p.ann, words)
	}
	p.next(p.T)
	p.compare(at, tt)
	if kind == "+" {
		p.privacy(false) // so that talk arrives
	}
}

// privacy turns privacy mode on or off, and has the bot know it.
func (p *player) privacy(on bool) {
	p.Helper()
	p.srv.Privacy(on)
	if err := p.a.learn(p.Context()); err != nil {
		p.Fatal(err)
	}
}

// compare holds what the chat shows against the transcript.
func (p *player) compare(at *telegramtest.Chat, tt turn) {
	p.Helper()
	var got []string
	alone := at == p.family && at.Unread() == 0
	if alone {
		at = p.ann.Private() // what is for her alone comes there
	}
	for at.Unread() > 0 {
		m := at.Next(p)
		p.last = m
		for l := range strings.SplitSeq(m.Text, "\n") {
			got = append(got, strings.TrimPrefix(l, "• "))
		}
		for _, b := range m.Buttons() {
			got = append(got, "["+b.Text+"]")
		}
	}
	var want []string
	for _, l := range tt.want {
		if l != "" && l != "(silent)" && !strings.Contains(l, ": again:") && (!alone || l != "[Ask me privately]") {
			want = append(want, strings.TrimPrefix(l, "- "))
		}
	}
	if strings.Contains(strings.Join(want, " "), "I made this one up") {
		return // which exercise comes depends on the chat's id
	}
	if g, w := strings.Join(squeeze(got), "\n"), strings.Join(squeeze(want), "\n"); g != w {
		p.Errorf("after %q the chat shows\n%s\n\nwant\n%s", tt.sent, g, w)
	}
}

// squeeze drops empty lines.
func squeeze(ls []string) []string {
	var out []string
	for _, l := range ls {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
