package bot

import "time"

// State is all that is remembered: of the conversation, of the group and of
// the person. But for the answers of a letter that is being written, and the
// sum, day and bank of a payment for one to come, it never holds message text. The
// zero State is that of a stranger.
type State struct {
	Session Session    `json:"session,omitzero"`
	Group   GroupState `json:"group,omitzero"`
	Person  Person     `json:"person,omitzero"`
	Letter  Draft      `json:"letter,omitzero"` // the only words of a person's that are kept, for a day at most
}

// Session is one person's conversation in one chat.
type Session struct {
	Seen       time.Time `json:"seen,omitzero"`
	Level      string    `json:"level,omitempty"` // of the last verdict, "" if there was none
	Kind       string    `json:"kind,omitempty"`
	Variant    string    `json:"variant,omitempty"`
	Situations []string  `json:"situations,omitempty"` // what is known to have happened
	Told       []string  `json:"told,omitempty"`       // what was said besides: when, where, on what
	Done       []string  `json:"done,omitempty"`       // steps done or put aside
	Later      []string  `json:"later,omitempty"`      // of these, put aside: they come back at the end
	Shown      []string  `json:"shown,omitempty"`      // steps shown last
	Asked      string    `json:"asked,omitempty"`      // triage question that waits for an answer
	Answered   []string  `json:"answered,omitempty"`   // triage questions answered
	Put        []string  `json:"put,omitempty"`        // triage questions put, once each time
	Topic      string    `json:"topic,omitempty"`      // topic answered last
	Offered    []string  `json:"offered,omitempty"`    // ids of the choices shown last
	Flow       string    `json:"flow,omitempty"`       // "check" when the next words are to be checked, "new" when they are a case of their own
	Theirs     bool      `json:"theirs,omitempty"`     // it happened to somebody dear to them
	Advised    bool      `json:"advised,omitempty"`    // they were told what to say to that person
	Practised  []string  `json:"practised,omitempty"`  // exercises seen, the last one last
	Again      string    `json:"again,omitempty"`      // whether to ask again in a few days: "offered", "yes" or "no"
	Past       []Session `json:"past,omitempty"`       // how it was before the last turns, the latest last
	Other      *Session  `json:"other,omitempty"`      // a case that waits while another one is talked about
}

// Idle is after how long a session is over (DESIGN section 5).
const Idle = 7 * 24 * time.Hour

// Mode is how much a group wants to hear.
type Mode string

// The modes of a group. The zero value is Watch.
const (
	Watch     Mode = ""
	WhenAsked Mode = "asked"
)

// GroupState is what is remembered of a group.
type GroupState struct {
	Mode Mode       `json:"mode,omitempty"`
	Off  []string   `json:"off,omitempty"`  // threads in which it is quiet, as in Chat.Thread
	Told []ToldText `json:"told,omitempty"` // texts already warned of
	// Spoke is when it was last warned: an order that follows is for us.
	Spoke time.Time `json:"spoke,omitzero"`

	Practised   []string  `json:"practised,omitempty"`   // exercises seen by the group, the last one last
	PractisedAt time.Time `json:"practised_at,omitzero"` // when that one was shown
	Drill       Drill     `json:"drill,omitzero"`
}

// Person is what is remembered of a person everywhere.
type Person struct {
	Region string  `json:"region,omitempty"` // whose numbers they get, such as US; "" for the host's
	Nation string  `json:"nation,omitempty"` // ENG, WAL, SCO or NI; "" if not said
	Family *Family `json:"family,omitempty"` // whom they trust and who trusts them, nil for nobody
}

// fresh gives the session to go on with at the time of a message: an idle one
// is over.
func (s Session) fresh(now time.Time) Session {
	if !s.Seen.IsZero() && now.Sub(s.Seen) > Idle {
		return Session{}
	}
	return s
}
