package ask

import (
	"slices"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// Concept is a group of single words that mean much the same, or play the
// same part in a story. A word may be of several.
type Concept struct {
	ID    string   `yaml:"id"`
	Words []string `yaml:"words"` // folded
}

// conceptsOf are the concepts of each word, by the hash of their names.
type conceptsOf map[string][]uint32

func fileConcepts(all []source.Item[Concept]) conceptsOf {
	out := conceptsOf{}
	for _, it := range all {
		h := hashText([]byte(it.Value.ID))
		for _, w := range it.Value.Words {
			if !slices.Contains(out[w], h) {
				out[w] = append(out[w], h)
			}
		}
	}
	return out
}

// How far apart two concepts count as near, and how long a stretch may be for
// any two in it to count together.
const (
	nearWords   = 4
	closeStory  = 40
	maxTogether = 24
)

// The kinds of features made of concepts.
const (
	oneKind uint32 = iota + 1
	beforeKind
	behindKind
	nearKind
	skipKind
	bothKind
)

// listener gives the features of stretches of one text after the other; it is
// not for several goroutines at once.
type listener struct {
	concepts conceptsOf
	view     opinion.View
	met      [][]uint32 // the concepts of each token of the text
	words    []uint32   // the hash of each token
	out      []uint32
}

// take takes in a text.
func (l *listener) take(d *text.Doc) {
	l.met, l.words = l.met[:0], l.words[:0]
	for i := range d.Tokens {
		l.met = append(l.met, l.concepts[string(d.Bytes(i))])
		l.words = append(l.words, hashText(d.Bytes(i)))
	}
}

// look gives the features of a stretch of the text taken in, each once, until
// the next look: words, letters and cues, and the concepts with their neighbours.
func (l *listener) look(f cue.Found, s stretch) []uint32 {
	l.view.LookAt(f, s.from, s.to)
	l.out = l.out[:0]
	for i := s.from; i < s.to; i++ {
		l.around(i, s)
		if i+2 < s.to {
			l.out = append(l.out, mix(skipKind, l.words[i], l.words[i+2]))
		}
	}
	if s.to-s.from <= closeStory {
		l.together(s)
	}
	l.view.Add(l.out)
	return l.view.Buckets(false)
}

// around adds the concepts of token i, with the words beside it and the
// concepts soon after it.
func (l *listener) around(i int, s stretch) {
	for _, c := range l.met[i] {
		l.out = append(l.out, mix(oneKind, c, 0))
		if i+1 < s.to {
			l.out = append(l.out, mix(beforeKind, c, l.words[i+1]))
		}
		if i > s.from {
			l.out = append(l.out, mix(behindKind, c, l.words[i-1]))
		}
		for j := i + 1; j < min(s.to, i+1+nearWords); j++ {
			for _, next := range l.met[j] {
				l.out = append(l.out, mix(nearKind, c, next))
			}
		}
	}
}

// together adds each two concepts of a stretch, whatever their order.
func (l *listener) together(s stretch) {
	var all []uint32
	for i := s.from; i < s.to; i++ {
		for _, c := range l.met[i] {
			if !slices.Contains(all, c) && len(all) < maxTogether {
				all = append(all, c)
			}
		}
	}
	slices.Sort(all)
	for i, a := range all {
		for _, b := range all[i+1:] {
			l.out = append(l.out, mix(bothKind, a, b))
		}
	}
}

// FNV-1a (draft-eastlake-fnv).
const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

func hashText(b []byte) uint32 {
	h := uint32(fnvOffset)
	for _, c := range b {
		h = (h ^ uint32(c)) * fnvPrime
	}
	return h
}

func mix(kind, a, b uint32) uint32 {
	h := uint32(fnvOffset)
	for _, x := range [...]uint32{kind, a, b} {
		h = (h ^ x*2654435761) * fnvPrime
		h ^= h >> 13
	}
	return h
}
