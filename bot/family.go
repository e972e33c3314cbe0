package bot

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Family is who a person trusts, and who trusts them. Both sides have agreed,
// and either may end it. It holds no words of any message.
type Family struct {
	Trusted *Bond   `json:"trusted,omitempty"` // whom they may have told in a crisis
	Helps   []Bond  `json:"helps,omitempty"`   // whose trusted person they are
	Invite  *Invite `json:"invite,omitempty"`  // a code that nobody has used yet
	Asked   *Bond   `json:"asked,omitempty"`   // somebody used the code; the person has to say that it is the right one
}

// Peer is a person where we can write to them.
type Peer struct {
	Person string `json:"person"` // as in Message.From
	Chat   Chat   `json:"chat"`
}

// Bond is one side's note of a link.
type Bond struct {
	Peer

	Name    string    `json:"name,omitempty"`    // what this side calls the other
	Pending bool      `json:"pending,omitempty"` // the other side has not confirmed yet
	Told    time.Time `json:"told,omitzero"`     // when they were last told of a crisis
}

// Invite is a code for one person, good once.
type Invite struct {
	Name string    `json:"name"`
	Code string    `json:"code"`
	At   time.Time `json:"at"`
}

// The bounds of family links.
const (
	inviteFor = 7 * 24 * time.Hour
	tellAgain = 10 * time.Minute
	maxHelps  = 8
	maxName   = 20 // characters
	codeChars = 10
)

// errandKind is what an errand is about.
type errandKind string

// The kinds of errand.
const (
	saidYes   errandKind = "yes"    // somebody used the code and agrees
	confirmed errandKind = "linked" // the one who made the code says that it is the right person
	inTrouble errandKind = "tell"   // a trusted person is to be told of a crisis
	ended     errandKind = "ended"  // one side has ended the link
)

// aboutKin is what notes between linked people are about, with the errand behind it.
const aboutKin = "kin:"

// errand is something for another person's conversation. It travels as a note
// that wakes that conversation, so that it is answered with that person's state,
// and never holds words of a message.
type errand struct {
	Kind errandKind `json:"kind"`
	From Peer       `json:"from"`
	Name string     `json:"name,omitempty"` // what the platform calls the sender
	Code string     `json:"code,omitempty"`
}

// note puts an errand on its way to somebody.
func (e errand) note(to Peer) Note {
	raw, _ := json.Marshal(e) //nolint:errchkjson // strings always have a form
	return Note{To: to.Chat, From: to.Person, About: aboutKin + string(raw)}
}

// readErrand reads what a note is about; not ok if it is no errand.
func readErrand(about string) (errand, bool) {
	var e errand
	raw, ok := strings.CutPrefix(about, aboutKin)
	return e, ok && json.Unmarshal([]byte(raw), &e) == nil
}

// newKey gives a key that lives as long as the process.
func newKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	return key
}

// SetKey sets the secret that codes between people are made from, so that all
// processes of one operator agree on them. It has to be called before Handle.
func (b *Bot) SetKey(key []byte) { b.key = slices.Clone(key) }

// code makes the code of an invitation from the message that asked for it.
func (t *turn) code() string {
	mac := hmac.New(sha256.New, t.key)
	for _, s := range []string{t.m.Chat.Platform, t.m.Chat.ID, t.m.From, t.m.ID, t.m.Time.UTC().String()} {
		_, _ = mac.Write([]byte(s + "\x00"))
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)))[:codeChars]
}

// kin gives a copy of the person's family to change, which is then the state's.
func (t *turn) kin() *Family {
	f := Family{}
	if t.state.Person.Family != nil {
		f = *t.state.Person.Family
		f.Helps = slices.Clone(f.Helps)
	}
	t.state.Person.Family = &f
	return &f
}

// tidy forgets a family in which nobody is left.
func (t *turn) tidy() {
	f := t.state.Person.Family
	if f != nil && f.Trusted == nil && len(f.Helps) == 0 && f.Invite == nil && f.Asked == nil {
		t.state.Person.Family = nil
	}
}

// self is where this person can be written to.
func (t *turn) self() Peer { return Peer{t.m.From, t.m.Chat} }

// send puts an errand on its way.
func (t *turn) send(kind errandKind, to Peer, code string) {
	t.notes = append(t.notes, errand{Kind: kind, From: t.self(), Name: shortName(t.m.Name), Code: code}.note(to))
}

// trusted is whom the person trusts, nil for nobody.
func (t *turn) trusted() *Bond {
	if t.state.Person.Family == nil {
		return nil
	}
	return t.state.Person.Family.Trusted
}

// endAll ends every link of the person, and tells the others.
func (t *turn) endAll() {
	f := t.state.Person.Family
	if f == nil {
		return
	}
	if f.Trusted != nil {
		t.send(ended, f.Trusted.Peer, "")
	}
	for _, b := range f.Helps {
		t.send(ended, b.Peer, "")
	}
	t.state.Person.Family = nil
}

// shortName is a name as it can stand in a sentence or on a button: letters, marks
// and a few signs.
func shortName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`{}<>[]()"`, r) || r < ' ' {
			return -1
		}
		return r
	}, s)
	rs := []rune(strings.Join(strings.Fields(s), " "))
	return strings.TrimSpace(string(rs[:min(maxName, len(rs))]))
}
