package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
)

// process is a running "hangup serve".
type process struct {
	*exec.Cmd
	out *shared
}

// shared is what several processes print.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// serveTelegram starts hangup against srv, with its state in dir.
func serveTelegram(t *testing.T, srv *telegramtest.Server, dir string, out *shared, env ...string) *process {
	t.Helper()
	c := exec.CommandContext(t.Context(), builtProgram(t), "serve")
	c.Dir = dir
	c.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "WEB_ADDR=off", "LOG_LEVEL=debug", "HANGUP_DATA_DIR=" + filepath.Join(dir, "data"),
		"TELEGRAM_TOKEN=" + telegramtest.Token, "TELEGRAM_API_URL=" + srv.URL,
	}, env...)
	c.Stdout, c.Stderr = out, out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{c, out}
	t.Cleanup(func() { p.kill() })
	return p
}

// kill ends it as a power cut would.
func (p *process) kill() {
	_ = p.Process.Kill()
	_ = p.Wait()
}

// stop ends it as an operator does.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still running ten seconds after it was told to stop")
	}
}

const scamPopUp = "Windows Defender Security Warning. Your PC is blocked. Call Microsoft Support on 0808 157 0192 at once."

// tap presses the button with these words in its label.
func tap(t *testing.T, c *telegramtest.Chat, p *telegramtest.Person, m telegramtest.Sent, words string) {
	t.Helper()
	for _, b := range m.Buttons() {
		if strings.Contains(b.Text, words) {
			c.Press(t, p, m, b.Text)
			return
		}
	}
	t.Fatalf("no button with %q: %+v", words, m.Buttons())
}

func shows(t *testing.T, m telegramtest.Sent, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(m.Text, w) {
			t.Errorf("the chat shows %q, want %q in it", m.Text, w)
		}
	}
}

// after is the next message, but for last once more: a kill between Telegram's
// yes and our mark may send one reply again (package relay).
func after(t *testing.T, c *telegramtest.Chat, last telegramtest.Sent) telegramtest.Sent {
	t.Helper()
	m := c.Next(t)
	if m.Text == last.Text {
		m = c.Next(t)
	}
	return m
}

// TestTelegramAsAProcess goes from a forward to the steps and from a group's
// being joined to its silence, with the process killed in between.
func TestTelegramAsAProcess(t *testing.T) {
	t.Parallel()
	srv, dir, out := telegramtest.New(t), t.TempDir(), &shared{}
	srv.Privacy(false)
	p := serveTelegram(t, srv, dir, out)
	ann, owner := srv.Person("Ann"), srv.Person("Owner")
	c := ann.Private()
	c.Forward(ann, scamPopUp)
	verdict := c.Next(t)
	shows(t, verdict, "scam", "0808 •••")
	g := srv.Group("Family", owner)
	g.Add(owner, false)
	intro := g.Next(t)
	shows(t, intro, "I warn of scams here")

	p.kill()
	tap(t, c, ann, verdict, "my computer") // while nobody is there
	g.Say(ann, scamPopUp)
	p = serveTelegram(t, srv, dir, out)
	shows(t, after(t, c, verdict), "Wi-Fi")
	alert := after(t, g, intro)
	shows(t, alert, "clear signs of a scam")
	g.Say(owner, "be quiet")
	shows(t, g.Next(t), "quiet")
	p.stop(t)

	p = serveTelegram(t, srv, dir, out)
	g.Say(ann, "VIRUS ALERT! Spyware found on this PC. Ring Windows Help Desk on 020 7946 0142 now.")
	g.Say(ann, "/status@"+telegramtest.BotName)
	shows(t, g.Next(t), "I am quiet here")
	next := g.Migrate()
	next.Say(ann, "/status@"+telegramtest.BotName)
	shows(t, next.Next(t), "I am quiet here")
	srv.WaitConfirmed(t)
	p.stop(t)
	if n := c.Unread() + g.Unread() + next.Unread(); n > 0 {
		t.Errorf("%d answers came twice or unasked", n)
	}
	noSecrets(t, out.String())
}

// noSecrets searches what was printed for the token and for what people wrote.
func noSecrets(t *testing.T, printed string) {
	t.Helper()
	_, secret, _ := strings.Cut(telegramtest.Token, ":")
	for _, s := range []string{secret, "0808", "Windows", "Ann", "VIRUS"} {
		if strings.Contains(printed, s) {
			t.Errorf("%q was printed", s)
		}
	}
	if !strings.Contains(printed, "Telegram is on") {
		t.Errorf("it printed %q", printed)
	}
}

// TestFamilyAsAProcess: a link between two people outlives the process.
func TestFamilyAsAProcess(t *testing.T) {
	t.Parallel()
	srv, dir, out := telegramtest.New(t), t.TempDir(), &shared{}
	p := serveTelegram(t, srv, dir, out)
	mum, anna := srv.Person("Margaret"), srv.Person("Anna")
	c, a := mum.Private(), anna.Private()
	c.Say(mum, "/family Anna")
	_, link, _ := strings.Cut(c.Next(t).Buttons()[0].URL, "start%3D")
	code, _, _ := strings.Cut(link, "&")
	a.Say(anna, "/start "+code)
	tap(t, a, anna, a.Next(t), "Yes")
	a.Next(t)
	tap(t, c, mum, c.Next(t), "Yes")
	confirmed := c.Next(t)
	linked := a.Next(t)
	shows(t, linked, "trusted person of Margaret")
	p.kill()
	serveTelegram(t, srv, dir, out)
	c.Say(mum, "they are on my computer right now")
	tap(t, c, mum, after(t, c, confirmed), "Tell Anna")
	shows(t, c.Next(t), "I have told Anna")
	shows(t, after(t, a, linked), "Margaret", "Ring them now")
}

// TestWebhookAsAProcess: Telegram brings the messages itself.
func TestWebhookAsAProcess(t *testing.T) {
	t.Parallel()
	srv, out := telegramtest.New(t), &shared{}
	addr := freeAddr(t)
	p := serveTelegram(t, srv, t.TempDir(), out, "TELEGRAM_WEBHOOK_URL=https://bot.example.org/telegram", "TELEGRAM_WEBHOOK_ADDR="+addr)
	srv.Route("http://" + addr)
	ann := srv.Person("Ann")
	ann.Private().Forward(ann, scamPopUp)
	shows(t, ann.Private().Next(t), "scam")
	srv.WaitConfirmed(t)
	p.stop(t)
	if srv.Calls("getUpdates") != 0 {
		t.Error("it polled as well")
	}
	noSecrets(t, out.String())
}

// TestCheckAsksTelegram who the bot is; a wrong token is named, not shown.
func TestCheckAsksTelegram(t *testing.T) {
	srv := telegramtest.New(t)
	env := map[string]string{"TELEGRAM_TOKEN": telegramtest.Token, "TELEGRAM_API_URL": srv.URL, "HANGUP_DATA_DIR": t.TempDir()}
	code, out, errs := command(t, "", env, "check")
	if code != exitOK {
		t.Errorf("check ended with %d: %s%s", code, out, errs)
	}
	if !strings.Contains(out, "@"+telegramtest.BotName) || !strings.Contains(out, "privacy mode is on") {
		t.Errorf("check says %s", out)
	}
	env["TELEGRAM_TOKEN"] = "1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	code, out, errs = command(t, "", env, "check")
	if code != exitWrong || !strings.Contains(out, "does not accept this token") {
		t.Errorf("with a wrong token check says %s", out)
	}
	if strings.Contains(out+errs, "aaaaaaaa") {
		t.Error("the token was printed")
	}
}
