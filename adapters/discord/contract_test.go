package discord

import (
	"strings"
	"testing"

	"hangup/adapters/adaptertest"
	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

func TestContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Contract{
		Quotes: true, Limit: maxContent, Secrets: []string{discordtest.Token, "secret-token"}, Shows: newCalmer(nil).shown,
		Open: func(t *testing.T, s adaptertest.Setup) adaptertest.Door {
			t.Helper()
			srv := discordtest.New(t)
			d := openDesk(t, srv, s.Converse, func(o *Options) { o.Log = s.Log })
			return &door{desk: d, ann: srv.Person("Ann")}
		},
	})
}

// door is Ann's direct messages with the bot.
type door struct {
	*desk

	ann  *discordtest.Person
	last discordtest.Sent
}

func (d *door) Send(t *testing.T, m bot.Message) adaptertest.Seen {
	t.Helper()
	c := d.ann.DM()
	switch {
	case m.Choice != "":
		for _, b := range d.last.Buttons() {
			if b.CustomID == m.Choice {
				c.Press(t, d.last, b.Label)
			}
		}
	case m.Command != "":
		options := map[string]string{}
		if m.Text != "" {
			options["text"] = m.Text
		}
		c.Command(m.Command, options)
	case len(m.Quotes) > 0:
		c.Forward(m.Quotes[0].Text)
	default:
		return d.typed(t, m.Text)
	}
	return d.seen(t)
}

// typed sends words as an app does, in pieces that Discord takes.
func (d *door) typed(t *testing.T, words string) adaptertest.Seen {
	t.Helper()
	var seen adaptertest.Seen
	for len(words) > 0 {
		piece := words[:min(len(words), maxContent)]
		words = strings.TrimPrefix(words, piece)
		d.ann.DM().Say(piece)
		seen = d.seen(t)
	}
	return seen
}

// seen is what came back.
func (d *door) seen(t *testing.T) adaptertest.Seen {
	t.Helper()
	d.next(t)
	var out adaptertest.Seen
	for d.ann.DM().Unread() > 0 {
		d.last = d.ann.DM().Next(t)
		if len(d.last.Active) > 0 || d.last.Pings || d.last.Preview {
			t.Errorf("%q is active, or it may ring or show previews: %+v", d.last.Active, d.last)
		}
		out.Parts = append(out.Parts, d.last.Text)
		for _, b := range d.last.Buttons() {
			out.Choices = append(out.Choices, bot.Choice{ID: b.CustomID, Label: b.Label})
		}
	}
	return out
}

func (d *door) Stop(t *testing.T) {
	t.Helper()
	d.stop()
}
