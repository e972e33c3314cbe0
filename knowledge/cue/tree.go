package cue

import (
	"cmp"
	"slices"
)

// tree holds phrases over terms while they are added; phrases with a common
// beginning share it. seal makes the machine that follows them.
type tree struct {
	nodes []branch
	outs  []outcome
	first []int32 // the children of the root by term, of which there are thousands; 0 for none
	// the phrase that was added last and the nodes it came by: the next one
	// often begins in the same way
	last []term
	path []int32
}

// branch is a node; its children are a chain from kid on by next, 0 ends it.
type branch struct {
	term      term // what leads to it; negative for a gap
	kid, next int32
	out       int32 // what is met here: a chain through tree.outs, the last one first
}

// outcome is one thing that is met at a node.
type outcome struct{ of, next int32 }

// add puts one phrase into the tree; negative terms are gaps.
func (t *tree) add(phrase []term, out int32) {
	if len(t.nodes) == 0 {
		t.nodes, t.outs = make([]branch, 1), make([]outcome, 1)
	}
	same := 0
	for same < len(t.last) && same < len(phrase) && t.last[same] == phrase[same] {
		same++
	}
	t.path = t.path[:same]
	at := int32(0)
	if same > 0 {
		at = t.path[same-1]
	}
	for _, x := range phrase[same:] {
		at = t.child(at, x)
		t.path = append(t.path, at)
	}
	t.last = append(t.last[:same], phrase[same:]...)
	n := &t.nodes[at]
	for o := n.out; o != 0; o = t.outs[o].next {
		if t.outs[o].of == out {
			return
		}
	}
	t.outs = append(t.outs, outcome{out, n.out})
	n.out = int32(len(t.outs) - 1)
}

func (t *tree) child(at int32, x term) int32 {
	to := int32(len(t.nodes))
	if at == 0 {
		if grow := int(x) + 1 - len(t.first); grow > 0 {
			t.first = append(t.first, make([]int32, grow)...)
		}
		if k := t.first[x]; k != 0 {
			return k
		}
		t.first[x] = to
	} else {
		for k := t.nodes[at].kid; k != 0; k = t.nodes[k].next {
			if t.nodes[k].term == x {
				return k
			}
		}
	}
	t.nodes = append(t.nodes, branch{term: x, next: t.nodes[at].kid})
	t.nodes[at].kid = to
	return to
}

// seal makes the machine; classes are the terms of all classes of words, and
// terms is how many there are.
func (t *tree) seal(classes groups, terms int) machine {
	m := machine{nodes: make([]node, len(t.nodes)), kids: make([]kid, 0, len(t.nodes)), root: make([]int32, terms)}
	for i := range m.root {
		m.root[i] = -1
	}
	for x, to := range t.first {
		if to != 0 {
			m.root[x] = to
		}
	}
	for i := range t.nodes {
		m.place(&m.nodes[i], t, t.nodes[i], i == 0)
	}
	m.number(terms)
	m.learn(classes)
	return m
}

// place lays out what is met at a node and, but for the root, its children.
func (m *machine) place(n *node, t *tree, b branch, root bool) {
	n.gap = int8(max(0, -b.term))
	n.out = int32(len(m.outs))
	for o := b.out; o != 0; o = t.outs[o].next {
		m.outs = append(m.outs, t.outs[o].of)
	}
	n.outs = int32(len(m.outs)) - n.out
	slices.Reverse(m.outs[n.out:])
	n.kid = int32(len(m.kids))
	if root {
		return
	}
	for k := b.kid; k != 0; k = t.nodes[k].next {
		m.kids = append(m.kids, kid{term: t.nodes[k].term, next: k})
		if t.nodes[k].term < 0 {
			n.gaps++
		}
	}
	n.kids = int32(len(m.kids)) - n.kid
	slices.SortFunc(m.kids[n.kid:], func(a, b kid) int { return cmp.Compare(a.term, b.term) })
}

// number counts the terms that stand inside of phrases, so that a row of bits
// says which of them a word is.
func (m *machine) number(terms int) {
	m.inner = make([]int32, terms)
	for i := range m.inner {
		m.inner[i] = -1
	}
	n := int32(0)
	for i := range m.kids {
		if x := m.kids[i].term; x >= 0 && m.inner[x] < 0 {
			m.inner[x] = n
			n++
		}
	}
	m.width = int(n)/64 + 1
}

// learn notes for each class of words where phrases begin and which inner
// terms its words are.
func (m *machine) learn(classes groups) {
	m.begins.end()
	m.inners.end()
	m.faces, m.heavy = make([]uint64, classes.len()), make([]int32, classes.len())
	for c := range class(classes.len()) {
		for _, t := range classes.at(c) {
			if to := m.root[t]; to >= 0 {
				m.begins.all = append(m.begins.all, to)
			}
			if k := m.inner[t]; k >= 0 {
				m.inners.all = append(m.inners.all, k)
				m.faces[c] |= 1 << (k % 64)
			}
		}
		m.begins.end()
		m.inners.end()
		m.heavy[c] = m.row(m.inners.at(c))
	}
	for i := range m.kids { // from here on a child is looked up by its bit
		if x := m.kids[i].term; x >= 0 {
			m.kids[i].bit = m.inner[x]
		}
	}
	for i := range m.nodes {
		n := &m.nodes[i]
		for _, k := range m.kids[n.kid+n.gaps : n.kid+n.kids] {
			n.face |= 1 << (k.bit % 64)
		}
	}
}

// row gives the number of a new row with these bits, -1 if they are few.
func (m *machine) row(bits []int32) int32 {
	if len(bits) < manyInner {
		return -1
	}
	from := len(m.rows)
	m.rows = append(m.rows, make([]uint64, m.width)...)
	for _, k := range bits {
		m.rows[from+int(k>>6)] |= 1 << (k & 63)
	}
	return int32(from / m.width)
}
