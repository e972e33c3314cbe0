package relay_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
	"hangup/bot/relay"
)

// teller answers "12" with "12/7" when it is the seventh message of the person:
// the reply shows order, loss and doubling, of messages and of state.
type teller struct{}

// Handle answers one message.
func (teller) Handle(_ context.Context, m bot.Message, s bot.State) bot.Outcome {
	if m.Command == "forget" {
		return bot.Outcome{Reply: bot.Reply{Lead: "forgotten"}, Forget: true}
	}
	n := 0
	if len(s.Session.Done) > 0 {
		n, _ = strconv.Atoi(s.Session.Done[0])
	}
	s.Session.Done, s.Session.Seen = []string{strconv.Itoa(n + 1)}, m.Time
	words := []string{m.Text}
	for _, q := range m.Quotes {
		words = append(words, "["+q.Text+"]")
	}
	return bot.Outcome{Reply: bot.Reply{Lead: fmt.Sprintf("%s/%d", strings.TrimSpace(strings.Join(words, " ")), n+1), Loud: m.Text == "crisis"}, State: s}
}

// TestMain runs the process that the crash test kills, when it is asked to.
func TestMain(m *testing.M) {
	if os.Getenv("RELAY_CHILD") == "" {
		os.Exit(m.Run()) //nolint:forbidigo // TestMain is main here
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	r, err := relay.Open(ctx, relay.Options{
		Place:    relay.Place{Dir: os.Getenv("RELAY_DIR"), URL: os.Getenv("RELAY_URL")},
		Talk:     relay.Talk{Handler: teller{}, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))},
		Adapters: []bot.Adapter{newPlain(os.Getenv("RELAY_CHILD"))},
		Patience: relay.Patience{Person: bot.Rate{Times: -1}},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:forbidigo // TestMain is main here
	}
	r.Run(ctx)
	r.Close()
	stop()
}

// child starts a process that carries messages between the server and its store.
func child(t *testing.T, s town, env ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), append(env, "RELAY_CHILD="+s.URL+"/bot"+token)...)
	var said strings.Builder
	c.Stderr = &said
	if testing.Verbose() {
		c.Stderr = io.MultiWriter(&said, os.Stderr)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() && c.ProcessState == nil { // where does it hang?
			_ = c.Process.Signal(syscall.SIGQUIT)
			<-time.After(time.Second)
		}
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	return c
}

// count is what came of the messages.
type count struct{ answered, lost, doubled, disordered, miscounted int }

// tally compares what was sent with chats times each messages, numbered per chat.
func tally(sent []telegramtest.Sent, chats, each int) count {
	got := map[int64][]string{}
	for _, m := range sent {
		got[m.Chat] = append(got[m.Chat], m.Text)
	}
	var c count
	for chat := range chats {
		c.add(got[int64(chat+1)], each)
	}
	return c
}

func (c *count) add(replies []string, each int) {
	seen, last := map[int]bool{}, 0
	for _, reply := range replies {
		words, at, _ := strings.Cut(reply, "/")
		n, _ := strconv.Atoi(words)
		nth, _ := strconv.Atoi(at)
		if nth != n {
			c.miscounted++
		}
		if seen[n] {
			c.doubled++
			continue
		}
		if n < last {
			c.disordered++
		}
		seen[n], last = true, max(last, n)
	}
	c.answered += len(seen)
	c.lost += each - len(seen)
}

// TestCrash kills the process again and again while people write.
func TestCrash(t *testing.T) {
	chats, each, kills := 40, 10, 4
	if os.Getenv("HANGUP_CRASH") != "" {
		chats, each, kills = 200, 25, 25
	}
	s := newTown(t)
	dir := "RELAY_DIR=" + t.TempDir()
	feed(t, s, chats, each, time.Duration(kills)*500*time.Millisecond)
	killed := 0
	for killed < kills {
		c := child(t, s, dir)
		began := s.Calls("getUpdates")
		until(t, 20*time.Second, "the process asks for updates", func() bool { return s.Calls("getUpdates") > began })
		<-time.After(time.Duration(50+rand.IntN(700)) * time.Millisecond)
		_ = c.Process.Kill()
		_ = c.Wait()
		killed++
	}
	c := child(t, s, dir)
	until(t, 3*time.Minute, "every message is answered", func() bool {
		got := tally(s.Sent(), chats, each)
		return got.lost == 0
	})
	<-time.After(500 * time.Millisecond) // doubles come late
	_ = c.Process.Signal(syscall.SIGTERM)
	if err := c.Wait(); err != nil {
		t.Errorf("the process did not stop well: %v", err)
	}
	got := tally(s.Sent(), chats, each)
	t.Logf("%d messages in %d chats, %d kills: %d answered, %d lost, %d doubled, %d out of order, %d counted wrong",
		chats*each, chats, killed, got.answered, got.lost, got.doubled, got.disordered, got.miscounted)
	if got.lost > 0 || got.disordered > 0 || got.miscounted > 0 || got.doubled > killed {
		t.Error("that is more than was promised")
	}
}

// feed writes messages into all chats, evenly over a while.
func feed(t *testing.T, s town, chats, each int, over time.Duration) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := range each {
			for chat := range chats {
				s.Push(int64(chat+1), strconv.Itoa(n+1), nil)
			}
			<-time.After(over / time.Duration(each))
		}
	}()
	t.Cleanup(func() { <-done })
}

// until waits for something to become true.
func until(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	late := time.After(within)
	for !is() {
		select {
		case <-late:
			t.Fatalf("not within %s: %s", within, what)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
