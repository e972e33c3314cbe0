package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"hangup/adapters/adaptertest"
	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

// sender is an adapter with Ann to write to.
func sender(t *testing.T) (*discordtest.Server, *Adapter, *discordtest.Person) {
	t.Helper()
	srv := discordtest.New(t)
	ann := srv.Person("Ann")
	return srv, openAdapter(t, srv), ann
}

func lead(s string) bot.Reply { return bot.Reply{Lead: s} }

// TestTriedAgain: whatever goes wrong, a reply arrives once.
func TestTriedAgain(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"cut": {}, "cut after it was done": {Done: true}, "500 after it was done": {Status: 500, Done: true}, "a page": {Status: 502, Page: true},
		"429": {Status: 429, After: 0.05}, "429 for all": {Status: 429, After: 0.05, Global: true}, "429 as a page": {Status: 429, Page: true, After: 0.05},
	} {
		srv, a, ann := sender(t)
		srv.Fail("POST messages", f)
		d := bot.Delivery{Key: "key", To: alone(ann.ID), Reply: lead("Yes.")}
		err := a.Send(t.Context(), d)
		var later *bot.LaterError
		if err == nil || errors.As(err, &later) != (f.Status == 429) {
			t.Errorf("%s: %v", name, err)
		}
		if later != nil {
			if later.All != (f.Global || f.Page) {
				t.Errorf("%s: all is %v", name, later.All)
			}
			wait(t.Context(), later.After)
		}
		if err := openAdapterAgain(t, srv, a, name).Send(t.Context(), d); err != nil {
			t.Errorf("%s: again: %v", name, err)
		}
		if m := ann.DM().Next(t); m.Text != "Yes." || ann.DM().Unread() != 0 {
			t.Errorf("%s: %+v and %d more", name, m, ann.DM().Unread())
		}
	}
}

// openAdapterAgain is another process where the first one may have done it.
func openAdapterAgain(t *testing.T, srv *discordtest.Server, a *Adapter, name string) *Adapter {
	t.Helper()
	if strings.Contains(name, "done") {
		return openAdapter(t, srv)
	}
	return a
}

// TestLimitIsWaitedFor without asking, by the headers of the answers before.
func TestLimitIsWaitedFor(t *testing.T) {
	srv, a, ann := sender(t)
	srv.Limit(2, 200*time.Millisecond)
	later := 0
	for i := 0; i < 6; {
		err := a.Send(t.Context(), bot.Delivery{Key: fmt.Sprint(i), To: alone(ann.ID), Reply: lead("Yes.")})
		var l *bot.LaterError
		switch {
		case err == nil:
			i++
		case errors.As(err, &l):
			later++
			wait(t.Context(), l.After)
		default:
			t.Fatal(err)
		}
	}
	if later == 0 || srv.Calls("POST messages") > 8 {
		t.Errorf("waited %d times, called %d times", later, srv.Calls("POST messages"))
	}
}

// TestRefusals are told apart.
func TestRefusals(t *testing.T) {
	srv, a, ann := sender(t)
	bob := srv.Person("Bob")
	bob.NoDMs = true
	g := srv.Guild("Family", ann)
	g.Add()
	closed := g.Channel()
	closed.Closed = true
	to := bot.Chat{Platform: platform, ID: g.ID, Kind: bot.Group, Thread: closed.ID}
	for name, d := range map[string]bot.Delivery{
		"no direct messages": {To: alone(bob.ID), Reply: lead("x")}, "nobody": {To: alone("404"), Reply: lead("x")}, "closed": {To: to, Reply: lead("x")},
		"closed again": {To: to, Reply: lead("x")}, "no channel": {To: bot.Chat{Platform: platform, ID: g.ID, Kind: bot.Group, Thread: "404"}, Reply: lead("x")},
	} {
		var no *bot.RefusedError
		if err := a.Send(t.Context(), d); !errors.As(err, &no) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m := ann.DM().Next(t); !strings.Contains(m.Markup, "<#"+closed.ID+">") || ann.DM().Unread() != 0 {
		t.Errorf("the owner reads %q and %d more", m.Markup, ann.DM().Unread())
	}
	past := g.Channel()
	past.NoHistory = true
	to.Thread = past.ID
	if err := a.Send(t.Context(), bot.Delivery{To: to, Handle: aim{Channel: past.ID, Message: "5"}.String(), Reply: lead("x")}); err != nil {
		t.Errorf("where the past cannot be read: %v", err)
	}
}

// TestPlacesOfAnswers: what is for one person alone, and a server that cannot be greeted.
func TestPlacesOfAnswers(t *testing.T) {
	srv, a, ann := sender(t)
	bob := srv.Person("Bob")
	g := srv.Guild("Family", bob)
	g.Add()
	to := bot.Chat{Platform: platform, ID: g.ID, Kind: bot.Group, Thread: g.System().ID}
	private := bot.Delivery{Key: "a", To: to, Handle: aim{Channel: g.System().ID, User: ann.ID}.String(), Reply: bot.Reply{Lead: "Alone.", Private: true}}
	if err := a.Send(t.Context(), private); err != nil || ann.DM().Next(t).Text != "Alone." {
		t.Errorf("alone: %v", err)
	}
	ann.NoDMs = true
	private.Key = "b"
	if err := a.Send(t.Context(), private); err != nil {
		t.Error(err)
	}
	if m := ann.In(g.System()).Next(t); !strings.Contains(m.Text, "more for you alone") || len(m.Buttons()) != 1 {
		t.Errorf("the server sees %+v", m)
	}
	g.System().Closed = true
	if err := a.Send(t.Context(), bot.Delivery{Key: "c", To: to, Handle: aim{Channel: g.System().ID, User: bob.ID, Else: true}.String(), Reply: lead("Hello.")}); err != nil || bob.DM().Next(t).Text == "" {
		t.Errorf("greeting: %v", err)
	}
	if err := a.Send(t.Context(), bot.Delivery{Key: "d", To: to, Reply: bot.Reply{Leave: true}}); err != nil || g.HasBot() {
		t.Errorf("leaving: %v", err)
	}
}

// TestTextWhereLayoutIsRefused, and a code to send to somebody.
func TestTextWhereLayoutIsRefused(t *testing.T) {
	srv, a, ann := sender(t)
	srv.Fail("POST messages", discordtest.Fault{Status: 400, Code: codeForm})
	r := bot.Reply{Lead: "Send it.", Choices: []bot.Choice{{ID: "share:pair-1-abc", Label: "Send"}, {ID: "ok", Label: "OK"}, {ID: "add:group", Label: "Add"}}}
	if err := a.Send(t.Context(), bot.Delivery{Key: "k", To: alone(ann.ID), Reply: r}); err != nil {
		t.Fatal(err)
	}
	first, second := ann.DM().Next(t), ann.DM().Next(t)
	if first.Layout || first.Text != "Send it." || !second.Layout {
		t.Errorf("%+v %+v", first, second)
	}
	if !strings.Contains(second.Text, "family pair-1-abc") || !strings.Contains(second.Text, "client_id="+discordtest.BotID) {
		t.Errorf("%q", second.Text)
	}
	if labels := second.Buttons(); len(labels) != 2 || labels[0].CustomID != "p:ok" || !strings.Contains(labels[1].URL, "permissions=") {
		t.Errorf("%+v", labels)
	}
}

// TestFetch gets files from Discord's hosts only, and asks again for what ran out.
func TestFetch(t *testing.T) {
	srv, a, ann := sender(t)
	good := srv.File("x.png", []byte("png"))
	id := ann.DM().Say("", discordtest.Extra{"attachments": []any{map[string]any{"id": "9", "url": good}}})
	for name, tt := range map[string]struct {
		ref  fileRef
		want string
	}{
		"good": {fileRef{URL: good}, "png"}, "elsewhere": {fileRef{URL: "https://evil.example/x"}, ""}, "file": {fileRef{URL: "file:///etc/passwd"}, ""},
		"ran out": {fileRef{URL: strings.TrimSuffix(good, "?ex=1"), ID: "9", Channel: ann.DM().ID, Message: id}, "png"},
	} {
		got, err := a.Fetch(t.Context(), bot.Attachment{Ref: tt.ref.String()})
		if string(got) != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	if _, err := a.Fetch(t.Context(), bot.Attachment{Ref: fileRef{URL: good}.String(), Size: maxFile + 1}); !errors.Is(err, ErrTooBig) {
		t.Errorf("too big gives %v", err)
	}
}

// TestNoTokenInErrorsOrLogs makes everything fail in every way.
func TestNoTokenInErrorsOrLogs(t *testing.T) {
	srv, _, ann := sender(t)
	var log adaptertest.LockedBuffer
	a := openAdapter(t, srv, func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	hook := "aW50ZXJhY3Rpb246c2VjcmV0"
	i := interaction{ID: "1", Token: hook, App: discordtest.BotID, User: &user{ID: ann.ID}}
	ctx := t.Context()
	var errs []string
	for _, f := range []discordtest.Fault{{}, {Status: 500}, {Status: 502, Page: true}, {Status: 429, After: 0.001}, {Status: 429, Page: true}, {Status: 400}, {Status: 401}, {Status: 403}, {Status: 404}, {Status: 302, Page: true}} {
		for name, do := range map[string]func() error{
			"send": func() error {
				return a.Send(ctx, bot.Delivery{To: alone(ann.ID), Handle: aim{Channel: ann.DM().ID}.String(), Reply: lead("x")})
			},
			"answer": func() error { return a.say(ctx, i.aim(time.Now()), post{piece: piece{head: "x"}}, 0) },
			"ack":    func() error { return a.callback(ctx, &i, answer{Type: 5}) },
			"check":  func() error { _, err := a.Check(ctx); return err },
			"file": func() error {
				_, err := a.Fetch(ctx, bot.Attachment{Ref: fileRef{URL: srv.URL + "x?" + hook}.String()})
				return err
			},
		} {
			srv.Fail("*", slices.Repeat([]discordtest.Fault{f}, 3)...)
			if err := do(); err != nil {
				errs = append(errs, fmt.Sprintf("%s: %v %+v %#v", name, err, err, err))
			}
			srv.Mend("*")
		}
	}
	srv.Fail("*", discordtest.Fault{Status: 500}, discordtest.Fault{})
	short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	if err := a.Receive(short, func(context.Context, bot.Raw) error { return nil }); err != nil {
		errs = append(errs, err.Error())
	}
	all := strings.Join(errs, "\n") + log.String()
	for _, secret := range []string{discordtest.Token, "secret-token", hook} {
		if at := strings.Index(all, secret); at >= 0 {
			t.Errorf("%q is in %.200q", secret, all[max(0, at-100):])
		}
	}
	if len(errs) < 30 || !strings.Contains(log.String(), "discord does not answer") {
		t.Errorf("only %d errors: the test looked at nothing", len(errs))
	}
}

// TestBadSettings are told in a sentence that does not repeat them.
func TestBadSettings(t *testing.T) {
	for _, tt := range []struct {
		o    Options
		want string
	}{{Options{}, "DISCORD_TOKEN"}, {Options{Token: "a b"}, "DISCORD_TOKEN"}, {Options{Token: "good", API: "discord.com"}, "DISCORD_API_URL"}} {
		if _, err := New(tt.o); err == nil || !strings.HasPrefix(err.Error(), tt.want+":") {
			t.Errorf("New gave %v, want %s", err, tt.want)
		}
	}
}
