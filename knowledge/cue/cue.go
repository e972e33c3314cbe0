// Package cue finds wordings in a folded text: all phrases of all cues in one
// pass whose cost grows with the text and not with the number of phrases. It
// also tells which of them stand behind a negation or in a warning. It does
// not know what any cue means.
package cue

import (
	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// List is a content record of lists/: words that mean the same.
type List struct {
	ID      string   `yaml:"id"`
	What    string   `yaml:"what"`
	Ref     string   `yaml:"ref"`
	Source  string   `yaml:"source"`
	Checked string   `yaml:"checked"`
	Words   []string `yaml:"words"`
	Entries []Entry  `yaml:"entries"`
}

// Entry is a named thing in a list.
type Entry struct {
	Name    string   `yaml:"name"`
	Words   []string `yaml:"words"`
	Domains []string `yaml:"domains"` // registered names that are truly its own
}

// Role is what a cue does to the cues behind it.
type Role string

// The roles of a cue. Most have none.
const (
	Plain    Role = ""
	Negator  Role = "negator"  // turns off what follows in its clause, and lists joined to it
	Wide     Role = "wide"     // turns off what follows to the end of the sentence
	Warner   Role = "warner"   // turns off the whole sentence
	Contrast Role = "contrast" // ends what a negator or wide one began
	Unless   Role = "unless"   // holds a negation that is none ("if you do not …")
	Tongue   Role = "tongue"   // small words by which a text is told to be in the language of the cue
)

// Record is a content record of cues/.
type Record struct {
	ID       string   `yaml:"id"`
	What     string   `yaml:"what"`
	Role     Role     `yaml:"role"`
	Negation string   `yaml:"negation"` // "keep": never turned off
	Naming   bool     `yaml:"naming"`   // only names a sign; the second opinion does not see it
	Lang     string   `yaml:"lang"`
	Phrases  []string `yaml:"phrases"`
}

// ID is the number of a cue in its Set.
type ID int32

// Hit is a cue met in a text.
type Hit struct {
	Cue      ID
	From, To int  // tokens, half open
	Off      bool // behind a negation or in a warning
}

// Span is where h stands in the original text of d.
func (h Hit) Span(d *text.Doc) text.Span {
	return text.Span{Start: d.Tokens[h.From].Start, End: d.Tokens[h.To-1].End}
}

// Set is the compiled lists and cues. It is never changed once built and may
// be used by several goroutines.
type Set struct {
	ids     map[string]ID
	names   []string
	keys    []uint32 // a hash of each name
	records []Record // only what turns cues on and off
	words   *wordTree
	lists   machine // names of several words
	cues    machine
	shown   []Name          // list entries that are shown, by term
	tool    term            // the list of tools
	tools   map[string]term // its entries by name
	entity  [int(text.Number) + 1]term
	special map[string]term
	owners  map[string]string // registered name → brand
	brands  []brandWord
	// official are the phone numbers of the fact base, digits only.
	official map[string]bool
	tongues  tongues
}

// Official notes phone numbers that are no sign of anything. It is called
// once, before the Set is used.
func (s *Set) Official(numbers []string) {
	s.official = map[string]bool{}
	for _, n := range numbers {
		for _, e := range text.Fold(n).Entities {
			if e.Kind == text.Phone {
				s.official[e.Value] = true
			}
		}
	}
}

// Lookup gives the number of the cue called id.
func (s *Set) Lookup(id string) (ID, bool) {
	n, ok := s.ids[id]
	return n, ok
}

// Naming reports whether a cue only names a sign or a particular.
func (s *Set) Naming(c ID) bool { return s.records[c].Naming }

// Has reports whether there is a cue called id.
func (s *Set) Has(id string) bool {
	_, ok := s.ids[id]
	return ok
}

// Name gives the id of cue c.
func (s *Set) Name(c ID) string { return s.names[c] }

// Len is the number of cues.
func (s *Set) Len() int { return len(s.names) }

// entityLists are the built-in lists and the entities they stand for.
var entityLists = map[string]text.EntityKind{
	"phone": text.Phone, "link": text.URL, "mail": text.Mail, "money": text.Money, "code": text.Code, "number": text.Number,
}

// The built-in lists of links, by what can be said of them without opening them.
var linkLists = []string{
	"brand-link",  // a brand's name in an address that is not the brand's
	"own-link",    // the brand's own address
	"odd-link",    // bare number, shortener, free page, foreign letters, data: or javascript:
	"masked-link", // the words show another address than the target
	"phone-link",  // a phone number inside the address
}

// Compile builds the Set. words are plain words that Read needs besides those
// of lists and cues to take glued words apart. All mistakes are returned
// together.
func Compile(lists []source.Item[List], cues []source.Item[Record], words ...string) (*Set, source.Mistakes) {
	s := &Set{ids: map[string]ID{}, tools: map[string]term{}, special: map[string]term{}, owners: map[string]string{}}
	b := newBuilder(s)
	for _, l := range lists {
		b.list(l)
	}
	for _, c := range cues {
		b.cue(c)
	}
	s.shown = make([]Name, len(b.known))
	for t, n := range b.named {
		s.shown[t] = n
	}
	s.learnTongues()
	b.words.learn(words)
	tree, classes := b.words.seal(b.named)
	s.words = tree
	s.lists = b.lists.seal(classes, len(b.known))
	s.cues = b.cues.seal(classes, len(b.known))
	return s, b.bad
}
