package telegram

import (
	"strings"
	"testing"

	"hangup/adapters/adaptertest"
	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

func TestContract(t *testing.T) {
	_, secret, _ := strings.Cut(telegramtest.Token, ":")
	adaptertest.Run(t, adaptertest.Contract{
		Quotes: true, Limit: maxText, Secrets: []string{telegramtest.Token, secret}, Shows: newCalmer(nil).text,
		Open: func(t *testing.T, s adaptertest.Setup) adaptertest.Door {
			t.Helper()
			srv := telegramtest.New(t)
			d := openDesk(t, srv, s.Converse, func(o *Options) { o.Log = s.Log })
			return &door{desk: d, ann: srv.Person("Ann")}
		},
	})
}

// door is Ann's private chat with the bot.
type door struct {
	*desk
	ann  *telegramtest.Person
	last telegramtest.Sent
}

func (d *door) Send(t *testing.T, m bot.Message) adaptertest.Seen {
	t.Helper()
	c := d.ann.Private()
	switch {
	case m.Choice != "":
		for _, b := range d.last.Buttons() {
			if b.Data == m.Choice {
				c.Press(t, d.ann, d.last, b.Text)
			}
		}
	case m.Command != "":
		c.Say(d.ann, strings.TrimSpace("/"+m.Command+" "+m.Text))
	case len(m.Quotes) > 0:
		c.Forward(d.ann, m.Quotes[0].Text)
	default:
		return d.typed(t, m.Text)
	}
	return d.seen(t)
}

// typed sends words as an app does, in pieces that Telegram takes.
func (d *door) typed(t *testing.T, words string) adaptertest.Seen {
	t.Helper()
	var seen adaptertest.Seen
	for _, piece := range cut(words) {
		d.ann.Private().Say(d.ann, piece)
		seen = d.seen(t)
	}
	return seen
}

// seen is what came back.
func (d *door) seen(t *testing.T) adaptertest.Seen {
	t.Helper()
	d.next(t)
	var out adaptertest.Seen
	for d.ann.Private().Unread() > 0 {
		d.last = d.ann.Private().Next(t)
		out.Parts = append(out.Parts, d.last.Text)
		for _, b := range d.last.Buttons() {
			out.Choices = append(out.Choices, bot.Choice{ID: b.Data, Label: b.Text})
		}
	}
	return out
}

func (d *door) Stop(t *testing.T) {
	t.Helper()
	d.stop()
}
