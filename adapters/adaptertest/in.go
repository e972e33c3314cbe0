package adaptertest

import (
	"strings"
	"unicode/utf8"

	"hangup/bot"
)

func ownWords(t trial) {
	d, got := open(t, bot.Reply{Lead: "Hang up now."})
	const words = "a man rang, he says my PC is ill. what do i do? £40 & <more>"
	seen := d.Send(t.T, bot.Message{Text: words})
	if m := got.last(t.T); m.Text != words || len(m.Quotes) != 0 || m.Command != "" || m.Choice != "" {
		t.Errorf("conversation got text %q, quotes %v, command %q, choice %q; want only the text %q", m.Text, m.Quotes, m.Command, m.Choice, words)
	}
	wantSeen(t.T, seen, "Hang up now.")
}

func envelope(t trial) {
	d, got := open(t, bot.Reply{Lead: "Yes."})
	d.Send(t.T, bot.Message{Text: "first"})
	one := got.last(t.T)
	d.Send(t.T, bot.Message{Text: "second"})
	two := got.last(t.T)
	if one.Chat.Platform == "" || one.Chat.ID == "" || one.Chat != two.Chat {
		t.Errorf("chats are %+v and %+v, want the same one with platform and id", one.Chat, two.Chat)
	}
	if one.Chat.Kind == bot.Private && !one.Addressed {
		t.Error("a private message is not marked as addressed to the bot")
	}
	if one.Time.IsZero() || one.From == "" {
		t.Errorf("time %v and sender %q, want both", one.Time, one.From)
	}
	if one.ID != "" && one.ID == two.ID {
		t.Errorf("two messages have the same id %q: the second would not be answered", one.ID)
	}
}

func forwards(t trial) {
	d, got := open(t, bot.Reply{Lead: "This is a scam."})
	const body = "Windows is blocked.\nCall 0800 046 5729 now"
	d.Send(t.T, bot.Message{Quotes: []bot.Quote{{Text: body, Forwarded: true}}})
	m := got.last(t.T)
	if !t.Quotes {
		if m.Text != body {
			t.Errorf("conversation got text %q, want the whole paste %q in one message", m.Text, body)
		}
		return
	}
	if len(m.Quotes) != 1 || m.Quotes[0].Text != body || m.Text != "" {
		t.Errorf("conversation got text %q and quotes %+v, want one quote of %q and no text", m.Text, m.Quotes, body)
	}
}

func commands(t trial) {
	d, got := open(t, bot.Reply{Lead: "Turn off the Wi-Fi."})
	for _, m := range []bot.Message{{Command: "now"}, {Command: "check", Text: "is this real"}} {
		d.Send(t.T, m)
		if g := got.last(t.T); g.Command != m.Command || g.Text != m.Text {
			t.Errorf("conversation got command %q and text %q, want %q and %q", g.Command, g.Text, m.Command, m.Text)
		}
	}
}

// brokenText sends what no keyboard makes. An answer has to come, and only clean
// text may reach the conversation.
func brokenText(t trial) {
	d, got := open(t, bot.Reply{Lead: "I read that."})
	for _, text := range []string{
		"caf\xe9 \xff\xfe call us", "zero\x00byte", "\U0001F62D", "\x1b[2J\x1b]0;x\x07hello", "a\u202eb\u200bc",
		strings.Repeat("word ", 20_000),
	} {
		wantSeen(t.T, d.Send(t.T, bot.Message{Text: text}), "I read that.")
		m := got.last(t.T)
		if !utf8.ValidString(m.Text) || strings.ContainsRune(m.Text, 0) {
			t.Errorf("%.20q reached the conversation as %.40q: not clean", text, m.Text)
		}
		if strings.TrimSpace(m.Text) == "" {
			t.Errorf("%.20q reached the conversation empty", text)
		}
	}
}
