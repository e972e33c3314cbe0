package telegram

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

// sender is an adapter that knows who it is, and Ann, who has written to it.
func sender(t *testing.T) (*telegramtest.Server, *Adapter, *telegramtest.Chat, bot.Chat) {
	t.Helper()
	srv := telegramtest.New(t)
	a, err := New(Options{Token: telegramtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler), Known: []string{"0300 123 2040", "reportfraud.police.uk"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.learn(t.Context()); err != nil {
		t.Fatal(err)
	}
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "hello")
	return srv, a, ann.Private(), bot.Chat{Platform: platform, ID: number(ann.ID)}
}

func lead(s string) bot.Reply { return bot.Reply{Lead: s} }

func TestFaultsOfSending(t *testing.T) {
	tests := []struct {
		name  string
		fault telegramtest.Fault
		check func(error) bool
	}{
		{"a wait asked for", telegramtest.Fault{Status: 429, After: 7}, func(err error) bool {
			var l *bot.LaterError
			return errors.As(err, &l) && l.After == 7*time.Second
		}},
		{"a page of a server in between", telegramtest.Fault{Status: 502, Page: true}, again},
		{"an error of the server", telegramtest.Fault{Status: 500}, again},
		{"a cut", telegramtest.Fault{}, again},
		{"the token is not taken for a moment", telegramtest.Fault{Status: 401}, again},
		{"blocked", telegramtest.Fault{Status: 403, Words: "Forbidden: bot was blocked by the user"}, refused(true)},
		{"no such chat", telegramtest.Fault{Status: 400, Words: "Bad Request: chat not found"}, refused(true)},
		{"something it never takes", telegramtest.Fault{Status: 400, Words: "Bad Request: BUTTON_DATA_INVALID"}, refused(false)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv, a, c, to := sender(t)
			srv.Fail("sendMessage", tt.fault)
			if err := a.Send(t.Context(), bot.Delivery{Key: "k", To: to, Reply: lead("Hang up now.")}); !tt.check(err) {
				t.Errorf("Send gave %v", err)
			}
			if err := a.Send(t.Context(), bot.Delivery{Key: "k", To: to, Reply: lead("Hang up now.")}); err != nil {
				t.Errorf("the second try gave %v", err)
			}
			if got := c.All(); len(got) != 1 || got[0].Text != "Hang up now." {
				t.Errorf("Ann sees %+v, want the reply once", got)
			}
		})
	}
}

// again is an error after which the relay tries again.
func again(err error) bool {
	var l *bot.LaterError
	var r *bot.RefusedError
	return err != nil && !errors.As(err, &l) && !errors.As(err, &r)
}

func refused(gone bool) func(error) bool {
	return func(err error) bool {
		var r *bot.RefusedError
		return errors.As(err, &r) && r.Gone == gone
	}
}

// TestLongReplyGoesOn: a failure in the middle does not send the first part twice.
func TestLongReplyGoesOn(t *testing.T) {
	srv, a, c, to := sender(t)
	r := lead("First.")
	for range 3 {
		r.Blocks = append(r.Blocks, bot.Block{Lines: []string{strings.Repeat("word ", 700)}})
	}
	r.Documents = []bot.Document{{Name: "letter.txt", MediaType: "text/plain", Body: []byte("Dear bank")}}
	srv.Fail("sendMessage", telegramtest.Fault{Status: 200}, telegramtest.Fault{Status: 500})
	srv.Fail("sendDocument", telegramtest.Fault{})
	d := bot.Delivery{Key: "long", To: to, Reply: r}
	for i := 0; a.Send(t.Context(), d) != nil; i++ {
		if i > 3 {
			t.Fatal("it never ends")
		}
	}
	got := c.All()
	if len(got) != 4 || got[3].File != "letter.txt" || string(got[3].Bytes) != "Dear bank" {
		t.Fatalf("Ann sees %d messages, want three and the letter", len(got))
	}
	for i := range got[:3] {
		if i > 0 && got[i].Text == got[i-1].Text && i < 2 {
			t.Errorf("part %d came twice", i)
		}
	}
}

// TestUploadErrorsHaveTheirCode: the library leaves it out.
func TestUploadErrorsHaveTheirCode(t *testing.T) {
	srv, a, _, to := sender(t)
	srv.Fail("sendDocument", telegramtest.Fault{Status: 429, After: 3}, telegramtest.Fault{Status: 403, Words: "Forbidden: x"})
	d := bot.Delivery{Key: "k", To: to, Reply: bot.Reply{Documents: []bot.Document{{Name: "a.pdf", Body: []byte("x")}}}}
	var later *bot.LaterError
	if err := a.Send(t.Context(), d); !errors.As(err, &later) || later.After != 3*time.Second {
		t.Errorf("429 gave %v", err)
	}
	if err := a.Send(t.Context(), d); !refused(true)(err) {
		t.Errorf("403 gave %v", err)
	}
}

// TestMarkupRefused: a reply whose markup is not taken comes as plain words.
func TestMarkupRefused(t *testing.T) {
	srv, a, c, to := sender(t)
	srv.Fail("sendMessage", telegramtest.Fault{Status: 400, Words: "Bad Request: can't parse entities: x"})
	if err := a.Send(t.Context(), bot.Delivery{Key: "k", To: to, Reply: lead("Ring <your> bank & wait")}); err != nil {
		t.Fatal(err)
	}
	if got := c.All()[0]; got.Text != "Ring <your> bank & wait" || len(got.Entities) != 0 {
		t.Errorf("Ann sees %+v", got)
	}
}

// group is a group with the bot in it, managed by Ann.
func group(t *testing.T, srv *telegramtest.Server) (*telegramtest.Chat, bot.Chat) {
	t.Helper()
	owner := srv.Person("Owner")
	g := srv.Group("Family", owner)
	g.Add(owner, false)
	return g, bot.Chat{Platform: platform, ID: number(g.ID), Kind: bot.Group}
}

func TestGroupBecomesSupergroup(t *testing.T) {
	srv, a, _, _ := sender(t)
	g, to := group(t, srv)
	next := g.Migrate()
	for i := range 2 {
		if err := a.Send(t.Context(), bot.Delivery{Key: number(int64(i)), To: to, Handle: aim{Message: 5}.String(), Reply: lead("Hello.")}); err != nil {
			t.Fatal(err)
		}
	}
	if len(next.All()) != 2 {
		t.Errorf("the supergroup sees %d messages, want 2", len(next.All()))
	}
	if n := srv.Calls("sendMessage"); n != 3 {
		t.Errorf("%d calls, want 3: the new id is remembered", n)
	}
}

func TestTopics(t *testing.T) {
	srv, a, _, _ := sender(t)
	g, to := group(t, srv)
	to.Thread = number(g.Topic())
	if err := a.Send(t.Context(), bot.Delivery{Key: "1", To: to, Reply: lead("In the topic.")}); err != nil {
		t.Fatal(err)
	}
	to.Thread = "99999"
	if err := a.Send(t.Context(), bot.Delivery{Key: "2", To: to, Reply: lead("The topic is gone.")}); err != nil {
		t.Fatal(err)
	}
	if got := g.All(); len(got) != 2 || got[0].Thread == 0 || got[1].Thread != 0 {
		t.Errorf("the group sees %+v", got)
	}
}

// TestLoudness: notes to a group make no sound, a crisis does.
func TestLoudness(t *testing.T) {
	srv, a, c, to := sender(t)
	g, group := group(t, srv)
	for i, d := range []bot.Delivery{{To: group, Reply: lead("a")}, {To: group, Reply: bot.Reply{Lead: "b", Loud: true}}, {To: to, Reply: lead("c")}} {
		d.Key = number(int64(i))
		if err := a.Send(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if got := g.All(); !got[0].Silent || got[1].Silent || c.All()[0].Silent {
		t.Error("a note to a group sounds, or a crisis or a private answer does not")
	}
	for _, m := range append(g.All(), c.All()...) {
		if m.Preview {
			t.Error("a message would show a link preview")
		}
	}
}

// TestAlone: what is for one person goes to them alone; if that cannot be, the
// group gets the first line and the way there.
func TestAlone(t *testing.T) {
	srv, a, c, ann := sender(t)
	g, to := group(t, srv)
	r := bot.Reply{Lead: "Hang up now.", Blocks: []bot.Block{{Lines: []string{"You gave them your card."}}}, Private: true, Choices: []bot.Choice{{ID: "private:talk", Label: "Ask me privately"}}}
	if err := a.Send(t.Context(), bot.Delivery{Key: "1", To: to, Handle: aim{User: ann.ID, Message: 1}.String(), Reply: r}); err != nil {
		t.Fatal(err)
	}
	if got := c.All(); len(got) != 1 || !strings.Contains(got[0].Text, "your card") || len(got[0].Keyboard) != 0 || len(g.All()) != 0 {
		t.Errorf("Ann sees %+v, the group %+v", got, g.All())
	}
	stranger := srv.Person("Stranger")
	if err := a.Send(t.Context(), bot.Delivery{Key: "2", To: to, Handle: aim{User: number(stranger.ID)}.String(), Reply: r}); err != nil {
		t.Fatal(err)
	}
	got := g.All()
	if len(got) != 1 || strings.Contains(got[0].Text, "your card") || !strings.Contains(got[0].Text, "Hang up now.") {
		t.Fatalf("the group sees %+v", got)
	}
	if b := got[0].Buttons(); len(b) != 1 || b[0].URL != "https://t.me/"+telegramtest.BotName+"?start=check" {
		t.Errorf("the button is %+v", b)
	}
}

func TestLeave(t *testing.T) {
	srv, a, _, _ := sender(t)
	g, to := group(t, srv)
	srv.Fail("leaveChat", telegramtest.Fault{Status: 500})
	d := bot.Delivery{Key: "bye", To: to, Reply: bot.Reply{Lead: "Goodbye.", Leave: true}}
	if a.Send(t.Context(), d) == nil {
		t.Error("the failure is not told")
	}
	if err := a.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if g.HasBot() || len(g.All()) != 1 {
		t.Errorf("still there: %v; the group sees %d goodbyes, want 1", g.HasBot(), len(g.All()))
	}
}

// TestFetch gets files from below TELEGRAM_API_URL, up to the limit.
func TestFetch(t *testing.T) {
	srv, a, _, _ := sender(t)
	srv.File("mail 1", []byte("From: x"))
	got, err := a.Fetch(t.Context(), bot.Attachment{Ref: "mail 1"})
	if err != nil || string(got) != "From: x" {
		t.Errorf("got %q, %v", got, err)
	}
	srv.File("big", make([]byte, maxFile+1))
	for _, at := range []bot.Attachment{{Ref: "big"}, {Ref: "mail 1", Size: maxFile + 1}} {
		if _, err := a.Fetch(t.Context(), at); !errors.Is(err, ErrTooBig) {
			t.Errorf("%+v gave %v, want ErrTooBig", at, err)
		}
	}
	srv.Fail("file", telegramtest.Fault{Status: http.StatusBadGateway, Page: true})
	for _, ref := range []string{"mail 1", "none", ""} {
		if _, err := a.Fetch(t.Context(), bot.Attachment{Ref: ref}); err == nil {
			t.Errorf("fetching %q gave no error", ref)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Fetch(ctx, bot.Attachment{Ref: "mail 1"}); err == nil {
		t.Error("fetching went on after its context ended")
	}
}
