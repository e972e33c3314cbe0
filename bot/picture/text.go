// Package picture turns a picture into the words and codes that stand in it. It
// starts Tesseract for that, and knows nothing of what the words mean. Nothing it
// is handed is stored, and no address that it reads is ever opened.
package picture

import (
	"context"
	"slices"
	"strings"
)

// Kind says what a Block is.
type Kind string

// The kinds of a Block.
const (
	Words  Kind = "words"  // words that a person sees
	Linked Kind = "link"   // where words lead to: Text is the target, Shown the words
	Code   Kind = "code"   // what a QR or bar code holds
	Sender Kind = "sender" // who it says it comes from
	Hidden Kind = "hidden" // words that are there, but not to be seen
	// Answers is where an answer would go, when that is not where the sender is,
	// who is in Shown.
	Answers Kind = "answers"
)

// Block is one part of what was read.
type Block struct {
	Kind  Kind
	Text  string
	Shown string // of a link: the words that show it, "" if there are none; of Answers: who it says it comes from
	// Mine tells that the person who handed it in wrote this, as the bubbles at
	// the right of a chat show.
	Mine bool
	// Unsure tells that words of Text may be misread; Certain is Text without these.
	Unsure  bool
	Certain string
}

// Text is what was read from a file. The zero Text is a file in which nothing was
// found and nothing is missing, such as an empty one.
type Text struct {
	Blocks []Block // in reading order
	Sure   bool    // every word stands there as it was read; words read off a picture never do
	// Missing are ids of sentences in say/unread.yaml: what could not be read and
	// why, the most telling first. Nil: nothing is missing.
	Missing []string
}

// Reader reads a file, however it is made: what is broken, hostile or too large
// gives a Text that says so in Missing. name and mime are what the sender calls
// it, and may be wrong or empty; they are hints where the bytes leave doubt. It
// may be called by several goroutines.
type Reader func(ctx context.Context, name, mime string, b []byte) Text

// Words are the words that a person sees, each block on lines of its own.
func (t Text) Words() string {
	var out []string
	for _, b := range t.Blocks {
		if b.Kind == Words && strings.TrimSpace(b.Text) != "" {
			out = append(out, b.Text)
		}
	}
	return strings.Join(out, "\n")
}

// Lacking is a Text of which nothing could be read, and why.
func Lacking(ids ...string) Text { return Text{Missing: ids} }

// Join is what several parts say together, in their order. It is sure when all
// of them are that hold anything.
func Join(parts ...Text) Text {
	out := Text{Sure: true}
	for _, p := range parts {
		out.Sure = out.Sure && (p.Sure || len(p.Blocks) == 0)
		out.Blocks = append(out.Blocks, p.Blocks...)
		for _, id := range p.Missing {
			if !slices.Contains(out.Missing, id) {
				out.Missing = append(out.Missing, id)
			}
		}
	}
	return out
}
