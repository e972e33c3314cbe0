package opinion

import (
	"slices"

	"hangup/knowledge/cue"
)

// View is a text as the models see it. It may be used again for the next text;
// it is not for several goroutines at once. The zero value is ready for Look.
type View struct {
	features []Feature
	words    int      // features before this are words and cues, the rest groups of letters
	buckets  []uint32 // each once
	plain    int      // buckets before this are of words and cues
	tokens   int
	kinds    []uint8
	by       []int32
	seen     [1 << Bits / 64]uint64
}

// Look takes in a text.
func (v *View) Look(f cue.Found) { v.LookAt(f, 0, len(f.Doc.Tokens)) }

// LookAt takes in a part of a text, as if it were all: the tokens from up to
// but without to, which must lie in the text.
func (v *View) LookAt(f cue.Found, from, to int) {
	p := part{from, to}
	v.tokens = len(f.Doc.Tokens)
	v.kinds = entityKinds(v.kinds[:0], f.Doc)
	v.features = words(v.features[:0], f, p, v.kinds)
	v.words = len(v.features)
	v.features = letters(v.features, f.Doc, p, v.kinds)
	v.buckets = v.buckets[:0]
	v.once(v.features[:v.words])
	v.plain = len(v.buckets)
	v.once(v.features[v.words:])
	for _, b := range v.buckets {
		v.seen[b/64] = 0
	}
}

// AddName adds what is known besides the text, until the next Look. Only models
// that are not plain see it.
func (v *View) AddName(name string) {
	b := fold(hashBytes(seed+4, []byte(name)))
	if !slices.Contains(v.buckets, b) {
		v.buckets = append(v.buckets, b)
	}
}

// once adds the buckets that are not there yet.
func (v *View) once(features []Feature) {
	for _, x := range features {
		if v.seen[x.Bucket/64]&(1<<(x.Bucket%64)) == 0 {
			v.seen[x.Bucket/64] |= 1 << (x.Bucket % 64)
			v.buckets = append(v.buckets, x.Bucket)
		}
	}
}

// perToken gives a number for each token, 0 at first.
func (v *View) perToken() []int32 {
	v.by = slices.Grow(v.by[:0], v.tokens)[:v.tokens]
	clear(v.by)
	return v.by
}

// Buckets gives the features of the text, each once; only words and cues if
// plain. They are valid until the next Look.
func (v *View) Buckets(plain bool) []uint32 {
	if plain {
		return v.buckets[:v.plain]
	}
	return v.buckets
}

// Add adds features of another kind, given by their hashes, as if they were
// groups of letters.
func (v *View) Add(hashes []uint32) {
	for _, b := range v.buckets {
		v.seen[b/64] |= 1 << (b % 64)
	}
	for _, h := range hashes {
		if b := fold(h); v.seen[b/64]&(1<<(b%64)) == 0 {
			v.seen[b/64] |= 1 << (b % 64)
			v.buckets = append(v.buckets, b)
		}
	}
	for _, b := range v.buckets {
		v.seen[b/64] = 0
	}
}
