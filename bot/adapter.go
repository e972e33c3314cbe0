package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Raw is one update as a platform sent it, before anybody looked into it
// further than was needed to file it.
type Raw struct {
	Platform string
	ID       string    // the platform's id of the update, unique in the platform; the same id is taken once
	Chat     Chat      // updates of one chat are answered in the order they came
	From     string    // the platform's id of the sender, "" if there is none
	Body     []byte    // as it came
	At       time.Time // when it came
	// Joins marks a forward or a part of an album: it waits a moment for what
	// belongs to it. Whatever a person typed does not join.
	Joins bool
}

// Delivery is one reply on its way out.
type Delivery struct {
	Key     string // the same on every try, at most 64 bytes; a platform that can uses it against doubles
	To      Chat
	Answers string // id of the message that it answers, "" for a note
	Handle  string // Message.Handle of that message
	Reply   Reply
}

// Rate is how often something may be done. The zero Rate is no limit.
type Rate struct {
	Times int
	Per   time.Duration
}

// Rates are a platform's limits on sending.
type Rates struct {
	All, PrivateChat, GroupChat Rate
	// OnceByKey says that the platform takes a Delivery.Key once, however often
	// it is sent. Without it a crash right after a send may send it twice.
	OnceByKey bool
}

// Adapter is one platform. Its methods may be called by several goroutines.
type Adapter interface { //nolint:interfacebloat // a platform is all of these, and nothing uses less of it
	// Name is the platform's name, as in Chat.Platform: lower-case letters only.
	Name() string
	// Receive hands every raw update to accept, in the order of each chat, and
	// acknowledges it to the platform only after accept returned nil. Where
	// accept gives an error the update has to be offered again, in its order; those
	// of other chats may be offered meanwhile, and are told so. accept waits a
	// moment on an update offered again, so that this is no busy loop. Receive runs
	// until ctx ends (nil), and gives an error only when the platform cannot be
	// used at all, as one clear sentence.
	Receive(ctx context.Context, accept func(context.Context, Raw) error) error
	// Decode reads an update. ErrNoMessage means that there is nothing to answer.
	Decode(Raw) (Message, error)
	// Send delivers one reply. A wait that the platform asks for is a *LaterError,
	// a reply that can never arrive a *RefusedError; any other error is tried again.
	Send(context.Context, Delivery) error
	// Rates are the platform's limits, with their source in its documentation.
	Rates() Rates
}

// Memory keeps a line about each person for an adapter that has to know, after a
// restart, where it left off. A line is kept as long as a session, and is wiped
// when the person asks to be forgotten.
type Memory interface {
	Keep(ctx context.Context, person, line string) error
	Kept(ctx context.Context) ([]string, error)
}

// Rememberer is an Adapter that wants a Memory. Remember is called before Receive.
type Rememberer interface{ Remember(Memory) }

// ErrNoMessage is what Decode gives for an update that nobody waits to have
// answered, such as a change of somebody's name.
var ErrNoMessage = errors.New("the update holds no message")

// LaterError asks to send again after a while.
type LaterError struct {
	After time.Duration
	All   bool // the whole platform has to wait, not this chat only
}

// Error says how long to wait.
func (e *LaterError) Error() string {
	return fmt.Sprintf("the platform asks to wait %s", e.After)
}

// RefusedError is a reply that the platform will never take.
type RefusedError struct {
	Gone   bool   // nobody is there to get it: blocked, left, deleted
	Reason string // one clause without any text of the reply
}

// Error gives the reason.
func (e *RefusedError) Error() string { return "refused: " + e.Reason }
