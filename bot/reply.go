package bot

import (
	"strconv"
	"strings"
	"time"
)

// Choice is a tap answer. ID is at most 64 bytes and comes back in
// Message.Choice; Label is at most 40 characters, in the person's words.
type Choice struct {
	ID, Label string
}

// Place is where a Choice leads.
type Place int

// The places. The zero value is Here, an ordinary tap.
const (
	Here     Place = iota
	Alone          // the private chat with the bot
	NewGroup       // picking a group to add the bot to
	Share          // picking somebody to send the code in the ID to
)

// Opens gives the place that c leads to, on platforms that can go there. The
// others send its ID back like any other.
func (c Choice) Opens() Place {
	kind, _, _ := strings.Cut(c.ID, ":")
	switch kind {
	case "private":
		return Alone
	case "add":
		return NewGroup
	case "share":
		return Share
	}
	return Here
}

// BlockKind is how the lines of a Block belong together.
type BlockKind int

// The block kinds. The zero value is Prose.
const (
	Prose  BlockKind = iota // each line a paragraph
	Steps                   // lines are numbered acts, in order
	Quotes                  // each line is somebody else's words, already made harmless
	Points                  // lines are an unordered list
)

// Block is one part of a Reply. Adapters split long replies between blocks.
type Block struct {
	Kind  BlockKind
	Title string   // "" for none
	Lines []string // plain text, never markup
	First int      // number of the first of Steps; 0 means 1
}

// Document is a file handed to the person, such as a letter.
type Document struct {
	Name, MediaType string
	Body            []byte
}

// Reply is what the person gets: structure, never markup. Each adapter renders
// it, escaped, within its own limits. The zero Reply says nothing, which is
// only right in groups.
type Reply struct {
	Lead      string // the first line: the act or the verdict
	Blocks    []Block
	Choices   []Choice // at most four are shown with the reply
	Documents []Document
	Private   bool // only the person who asked may see it
	Loud      bool // may sound a notification
	Leave     bool // after this reply the bot leaves the group
}

// Silent reports whether r says nothing at all.
func (r Reply) Silent() bool {
	return r.Lead == "" && len(r.Blocks) == 0 && len(r.Choices) == 0 && len(r.Documents) == 0
}

// Text renders r as plain text without the choices: the lead, then the blocks,
// parted by empty lines. It is the whole reply of terminals and of the JSON doors.
func (r Reply) Text() string {
	var parts []string
	if r.Lead != "" {
		parts = append(parts, r.Lead)
	}
	for _, b := range r.Blocks {
		if s := b.Text(); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

// Text renders one block as plain text, "" if it is empty.
func (b Block) Text() string {
	var lines []string
	if b.Title != "" {
		lines = append(lines, b.Title)
	}
	for i, l := range b.Lines {
		lines = append(lines, b.mark(i)+l)
	}
	return strings.Join(lines, "\n")
}

// mark is what stands before line i in plain text.
func (b Block) mark(i int) string {
	switch b.Kind {
	case Steps:
		return strconv.Itoa(max(b.First, 1)+i) + ". "
	case Quotes, Points:
		return "- "
	}
	return ""
}

// Note is a message to somebody else, or for later.
type Note struct {
	To   Chat
	From string    // whose session it goes on with, as in Message.From; "" for nobody's
	At   time.Time // zero: now
	// About makes the note a wake-up: when it is due, Handle is called with
	// Message{Event: Due, Chat: To, From: From, Text: About} and the time of that
	// moment. What it replies is sent and the notes it gives are kept; if it says
	// nothing, nothing is sent. Reply is then only what would be said now, for
	// doors that cannot wait. "" sends Reply as it is.
	About string
	Reply Reply
}

// Wakes reports whether n wakes a conversation rather than be sent as it is.
func (n Note) Wakes() bool { return n.About != "" }

// Wake is the message that wakes the conversation when n is due. id has to be
// the same on every try.
func (n Note) Wake(id string, at time.Time) Message {
	return Message{ID: id, Event: Due, Chat: n.To, From: n.From, Text: n.About, Time: at}
}

// Outcome is everything that comes of a message. It has no error: a person
// always gets an answer.
type Outcome struct {
	Reply  Reply
	Notes  []Note
	MoveTo Chat // the state of the group goes there; the zero Chat: it stays
	State  State
	// Forget asks that everything about this person is wiped: their keys, their
	// waiting messages, and what was to be sent to them later.
	Forget bool
}
