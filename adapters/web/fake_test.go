package web

import (
	"context"
	"strings"
	"sync"

	"hangup/bot"
)

// fakeTalk stands in for the conversation, with replies of the shapes people get.
// It remembers what it was told.
type fakeTalk struct {
	mu    sync.Mutex
	heard []bot.Message
}

func (f *fakeTalk) converse(_ context.Context, m bot.Message) bot.Outcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.heard = append(f.heard, m)
	switch {
	case m.Text == "panic":
		panic("secret words: " + m.Text)
	case m.Command == "now", m.Choice == "on-computer":
		return bot.Outcome{Reply: crisisReply}
	case len(m.Quotes) > 0:
		return bot.Outcome{Reply: verdictReply}
	case m.Command == "forget":
		return bot.Outcome{Reply: bot.Reply{Lead: "Forgotten. Nothing of our talk is left here."}}
	case strings.Contains(m.Text, "letter"):
		return bot.Outcome{Reply: letterReply}
	}
	return bot.Outcome{Reply: bot.Reply{Lead: "You asked: " + m.Text, Blocks: []bot.Block{{Lines: []string{"Here is what to do."}}}}}
}

func (f *fakeTalk) all() []bot.Message {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]bot.Message(nil), f.heard...)
}

var crisisReply = bot.Reply{
	Lead: "Turn off this computer's Wi-Fi, or hold its power button.",
	Blocks: []bot.Block{{Kind: bot.Steps, Lines: []string{
		"Hang up. You owe them no goodbye.",
		"Ring 159, or the number on your bank card, from another phone.",
		"Leave the computer off until somebody you know has looked at it.",
	}}, {Lines: []string{"These people do this for a living. You did the right thing by stopping."}}},
	Choices: []bot.Choice{{ID: "yes", Label: "Yes, they can see my screen"}, {ID: "no", Label: "No"}, {ID: "unsure", Label: "Not sure"}},
}

var verdictReply = bot.Reply{
	Lead: "Clear scam signs. Do not ring the number; close the page.",
	Blocks: []bot.Block{
		{Kind: bot.Quotes, Title: "Why: it has a security warning that gives a number to ring", Lines: []string{"“call Microsoft on 0800 ••• ••29 now”", "“do not shut down your computer”"}},
		{Kind: bot.Points, Title: "What the real Microsoft does", Lines: []string{"Real Windows warnings never show a phone number.", "Microsoft never rings you first."}},
		{Lines: []string{"Did anything happen already?"}},
	},
	Choices: []bot.Choice{
		{ID: "nothing", Label: "Nothing yet"}, {ID: "on-computer", Label: "They are on my computer"},
		{ID: "details", Label: "I gave details"}, {ID: "paid", Label: "I paid"},
	},
}

var letterReply = bot.Reply{
	Lead: "Here is your letter.",
	Documents: []bot.Document{
		{Name: "claim-letter.txt", MediaType: "text/plain; charset=utf-8", Body: []byte("Dear bank,\nthey stole it.")},
	},
}
