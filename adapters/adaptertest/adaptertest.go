// Package adaptertest is the contract that every door of hangup keeps, whatever
// the platform: what goes in arrives as it was meant, what comes back arrives
// whole, in order and harmless, and nothing of it is left in a log. It knows no
// platform; each adapter's test shows it how to send and what a person sees.
package adaptertest

import (
	"context"
	"log/slog"
	"testing"

	"hangup/bot"
)

// Converse is what answers in a contract test. The contract writes its own.
type Converse func(ctx context.Context, m bot.Message) bot.Outcome

// Setup is what an adapter under test is built with.
type Setup struct {
	Converse Converse
	Log      *slog.Logger // all of the adapter's logging has to go here
}

// Door is a running adapter with its platform, or something true to it, around it.
type Door interface {
	// Send brings m in as the platform would: quotes as forwards, Choice as a
	// press on what Seen showed, Command in the way people give it. It returns
	// what the person then sees.
	Send(t *testing.T, m bot.Message) Seen
	// Stop ends the adapter by its context and returns when it has ended.
	Stop(t *testing.T)
}

// Seen is what arrived at the person after the platform made of it what it makes:
// markup is applied and gone, entities are characters again.
type Seen struct {
	Parts   []string     // the messages of the reply, in order; one where the platform has no limit
	Choices []bot.Choice // ID is what Send takes as Choice to press it
}

// Contract says what the platform can do, and how to open a door on it.
type Contract struct {
	// Open starts an adapter. It stops with the test if Stop was not called.
	Open    func(t *testing.T, s Setup) Door
	Quotes  bool     // the platform tells somebody else's words from the sender's
	Limit   int      // longest part in characters; 0 for none
	Secrets []string // must not be found in a log: tokens, signing keys
	// Shows is what people see of words that the platform would make tappable,
	// where the adapter breaks them; nil: the words themselves.
	Shows func(string) string
}

// trial is one promise under test.
type trial struct {
	*testing.T
	Contract
}

// Run checks the whole contract, a subtest for each promise.
func Run(t *testing.T, c Contract) {
	t.Helper()
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) { p.check(trial{t, c}) })
	}
}

var promises = []struct {
	name  string
	check func(trial)
}{
	{"own words arrive as text", ownWords},
	{"a message says who, where and when", envelope},
	{"forwards become quotes", forwards},
	{"commands arrive as commands", commands},
	{"choices survive the round trip", choices},
	{"a long reply arrives whole and in order", longReply},
	{"hostile text arrives inert", hostile},
	{"broken text gets an answer", brokenText},
	{"cancel ends it within a second", cancel},
	{"nothing of a message is logged", silentLog},
}
