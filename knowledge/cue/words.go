package cue

import (
	"encoding/binary"
	"slices"
	"strings"
)

// term is the number of something that can stand at one place of a phrase.
type term int32

// class is the number of a set of words that no phrase tells apart: they are
// the same terms. Class 0 are the words that are none.
type class int32

// wordClass is what the words of one class are.
type wordClass struct {
	terms []term
	names []term // those of terms that are named entries
}

// wordTree finds the class of a word in one walk over its bytes, whatever the
// number of words it holds.
type wordTree struct {
	nodes   []wordNode
	top     [256]int32 // children of the root by their byte, 0 for none
	classes []wordClass
}

type wordNode struct {
	labels []byte
	next   []int32
	exact  []term // the word ends here
	prefix []term // any word that comes by here
	known  bool   // a plain word ends here
	// classes of the words that end here, and of those that leave the tree here
	ends, leaves class
}

func newWordTree() *wordTree { return &wordTree{nodes: make([]wordNode, 1)} }

// add puts word (a trailing * makes it a prefix) under t.
func (w *wordTree) add(word string, t term) {
	prefix := strings.HasSuffix(word, "*")
	at := int32(0)
	for _, c := range []byte(strings.TrimSuffix(word, "*")) {
		at = w.grow(at, c)
	}
	n := &w.nodes[at]
	if prefix {
		if !slices.Contains(n.prefix, t) {
			n.prefix = append(n.prefix, t)
		}
		return
	}
	if !slices.Contains(n.exact, t) {
		n.exact = append(n.exact, t)
	}
}

func (w *wordTree) grow(at int32, c byte) int32 {
	n := &w.nodes[at]
	if i := slices.Index(n.labels, c); i >= 0 {
		return n.next[i]
	}
	to := int32(len(w.nodes))
	n.labels = append(n.labels, c)
	n.next = append(n.next, to)
	w.nodes = append(w.nodes, wordNode{})
	return to
}

// seal gives every word its class. named tells named entries of lists.
func (w *wordTree) seal(named map[term]Name) {
	for i, c := range w.nodes[0].labels {
		w.top[c] = w.nodes[0].next[i]
	}
	s := sealer{tree: w, named: named, known: map[string]class{}}
	s.class(nil) // 0
	s.walk(0, nil)
}

// sealer numbers the classes of a tree.
type sealer struct {
	tree  *wordTree
	named map[term]Name
	known map[string]class
	key   []byte
}

// walk numbers the classes of the words under node at; came holds the prefixes on the way.
func (s *sealer) walk(at int32, came []term) {
	n := &s.tree.nodes[at]
	came = append(slices.Clip(came), n.prefix...)
	n.leaves = s.class(came)
	n.ends = s.class(append(slices.Clip(came), n.exact...))
	for _, to := range n.next {
		s.walk(to, came)
	}
}

// class gives the number of a set of terms.
func (s *sealer) class(terms []term) class {
	terms = slices.Clone(terms)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	s.key = s.key[:0]
	for _, t := range terms {
		s.key = binary.AppendVarint(s.key, int64(t))
	}
	if c, ok := s.known[string(s.key)]; ok {
		return c
	}
	c := class(len(s.tree.classes))
	s.known[string(s.key)] = c
	s.tree.classes = append(s.tree.classes, wordClass{terms: terms, names: s.names(terms)})
	return c
}

func (s *sealer) names(terms []term) []term {
	var out []term
	for _, t := range terms {
		if s.named[t].Name != "" {
			out = append(out, t)
		}
	}
	return out
}

// find gives the class of a word.
func (w *wordTree) find(word []byte) class {
	if len(word) == 0 {
		return 0
	}
	at := w.top[word[0]]
	if at == 0 {
		return w.nodes[0].leaves
	}
	n := &w.nodes[at]
	for _, c := range word[1:] {
		i := slices.Index(n.labels, c)
		if i < 0 {
			return n.leaves
		}
		n = &w.nodes[n.next[i]]
	}
	return n.ends
}
