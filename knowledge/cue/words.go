package cue

import (
	"slices"
	"strings"
)

// term is the number of something that can stand at one place of a phrase.
type term int32

// wordTree finds the terms of a word in one walk over its bytes, whatever the
// number of words it holds.
type wordTree struct {
	nodes []wordNode
}

type wordNode struct {
	labels []byte
	next   []int32
	exact  []term // the word ends here
	prefix []term // any word that comes by here
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

// find appends the terms of word to out.
func (w *wordTree) find(out []term, word []byte) []term {
	n := &w.nodes[0]
	for _, c := range word {
		i := slices.Index(n.labels, c)
		if i < 0 {
			return out
		}
		n = &w.nodes[n.next[i]]
		out = append(out, n.prefix...)
	}
	return append(out, n.exact...)
}
