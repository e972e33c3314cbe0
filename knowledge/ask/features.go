package ask

import (
	"runtime"
	"sync"

	"github.com/kljensen/snowball/english"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// How much the kinds of features count against each other.
const (
	stemWeight = 1.0
	pairWeight = 0.7
	gramWeight = 0.3
	cueWeight  = 0.8
	toldWeight = 1.0
)

// The letter groups looked at, by length. They forgive typos.
const (
	minGram = 3
	maxGram = 4
)

// maxAskTokens bounds how much of a long question is looked at.
const maxAskTokens = 220

// feat is a feature of a text, by the hash of its name, and its weight by kind.
type feat struct {
	key uint32
	w   float32
}

// The kinds of features, as the first letter of their names.
const (
	stemKind = ' '
	gramKind = '~'
	cueKind  = '@'
	toldKind = '!'
)

// helperTold is told when somebody asks for somebody else.
const helperTold = "helper"

// featureReader reads features. It keeps what it knows of words, and is not
// for several goroutines at once.
type featureReader struct {
	r     *Reader
	stems map[string]uint32
}

func (r *Reader) features() *featureReader { return &featureReader{r, map[string]uint32{}} }

// read gives the features of a text that tells of u: its words, the cues met
// in it, which stand for many wordings each, and what it tells of. Cues that
// only name something are left out: they choose between the cases of an answer.
func (x *featureReader) read(f cue.Found, u Understanding) []feat {
	out := make([]feat, 0, 16*len(f.Doc.Tokens))
	for _, h := range f.Hits {
		if !h.Off && !x.r.set.Naming(h.Cue) {
			out = append(out, feat{name(cueKind, x.r.set.Name(h.Cue)), cueWeight})
		}
	}
	for _, list := range [][]*Situation{u.Situations, u.Told} {
		for _, s := range list {
			out = append(out, feat{name(toldKind, s.ID), toldWeight})
		}
	}
	if u.Helper {
		out = append(out, feat{name(toldKind, helperTold), toldWeight})
	}
	return x.words(out, f.Doc)
}

// words adds the words of a text, each two in a row, and their letter groups.
func (x *featureReader) words(out []feat, d *text.Doc) []feat {
	prev := uint32(0)
	for i, t := range d.Tokens[:min(len(d.Tokens), maxAskTokens)] {
		if t.Class == text.Web {
			continue
		}
		w := d.Bytes(i)
		if t.Class == text.Digits && len(w) > 3 {
			w = []byte{'#'}
		}
		stem := x.stem(w)
		out = append(out, feat{stem, stemWeight})
		if prev != 0 {
			out = append(out, feat{add(prev, stem), pairWeight})
		}
		prev = stem
		out = grams(out, w)
	}
	return out
}

// stem is the hash of a word's stem.
func (x *featureReader) stem(w []byte) uint32 {
	h, ok := x.stems[string(w)]
	if !ok {
		h = name(stemKind, english.Stem(string(w), false))
		x.stems[string(w)] = h
	}
	return h
}

// grams adds the letter groups of a word, its edges marked.
func grams(out []feat, w []byte) []feat {
	for from := -1; from < len(w); from++ {
		h := byteOn(offset, gramKind)
		for to := from; to <= len(w) && to-from < maxGram; to++ {
			c := byte('_')
			if to >= 0 && to < len(w) {
				c = w[to]
			}
			h = byteOn(h, c)
			if to-from+1 >= minGram {
				out = append(out, feat{h, gramWeight})
			}
		}
	}
	return out
}

// FNV-1a (draft-eastlake-fnv).
const (
	offset = 2166136261
	prime  = 16777619
)

func byteOn(h uint32, c byte) uint32 { return (h ^ uint32(c)) * prime }

// name is the hash of the name of a feature of one kind.
func name(kind byte, s string) uint32 {
	h := byteOn(offset, kind)
	for i := range len(s) {
		h = byteOn(h, s[i])
	}
	return h
}

// add is the hash of two names in a row.
func add(a, b uint32) uint32 {
	for i := range 4 {
		a = byteOn(a, byte(b>>(8*i)))
	}
	return a
}

// readAll gives the features of wordings, which are read side by side.
func (r *Reader) readAll(ws []wording) [][]feat {
	out := make([][]feat, len(ws))
	var busy sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		busy.Go(func() {
			x := r.features()
			for i := w; i < len(ws); i += workers {
				f := r.set.Read(ws[i].text)
				out[i] = x.read(f, r.telling(r.hearCues(f))) // the ear would take too long for all of them
			}
		})
	}
	busy.Wait()
	return out
}
