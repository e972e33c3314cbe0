package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"hangup/bot"
)

// errRace is a state that somebody else has changed since it was read.
var errRace = errors.New("the state has changed meanwhile")

// record is a value as it is kept, with what it was before and the message that
// changed it. If a crash cuts off the work on that message, the work is done
// again from Before, so that the same message has the same outcome.
type record struct {
	By     string          `json:"by,omitempty"`
	Before json.RawMessage `json:"before,omitempty"`
	Now    json.RawMessage `json:"now,omitempty"`
}

// slot is one value of a bucket, as it was read.
type slot struct {
	in    jetstream.KeyValue
	under jetstream.Stream
	key   string
	brief bool   // wiped for good when it is over, with what it was before
	rev   uint64 // 0: there is none
	record
}

// held is the state of a message, as it was read.
type held struct{ session, group, person, letter *slot }

// zero is how a value without anything in it is written.
const zero = "{}"

// load reads the state for a message. by is the message's name, "" if it has none.
func (s *store) load(ctx context.Context, m bot.Message, by string) (bot.State, held, error) {
	person := s.person(m.Chat.Platform, m.From)
	h := held{
		session: &slot{in: s.sessions, under: s.sessionLog, key: person + "." + s.place(m.Chat)},
		person:  &slot{in: s.kept, under: s.keptLog, key: "person." + person},
	}
	h.letter = s.letter(m)
	var state bot.State
	err := errors.Join(h.session.read(ctx, by, &state.Session), h.person.read(ctx, by, &state.Person), h.letter.read(ctx, by, &state.Letter))
	if m.Chat.Kind == bot.Group {
		h.group = &slot{in: s.kept, under: s.keptLog, key: "group." + s.chat(m.Chat)}
		err = errors.Join(err, h.group.read(ctx, by, &state.Group))
	}
	return state, h, err
}

// save writes the state that a message has led to. errRace means that nothing
// is lost and the message has to be handled again.
func (s *store) save(ctx context.Context, h held, by string, state bot.State) error {
	if err := h.person.write(ctx, by, state.Person); err != nil {
		return err
	}
	if err := h.letter.write(ctx, by, state.Letter); err != nil {
		return err
	}
	if h.group != nil {
		if err := h.group.write(ctx, by, state.Group); err != nil {
			return err
		}
	}
	if state.Session.Seen.IsZero() && len(state.Session.Situations) == 0 {
		state.Session = bot.Session{} // nothing that has to be gone on with
	}
	return h.session.write(ctx, by, state.Session)
}

// read fills to with the value as it was before the message called by.
func (s *slot) read(ctx context.Context, by string, to any) error {
	e, err := s.in.Get(ctx, s.key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	s.rev = e.Revision()
	if json.Unmarshal(e.Value(), &s.record) != nil {
		return errors.New("reading the state: a record is damaged")
	}
	value := s.Now
	if by != "" && s.By == by {
		value = s.Before
	}
	if len(value) == 0 {
		return nil
	}
	if json.Unmarshal(value, to) != nil {
		return errors.New("reading the state: a record is of another version")
	}
	return nil
}

// write keeps a value if it is another than the one that was read.
func (s *slot) write(ctx context.Context, by string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	now := string(raw)
	if now == string(s.Now) || now == zero && len(s.Now) == 0 {
		return nil
	}
	if now == zero && (!s.brief || by == "") {
		return s.wipe(ctx)
	}
	next := record{By: by, Before: s.Now, Now: raw}
	if s.brief && by == "" { // nothing is ever done again from it
		next.Before = nil
	}
	if by != "" && s.By == by {
		next.Before = s.Before
	}
	body, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	return s.put(ctx, body)
}

func (s *slot) put(ctx context.Context, body []byte) error {
	var err error
	if s.rev == 0 {
		_, err = s.in.Create(ctx, s.key, body)
	} else {
		_, err = s.in.Update(ctx, s.key, body, s.rev)
	}
	if errors.Is(err, jetstream.ErrKeyExists) || errors.Is(err, jetstream.ErrKeyRevisionMismatch) {
		return errRace
	}
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	return nil
}

// wipe removes the value, if it is still the one that was read.
func (s *slot) wipe(ctx context.Context) error {
	err := s.under.SecureDeleteMsg(ctx, s.rev)
	if absent(err) {
		return errRace
	}
	if err != nil {
		return fmt.Errorf("wiping the state: %w", err)
	}
	return nil
}

// letter is where the letter lies that somebody is writing in a chat. It has a
// bucket of its own, in which nothing gets older than such a letter may.
func (s *store) letter(m bot.Message) *slot {
	return &slot{in: s.letters, under: s.letterLog, key: s.person(m.Chat.Platform, m.From) + "." + s.place(m.Chat), brief: true}
}

// wipeLetter removes what is left of a letter that is over, once its last reply
// is filed: before that, a crash would need it to make the same reply again.
func (s *store) wipeLetter(ctx context.Context, m bot.Message) error {
	l := s.letter(m)
	var d bot.Draft
	if err := l.read(ctx, "", &d); err != nil || l.rev == 0 || string(l.Now) != zero {
		return err
	}
	if err := l.wipe(ctx); !errors.Is(err, errRace) {
		return err
	}
	return nil
}
