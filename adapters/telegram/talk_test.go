package telegram

import (
	"slices"
	"strings"
	"testing"

	"hangup/adapters/telegram/telegramtest"
)

// town is a Telegram with the real conversation behind it.
func town(t *testing.T) (*telegramtest.Server, *desk) {
	t.Helper()
	srv := telegramtest.New(t)
	handle, known := conversation(t)
	return srv, openDesk(t, srv, handle, func(o *Options) { o.Known, o.Words = known, realWords(t) })
}

const popUp = "Windows Defender Security Warning. Your PC is blocked. Call Microsoft Support on 0808 157 0192 at once."

func wantText(t *testing.T, m telegramtest.Sent, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text, p) {
			t.Errorf("the chat shows %q, want %q in it", m.Text, p)
		}
	}
}

// label finds the button that has words in its label.
func label(t *testing.T, m telegramtest.Sent, words string) string {
	t.Helper()
	for _, b := range m.Buttons() {
		if strings.Contains(b.Text, words) {
			return b.Text
		}
	}
	t.Fatalf("no button with %q: %+v", words, m.Buttons())
	return ""
}

// foreign is what can be tapped and is not ours.
func foreign(m telegramtest.Sent) []string {
	return slices.DeleteFunc(m.Tappable(), func(s string) bool { return strings.HasPrefix(s, "microsoft.com/reportascam") })
}

// TestForwardToSteps: a forward gives a verdict, a tap the steps; the tap is
// shown as chosen, and a second one on its heels changes nothing.
func TestForwardToSteps(t *testing.T) {
	srv, d := town(t)
	ann := srv.Person("Ann")
	c := ann.Private()
	id := c.Forward(ann, popUp)
	m := c.Next(t)
	wantText(t, m, "scam", "0808 •••")
	if m.ReplyTo != id || len(foreign(m)) > 0 {
		t.Errorf("it answers %d and %q can be tapped; want %d and nothing", m.ReplyTo, foreign(m), id)
	}
	in := label(t, m, "my computer")
	c.Press(t, ann, m, in)
	c.Press(t, ann, m, in)
	steps := c.Next(t)
	wantText(t, steps, "Wi-Fi", "1. ")
	srv.WaitFor(t, "answer to the taps", srv.Answered)
	srv.WaitFor(t, "button shown as chosen", func() bool { return len(c.Message(m.ID).Buttons()) == 1 })
	if got := c.Message(m.ID).Buttons()[0]; got.Text != "✓ "+in {
		t.Errorf("the button shows %q", got.Text)
	}
	c.Press(t, ann, c.Message(m.ID), "✓ "+in)
	srv.WaitFor(t, "answer to the old button", srv.Answered)
	srv.WaitConfirmed(t)
	d.stop()
	if c.Unread() != 0 {
		t.Errorf("%d more messages came for taps that were made already", c.Unread())
	}
}

// TestForwardsInARow are one case with one answer; so is an album.
func TestForwardsInARow(t *testing.T) {
	srv, d := town(t)
	ann := srv.Person("Ann")
	c := ann.Private()
	for _, s := range []string{"Hi, this is Microsoft.", "Your PC is blocked.", "Call 0808 157 0192 at once."} {
		c.Forward(ann, s)
	}
	wantText(t, c.Next(t), "scam")
	photo := telegramtest.Extra{"media_group_id": "1", "photo": []map[string]any{{"file_id": "p", "width": 9, "height": 9, "file_size": 10}}, "text": nil}
	for range 3 {
		c.Say(ann, "", photo)
	}
	wantText(t, c.Next(t), "picture")
	srv.WaitConfirmed(t)
	d.stop()
	if c.Unread() != 0 {
		t.Errorf("%d more answers came", c.Unread())
	}
	if c.Typed() == 0 {
		t.Error("nothing shows that a picture is being read")
	}
}

// TestFamilyGroup: added, it says what it does; a scam is warned of, and plain
// words of an admin quiet it and send it away.
func TestFamilyGroup(t *testing.T) {
	srv, d := town(t)
	srv.Privacy(false)
	if err := d.a.learn(t.Context()); err != nil {
		t.Fatal(err)
	}
	owner, bob := srv.Person("Owner"), srv.Person("Bob")
	g := srv.Group("Family", owner)
	g.Add(owner, false)
	intro := g.Next(t)
	wantText(t, intro, "I warn of scams here", "keep none", "/check", "leave")
	posted := g.Say(bob, popUp)
	alert := g.Next(t)
	wantText(t, alert, "clear signs of a scam")
	if !alert.Silent || alert.ReplyTo != posted || strings.Contains(alert.Text, "Bob") {
		t.Errorf("the alert is loud, answers %d instead of %d, or names somebody: %+v", alert.ReplyTo, posted, alert)
	}
	if b := alert.Buttons(); len(b) != 1 || !strings.HasPrefix(b[0].URL, "https://t.me/") {
		t.Errorf("the button is %+v, want one that opens the private chat", b)
	}
	g.Say(bob, popUp+"!")
	g.Say(bob, "@"+telegramtest.BotName+" be quiet")
	wantText(t, g.Next(t), "Only someone who manages this group")
	g.Press(t, bob, intro, label(t, intro, "Only when asked"))
	wantText(t, g.Next(t), "Only someone who manages this group")
	if len(g.Message(intro.ID).Buttons()) != 2 {
		t.Error("a tap that changed nothing took the buttons away")
	}
	g.Say(owner, "be quiet")
	wantText(t, g.Next(t), "quiet")
	g.Say(bob, "VIRUS ALERT! Spyware found on this PC. Ring Windows Help Desk on 020 7946 0142 now.")
	g.Say(bob, "/check@"+telegramtest.BotName, g.Above(posted))
	wantText(t, g.Next(t), "clear signs of a scam")
	g.Say(owner, "@"+telegramtest.BotName+" leave the group please")
	wantText(t, g.Next(t), "Goodbye")
	srv.WaitFor(t, "leaving", func() bool { return !g.HasBot() })
}

// TestPrivacyMode: where the bot does not get every message it says so, and how
// to change that.
func TestPrivacyMode(t *testing.T) {
	srv, d := town(t)
	owner := srv.Person("Owner")
	g := srv.Group("Family", owner)
	g.Add(owner, false)
	wantText(t, g.Next(t), "I see only what is meant for me", "make me an admin")
	g.Say(owner, "/status@"+telegramtest.BotName)
	wantText(t, g.Next(t), "only messages that are meant for me")
	g.Remove(owner)
	d.next(t)
	g.Add(owner, true)
	wantText(t, g.Next(t), "I warn of scams here")
	anon := telegramtest.Extra{"sender_chat": map[string]any{"id": g.ID, "type": "supergroup", "title": "Family"}, "from": map[string]any{"id": 1087968824, "is_bot": true, "first_name": "Group"}}
	g.Say(owner, "@"+telegramtest.BotName+" be quiet", anon)
	wantText(t, g.Next(t), "quiet")
}

// TestMovedGroup: what an admin has chosen holds in the supergroup.
func TestMovedGroup(t *testing.T) {
	srv, d := town(t)
	srv.Privacy(false)
	if err := d.a.learn(t.Context()); err != nil {
		t.Fatal(err)
	}
	owner := srv.Person("Owner")
	g := srv.Group("Family", owner)
	g.Add(owner, false)
	g.Next(t)
	g.Say(owner, "@"+telegramtest.BotName+" be quiet")
	g.Next(t)
	next := g.Migrate()
	next.Say(owner, popUp)
	next.Say(owner, "/status@"+telegramtest.BotName)
	wantText(t, next.Next(t), "I am quiet here")
}

// TestInline: "@bot words" gives one card with the verdict; too few words give none.
func TestInline(t *testing.T) {
	srv, _ := town(t)
	ann := srv.Person("Ann")
	if c := srv.Ask(t, ann, "your"); c.Results != 0 {
		t.Errorf("a word gave %+v", c)
	}
	c := srv.Ask(t, ann, popUp)
	if c.Results != 1 || !strings.Contains(c.Title, "scam") || !strings.Contains(c.Text, "0808 •••") {
		t.Errorf("the card is %+v", c)
	}
	if hits := foreign(telegramtest.Sent{Text: c.Text}); len(hits) > 0 {
		t.Errorf("%q can be tapped", hits)
	}
}

// TestBusiness: a scam that somebody sends to a person's business account is
// told to that person alone; what is none is not, nor what they write themselves.
func TestBusiness(t *testing.T) {
	srv, _ := town(t)
	ann, crook := srv.Person("Ann"), srv.Person("Crook")
	conn := srv.Business(ann)
	id := 5
	talk := func(words string, from *telegramtest.Person) {
		id++
		srv.Push("business_message", map[string]any{"message_id": id, "date": 1795428000, "business_connection_id": conn, "text": words,
			"chat": map[string]any{"id": crook.ID, "type": "private", "first_name": "Crook"}, "from": map[string]any{"id": from.ID, "first_name": from.First}})
	}
	talk("are you coming on sunday?", crook)
	talk(popUp, ann)
	talk(popUp, crook)
	m := ann.Private().Next(t)
	wantText(t, m, "Somebody sent you this", "scam")
	if crook.Private().Unread() != 0 {
		t.Error("the crook was answered")
	}
}

// TestFamilyLink goes from /family to the trusted person's being told.
func TestFamilyLink(t *testing.T) {
	srv, _ := town(t)
	mum, anna := srv.Person("Margaret"), srv.Person("Anna")
	c := mum.Private()
	c.Say(mum, "/family")
	m := c.Next(t)
	c.Press(t, mum, m, label(t, m, "Choose"))
	wantText(t, c.Next(t), "What do you call")
	c.Say(mum, "Anna")
	m = c.Next(t)
	_, link, _ := strings.Cut(m.Buttons()[0].URL, "start%3D")
	code, _, _ := strings.Cut(link, "&")
	anna.Private().Say(anna, "/start "+code)
	m = anna.Private().Next(t)
	wantText(t, m, "trusted person")
	anna.Private().Press(t, anna, m, "Yes, I will")
	anna.Private().Next(t)
	m = c.Next(t)
	wantText(t, m, "Anna says yes")
	c.Press(t, mum, m, "Yes, that is Anna")
	c.Next(t)
	wantText(t, anna.Private().Next(t), "trusted person of Margaret")
	c.Say(mum, "they are on my computer right now")
	m = c.Next(t)
	c.Press(t, mum, m, "Tell Anna")
	wantText(t, c.Next(t), "I have told Anna")
	told := anna.Private().Next(t)
	wantText(t, told, "Margaret", "Ring them now", "not to blame")
	if told.Silent {
		t.Error("the call for help makes no sound")
	}
}

// TestEdit: a changed message is looked at anew.
func TestEdit(t *testing.T) {
	srv, _ := town(t)
	ann := srv.Person("Ann")
	id := ann.Private().Say(ann, "hello")
	ann.Private().Next(t)
	ann.Private().Edit(id, "they are on my computer right now")
	wantText(t, ann.Private().Next(t), "Wi-Fi")
}

// TestBadUpdatesAreParked and hold nothing up.
func TestBadUpdatesAreParked(t *testing.T) {
	srv, d := town(t)
	srv.Push("message", map[string]any{"message_id": "x", "chat": 5})
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "hello")
	ann.Private().Next(t)
	srv.WaitConfirmed(t)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.parked != 1 {
		t.Errorf("%d updates were parked, want 1", d.parked)
	}
}
