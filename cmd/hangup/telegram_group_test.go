package main

import (
	"strings"
	"testing"

	"hangup/adapters/telegram/telegramtest"
)

// newGroup is a group with the bot in it, which has said hello.
func newGroup(t *testing.T, srv *telegramtest.Server) (g *telegramtest.Chat, owner, bob *telegramtest.Person) {
	t.Helper()
	owner, bob = srv.Person("Owner"), srv.Person("Bob")
	g = srv.Group("Family", owner)
	g.Add(owner, false)
	shows(t, g.Next(t), "I warn of scams here")
	return g, owner, bob
}

const toBot = "@" + telegramtest.BotName + " "

func topicShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, _, bob := newGroup(t, srv)
	thread := g.Topic()
	posted := g.Say(bob, scamPopUp, telegramtest.Extra{"is_topic_message": true, "message_thread_id": thread})
	m := g.Next(t)
	shows(t, m, "clear signs of a scam")
	if m.Thread != thread || m.ReplyTo != posted || !m.Silent {
		t.Errorf("it stands in topic %d as an answer to %d, silent %v; want %d, %d, true", m.Thread, m.ReplyTo, m.Silent, thread, posted)
	}
}

func anonymousShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, owner, bob := newGroup(t, srv)
	as := func(chat int64, name string) telegramtest.Extra {
		return telegramtest.Extra{"sender_chat": map[string]any{"id": chat, "type": "supergroup", "title": "x"}, "from": map[string]any{"id": 1087968824, "is_bot": true, "first_name": name}}
	}
	g.Say(bob, toBot+"leave", as(-1009999, "Channel")) // who writes as some channel manages nothing here
	shows(t, g.Next(t), "Only someone who manages this group")
	g.Say(owner, toBot+"be quiet", as(g.ID, "Group"))
	shows(t, g.Next(t), "quiet")
}

func modeShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, owner, bob := newGroup(t, srv)
	g.Say(owner, "/settings"+strings.TrimSpace(toBot))
	m := g.Next(t)
	tap(t, g, bob, m, "Only when asked")
	shows(t, g.Next(t), "Only someone who manages this group")
	tap(t, g, owner, m, "Only when asked")
	shows(t, g.Next(t), "quiet")
	srv.WaitFor(t, "button shown as chosen", func() bool {
		b := g.Message(m.ID).Buttons()
		return len(b) == 1 && b[0].Text == "✓ Only when asked"
	})
	g.Say(bob, scamPopUp)
	g.Say(owner, "/settings"+strings.TrimSpace(toBot))
	tap(t, g, owner, g.Next(t), "Watch for scams")
	shows(t, g.Next(t), "I will warn here")
}

func ordersShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, owner, bob := newGroup(t, srv)
	for _, words := range []string{"leave", "be quiet"} {
		g.Say(bob, toBot+words)
		shows(t, g.Next(t), "Only someone who manages this group")
	}
	g.Say(bob, scamPopUp)
	shows(t, g.Next(t), "clear signs of a scam")
	g.Say(bob, "leave")          // to the bot or not: from Bob it is nothing
	g.Say(owner, "please leave") // right after a warning it is to the bot
	shows(t, g.Next(t), "Goodbye")
	srv.WaitFor(t, "leaving", func() bool { return !g.HasBot() })
}

// aloneShape: who has no chat with the bot gets the first act and the way there,
// in the group; who has one is answered in it and nowhere else.
func aloneShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, _, bob := newGroup(t, srv)
	g.Say(bob, toBot+"someone is in my computer right now and i gave my bank password")
	m := g.Next(t)
	if b := m.Buttons(); len(b) != 1 || b[0].URL != "https://t.me/"+telegramtest.BotName+"?start=check" {
		t.Errorf("the button is %+v", b)
	}
	if m.Silent || strings.Contains(m.Text, "password") {
		t.Errorf("it is silent or says too much: %+v", m)
	}
	bob.Private().Say(bob, "hello")
	bob.Private().Next(t)
	g.Say(bob, toBot+"someone is in my computer right now")
	shows(t, bob.Private().Next(t), "Wi-Fi")
	if n := g.Unread(); n != 0 {
		t.Errorf("the group got %d more answers", n)
	}
}

// onceShape: edits, forwards and words of one's own make no second warning.
func onceShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, _, bob := newGroup(t, srv)
	posted := g.Say(bob, scamPopUp)
	shows(t, g.Next(t), "clear signs of a scam")
	g.Edit(posted, strings.Replace(scamPopUp, "Warning", "Alert", 1))
	g.Forward(bob, scamPopUp)
	g.Say(bob, "has anybody else had this? "+scamPopUp)
	g.Say(bob, strings.Replace(scamPopUp, "0808 157 0192", "020 7946 0142", 1))
	g.Say(bob, "/status"+strings.TrimSpace(toBot))
	shows(t, g.Next(t), "I look at every message here")
	harmless := g.Say(bob, "lunch on sunday at 1?")
	g.Edit(harmless, "VIRUS ALERT! Spyware found on this PC. Ring Windows Help Desk on 020 7946 0142 now.")
	shows(t, g.Next(t), "clear signs of a scam")
}

func aboveShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	g, owner, bob := newGroup(t, srv)
	g.Say(owner, toBot+"be quiet")
	g.Next(t)
	posted := g.Say(bob, scamPopUp)
	g.Say(owner, toBot+"is this real?", g.Above(posted))
	shows(t, g.Next(t), "clear signs of a scam", "0808 •••")
}

// floodShape: Telegram takes one message a second in a chat, so replies to a flood
// wait; what the crisis in it is answered with does not.
func floodShape(t *testing.T, srv *telegramtest.Server) {
	t.Helper()
	ann := srv.Person("Ann")
	c := ann.Private()
	for range 12 {
		c.Say(ann, "hello")
	}
	c.Next(t)
	c.Say(ann, "they are on my computer right now")
	for n := 1; ; n++ {
		if strings.Contains(c.Next(t).Text, "Wi-Fi") {
			break
		}
		if n == 5 {
			t.Fatal("five replies to a flood came before the one to a crisis")
		}
	}
}
