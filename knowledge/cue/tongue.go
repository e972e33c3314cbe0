package cue

import "slices"

// Cues of another language stay silent in a text that is not in it: names of
// firms and apps, and many words, are the same in English. A text is in a
// language if enough of its small words are.
const (
	fewTongue  = 1 // small words that are enough in a short text
	manyTongue = 2 // and in a longer one
	shortText  = 8 // words
)

// tongues tells which language each cue is of.
type tongues struct {
	names []string
	of    []uint8 // by cue: its language + 1, 0 for English and for several languages at once
	marks []bool  // by cue: its phrases are small words by which the language is told
	gated []bool  // by language + 1: there are such cues for it
}

// learnTongues fills in the languages of all cues.
func (s *Set) learnTongues() {
	t := &s.tongues
	t.of, t.marks = make([]uint8, len(s.records)), make([]bool, len(s.records))
	t.gated = []bool{false}
	for c, r := range s.records {
		if r.Lang == "" {
			continue
		}
		k := slices.Index(t.names, r.Lang)
		if k < 0 {
			k = len(t.names)
			t.names = append(t.names, r.Lang)
			t.gated = append(t.gated, false)
		}
		t.of[c], t.marks[c] = uint8(k+1), r.Role == Tongue
		t.gated[k+1] = t.gated[k+1] || r.Role == Tongue
	}
}

// hush drops the hits of languages that the text is not in.
func (s *Set) hush(f *Found) {
	t := &s.tongues
	var seen [64]uint8
	need := uint8(manyTongue)
	if len(f.Doc.Tokens) < shortText {
		need = fewTongue
	}
	foreign := false
	for _, h := range f.Hits {
		if k := t.of[h.Cue]; k > 0 && int(k) < len(seen) {
			foreign = true
			if t.marks[h.Cue] && seen[k] < need {
				seen[k]++
			}
		}
	}
	if !foreign {
		return
	}
	f.Hits = slices.DeleteFunc(f.Hits, func(h Hit) bool {
		k := t.of[h.Cue]
		return t.gated[k] && (int(k) >= len(seen) || seen[k] < need)
	})
}
