// Package bot is the conversation: which flow a message belongs to, what is
// said back, and what is remembered of it. It knows no platform's types and
// holds no sentences of its own; what it says comes from the knowledge base.
package bot

import (
	"errors"
	"time"
)

// ChatKind tells a private conversation from a group.
type ChatKind int

// The kinds of chat. The zero value is Private, where every message is answered.
const (
	Private ChatKind = iota
	Group
)

// Chat says where a message came from and where a reply goes.
// Two chats are the same when all fields are equal.
type Chat struct {
	Platform string   // "terminal", "web", "telegram"; opaque to this package
	ID       string   // the platform's id of the chat
	Kind     ChatKind // Private or Group
	Thread   string   // the topic inside a group, "" where there is none
}

// Role is what the sender may do in a group.
type Role int

// The roles. The zero value is Member. In private chats the role has no meaning.
const (
	Member Role = iota
	Admin       // may manage the group: quiet it, set its mode, make the bot leave
)

// Event is something that happened to the bot itself, and nobody wrote.
type Event int

// The events. The zero value means an ordinary message.
const (
	NoEvent Event = iota
	Added         // the bot was added to the group
	Removed       // the bot was removed from the group
	Due           // a Note with About is due; About is in Text
	Moved         // the group goes on as another chat, Message.MovedTo
)

// Link is a link as the platform shows it and where it truly leads.
// Shown may be empty; Target is never fetched.
type Link struct {
	Shown, Target string
}

// Attachment is a file, picture or other thing that came with a message.
type Attachment struct {
	Kind      AttachmentKind
	MediaType string // as the platform says, "" if it does not
	Name      string // the file's name as its sender gave it, "" if there is none; never logged
	Size      int64  // bytes, 0 if unknown
	Ref       string // what the adapter fetches its bytes by, "" if it cannot; opaque to everybody else
	Body      []byte `json:"-"` // its bytes, where the message brought them along; nil once it was read
	Read      string // text found in it, filled before Handle; "" if none or not read
	Links     []Link // found in it
	// Answers are the mails in it whose answers would go to somebody else: Shown is
	// who they come from, Target who would get it.
	Answers []Link
	Hidden  string // words in it that nobody sees, "" if there are none
	// Own is what the person wrote themselves in a chat that the picture shows; it
	// is not in Read.
	Own string
	// Unsure tells that words of Read may be misread; Certain is Read without them.
	Unsure  bool
	Certain string
	// Missing are ids of sentences in say/unread.yaml: what could not be read of
	// it and why; nil if nothing is missing or nobody tried.
	Missing []string
}

// ErrTooLarge is an attachment over what a platform lets us fetch: it never will.
var ErrTooLarge = errors.New("the attachment is too large to be fetched")

// AttachmentKind names what an attachment is, in the words of INTERFACE section 4.
type AttachmentKind string

// The attachment kinds. Those without Read text cannot be checked and the reply says so.
const (
	Picture  AttachmentKind = "picture"
	DocFile  AttachmentKind = "document"
	Sticker  AttachmentKind = "sticker"
	Voice    AttachmentKind = "voice"
	Video    AttachmentKind = "video"
	Contact  AttachmentKind = "contact"
	Location AttachmentKind = "location"
)

// Quote is something the sender forwarded, replied to or quoted: somebody
// else's words, kept apart from the sender's own.
type Quote struct {
	Text        string
	Links       []Link
	From        string // author as the platform shows it, "" if hidden
	Forwarded   bool   // forwarded rather than replied to
	Attachments []Attachment
}

// Message is what a platform received, in hangup's own words. The zero Message
// is a valid empty private message and gets an answer.
type Message struct {
	ID   string // the platform's id; the same id in one chat is answered once. "" is never a duplicate
	From string // the platform's id of the sender; never shown, never logged
	Name string // what the platform calls the sender, "" if it does not say; kept only where people link up
	Role Role
	Chat Chat
	// Time is the only clock the conversation knows.
	Time        time.Time
	Text        string // what the sender wrote
	Links       []Link
	Quotes      []Quote
	Attachments []Attachment
	Choice      string // id of a pressed Choice, "" if none was pressed
	Command     string // command without its slash; what follows it is in Text
	Event       Event
	Addressed   bool // the bot is meant: a private chat, a mention, a command, a reply to it
	Edited      bool
	Fleeting    bool // nothing can be sent to this chat later, as on a web page
	CanRead     bool // in a group: the bot gets every message, not only those meant for it
	Overheard   bool // from a chat of the person's that they let us watch: only a clear scam is answered
	MovedTo     Chat // with the event Moved
	// Handle is what the platform needs to answer in this place, "" for none;
	// it comes back in Delivery.Handle and is opaque to everybody else.
	Handle string
}
