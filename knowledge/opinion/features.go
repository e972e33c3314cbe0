// Package opinion is a second opinion on a text: a small linear model over its
// words, letters and cues, trained on the project's own examples. It knows
// weights, and nothing of levels or advice.
package opinion

import (
	"slices"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// Bits is how many bits of a feature's hash are kept.
const Bits = 17

// The letter groups looked at, by length.
const (
	minGram = 3
	maxGram = 5
)

// maxLetters bounds the length of a word whose letter groups are looked at.
const maxLetters = 24

// Feature is one thing seen in a text: a bucket of the hash, and the token at
// which it stands (-1 for a cue).
type Feature struct {
	Bucket uint32
	Token  int32
}

// part is a run of tokens: from up to but without to.
type part struct{ from, to int }

// words appends the words, pairs of words and cues of a part to out. Each
// bucket may come several times.
func words(out []Feature, f cue.Found, p part, kinds []uint8) []Feature {
	prev := uint32(0)
	for i := p.from; i < p.to; i++ {
		word := hashWord(f.Doc, i, kinds)
		out = append(out, Feature{fold(word), int32(i)})
		if prev != 0 {
			out = append(out, Feature{fold(mix(prev, word)), int32(i)})
		}
		prev = word
	}
	return cues(out, f, p)
}

// letters appends the groups of letters of all words of a part.
func letters(out []Feature, d *text.Doc, p part, kinds []uint8) []Feature {
	for i := p.from; i < p.to; i++ {
		if kinds[i] == 0 && d.Tokens[i].Class != text.Web {
			out = grams(out, d.Bytes(i), int32(i))
		}
	}
	return out
}

// maxCues bounds how many different cues are paired.
const maxCues = 48

// cues appends the cues met, and each pair of them: it is combinations that
// tell a scam, not words.
func cues(out []Feature, f cue.Found, p part) []Feature {
	var met [maxCues]uint32
	n := 0
	for _, h := range f.Hits {
		if h.Off || h.From < p.from || h.To > p.to || f.Key(h) == 0 || n == maxCues || slices.Contains(met[:n], f.Key(h)) {
			continue
		}
		met[n] = f.Key(h)
		n++
	}
	slices.Sort(met[:n]) // so that a pair is the same in either order
	for i, a := range met[:n] {
		out = append(out, Feature{fold(mix(seed+3, a)), -1})
		for _, b := range met[i+1 : n] {
			out = append(out, Feature{fold(mix(a, b)), -1})
		}
	}
	return out
}

// entityKinds appends for each token the kind of entity it begins or lies in, plus one.
func entityKinds(kinds []uint8, d *text.Doc) []uint8 {
	for range d.Tokens {
		kinds = append(kinds, 0)
	}
	for _, e := range d.Entities {
		for i := e.From; i < e.To; i++ {
			kinds[i] = uint8(e.Kind) + 1
		}
	}
	return kinds
}

// hashWord is the hash of token i; a number, link or sum counts by its kind.
func hashWord(d *text.Doc, i int, kinds []uint8) uint32 {
	if k := kinds[i]; k > 0 {
		return mix(seed, uint32(k))
	}
	return hashBytes(seed+1, d.Bytes(i))
}

// grams appends the letter groups of a word, its edges marked.
func grams(out []Feature, word []byte, token int32) []Feature {
	n := len(word)
	if n > maxLetters {
		return out
	}
	for from := -1; from < n; from++ {
		h := uint32(seed + 2)
		for to := from; to <= n && to-from < maxGram; to++ {
			c := byte('_')
			if to >= 0 && to < n {
				c = word[to]
			}
			h = (h ^ uint32(c)) * prime
			if to-from+1 >= minGram {
				out = append(out, Feature{fold(h), token})
			}
		}
	}
	return out
}

// FNV-1a (draft-eastlake-fnv).
const (
	seed  = 2166136261
	prime = 16777619
)

func hashBytes(h uint32, b []byte) uint32 {
	for _, c := range b {
		h = (h ^ uint32(c)) * prime
	}
	return h
}

func mix(a, b uint32) uint32 { return (a ^ b*2654435761) * prime }

// fold brings a hash down to Bits bits.
func fold(h uint32) uint32 { return (h>>Bits ^ h) & (1<<Bits - 1) }
