package telegram

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

// receiver runs an adapter whose updates go to accept.
func receiver(t *testing.T, srv *telegramtest.Server, accept acceptFunc, change ...func(*Options)) (*Adapter, func() error) {
	t.Helper()
	o := Options{Token: telegramtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&o)
	}
	a, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	a.pause = 10 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Receive(ctx, accept) }()
	stop := sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(5 * time.Second):
			return errors.New("still running five seconds after its context ended")
		}
	})
	t.Cleanup(func() { _ = stop() })
	return a, stop
}

// box collects what was accepted.
type box struct {
	mu   sync.Mutex
	ids  []string
	fail int // how many times accept says no first
}

func (b *box) accept(_ context.Context, r bot.Raw) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail > 0 {
		b.fail--
		return errors.New("no room")
	}
	b.ids = append(b.ids, r.ID)
	return nil
}

func (b *box) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.ids)
}

// TestNothingIsConfirmedBeforeItIsTaken: while accept says no, Telegram keeps the update.
func TestNothingIsConfirmedBeforeItIsTaken(t *testing.T) {
	srv := telegramtest.New(t)
	no := &box{fail: 1 << 30}
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "one")
	_, stop := receiver(t, srv, no.accept)
	srv.WaitFor(t, "second poll or pause", func() bool { return srv.Calls("getUpdates") > 0 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if srv.Waiting() != 1 || no.count() != 0 {
		t.Fatalf("%d updates wait, want 1", srv.Waiting())
	}
	yes := &box{fail: 2}
	ann.Private().Say(ann, "two")
	_, stop = receiver(t, srv, yes.accept)
	srv.WaitConfirmed(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if yes.count() != 2 {
		t.Errorf("%d updates were taken, want 2, in order and once each", yes.count())
	}
}

// TestPollingSurvives every kind of failure, and loses and doubles nothing.
func TestPollingSurvives(t *testing.T) {
	srv := telegramtest.New(t)
	srv.Fail("getMe", telegramtest.Fault{}, telegramtest.Fault{Status: 502, Page: true}, telegramtest.Fault{Status: 500})
	srv.Fail("deleteWebhook", telegramtest.Fault{Status: 500})
	srv.Fail("getUpdates", telegramtest.Fault{}, telegramtest.Fault{Status: 502, Page: true}, telegramtest.Fault{Status: 429, After: 1},
		telegramtest.Fault{Status: 200, Done: true}, telegramtest.Fault{Done: true})
	b := &box{}
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "one")
	_, stop := receiver(t, srv, b.accept)
	ann.Private().Say(ann, "two")
	srv.WaitConfirmed(t)
	srv.StealPoll() // 409: somebody else polls
	ann.Private().Say(ann, "three")
	srv.WaitConfirmed(t)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if got := strings.Join(b.ids, " "); got != "701 702 703" {
		t.Errorf("taken: %s", got)
	}
}

// TestWebhookInTheWay: one that an earlier run has set is deleted.
func TestWebhookInTheWay(t *testing.T) {
	srv := telegramtest.New(t)
	resp, err := http.PostForm(srv.URL+"/bot"+telegramtest.Token+"/setWebhook", map[string][]string{"url": {"https://old.example/x"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	b := &box{}
	receiver(t, srv, b.accept)
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "one")
	srv.WaitConfirmed(t)
}

// TestWrongToken ends Receive with a sentence.
func TestWrongToken(t *testing.T) {
	srv := telegramtest.New(t)
	wrong, err := New(Options{Token: "4242424242:AAtest_Secret-token0123456789wrong", API: srv.URL, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := wrong.Receive(t.Context(), (&box{}).accept); !errors.Is(err, errToken) {
		t.Errorf("Receive gave %v, want %v", err, errToken)
	}
	if _, err := wrong.Check(t.Context()); !errors.Is(err, errToken) {
		t.Errorf("Check gave %v, want %v", err, errToken)
	}
}

// TestWebhook brings updates, keeps those that are not taken, and lets nobody else in.
func TestWebhook(t *testing.T) {
	srv := telegramtest.New(t)
	addr := free(t)
	b := &box{fail: 2}
	_, stop := receiver(t, srv, b.accept, func(o *Options) {
		o.Webhook = Webhook{URL: "https://bot.example.org/telegram", Addr: addr, Secret: "hook-secret"}
	})
	srv.Route("http://" + addr)
	ann := srv.Person("Ann")
	ann.Private().Say(ann, "one")
	ann.Private().Say(ann, "two")
	srv.WaitConfirmed(t)
	if b.count() != 2 {
		t.Errorf("%d updates were taken, want 2", b.count())
	}
	if got := srv.Setting("max_connections"); got != "1" {
		t.Errorf("max_connections is %q: updates of a chat would overtake each other", got)
	}
	for _, tt := range []struct {
		name, method, path, secret string
		body                       io.Reader
		want                       int
	}{
		{"no secret", "POST", "/telegram", "", strings.NewReader("{}"), 401},
		{"wrong secret", "POST", "/telegram", "hook-secreT", strings.NewReader("{}"), 401},
		{"another path", "POST", "/other", "hook-secret", strings.NewReader("{}"), 404},
		{"another method", "GET", "/telegram", "hook-secret", http.NoBody, 405},
		{"too long", "POST", "/telegram", "hook-secret", strings.NewReader(strings.Repeat("x", maxUpdate+1)), 413},
		{"what nobody can read is parked", "POST", "/telegram", "hook-secret", strings.NewReader("nonsense"), 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), tt.method, "http://"+addr+tt.path, tt.body)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != tt.want {
				t.Errorf("status %d, want %d", resp.StatusCode, tt.want)
			}
		})
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// free is an address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// TestSetUp: everything that Telegram shows of the bot is told once, also to those
// whose Telegram speaks another language, and not again at the next start.
func TestSetUp(t *testing.T) {
	srv := telegramtest.New(t)
	words := func(o *Options) {
		o.Words = testWords()
		o.Words["first-pl"], o.Words["short-description-pl"] = "Najpierw się rozłącz.", "Odpowiadam po angielsku."
	}
	start := func() {
		before := srv.Calls("getMyShortDescription")
		_, stop := receiver(t, srv, (&box{}).accept, words)
		srv.WaitFor(t, "set-up", func() bool { return srv.Calls("getMyShortDescription") == before+2 })
		srv.WaitFor(t, "last description", func() bool { return srv.Setting("setMyShortDescription pl") != "" })
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
	start()
	for name, want := range map[string]string{
		"setMyCommands all_private_chats": `"check"`, "setMyCommands all_group_chats": `"check"`, "setMyCommands all_chat_administrators": `"help"`,
		"setMyDescription": "d", "setMyShortDescription": "s", "setChatMenuButton": "commands",
		"setMyDescription pl": "rozłącz.\nOdpowiadam", "setMyShortDescription pl": "po angielsku",
	} {
		if got := srv.Setting(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %s in it", name, got, want)
		}
	}
	before := srv.Calls("setMyDescription")
	start()
	if n := srv.Calls("setMyDescription") - before; n != 0 {
		t.Errorf("the next start sets %d descriptions that are shown already", n)
	}
}
