package cue

import (
	"bytes"

	"hangup/knowledge/text"
)

// Read folds a text, takes glued words apart and finds all cues in it. Any
// bytes are allowed.
func (s *Set) Read(body string, links ...text.Link) Found {
	return s.Find(text.FoldKnown(s.words, body, links...))
}

// minMended is the shortest word that is mended.
const minMended = 5

// misread are the letters that reading a picture mixes up, and what they were.
var misread = [...]struct{ seen, was string }{{"rn", "m"}, {"vv", "w"}, {"cl", "d"}, {"ii", "li"}, {"ii", "il"}, {"ii", "ll"}, {"i", "l"}, {"l", "i"}}

// mended finds the class of a word as it was before a picture of it was read
// wrongly; class 0 if that is no word of any phrase either.
func (s *Set) mended(buf, w []byte) class {
	if len(w) < minMended || len(w)+1 > cap(buf) || s.words.knows(w) {
		return 0
	}
	for _, m := range misread {
		for from := 0; ; {
			k := bytes.Index(w[from:], []byte(m.seen))
			if k < 0 {
				break
			}
			from += k
			buf = append(append(append(buf[:0], w[:from]...), m.was...), w[from+len(m.seen):]...)
			if n := s.words.exact(buf); n >= 0 && s.words.nodes[n].exact {
				return s.words.nodes[n].ends
			}
			from++
		}
	}
	return 0
}

// exact is the node at which word ends, -1 if it leaves the tree before.
func (w *wordTree) exact(word []byte) int32 {
	at := int32(0)
	for _, c := range word {
		if at = w.child(&w.nodes[at], c); at < 0 {
			return -1
		}
	}
	return at
}

// Knows reports whether a folded word is a word of a phrase, or a plain word of
// the language.
func (s *Set) Knows(word string) bool { return s.words.knows([]byte(word)) }

// knows reports whether word is a word of a phrase or one that was learnt.
func (w *wordTree) knows(word []byte) bool {
	n := w.exact(word)
	return n >= 0 && w.nodes[n].word()
}

// word reports whether a word ends at n.
func (n *wordNode) word() bool { return n.known || n.exact }

// maxSuffix is the longest ending of a word that a prefix of content stands for.
const maxSuffix = 4

// Ends appends the lengths of all known words that word begins with.
func (w *wordTree) Ends(ends []int, word []byte) []int {
	if len(word) == 0 || w.top[word[0]] == 0 {
		return ends
	}
	n := &w.nodes[w.top[word[0]]]
	for i := 1; ; i++ {
		if n.word() {
			ends = append(ends, i)
		}
		if i == len(word) {
			return ends
		}
		if n.prefix && len(word)-i <= maxSuffix {
			ends = append(ends, len(word))
		}
		k := w.child(n, word[i])
		if k < 0 {
			return ends
		}
		n = &w.nodes[k]
	}
}
