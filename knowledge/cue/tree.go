package cue

import (
	"cmp"
	"slices"
)

// tree holds phrases over terms while they are added; phrases with a common
// beginning share it. seal makes the machine that follows them.
type tree struct {
	nodes []branch
	first map[term]int32 // the children of the root, of which there are thousands
}

type branch struct {
	gap   int8 // > 0: a waiting node with that many words to spare
	terms []term
	next  []int32
	out   []int32
}

// add puts one phrase into the tree; negative terms are gaps.
func (t *tree) add(phrase []term, out int32) {
	if len(t.nodes) == 0 {
		t.nodes = make([]branch, 1)
		t.first = map[term]int32{}
	}
	at := int32(0)
	for _, x := range phrase {
		at = t.child(at, x)
	}
	n := &t.nodes[at]
	if !slices.Contains(n.out, out) {
		n.out = append(n.out, out)
	}
}

func (t *tree) child(at int32, x term) int32 {
	n := &t.nodes[at]
	to := int32(len(t.nodes))
	if at == 0 {
		if k, ok := t.first[x]; ok {
			return k
		}
		t.first[x] = to
	} else if i := slices.Index(n.terms, x); i >= 0 {
		return n.next[i]
	}
	n.terms = append(n.terms, x)
	n.next = append(n.next, to)
	fresh := branch{}
	if x < 0 {
		fresh.gap = int8(-x)
	}
	t.nodes = append(t.nodes, fresh)
	return to
}

// seal makes a machine of the tree for words of the given classes; terms
// is how many terms there are in all.
func (t *tree) seal(classes []wordClass, terms int) machine {
	m := machine{nodes: make([]node, len(t.nodes)), root: make([]int32, terms)}
	for i := range m.root {
		m.root[i] = -1
	}
	if len(t.nodes) > 0 {
		for i, x := range t.nodes[0].terms {
			m.root[x] = t.nodes[0].next[i]
		}
	}
	for i := range t.nodes {
		m.place(&m.nodes[i], &t.nodes[i], i == 0)
	}
	m.number(terms)
	m.learn(classes)
	return m
}

// place lays one node out, its children in order of their terms: gaps, being
// negative, come first. Those of the root stand in a table of their own.
func (m *machine) place(n *node, b *branch, root bool) {
	n.gap = b.gap
	n.out, n.outs = int32(len(m.outs)), int32(len(b.out))
	m.outs = append(m.outs, b.out...)
	n.kid = int32(len(m.kids))
	if root {
		return
	}
	for i, x := range b.terms {
		m.kids = append(m.kids, kid{term: x, next: b.next[i]})
		if x < 0 {
			n.gaps++
		}
	}
	n.kids = int32(len(b.terms))
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

// learn notes for every class of words where it begins a phrase and what
// it is inside of one.
func (m *machine) learn(classes []wordClass) {
	m.begins = make([][]int32, len(classes))
	m.rows = make([]uint64, len(classes)*m.width)
	m.faces = make([]uint64, len(classes))
	for c := range classes {
		row := m.rows[c*m.width : (c+1)*m.width]
		for _, t := range classes[c].terms {
			if to := m.root[t]; to >= 0 {
				m.begins[c] = append(m.begins[c], to)
			}
			if k := m.inner[t]; k >= 0 {
				row[k/64] |= 1 << (k % 64)
				m.faces[c] |= 1 << (k % 64)
			}
		}
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
