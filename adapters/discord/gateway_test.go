package discord

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"hangup/adapters/adaptertest"
	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

// TestGatewayComesBack: whatever ends the connection, it is resumed, and nothing
// that was said meanwhile is lost or doubled.
func TestGatewayComesBack(t *testing.T) {
	for name, end := range map[string]func(*discordtest.Server){
		"cut":            (*discordtest.Server).Drop,
		"op 7":           (*discordtest.Server).Reconnect,
		"close 1012":     func(s *discordtest.Server) { s.Close(1012) },
		"unknown error":  func(s *discordtest.Server) { s.Close(4000) },
		"too many words": func(s *discordtest.Server) { s.Close(4008) },
		"dead":           (*discordtest.Server).Die,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := discordtest.New(t)
			srv.Beat(time.Second) // the library itself gives up after five
			d := openTuned(t, srv, say(bot.Reply{Lead: "Yes."}), func(a *Adapter) { a.times.dead = 2500 * time.Millisecond })
			ann := srv.Person("Ann")
			ann.DM().Say("one")
			d.next(t)
			end(srv)
			ann.DM().Say("two")
			ann.DM().Say("three")
			srv.WaitResumed(t, 1)
			ann.DM().Say("four")
			var got []string
			for range 3 {
				got = append(got, d.next(t).Text)
			}
			if s := strings.Join(got, " "); s != "two three four" {
				t.Errorf("heard %q", s)
			}
			d.stop()
			if srv.Sessions() != 1 || ann.DM().Unread() != 4 {
				t.Errorf("%d sessions and %d answers, want 1 and 4", srv.Sessions(), ann.DM().Unread())
			}
		})
	}
}

// TestSessionThatIsOver is begun anew.
func TestSessionThatIsOver(t *testing.T) {
	srv := discordtest.New(t)
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	srv.Invalidate()
	srv.WaitSessions(t, 2)
	srv.Person("Ann").DM().Say("one")
	if m := d.next(t); m.Text != "one" {
		t.Errorf("heard %q", m.Text)
	}
}

// TestIntents: the least, and the text of every message only where it is given.
func TestIntents(t *testing.T) {
	const least = 1 | 1<<9 | 1<<12
	srv := discordtest.New(t)
	openDesk(t, srv, say(bot.Reply{}))
	if got := srv.Intents(); got != least|1<<15 {
		t.Errorf("asks for %b, want %b", got, least|1<<15)
	}
	blind := discordtest.New(t)
	blind.Content(false)
	d := openDesk(t, blind, say(bot.Reply{}))
	if got := blind.Intents(); got != least || d.a.canRead() {
		t.Errorf("asks for %b, want %b", got, least)
	}
}

// TestIntentRefused: Discord does not say what the application may do, and closes
// with 4014. It goes on without, and says what is lost.
func TestIntentRefused(t *testing.T) {
	srv := discordtest.New(t)
	srv.Content(false)
	srv.Fail("GET @me", discordtest.Fault{Status: 200}, discordtest.Fault{Status: 500}, discordtest.Fault{Status: 500})
	var log adaptertest.LockedBuffer
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}), func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	ann := srv.Person("Ann")
	ann.DM().Say("hello")
	d.next(t)
	if d.a.canRead() || !strings.Contains(log.String(), "Message Content Intent") {
		t.Errorf("it says %q", log.String())
	}
}

// TestWrongToken ends with one sentence, whoever finds out.
func TestWrongToken(t *testing.T) {
	srv := discordtest.New(t)
	a := openAdapter(t, srv, func(o *Options) { o.Token = "wrong.token" })
	err := a.Receive(t.Context(), func(context.Context, bot.Raw) error { return nil })
	if err == nil || !strings.HasPrefix(err.Error(), "DISCORD_TOKEN: ") {
		t.Errorf("Receive gave %v", err)
	}
}

// TestDiscordAway: it waits until Discord answers.
func TestDiscordAway(t *testing.T) {
	srv := discordtest.New(t)
	srv.Fail("GET @me", discordtest.Fault{Status: 503, Page: true}, discordtest.Fault{}, discordtest.Fault{Status: 429, After: 0.05})
	srv.Fail("GET gateway", discordtest.Fault{Status: 502, Page: true}, discordtest.Fault{Status: 500})
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	srv.Person("Ann").DM().Say("hello")
	d.next(t)
}

// TestRefusedUpdatesComeAgain in their order; other chats do not wait for them.
func TestRefusedUpdatesComeAgain(t *testing.T) {
	srv := discordtest.New(t)
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	ann, bob := srv.Person("Ann"), srv.Person("Bob")
	d.mu.Lock()
	d.refuse = 1
	d.mu.Unlock()
	ann.DM().Say("one")
	ann.DM().Say("two")
	bob.DM().Say("three")
	var anns []string
	for range 3 {
		if m := d.next(t); m.From == ann.ID {
			anns = append(anns, m.Text)
		}
	}
	if s := strings.Join(anns, " "); s != "one two" {
		t.Errorf("heard %q", s)
	}
}

// TestUnknownComponents lose nothing: the library would empty such an event.
func TestUnknownComponents(t *testing.T) {
	srv := discordtest.New(t)
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes."}))
	strange := []any{map[string]any{"type": 99, "wings": true, "components": []any{map[string]any{"type": 98, "content": "ring 0800 046 5729", "accessory": map[string]any{"type": 2, "label": "Go", "url": "https://evil.example"}}}}}
	srv.Person("Ann").DM().Say("look", discordtest.Extra{"components": strange})
	m := d.next(t)
	if m.Text != "look" || len(m.Quotes) != 1 || m.Quotes[0].Text != "ring 0800 046 5729" || len(m.Links) != 1 || m.Links[0].Target != "https://evil.example" {
		t.Errorf("heard %+v", m)
	}
	srv.Push("MESSAGE_CREATE", map[string]any{"id": 7, "channel_id": []int{1}})
	srv.Push("INTERACTION_CREATE", "nonsense")
	srv.Push("GUILD_CREATE", map[string]any{"id": "5", "unavailable": true})
	srv.Push("SOMETHING_NEW", nil)
	srv.Person("Bob").DM().Say("still there?")
	if m := d.next(t); m.Text != "still there?" {
		t.Errorf("heard %+v", m)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.parked != 2 {
		t.Errorf("%d updates were parked, want 2", d.parked)
	}
}
