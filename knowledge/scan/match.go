package scan

import (
	"slices"
	"sync"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// rule is a compiled red flag or genuine mark.
type rule struct {
	flag    RedFlag
	genuine bool
	when    [][]cue.ID // groups; one cue of each must be met
	unless  []cue.ID
	near    int // sentences the cues may stand apart
	spare   int // sentences around the cues in which an exception counts
}

// anywhere as a rule's near means that distance does not matter.
const anywhere = 99

// maxTries bounds how many places of its first cue a rule is tried at.
const maxTries = 12

// met is a rule met in a text, with the hits that meet it.
type met struct {
	rule *rule
	hits []cue.Hit
}

// hitTable finds the hits of a cue without going through all. It is working
// memory that serves one text after the other.
type hitTable struct {
	hits []cue.Hit
	head []int32 // by cue: index of its first hit + 1
	next []int32
	seen []cue.ID  // cues met, in order of first hit
	done []bool    // by rule: it is met
	met  []met     // the rules met
	slab []cue.Hit // the hits that meet them
	red  []met     // the red flags among them
}

// tables keeps working memory for later texts.
var tables sync.Pool

// newTable gives a table for n cues and rules rules. It is to be closed.
func newTable(n, rules int) *hitTable {
	t, ok := tables.Get().(*hitTable)
	if !ok || len(t.head) < n || len(t.done) < rules {
		t = &hitTable{head: make([]int32, n), done: make([]bool, rules)}
	}
	t.seen, t.met, t.slab, t.red = t.seen[:0], t.met[:0], t.slab[:0], t.red[:0]
	return t
}

// close gives the table back; what it holds is not to be used any more.
func (t *hitTable) close() {
	for _, c := range t.seen {
		t.head[c] = 0
	}
	clear(t.done)
	t.hits = nil // what is kept must not keep a text
	tables.Put(t)
}

// file files the hits of a text.
func (t *hitTable) file(hits []cue.Hit) {
	t.hits = hits
	t.next = slices.Grow(t.next[:0], len(hits))[:len(hits)]
	for i := len(hits) - 1; i >= 0; i-- {
		c := hits[i].Cue
		if t.head[c] == 0 {
			t.seen = append(t.seen, c)
		}
		t.next[i] = t.head[c]
		t.head[c] = int32(i + 1)
	}
}

// match finds all rules that the cues of a text meet. What it gives is valid
// until the table is closed.
func (s *Scanner) match(f cue.Found, t *hitTable) []met {
	t.file(f.Hits)
	for _, c := range t.seen {
		for _, r := range s.first[c] {
			if t.done[r] {
				continue
			}
			if m, ok := s.rules[r].meet(f, t, c); ok {
				t.done[r] = true
				t.met = append(t.met, m)
			}
		}
	}
	return t.met
}

// newTable gives a table that fits the scanner's content.
func (s *Scanner) newTable() *hitTable { return newTable(s.set.Len(), len(s.rules)) }

// meet looks for a place where all groups of the rule stand near each other.
func (r *rule) meet(f cue.Found, t *hitTable, first cue.ID) (met, bool) {
	tries := 0
	for i := t.head[first]; i > 0 && tries < maxTries; i = t.next[i-1] {
		h := t.hits[i-1]
		if h.Off {
			continue
		}
		tries++
		if hits, ok := r.around(f, t, h); ok {
			return met{r, hits}, true
		}
	}
	return met{}, false
}

// around tries to meet the rule with h as its first cue.
func (r *rule) around(f cue.Found, t *hitTable, h cue.Hit) ([]cue.Hit, bool) {
	from := len(t.slab)
	t.slab = append(t.slab, h)
	for _, group := range r.when[1:] {
		best, found := nearest(f.Doc, t, group, h, r.near)
		if !found {
			t.slab = t.slab[:from]
			return nil, false
		}
		t.slab = append(t.slab, best)
	}
	hits := t.slab[from:len(t.slab):len(t.slab)]
	if r.excepted(f.Doc, t, hits) {
		t.slab = t.slab[:from]
		return nil, false
	}
	return hits, true
}

// nearest gives the hit of a group that stands closest to h.
func nearest(d *text.Doc, t *hitTable, group []cue.ID, h cue.Hit, near int) (best cue.Hit, found bool) {
	dist := 0
	for _, c := range group {
		for i := t.head[c]; i > 0; i = t.next[i-1] {
			g := t.hits[i-1]
			if g.Off || tooFar(d, g, h, near) {
				continue
			}
			if n := abs(g.From - h.From); !found || n < dist {
				best, found, dist = g, true, n
			}
		}
	}
	return best, found
}

// excepted reports whether an exception stands in a sentence of the hits.
func (r *rule) excepted(d *text.Doc, t *hitTable, hits []cue.Hit) bool {
	for _, c := range r.unless {
		for i := t.head[c]; i > 0; i = t.next[i-1] {
			for _, h := range hits {
				if apart(d, t.hits[i-1], h) <= r.spare {
					return true
				}
			}
		}
	}
	return false
}

// Words that the cues of a flag may stand apart: texts without full stops have
// one long sentence.
const (
	wordsNear     = 40
	wordsSentence = 25
)

// tooFar reports whether two hits stand further apart than near allows.
func tooFar(d *text.Doc, a, b cue.Hit, near int) bool {
	return near < anywhere && (apart(d, a, b) > near || abs(a.From-b.From) > wordsNear+wordsSentence*near)
}

// apart is how many sentences lie between two hits, 0 within one.
func apart(d *text.Doc, a, b cue.Hit) int {
	return abs(d.Tokens[a.From].Sent - d.Tokens[b.From].Sent)
}

func abs(n int) int { return max(n, -n) }

// maxJoined is the longest piece, in bytes, quoted in one to hold several cues.
const maxJoined = 140

// evidence appends the places of the hits to out, joined where they stand close
// together. It sorts the hits.
func (m met) evidence(out []text.Span, d *text.Doc) []text.Span {
	hits := m.hits
	slices.SortFunc(hits, func(a, b cue.Hit) int { return a.From - b.From })
	first := len(out)
	sent := -1
	for _, h := range hits {
		s := h.Span(d)
		if n := len(out); n > first {
			last := &out[n-1]
			if s.Start < last.End || sent == d.Tokens[h.From].Sent && max(s.End, last.End)-last.Start <= maxJoined {
				last.End = max(last.End, s.End)
				continue
			}
		}
		sent = d.Tokens[h.From].Sent
		out = append(out, s)
	}
	return out
}
