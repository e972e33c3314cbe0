package scan

import (
	"slices"

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

// hitTable finds the hits of a cue without going through all.
type hitTable struct {
	hits []cue.Hit
	head []int32 // by cue: index of its first hit + 1
	next []int32
	seen []cue.ID // cues met, in order of first hit
}

func tabulate(n int, hits []cue.Hit) hitTable {
	t := hitTable{hits: hits, head: make([]int32, n), next: make([]int32, len(hits))}
	for i := len(hits) - 1; i >= 0; i-- {
		c := hits[i].Cue
		if t.head[c] == 0 {
			t.seen = append(t.seen, c)
		}
		t.next[i] = t.head[c]
		t.head[c] = int32(i + 1)
	}
	return t
}

// match finds all rules that the cues of a text meet.
func (s *Scanner) match(f cue.Found) []met {
	t := tabulate(s.set.Len(), f.Hits)
	var out []met
	done := make([]bool, len(s.rules))
	for _, c := range t.seen {
		for _, r := range s.first[c] {
			if done[r] {
				continue
			}
			if m, ok := s.rules[r].meet(f, &t, c); ok {
				done[r] = true
				out = append(out, m)
			}
		}
	}
	return out
}

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
	hits := append(make([]cue.Hit, 0, len(r.when)), h)
	for _, group := range r.when[1:] {
		best, found := nearest(f.Doc, t, group, h, r.near)
		if !found {
			return nil, false
		}
		hits = append(hits, best)
	}
	return hits, !r.excepted(f.Doc, t, hits)
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

// evidence gives the places of the hits, joined where they stand close together.
func (m met) evidence(d *text.Doc) []text.Span {
	hits := slices.Clone(m.hits)
	slices.SortFunc(hits, func(a, b cue.Hit) int { return a.From - b.From })
	var out []text.Span
	sent := -1
	for _, h := range hits {
		s := h.Span(d)
		if n := len(out); n > 0 {
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
