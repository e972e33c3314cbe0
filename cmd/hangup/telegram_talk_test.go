package main

import (
	"bytes"
	"strings"
	"testing"

	"hangup/adapters/telegram/telegramtest"
)

// shape is one thing that people do on Telegram, with hangup as a process.
type shape struct {
	name string
	do   func(*testing.T, *telegramtest.Server)
}

// TestTelegramShapes: everything that people send and do, each in chats of its
// own, with one hangup that runs for all of it.
func TestTelegramShapes(t *testing.T) {
	t.Parallel()
	srv, out := telegramtest.New(t), &shared{}
	srv.Privacy(false)
	p := serveTelegram(t, srv, t.TempDir(), out)
	t.Run("all", func(t *testing.T) {
		for _, s := range shapes {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				s.do(t, srv)
			})
		}
	})
	srv.WaitConfirmed(t)
	p.stop(t)
	noSecrets(t, out.String())
}

var shapes = []shape{
	{"a letter is handed over as files", letterFiles},
	{"a poll is read", pollShape},
	{"what cannot be read is said so", unreadShapes},
	{"a business account is watched for its owner alone", businessShape},
	{"words in any chat give a card", inlineShape},
	{"an answer stays in its topic", topicShape},
	{"who manages a group as nobody is obeyed", anonymousShape},
	{"a tap of who manages the group sets how much it hears", modeShape},
	{"only those who manage a group give orders", ordersShape},
	{"one person's money is talked about alone", aloneShape},
	{"a scam is warned of once", onceShape},
	{"an answer to an older message checks that one", aboveShape},
	{"a flood holds up no crisis", floodShape},
}

// letterFiles goes from a forward over the steps to the letter.
func letterFiles(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	ann := srv.Person("Ann")
	c := ann.Private()
	c.Forward(ann, scamPopUp)
	tap(t, c, ann, c.Next(t), "my computer")
	shows(t, c.Next(t), "Wi-Fi")
	c.Say(ann, "/letter")
	tap(t, c, ann, c.Next(t), "Only notes")
	var files []telegramtest.Sent
	for range 40 {
		m := c.Next(t)
		if m.File != "" {
			files = append(files, m)
		} else if len(files) == 0 {
			tapOr(t, c, ann, m, "Yes, make the letter", "skip")
		}
		if len(files) == 2 {
			break
		}
	}
	if len(files) != 2 || !strings.HasSuffix(files[0].File, ".txt") || !strings.HasSuffix(files[1].File, ".pdf") {
		t.Fatalf("%d files came", len(files))
	}
	if !bytes.Contains(files[0].Bytes, []byte("Notes of what happened")) || !bytes.HasPrefix(files[1].Bytes, []byte("%PDF")) {
		t.Errorf("the letter is %.200s and %.8q", files[0].Bytes, files[1].Bytes)
	}
}

// tapOr presses a button, or types where there is none.
func tapOr(t *testing.T, c *telegramtest.Chat, p *telegramtest.Person, m telegramtest.Sent, label, words string) {
	t.Helper()
	for _, b := range m.Buttons() {
		if b.Text == label {
			c.Press(t, p, m, label)
			return
		}
	}
	c.Say(p, words)
}

func pollShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	ann := srv.Person("Ann")
	c := ann.Private()
	option := func(s string) map[string]any { return map[string]any{"text": s, "voter_count": 0} }
	c.Say(ann, "", telegramtest.Extra{"poll": map[string]any{"id": "1", "question": "Windows Defender Security Warning. Your PC is blocked.",
		"options": []any{option("Call Microsoft Support on 0808 157 0192 at once"), option("Lose all files")}, "type": "regular"}})
	shows(t, c.Next(t), "scam", "0808 •••")
}

func unreadShapes(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	ann := srv.Person("Ann")
	c := ann.Private()
	for kind, words := range map[string]string{"voice": "voice", "sticker": "sticker", "contact": "contact", "location": "place", "video": "video"} {
		c.Say(ann, "", telegramtest.Extra{kind: map[string]any{"file_id": "x", "phone_number": "+440000"}})
		m := c.Next(t)
		if !strings.Contains(strings.ToLower(m.Text), words) || len(m.Buttons()) == 0 {
			t.Errorf("%s: the chat shows %q with %d buttons", kind, m.Text, len(m.Buttons()))
		}
	}
}

func businessShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	ann, crook := srv.Person("Ann"), srv.Person("Crook")
	conn := srv.Business(ann)
	for i, words := range []string{"are you coming on sunday?", scamPopUp} {
		srv.Push("business_message", map[string]any{"message_id": 5 + i, "date": 1795428000, "business_connection_id": conn, "text": words,
			"chat": map[string]any{"id": crook.ID, "type": "private"}, "from": map[string]any{"id": crook.ID, "first_name": "Crook"}})
	}
	shows(t, ann.Private().Next(t), "Somebody sent you this", "scam")
	if crook.Private().Unread() != 0 {
		t.Error("the crook was answered")
	}
}

func inlineShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	c := srv.Ask(t, srv.Person("Ann"), scamPopUp)
	if c.Results != 1 || !strings.Contains(c.Title, "scam") || !strings.Contains(c.Text, "0808 •••") {
		t.Errorf("the card is %+v", c)
	}
}
