package bot

import (
	"slices"
	"strings"
)

// piece is one clause of a text, folded, and whether a question mark ends it.
type piece struct {
	words string
	asked bool
}

// text gives the words, with their question mark.
func (p piece) text() string {
	if p.asked {
		return p.words + "?"
	}
	return p.words
}

// joints part clauses that nothing else parts.
var joints = []string{" but ", " and ", " so ", " n ", " then "}

// pieces are the clauses of a text between its stops and joints.
func pieces(s string) []piece {
	var out []piece
	for _, p := range cut(s) {
		for _, joint := range joints {
			p.words = strings.ReplaceAll(p.words, joint, "\n")
		}
		for _, w := range lines(p.words) {
			out = append(out, piece{strings.TrimSpace(w), p.asked})
		}
	}
	return out
}

// cut gives the clauses of a text between its stops.
func cut(s string) []piece {
	var out []piece
	for s != "" {
		i := strings.IndexAny(s, ".,;:!?\n()")
		c, asked := s, false
		if i >= 0 {
			c, asked, s = s[:i], s[i] == '?', s[i+1:]
		} else {
			s = ""
		}
		if c = foldWords(c); c != "" {
			out = append(out, piece{c, asked})
		}
	}
	return out
}

// clauses are the folded words of the pieces of a text.
func clauses(s string) []string {
	var out []string
	for _, p := range pieces(s) {
		out = append(out, p.words)
	}
	return out
}

// asks reports whether words are a question.
func (t *turn) asks(words string) bool {
	return strings.Contains(words, "?") || slices.ContainsFunc(clauses(words), func(c string) bool {
		return t.saidButton("says.question", t.withoutLeadIn(c)) || t.saidAny("says.question-within", c)
	})
}

// withoutLeadIn takes small words off the front: "ok", "oh god", "it was".
func (t *turn) withoutLeadIn(said string) string {
	for {
		cut := 0
		t.hears("says.lead-in", func(w string) bool {
			if strings.HasPrefix(said, w+" ") {
				cut = max(cut, len(w)+1)
			}
			return false
		})
		if cut == 0 {
			return said
		}
		said = said[cut:]
	}
}

// onlyTail reports whether words are made up of lines of a saying alone.
func (t *turn) onlyTail(key, said string) bool {
	return onlyOf(said, t.heard[key])
}

// onlyOf reports whether said is made up of the given folded phrases alone.
func onlyOf(said string, phrases []string) bool {
	for said = strings.TrimSpace(said); said != ""; {
		cut := 0
		for _, p := range phrases {
			if p != "" && strings.HasPrefix(said+" ", p+" ") {
				cut = max(cut, len(p))
			}
		}
		if cut == 0 {
			return false
		}
		said = strings.TrimSpace(said[cut:])
	}
	return true
}
