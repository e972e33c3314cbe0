// Package text folds a message into plain lower-case words that keep their way
// back to the original bytes, cuts it into sentences, and finds the numbers,
// links, mail addresses and sums of money in it. It knows letters and shapes,
// and nothing of scams.
package text

import "slices"

// The part of a long text that is looked at: its beginning and its end
// (DESIGN section 3). A text of up to MaxBytes is looked at whole.
const (
	HeadBytes = 12 << 10
	TailBytes = 4 << 10
	MaxBytes  = HeadBytes + TailBytes
)

// Span is a piece of the original text in bytes, half open.
type Span struct{ Start, End int }

// Break says what stands between a token and the one before it.
type Break uint8

// The breaks, from none to the end of a sentence.
const (
	NoBreak  Break = iota
	Clause         // comma, colon, dash, bracket
	NewLine        // a line ends, the sentence may go on
	Sentence       // full stop, question mark, empty line
)

// Class is the kind of a token.
type Class uint8

// The classes of tokens.
const (
	Word   Class = iota
	Digits       // only digits, with inner dots and commas dropped
	Mixed        // letters and digits
	Web          // a link or mail address, one token
)

// Token is one word of the text.
type Token struct {
	Span           // where it stands in the original
	From, To int   // its folded letters in Doc.Fold
	Sent     int   // number of its sentence, from 0
	Before   Break // what stands before it
	Class    Class
	Question bool // its sentence ends in a question mark
}

// Doc is a folded text. It is never changed after Fold and may be read by
// several goroutines.
type Doc struct {
	Body     string // the original
	Fold     []byte // folded words, without spaces
	Tokens   []Token
	Entities []Entity // in order of the text
	Hidden   []Entity // links that lead elsewhere than their words say, at the tokens of those words
	Cut      bool     // the middle was left out
	Sents    int      // number of sentences
}

// Word is the folded word of token i.
func (d *Doc) Word(i int) string { return string(d.Fold[d.Tokens[i].From:d.Tokens[i].To]) }

// Bytes is the folded word of token i; it must not be changed.
func (d *Doc) Bytes(i int) []byte { return d.Fold[d.Tokens[i].From:d.Tokens[i].To] }

// Quote gives the original words of s, "" if s lies outside the text.
func (d *Doc) Quote(s Span) string {
	if s.Start < 0 || s.End > len(d.Body) || s.Start >= s.End {
		return ""
	}
	return d.Body[s.Start:s.End]
}

// Fold makes the Doc of body. Any bytes are allowed. Of a text longer than
// MaxBytes only the head and the tail are looked at, and Cut is set.
// links are the links that the platform tells of besides those in the text.
func Fold(body string, links ...Link) *Doc { return FoldKnown(nil, body, links...) }

// FoldKnown is Fold for a text in which words may be glued together: with the
// words that known knows they are taken apart.
func FoldKnown(known Vocabulary, body string, links ...Link) *Doc {
	d := &Doc{Body: body}
	n := min(len(body), MaxBytes)
	d.Fold = make([]byte, 0, n+n/4+16)
	d.Tokens = make([]Token, 0, n/4+8)
	f := folder{d: d, brk: Sentence, quotedText: looksQuoted(body)}
	if len(body) <= MaxBytes {
		f.piece(0, len(body))
	} else {
		d.Cut = true
		f.piece(0, boundary(body, HeadBytes))
		f.raise(Sentence)
		f.piece(boundary(body, len(body)-TailBytes), len(body))
	}
	d.Sents = f.sent + 1
	d.joinApart()
	d.partGlued(known)
	d.markQuestions()
	d.findEntities(append(slices.Clip(links), f.anchors...))
	return d
}

// boundary moves i back to the start of a rune.
func boundary(s string, i int) int {
	for i > 0 && i < len(s) && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// markQuestions tells every token whether its sentence ends in a question mark.
func (d *Doc) markQuestions() {
	end := len(d.Body)
	asked := false
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		t := &d.Tokens[i]
		if i+1 == len(d.Tokens) || d.Tokens[i+1].Sent != t.Sent {
			asked = false
			for j := t.End; j < min(end, t.End+4); j++ {
				asked = asked || d.Body[j] == '?'
			}
		}
		t.Question = asked
		end = t.Start
	}
}
