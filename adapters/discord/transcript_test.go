package discord

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangup/adapters/discord/discordtest"
	"hangup/bot"
	"hangup/bot/relay"
	"hangup/knowledge"
)

// conversation gives the real conversation, and the numbers and addresses of our own.
func conversation(tb testing.TB) (func(context.Context, bot.Message) bot.Outcome, []string) {
	tb.Helper()
	base := realBase(tb)
	b := bot.New(base)
	r, err := relay.Open(tb.Context(), relay.Options{Talk: relay.Talk{Handler: b, Fallback: b.Fallback(), Log: slog.New(slog.DiscardHandler)}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(r.Close)
	return r.Handle, base.Contacts()
}

func realBase(tb testing.TB) *knowledge.Base {
	tb.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		tb.Fatal(err)
	}
	return base
}

// town is a desk with the real conversation behind it, and its words.
func town(t *testing.T, srv *discordtest.Server) *desk {
	t.Helper()
	handle, known := conversation(t)
	words := realBase(t).Sayings("discord")
	return openDesk(t, srv, handle, func(o *Options) { o.Known, o.Words = known, words })
}

// TestTranscripts plays the conversations of bot/testdata over Discord: what a
// person sees there has to be what stands in them.
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

// player sends the lines of a transcript through Discord.
type player struct {
	*testing.T
	*desk

	ann, admin *discordtest.Person
	family     *discordtest.Guild
	last       discordtest.Sent
}

func newPlayer(t *testing.T) *player {
	t.Helper()
	srv := discordtest.New(t)
	p := &player{T: t, ann: srv.Person("Ann"), admin: srv.Person("Carol")}
	srv.Later(time.Until(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)))
	p.family = srv.Guild("Family", p.admin)
	p.desk = town(t, srv)
	for !p.a.reading() {
		wait(t.Context(), time.Millisecond)
	}
	return p
}

// play sends one turn and compares what comes back.
func (p *player) play(tt turn) {
	p.Helper()
	kind, words := tt.sent[0][1:min(2, len(tt.sent[0]))], strings.TrimSpace(tt.sent[0][1:])
	if kind != " " && kind != "" {
		words = strings.TrimSpace(tt.sent[0][2:])
	}
	at := p.ann.DM()
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
		at = p.admin.In(p.family.System())
		at.Press(p, p.last, words)
	case "!":
		at.Press(p, p.last, words)
	case "+":
		at = p.admin.In(p.family.System())
		p.add(words == "blind")
	case "@", ".", "*", "-":
		who, name := p.ann, ""
		if kind == "*" || kind == "-" {
			who = p.admin
		}
		if kind == "@" || kind == "*" {
			name = "<@" + discordtest.BotID + "> "
		}
		at = who.In(p.family.System())
		if !p.family.HasBot() { // nothing was said of its being added
			p.srv.Later(time.Second)
			p.family.Add()
			p.next(p.T)
			p.admin.In(p.family.System()).Next(p)
			p.ann.In(p.family.System()).Next(p)
		}
		at.Say(name + words)
	case ">":
		var all []string
		for _, l := range tt.sent {
			all = append(all, strings.TrimSpace(l[2:]))
		}
		at.Forward(strings.Join(all, "\n"))
	default:
		if words == "" {
			p.Skip("an empty message cannot be sent on Discord")
		}
		at.Say(words)
	}
	p.next(p.T)
	p.compare(at, tt)
}

// add adds the bot to the family's server, with or without the right to read.
func (p *player) add(blind bool) {
	p.Helper()
	if p.family.HasBot() {
		p.family.Remove()
		p.next(p.T)
		p.srv.Later(time.Second)
	}
	p.a.mayRead(!blind)
	p.family.Add()
}

// compare holds what the chat shows against the transcript.
func (p *player) compare(at discordtest.View, tt turn) {
	p.Helper()
	var got []string
	alone := at.Channel == p.family.System() && at.Unread() == 0
	if alone {
		at = p.ann.DM() // what is for her alone comes there
	}
	for at.Unread() > 0 {
		m := at.Next(p)
		p.last = m
		if len(m.Active) > 0 || m.Pings || m.Preview {
			p.Errorf("%q is active, or it may ring or show previews", m.Active)
		}
		for l := range strings.SplitSeq(m.Text, "\n") {
			got = append(got, strings.TrimPrefix(l, "• "))
		}
		for _, b := range m.Buttons() {
			got = append(got, "["+b.Label+"]")
		}
		p.readByOthers(at)
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
	if strings.HasPrefix(tt.sent[0], ">+") {
		got, want = got[:1], want[:1] // the rest is Discord's own
	}
	if g, w := strings.Join(own(got), "\n"), strings.Join(own(want), "\n"); g != w {
		p.Errorf("after %q the chat shows\n%s\n\nwant\n%s", tt.sent, g, w)
	}
}

// readByOthers keeps the two of the family at the same place of the channel.
func (p *player) readByOthers(at discordtest.View) {
	for _, who := range []*discordtest.Person{p.ann, p.admin} {
		if v := who.In(at.Channel); at.Channel == p.family.System() && v.Unread() > 0 {
			v.Next(p)
		}
	}
}

// reading reports whether the gateway gives the text of every message.
func (a *Adapter) reading() bool {
	a.known.Lock()
	defer a.known.Unlock()
	return a.reads
}

// own drops empty lines, and what Discord says in its own words.
func own(ls []string) []string {
	var out []string
	for _, l := range ls {
		switch l = strings.TrimSpace(l); {
		case l == "", strings.HasPrefix(l, "[Send the code to "), l == "[Be quiet just here]":
		default:
			out = append(out, l)
		}
	}
	return out
}
