package relay

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"hangup/bot"
)

// partitions is into how many parts the chats are divided. A part belongs to
// one process at a time. It can only be changed while nothing waits.
const partitions = 16

// names turns ids of chats, people and messages into names that can stand in
// the store without telling who they are.
type names struct{ key []byte }

// hash gives 24 characters for some parts. The same parts give the same, kind
// keeps a chat and a person of one id apart.
func (n names) hash(kind string, parts ...string) string {
	h := hmac.New(sha256.New, n.key)
	for _, p := range append([]string{kind}, parts...) {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(p)))
		h.Write(size[:])
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// chat names a chat without its threads: they share an order and a group.
func (n names) chat(c bot.Chat) string { return n.hash("chat", c.Platform, c.ID) }

// place names a chat with its thread, where a conversation is.
func (n names) place(c bot.Chat) string { return n.hash("place", c.Platform, c.ID, c.Thread) }

func (n names) person(platform, id string) string { return n.hash("person", platform, id) }

// update names an update of a platform.
func (n names) update(platform, id string) string { return n.hash("update", platform, id) }

// partition is the part that a chat, given by its name, belongs to.
func partition(chat string) int {
	raw, err := hex.DecodeString(chat[:4])
	if err != nil {
		return 0 // cannot be: names are hexadecimal
	}
	return int(binary.BigEndian.Uint16(raw)) % partitions
}

// nobody stands where a person is not known.
const nobody = "nobody"

// subject is where a message lies in a stream: of a part, platform, chat and person.
func (n names) subject(stream string, c bot.Chat, person string) string {
	chat := n.chat(c)
	if person == "" {
		person = nobody
	}
	return fmt.Sprintf("hangup.%s.%02d.%s.%s.%s", stream, partition(chat), platformWord(c.Platform), chat, person)
}

// platformWord keeps a platform's name from breaking a subject.
func platformWord(s string) string {
	if s == "" || strings.ContainsAny(s, ".*> \t\r\n") {
		return "other"
	}
	return s
}

// of takes a subject apart.
func of(subject string) (chat, person string) {
	parts := strings.Split(subject, ".")
	if len(parts) < 6 {
		return "", ""
	}
	return parts[4], parts[5]
}

// platformOf is the platform in a subject.
func platformOf(subject string) string {
	parts := strings.Split(subject, ".")
	if len(parts) < 6 {
		return ""
	}
	return parts[3]
}

// part is the filter of everything in one part of a stream.
func part(stream string, p int) string { return fmt.Sprintf("hangup.%s.%02d.>", stream, p) }
