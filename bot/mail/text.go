package mail

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// text gathers words as they stand on a page: blanks in a row are one, and what
// begins on a line of its own does so here.
type text struct {
	b     strings.Builder
	blank bool // a blank is due before the next word
	lines int  // ends of lines that are due before the next word
}

// block are the elements that begin on a new line, and how many ends of lines are
// between them and what stands before.
var block = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Table: 2, atom.Ul: 2, atom.Ol: 2,
	atom.Blockquote: 2, atom.Pre: 2, atom.Hr: 2, atom.Section: 2, atom.Article: 2, atom.Form: 2, atom.Fieldset: 2,
	atom.Div: 1, atom.Tr: 1, atom.Li: 1, atom.Dt: 1, atom.Dd: 1, atom.Center: 1, atom.Header: 1, atom.Footer: 1, atom.Main: 1,
	atom.Nav: 1, atom.Aside: 1, atom.Address: 1, atom.Caption: 1, atom.Option: 1, atom.Legend: 1, atom.Figure: 1, atom.Figcaption: 1, atom.Body: 1,
}

// begin ends the line before an element that stands on its own, and behind it.
func (t *text) begin(a atom.Atom) {
	if n := block[a]; n > t.lines {
		t.lines = n
	}
}

// line ends a line; two in a row leave one empty.
func (t *text) line() { t.lines = min(t.lines+1, 2) }

// gap parts what stands side by side.
func (t *text) gap() { t.blank = true }

// write adds words; pre keeps the ends of their lines.
func (t *text) write(s string, pre bool) {
	for len(s) > 0 {
		k := strings.IndexAny(s, " \t\r\n\f")
		if k < 0 {
			k = len(s)
		}
		t.word(s[:k])
		if k == len(s) {
			return
		}
		if t.blank = true; pre && s[k] == '\n' {
			t.line()
		}
		s = s[k+1:]
	}
}

// word adds one word behind the blank or the ends of lines that are due.
func (t *text) word(w string) {
	if w == "" {
		return
	}
	switch {
	case t.b.Len() == 0:
	case t.lines > 0:
		t.b.WriteString("\n\n"[:min(t.lines, 2)])
	case t.blank:
		t.b.WriteByte(' ')
	}
	t.blank, t.lines = false, 0
	t.b.WriteString(w)
}

// String is all words so far.
func (t *text) String() string { return t.b.String() }
