package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hangup/adapters/discord/discordtest"
)

// serveDiscord starts hangup against srv, with its state in dir.
func serveDiscord(t *testing.T, srv *discordtest.Server, dir string, out *shared) *process {
	t.Helper()
	c := exec.CommandContext(t.Context(), builtProgram(t), "serve")
	c.Dir = dir
	c.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "WEB_ADDR=off", "LOG_LEVEL=debug", "HANGUP_DATA_DIR=" + filepath.Join(dir, "data"),
		"DISCORD_TOKEN=" + discordtest.Token, "DISCORD_API_URL=" + srv.URL,
	}
	c.Stdout, c.Stderr = out, out
	n := srv.Sessions()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{c, out}
	t.Cleanup(func() { p.kill() })
	srv.WaitSessions(t, n+1)
	return p
}

// shown checks a message for words, and that nothing in it is active.
func shown(t *testing.T, m discordtest.Sent, parts ...string) {
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

// pick presses the button with these words in its label.
func pick(t *testing.T, v discordtest.View, m discordtest.Sent, words string) {
	t.Helper()
	for _, b := range m.Buttons() {
		if strings.Contains(b.Label, words) {
			v.Press(t, m, b.Label)
			return
		}
	}
	t.Fatalf("no button with %q: %+v", words, m.Buttons())
}

// TestDiscordAsAProcess goes from a forward to the steps and a letter, with the
// gateway and the process killed in between.
func TestDiscordAsAProcess(t *testing.T) {
	srv, dir, out := discordtest.New(t), t.TempDir(), &shared{}
	ann, owner := srv.Person("Ann"), srv.Person("Owner")
	p := serveDiscord(t, srv, dir, out)
	c := ann.DM()
	c.Forward(scamPopUp)
	verdict := c.Next(t)
	shown(t, verdict, "scam", "0808 •••")

	srv.Close(1012)
	pick(t, c, verdict, "my computer") // while the gateway is away
	steps := c.Next(t)
	shown(t, steps, "Wi-Fi", "1. ")
	if srv.Resumed() == 0 || srv.Sessions() != 1 {
		t.Errorf("the gateway was resumed %d times in %d sessions, want one session", srv.Resumed(), srv.Sessions())
	}

	srv.Fail("PATCH @original", failing(100)...)
	c.Command("report", nil)
	srv.WaitThinking(t, 1)
	p.kill()
	srv.Mend("PATCH @original")
	c.Say("they are on my computer right now") // while nobody is there
	p = serveDiscord(t, srv, dir, out)
	shown(t, c.Next(t), "Report Fraud")
	shown(t, c.Next(t), "Wi-Fi")
	if n := srv.Thinking(); n != 0 {
		t.Errorf("%d answers are left waiting", n)
	}

	g := srv.Guild("Family", owner)
	g.Add()
	at := ann.In(g.System())
	shown(t, at.Next(t), "I warn of scams here")
	posted := owner.In(g.System()).Say(scamPopUp)
	shown(t, at.Next(t), "clear signs of a scam")
	at.Menu("Check for a scam", posted)
	m := at.Next(t)
	shown(t, m, "scam")
	if !m.Hidden {
		t.Error("everybody sees what one person asked")
	}

	letter(t, c)
	p.stop(t)
	if n := c.Unread() + at.Unread(); n > 0 {
		t.Errorf("%d answers came twice or unasked", n)
	}
	printed := out.String()
	for _, s := range []string{discordtest.Token, "secret-token", "aW50ZXJhY3Rpb24", "0808", "Windows", "Ann"} {
		if strings.Contains(printed, s) {
			t.Errorf("%q was printed", s)
		}
	}
	if !strings.Contains(printed, "Discord is on") {
		t.Errorf("it printed %q", printed)
	}
}

func failing(n int) []discordtest.Fault {
	out := make([]discordtest.Fault, n)
	for i := range out {
		out[i].Status = 500
	}
	return out
}

// letter has a letter written, and wants two files.
func letter(t *testing.T, c discordtest.View) {
	t.Helper()
	c.Command("letter", map[string]string{"kind": "incident-notes"})
	var files []string
	for range 40 {
		m := c.Next(t)
		if m.File != nil {
			files = append(files, m.File.Name)
			if len(m.File.Body) == 0 {
				t.Errorf("the file %s is empty", m.File.Name)
			}
			if len(files) == 2 {
				break
			}
			continue
		}
		switch {
		case len(files) > 0:
		case strings.Contains(m.Text, "Is it right?"):
			c.Press(t, m, m.Buttons()[0].Label)
		default:
			c.Say("skip")
		}
	}
	if all := strings.Join(files, " "); !strings.Contains(all, ".txt") || !strings.Contains(all, ".pdf") {
		t.Errorf("the files are %q", all)
	}
	for c.Unread() > 0 {
		c.Next(t)
	}
}

// TestCheckAsksDiscord who the bot is; a wrong token is named, not shown.
func TestCheckAsksDiscord(t *testing.T) {
	srv := discordtest.New(t)
	env := map[string]string{"DISCORD_TOKEN": discordtest.Token, "DISCORD_API_URL": srv.URL, "HANGUP_DATA_DIR": t.TempDir()}
	var out, errs bytes.Buffer
	if code := run(context.Background(), world{strings.NewReader(""), &out, &errs, env}, []string{"check"}); code != exitOK {
		t.Errorf("check ended with %d: %s", code, out.String())
	}
	for _, want := range []string{"the bot is " + discordtest.BotName, "sees every message", "integration_type=1"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("check does not say %q: %s", want, out.String())
		}
	}
	env["DISCORD_TOKEN"] = "wrong-token-aaaaaaaa"
	out.Reset()
	if code := run(context.Background(), world{strings.NewReader(""), &out, &errs, env}, []string{"check"}); code != exitWrong || !strings.Contains(out.String(), "does not accept this token") {
		t.Errorf("with a wrong token check says %s", out.String())
	}
	if strings.Contains(out.String()+errs.String(), "aaaaaaaa") {
		t.Error("the token was printed")
	}
}
