package discord

import (
	"strings"
	"testing"
	"time"

	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

const popUp = "Windows Defender Security Warning. Your PC is blocked. Call Microsoft Support on 0808 157 0192 at once."

func wantText(t *testing.T, m discordtest.Sent, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text, p) {
			t.Errorf("the chat shows %q, want %q in it", m.Text, p)
		}
	}
	if len(m.Active) > 0 || m.Pings || m.Preview {
		t.Errorf("%q is active, or it may ring or show previews", m.Active)
	}
}

// label finds the button that has words in its label.
func label(t *testing.T, m discordtest.Sent, words string) string {
	t.Helper()
	for _, b := range m.Buttons() {
		if strings.Contains(b.Label, words) {
			return b.Label
		}
	}
	t.Fatalf("no button with %q: %+v", words, m.Buttons())
	return ""
}

// TestForwardToSteps: a forward gives a verdict, a tap the steps; the tap is
// shown as chosen, and a second one on its heels changes nothing.
// unknownInteraction is the code for an interaction that is over.
const unknownInteraction = 10062

func TestForwardToSteps(t *testing.T) {
	srv := discordtest.New(t)
	d := town(t, srv)
	c := srv.Person("Ann").DM()
	id := c.Forward(popUp)
	m := c.Next(t)
	wantText(t, m, "scam", "0808 •••")
	if m.ReplyTo != id {
		t.Errorf("it answers %q, want %q", m.ReplyTo, id)
	}
	in := label(t, m, "my computer")
	c.Press(t, m, in)
	c.Press(t, m, in)
	wantText(t, c.Next(t), "Wi-Fi", "1. ")
	srv.WaitFor(t, "button shown as chosen", func() bool { return srv.Rows(m.ID) == 1 })
	if b := c.Message(m.ID).Buttons()[0]; b.Label != "✓ "+in || !b.Disabled {
		t.Errorf("the button shows %+v", b)
	}
	srv.WaitFor(t, "answer to both taps", func() bool { return srv.Unanswered() == 0 })
	d.stop()
	if c.Unread() != 0 || srv.Thinking() != 0 {
		t.Errorf("%d more messages came, %d are waited for", c.Unread(), srv.Thinking())
	}
}

// TestMenu: "Check for a scam" in the menu of a message is answered to the asker
// alone, in a server, in a server without the bot, and among friends; and so are
// the taps under it.
func TestMenu(t *testing.T) {
	srv := discordtest.New(t)
	town(t, srv)
	ann, bob := srv.Person("Ann"), srv.Person("Bob")
	with, without := srv.Guild("With", bob), srv.Guild("Without", bob)
	with.Add()
	bob.In(with.System()).Next(t)
	ann.In(with.System()).Next(t)
	for name, ch := range map[string]*discordtest.Channel{"with": with.System(), "without": without.System(), "friends": srv.Elsewhere()} {
		posted := bob.In(ch).Say(popUp)
		if name == "with" {
			bob.In(ch).Next(t) // it is watched
			ann.In(ch).Next(t)
		}
		v := ann.In(ch)
		v.Menu("Check for a scam", posted)
		m := v.Next(t)
		wantText(t, m, "scam", "0808 •••")
		v.Press(t, m, label(t, m, "my computer"))
		steps := v.Next(t)
		wantText(t, steps, "Wi-Fi")
		if !m.Hidden || !steps.Hidden || bob.In(ch).Unread() != 0 {
			t.Errorf("%s: others see it: %+v %+v", name, m, steps)
		}
	}
}

// TestCommands of every kind are answered, and those about a server only obeyed
// by who manages it.
func TestCommands(t *testing.T) {
	srv := discordtest.New(t)
	d := town(t, srv)
	ann, owner := srv.Person("Ann"), srv.Person("Owner")
	g := srv.Guild("Family", owner)
	g.Add()
	at, boss := ann.In(g.System()), owner.In(g.System())
	intro := boss.Next(t)
	wantText(t, intro, "I warn of scams here", "Check for a scam")
	at.Next(t)
	d.next(t)
	for _, name := range bot.Commands {
		for _, v := range []discordtest.View{at, ann.DM()} {
			v.Command(name, nil)
			d.next(t)
			if v.Unread() == 0 {
				t.Errorf("/%s is not answered", name)
			}
			for v.Unread() > 0 {
				if m := v.Next(t); m.Hidden != (v == at) {
					t.Errorf("/%s: hidden is %v: %q", name, m.Hidden, m.Text)
				}
			}
		}
	}
	at.Press(t, intro, label(t, intro, "Only when asked"))
	wantText(t, at.Next(t), "Only someone who manages this group")
	boss.Command("settings", map[string]string{"do": "here:off"})
	wantText(t, boss.Next(t), "quiet just here")
	boss.Command("status", nil)
	wantText(t, boss.Next(t), "quiet just here")
	ann.In(g.System()).Say(popUp)
	other := g.Channel()
	ann.In(other).Say("VIRUS ALERT! Spyware found on this PC. Ring Windows Help Desk on 020 7946 0142 now.")
	wantText(t, ann.In(other).Next(t), "clear signs of a scam")
	boss.Press(t, intro, label(t, intro, "Only when asked"))
	wantText(t, boss.Next(t), "quiet")
	d.stop()
	if n := at.Unread(); n != 0 {
		t.Errorf("%d messages too many came to a quiet channel", n)
	}
}

// TestAlertToPrivate: the button under a warning leads to an answer for the one
// who presses it.
func TestAlertToPrivate(t *testing.T) {
	srv := discordtest.New(t)
	town(t, srv)
	ann, bob := srv.Person("Ann"), srv.Person("Bob")
	g := srv.Guild("Family", bob)
	g.Add()
	at := ann.In(g.System())
	at.Next(t)
	posted := bob.In(g.System()).Say(popUp, discordtest.Extra{"webhook_id": "55", "author": map[string]any{"id": "55", "username": "news", "bot": true}, "member": nil})
	alert := at.Next(t)
	wantText(t, alert, "clear signs of a scam")
	if !alert.Silent || alert.ReplyTo != posted {
		t.Errorf("the alert is loud or answers nothing: %+v", alert)
	}
	at.Press(t, alert, label(t, alert, "privately"))
	if m := at.Next(t); !m.Hidden {
		t.Errorf("everybody sees %q", m.Text)
	}
}

// TestRegionIsSuggested while it is typed.
func TestRegionIsSuggested(t *testing.T) {
	srv := discordtest.New(t)
	openDesk(t, srv, say(bot.Reply{}), func(o *Options) { o.Places = []string{"Ireland", "India", "United States"} })
	got := srv.Person("Ann").DM().Suggest(t, "region", "country", "in")
	if !strings.Contains(got, "India") || strings.Contains(got, "Ireland") {
		t.Errorf("suggested are %s", got)
	}
}

// TestDeferredAnswerAfterACrash: a new process completes what an old one began,
// as long as the token lives, and else tells the person where they read us.
func TestDeferredAnswerAfterACrash(t *testing.T) {
	for _, late := range []time.Duration{0, 20 * time.Minute} {
		srv := discordtest.New(t)
		d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
		ann := srv.Person("Ann")
		g := srv.Guild("Family", ann)
		g.Add()
		d.next(t)
		ann.In(g.System()).Next(t)
		srv.Fail("PATCH @original", make([]discordtest.Fault, 200)...)
		ann.In(g.System()).Command("now", nil)
		srv.WaitThinking(t, 1)
		srv.WaitFor(t, "try", func() bool { return srv.Tried("PATCH @original") > 2 })
		d.stop() // the answer is on its way, and lost
		srv.Mend("PATCH @original")
		srv.Later(late)
		next := openAdapter(t, srv)
		m := d.decodeLast(t, next)
		if err := next.Send(t.Context(), bot.Delivery{Key: "k", To: m.Chat, Handle: m.Handle, Reply: bot.Reply{Lead: "Yes."}}); err != nil {
			t.Fatal(err)
		}
		v := ann.In(g.System())
		if late > 0 {
			v = ann.DM()
		}
		if got := v.Next(t); got.Text != "Yes." {
			t.Errorf("after %v: %+v", late, got)
		}
	}
}

// TestNeverAnswered: an interaction that Discord never heard of again is
// answered in the person's direct messages.
func TestNeverAnswered(t *testing.T) {
	srv := discordtest.New(t)
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	srv.Fail("POST callback", discordtest.Fault{Status: 404, Code: unknownInteraction}, discordtest.Fault{Status: 404, Code: unknownInteraction})
	ann := srv.Person("Ann")
	ann.DM().Command("now", nil)
	d.next(t)
	wantText(t, ann.DM().Next(t), "Yes.")
}

// TestForsakenAnswer: what nobody answers is not left "thinking".
func TestForsakenAnswer(t *testing.T) {
	srv := discordtest.New(t)
	d := openTuned(t, srv, say(bot.Reply{}), func(a *Adapter) { a.times.forsake = 100 * time.Millisecond })
	ann := srv.Person("Ann")
	ann.DM().Command("now", nil)
	d.next(t)
	srv.WaitFor(t, "end of the thinking", func() bool { return srv.Tried("DELETE @original") > 0 })
	srv.WaitThinking(t, 0)
}
