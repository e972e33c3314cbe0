package cue

import "hangup/knowledge/text"

// How far a negation reaches, in words: "do not click, open or reply to it".
const negatorReach = 12

// scope is a run of tokens in which cues are off.
type scope struct{ from, to, self int } // self: first token of the negation

// negate turns off the hits that stand behind a negation or in a warning.
func (s *Set) negate(f *Found) {
	scopes := s.scopes(f)
	if len(scopes) == 0 {
		return
	}
	for i := range f.Hits {
		h := &f.Hits[i]
		r := s.records[h.Cue]
		if r.Role != Plain || r.Negation == "keep" {
			continue
		}
		for _, sc := range scopes {
			// a cue that holds the negation itself is meant with it
			if h.From >= sc.from && h.From < sc.to && h.From > sc.self {
				h.Off = true
			}
		}
	}
}

// scopes finds where negations and warnings reach.
func (s *Set) scopes(f *Found) []scope {
	var out []scope
	for _, h := range f.Hits {
		switch s.records[h.Cue].Role {
		case Negator:
			if !s.excused(f, h) {
				out = append(out, scope{h.To, s.reach(f, h, negatorReach, true), h.From})
			}
		case Wide:
			if !s.excused(f, h) {
				out = append(out, scope{h.To, s.reach(f, h, len(f.Doc.Tokens), false), h.From})
			}
		case Warner:
			from, to := sentenceOf(f.Doc, h.From)
			out = append(out, scope{from, to, from - 1})
		}
	}
	return out
}

// excused reports whether a negation is part of a wording that negates nothing.
func (s *Set) excused(f *Found, h Hit) bool {
	for _, u := range f.Hits {
		if s.records[u.Cue].Role == Unless && u.From <= h.From && u.To >= h.To {
			return true
		}
	}
	return false
}

// reach is the token where the negation h ends: at the end of its sentence, at
// a contrast, after most words, and (clause) where a clause ends, unless the
// next one goes on with "or" or "and" or is one item of a list.
func (s *Set) reach(f *Found, h Hit, most int, clause bool) int {
	d := f.Doc
	sent := d.Tokens[h.From].Sent
	for i := h.To; i < len(d.Tokens); i++ {
		t := d.Tokens[i]
		if t.Sent != sent || i-h.To >= most || s.contrastAt(f, i) {
			return i
		}
		if clause && t.Before >= text.Clause && !listGoesOn(d, i) {
			return i
		}
	}
	return len(d.Tokens)
}

// contrastAt reports whether a contrast begins at token i.
func (s *Set) contrastAt(f *Found, i int) bool {
	for _, h := range f.Hits {
		if h.From == i && s.records[h.Cue].Role == Contrast {
			return true
		}
	}
	return false
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

// sentenceOf gives the tokens of the sentence that holds token i.
func sentenceOf(d *text.Doc, i int) (from, to int) {
	sent := d.Tokens[i].Sent
	for from = i; from > 0 && d.Tokens[from-1].Sent == sent; from-- {
	}
	for to = i; to < len(d.Tokens) && d.Tokens[to].Sent == sent; to++ {
	}
	return from, to
}
