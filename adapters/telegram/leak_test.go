package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"hangup/adapters/adaptertest"
	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

// leaks is everything that goes wrong, with the token in the server's own words.
func leaks() []telegramtest.Fault {
	return []telegramtest.Fault{
		{}, {Status: 500}, {Status: 502, Page: true}, {Status: 429, After: 1}, {Status: 400, Words: "Bad Request: at /bot" + telegramtest.Token + "/x"},
		{Status: 403, Words: "Forbidden: " + telegramtest.Token}, {Status: 302, Page: true},
	}
}

// TestNoTokenInErrors makes every method fail in every way and searches every
// error for the token.
func TestNoTokenInErrors(t *testing.T) {
	srv, a, _, to := sender(t)
	_, group := group(t, srv)
	srv.File("f", []byte("x"))
	send := func(r bot.Reply, to bot.Chat, handle string) func() error {
		return func() error { return a.Send(t.Context(), bot.Delivery{To: to, Reply: r, Handle: handle}) }
	}
	calls := map[string]func() error{
		"sendMessage":           send(lead("x"), to, ""),
		"sendDocument":          send(bot.Reply{Documents: []bot.Document{{Name: "a", Body: []byte("x")}}}, to, ""),
		"leaveChat":             send(bot.Reply{Leave: true}, group, ""),
		"answerInlineQuery":     send(lead("x"), to, aim{Query: "1"}.String()),
		"getFile":               func() error { _, err := a.Fetch(t.Context(), bot.Attachment{Ref: "f"}); return err },
		"file":                  func() error { _, err := a.Fetch(t.Context(), bot.Attachment{Ref: "f"}); return err },
		"getMe":                 func() error { _, err := a.Check(t.Context()); return err },
		"getBusinessConnection": func() error { _, err := a.owners.of(t.Context(), "x"); return err },
	}
	for _, m := range []string{"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "setMyCommands", "setMyDescription", "setMyShortDescription",
		"setChatMenuButton", "getChatAdministrators", "answerCallbackQuery", "editMessageReplyMarkup", "sendChatAction"} {
		calls[m] = func() error { return a.api.call(t.Context(), m, nil, nil) }
	}
	for method, call := range calls {
		for _, f := range leaks() {
			srv.Fail(method, f)
			if method == "file" && f.Status == 0 {
				srv.Fail(method, f) // a cut download is begun anew once, by net/http
			}
			err := call()
			if err == nil {
				t.Errorf("%s: no error with %+v", method, f)
			}
			noToken(t, method, fmt.Sprintf("%v %+v %#v", err, err, err))
		}
	}
	a.api.base = "http://127.0.0.1:1"
	for method, call := range calls {
		noToken(t, method, fmt.Sprintf("%v %+v", call(), call()))
	}
}

func noToken(t *testing.T, where, s string) {
	t.Helper()
	_, secret, _ := strings.Cut(telegramtest.Token, ":")
	if strings.Contains(s, secret) {
		t.Errorf("%s: the token is in %q", where, s)
	}
}

// TestNoTokenInLogs runs the adapter while everything goes wrong.
func TestNoTokenInLogs(t *testing.T) {
	var log adaptertest.LockedBuffer
	srv := telegramtest.New(t)
	for _, m := range []string{"getMe", "deleteWebhook", "getUpdates", "setMyCommands", "setMyDescription", "answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"} {
		for _, f := range leaks() {
			if f.After == 0 {
				srv.Fail(m, f)
			}
		}
	}
	d := openDesk(t, srv, say(bot.Reply{Lead: "Yes.", Choices: []bot.Choice{{ID: "a", Label: "A"}}}), func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "hello")
	d.next(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	d.a.wait(ctx, 50*time.Millisecond)
	d.stop()
	noToken(t, "log", log.String())
	for _, err := range d.errs {
		noToken(t, "error", err.Error())
	}
	if !strings.Contains(log.String(), "telegram does not answer") {
		t.Error("nothing was logged: the test looked at nothing")
	}
}

// TestBadTokensAndAddresses are told in a sentence that does not repeat them.
func TestBadTokensAndAddresses(t *testing.T) {
	good := telegramtest.Token
	for _, tt := range []struct {
		o    Options
		want string
	}{
		{Options{Token: "hello"}, "TELEGRAM_TOKEN"},
		{Options{Token: good + "\n"}, "TELEGRAM_TOKEN"},
		{Options{Token: good, API: "api.telegram.org"}, "TELEGRAM_API_URL"},
		{Options{Token: good, Webhook: Webhook{URL: "http://x.example/"}}, "TELEGRAM_WEBHOOK_URL"},
		{Options{Token: good, Webhook: Webhook{URL: "https://x.example/", Addr: "here"}}, "TELEGRAM_WEBHOOK_ADDR"},
		{Options{Token: good, Webhook: Webhook{URL: "https://x.example/", Secret: "sp ace"}}, "TELEGRAM_WEBHOOK_SECRET"},
	} {
		_, err := New(tt.o)
		if err == nil || !strings.HasPrefix(err.Error(), tt.want+":") {
			t.Errorf("New gave %v, want %s", err, tt.want)
		}
	}
}
