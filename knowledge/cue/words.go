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

// wordTree finds the class of a word in one walk over its bytes, whatever the
// number of words it holds. The children of a node stand side by side.
type wordTree struct {
	nodes  []wordNode
	labels []byte     // the byte that leads to each node
	top    [256]int32 // children of the root by their byte, 0 for none
	names  groups     // by class: the terms that are named entries
}

type wordNode struct {
	kids int32 // the first child
	n    int16 // how many there are
	// a word of a phrase ends here; any word that comes by here is one; a
	// plain word ends here
	exact, prefix, known bool
	// classes of the words that end here, and of those that leave the tree here
	ends, leaves class
}

// child gives the child of a node by its byte, -1 if there is none.
func (w *wordTree) child(n *wordNode, c byte) int32 {
	for k := n.kids; k < n.kids+int32(n.n); k++ {
		if w.labels[k] == c {
			return k
		}
	}
	return -1
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
		k := w.child(n, c)
		if k < 0 {
			return n.leaves
		}
		n = &w.nodes[k]
	}
	return n.ends
}

// wordSeeds is a wordTree that still grows.
type wordSeeds struct {
	nodes []seed
	ends  []wordEnd
	at    map[string]int32 // the nodes of words, most of which come up again
}

// seed is a node; its children are a chain from kid on by next, 0 ends it.
type seed struct {
	kid, next int32
	ends      int32 // what ends here: a chain through wordSeeds.ends, 0 for nothing
	label     byte
	known     bool
}

// wordEnd says that a word ends, or all words with a beginning.
type wordEnd struct {
	term   term
	prefix bool
	next   int32
}

func newWordSeeds() *wordSeeds {
	return &wordSeeds{nodes: make([]seed, 1), ends: make([]wordEnd, 1), at: make(map[string]int32, manyWords)}
}

// add puts word (a trailing * makes it a prefix) under t.
func (w *wordSeeds) add(word string, t term) {
	plain := strings.TrimSuffix(word, "*")
	n := &w.nodes[w.grow(plain)]
	w.ends = append(w.ends, wordEnd{term: t, prefix: plain != word, next: n.ends})
	n.ends = int32(len(w.ends) - 1)
}

// learn adds plain words that phrases need not know: they are only there to
// take glued words apart, and not to be taken for others.
func (w *wordSeeds) learn(words []string) {
	for _, x := range words {
		w.nodes[w.grow(x)].known = true
	}
}

// grow gives the node of a word.
func (w *wordSeeds) grow(word string) int32 {
	at, ok := w.at[word]
	if ok {
		return at
	}
	for i := range len(word) {
		k := w.nodes[at].kid
		for k != 0 && w.nodes[k].label != word[i] {
			k = w.nodes[k].next
		}
		if k == 0 {
			k = int32(len(w.nodes))
			w.nodes = append(w.nodes, seed{label: word[i], next: w.nodes[at].kid})
			w.nodes[at].kid = k
		}
		at = k
	}
	w.at[word] = at
	return at
}

// seal gives every word its class, and every class its terms. named tells
// named entries of lists.
func (w *wordSeeds) seal(named map[term]Name) (*wordTree, groups) {
	t := &wordTree{nodes: make([]wordNode, 1, len(w.nodes)), labels: make([]byte, 1, len(w.nodes))}
	s := sealer{seeds: w, tree: t, named: named, known: map[string]class{}}
	t.names.end()
	s.terms.end()
	s.class(nil) // 0
	s.walk(0, 0, nil, 0)
	for k := t.nodes[0].kids; k < t.nodes[0].kids+int32(t.nodes[0].n); k++ {
		t.top[t.labels[k]] = k
	}
	return t, s.terms
}

// sealer numbers the classes of a tree.
type sealer struct {
	seeds *wordSeeds
	tree  *wordTree
	named map[term]Name
	known map[string]class
	terms groups // by class
	key   []byte
}

// walk makes a node of a seed and of all under it; came holds the prefixes on
// the way, and leaves is their class.
func (s *sealer) walk(from, to int32, came []term, leaves class) {
	seed := s.seeds.nodes[from]
	n := wordNode{kids: int32(len(s.tree.nodes)), known: seed.known}
	var exact []term
	came = slices.Clip(came)
	for e := seed.ends; e != 0; e = s.seeds.ends[e].next {
		switch x := s.seeds.ends[e]; x.prefix {
		case true:
			came, n.prefix = append(came, x.term), true
		default:
			exact, n.exact = append(exact, x.term), true
		}
	}
	if n.prefix {
		leaves = s.class(came)
	}
	n.leaves, n.ends = leaves, leaves
	if n.exact {
		n.ends = s.class(append(exact, came...))
	}
	for k := seed.kid; k != 0; k = s.seeds.nodes[k].next {
		s.tree.nodes = append(s.tree.nodes, wordNode{})
		s.tree.labels = append(s.tree.labels, s.seeds.nodes[k].label)
		n.n++
	}
	s.tree.nodes[to] = n
	at := n.kids
	for k := seed.kid; k != 0; k = s.seeds.nodes[k].next {
		s.walk(k, at, came, leaves)
		at++
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
	c := class(len(s.known))
	s.known[string(s.key)] = c
	for _, t := range terms {
		s.terms.all = append(s.terms.all, int32(t))
		if s.named[t].Name != "" {
			s.tree.names.all = append(s.tree.names.all, int32(t))
		}
	}
	s.terms.end()
	s.tree.names.end()
	return c
}

// groups are many short lists in one: all[from[i]:from[i+1]] is list i.
type groups struct {
	from []int32
	all  []int32
}

// end ends the list to which all was added last. It is called once before the
// first list.
func (g *groups) end() { g.from = append(g.from, int32(len(g.all))) }

// at gives list i.
func (g *groups) at(i class) []int32 { return g.all[g.from[i]:g.from[i+1]] }

// len is how many lists there are.
func (g *groups) len() int { return len(g.from) - 1 }
