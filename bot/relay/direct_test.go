package relay_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/relay"
)

// counter answers with how many messages the person has sent in the chat, and
// panics on "boom".
type counter struct{}

func (counter) Handle(_ context.Context, m bot.Message, s bot.State) bot.Outcome {
	if m.Text == "boom" {
		panic("secret words: " + m.Text)
	}
	s.Session.Done = append(s.Session.Done, "x")
	s.Session.Seen = m.Time
	s.Session.Situations = []string{"any"}
	return bot.Outcome{Reply: bot.Reply{Lead: fmt.Sprint(len(s.Session.Done))}, State: s}
}

func message(chat, from, id, text string) bot.Message {
	return bot.Message{Chat: bot.Chat{Platform: "test", ID: chat}, From: from, ID: id, Text: text}
}

// inMemory opens a relay on a private store.
func inMemory(t *testing.T, log *bytes.Buffer) *relay.Relay {
	t.Helper()
	r, err := relay.Open(t.Context(), relay.Options{Talk: relay.Talk{Handler: counter{}, Fallback: bot.Reply{Lead: "fallback"}, Log: slog.New(slog.NewTextHandler(log, nil))}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

func TestStateIsKeptPerPersonAndChat(t *testing.T) {
	r := inMemory(t, &bytes.Buffer{})
	for _, step := range []struct{ chat, from, want string }{
		{"a", "ann", "1"}, {"a", "ann", "2"}, {"a", "bob", "1"}, {"b", "ann", "1"}, {"a", "ann", "3"},
	} {
		if got := r.Handle(t.Context(), message(step.chat, step.from, "", "hi")).Reply.Lead; got != step.want {
			t.Errorf("chat %s, %s: got %s, want %s", step.chat, step.from, got, step.want)
		}
	}
}

func TestSameIDIsAnsweredOnce(t *testing.T) {
	r := inMemory(t, &bytes.Buffer{})
	first := r.Handle(t.Context(), message("a", "ann", "7", "hi")).Reply.Lead
	again := r.Handle(t.Context(), message("a", "ann", "7", "hi")).Reply.Lead
	next := r.Handle(t.Context(), message("a", "ann", "8", "hi")).Reply.Lead
	if first != "1" || again != "1" || next != "2" {
		t.Errorf("got %s, %s, %s; want 1, 1, 2", first, again, next)
	}
	if other := r.Handle(t.Context(), message("b", "ann", "7", "hi")).Reply.Lead; other != "1" {
		t.Errorf("the same id in another chat: got %s, want 1", other)
	}
}

func TestPanicBecomesFallback(t *testing.T) {
	var log bytes.Buffer
	r := inMemory(t, &log)
	r.Handle(t.Context(), message("a", "ann", "1", "hi"))
	if got := r.Handle(t.Context(), message("a", "ann", "2", "boom")).Reply.Lead; got != "fallback" {
		t.Errorf("got %q, want the fallback", got)
	}
	if got := r.Handle(t.Context(), message("a", "ann", "3", "hi")).Reply.Lead; got != "2" {
		t.Errorf("after the panic: got %q, want 2, the state as it was before", got)
	}
	if !strings.Contains(log.String(), "handling failed") || strings.Contains(log.String(), "secret words") {
		t.Errorf("log: %s", log.String())
	}
}

func TestOnceKeepsNothing(t *testing.T) {
	r := inMemory(t, &bytes.Buffer{})
	for range 2 {
		if got := r.Once(t.Context(), message("a", "ann", "1", "hi")).Reply.Lead; got != "1" {
			t.Errorf("got %s, want 1", got)
		}
	}
}

func TestChatsAtTheSameTime(t *testing.T) {
	r := inMemory(t, &bytes.Buffer{})
	var wg sync.WaitGroup
	for c := range 8 {
		for range 50 {
			wg.Go(func() { r.Handle(t.Context(), message(fmt.Sprint(c), "ann", "", "hi")) })
		}
	}
	wg.Wait()
	for c := range 8 {
		if got := r.Handle(t.Context(), message(fmt.Sprint(c), "ann", "", "hi")).Reply.Lead; got != "51" {
			t.Errorf("chat %d: got %s, want 51: a message was lost", c, got)
		}
	}
}

// TestAnswersAreForgotten: an answer may quote a message, so it is held for a
// short while only.
func TestAnswersAreForgotten(t *testing.T) {
	r := inMemory(t, &bytes.Buffer{})
	m := message("a", "ann", "7", "hi")
	m.Time = time.Unix(1e9, 0)
	r.Handle(t.Context(), m)
	m.Time = m.Time.Add(5 * time.Minute)
	if got := r.Handle(t.Context(), m).Reply.Lead; got != "1" {
		t.Errorf("within minutes: got %s, want the answer again", got)
	}
	m.Time = m.Time.Add(time.Hour)
	if got := r.Handle(t.Context(), m).Reply.Lead; got != "2" {
		t.Errorf("after an hour: got %s, want a new answer", got)
	}
}
