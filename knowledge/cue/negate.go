package cue

import (
	"slices"

	"hangup/knowledge/text"
)

// How far a negation reaches, in words: "do not click, open or reply to it".
const negatorReach = 12

// negations holds what turns cues off in one text. Everything is looked up by
// token, so that the cost grows with the text and not with the hits squared.
type negations struct {
	d      *text.Doc
	excuse []int32 // token → furthest end of an Unless hit that starts at it or before
	stop   []int32 // token → next token at which a wide negation ends
	depth  []int32 // token → scopes that begin there less those that end there
	warned []bool  // sentence → it is a warning
}

// negate turns off the hits that stand behind a negation or in a warning. A
// cue that holds the negation itself begins with it or before it and is meant
// with it.
func (s *Set) negate(f *Found, n *negations) {
	if !s.anyRole(f.Hits, Negator, Wide, Warner) {
		return
	}
	s.negations(f, n)
	for _, h := range f.Hits {
		n.scope(h, s.records[h.Cue].Role)
	}
	for i := 1; i < len(n.depth); i++ {
		n.depth[i] += n.depth[i-1]
	}
	for i := range f.Hits {
		h := &f.Hits[i]
		if r := &s.records[h.Cue]; r.Role == Plain && r.Negation != "keep" {
			h.Off = n.depth[h.From] > 0 || n.warned[f.Doc.Tokens[h.From].Sent]
		}
	}
}

// anyRole reports whether a hit has one of the roles.
func (s *Set) anyRole(hits []Hit, roles ...Role) bool {
	for _, h := range hits {
		if slices.Contains(roles, s.records[h.Cue].Role) {
			return true
		}
	}
	return false
}

// negations prepares the tables of one text.
func (s *Set) negations(f *Found, n *negations) {
	size := len(f.Doc.Tokens) + 1
	n.d, n.excuse, n.stop, n.depth, n.warned = f.Doc, blank(n.excuse, size), blank(n.stop, size), blank(n.depth, size), blank(n.warned, f.Doc.Sents)
	for _, h := range f.Hits {
		switch s.records[h.Cue].Role {
		case Unless:
			n.excuse[h.From] = max(n.excuse[h.From], int32(h.To))
		case Contrast:
			n.stop[h.From] = 1
		}
	}
	for i := 1; i < size; i++ {
		n.excuse[i] = max(n.excuse[i], n.excuse[i-1])
	}
	next := int32(size - 1)
	for i := size - 1; i >= 0; i-- {
		if n.stop[i] == 1 || i == size-1 || i > 0 && f.Doc.Tokens[i].Sent != f.Doc.Tokens[i-1].Sent {
			next = int32(i)
		}
		n.stop[i] = next
	}
}

// blank gives n zero values in the memory of old, if that is enough.
func blank[T any](old []T, n int) []T {
	out := slices.Grow(old[:0], n)[:n]
	clear(out)
	return out
}

// scope notes where the negation or warning h reaches.
func (n *negations) scope(h Hit, r Role) {
	excused := int(n.excuse[h.From]) >= h.To
	var to int
	switch {
	case r == Warner:
		n.warned[n.d.Tokens[h.From].Sent] = true
		return
	case r == Negator && !excused:
		to = n.clauseEnd(h.To)
	case r == Wide && !excused:
		to = int(n.stop[h.To])
	default:
		return
	}
	n.depth[h.To]++
	n.depth[to]--
}

// clauseEnd is the token where a negation that ends before i ends to reach: at
// the end of its sentence, at a contrast, after negatorReach words, and where a
// clause ends, unless the next one is one more item of a list.
func (n *negations) clauseEnd(i int) int {
	end := min(int(n.stop[i]), i+negatorReach)
	for ; i < end; i++ {
		if n.d.Tokens[i].Before >= text.Clause && !listGoesOn(n.d, i) {
			return i
		}
	}
	return end
}

// listGoesOn reports whether the clause that starts at i is part of a list:
// an "or" or "nor" stands at it or within the next few words.
func listGoesOn(d *text.Doc, i int) bool {
	for j := i; j < min(i+6, len(d.Tokens)); j++ {
		if j > i && d.Tokens[j].Before >= text.Sentence {
			return false
		}
		if w := string(d.Bytes(j)); w == "or" || w == "nor" {
			return true
		}
	}
	return false
}
