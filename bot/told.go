package bot

import (
	"hash/fnv"
	"slices"
	"time"

	"hangup/knowledge/text"
)

// The bounds of what a group hears and of what is remembered of it (UX rule 14).
const (
	sameText = 24 * time.Hour // the same scam is not warned of twice within
	maxTold  = 200            // texts remembered a group
	maxMarks = 8              // runs of words remembered a text
	runWords = 3              // words of a run
)

// ToldText is a text a group was warned of: hashes of a few of the runs of words
// in it, picked so that nearly the same text has most of them too.
type ToldText struct {
	Marks []uint32  `json:"marks"`
	At    time.Time `json:"at"`
}

// told24 reports whether the group was warned of this text or nearly the same
// within a day, and notes that it now is. A text that was edited, or passed on
// with a few words of one's own, is nearly the same.
func (t *turn) told24(body string) bool {
	all := wordRuns(body)
	g := &t.state.Group
	var kept []ToldText
	found := false
	for _, x := range g.Told {
		if t.m.Time.Sub(x.At) < sameText {
			kept = append(kept, x)
			found = found || x.near(all)
		}
	}
	if !found {
		kept = append(kept, ToldText{all[:min(maxMarks, len(all))], t.m.Time})
	}
	g.Told = kept[max(0, len(kept)-maxTold):]
	return found
}

// near reports whether at least half of what is remembered of x is in a text,
// given as wordRuns.
func (x ToldText) near(all []uint32) bool {
	n := 0
	for _, mark := range x.Marks {
		if _, ok := slices.BinarySearch(all, mark); ok {
			n++
		}
	}
	return n > 0 && 2*n >= len(x.Marks)
}

// wordRuns are the hashes of all runs of words in a text, in order of size, each
// once. They are the same for texts that differ only in digits, case,
// punctuation, links and look-alike letters. A text of fewer words is one run.
func wordRuns(body string) []uint32 {
	d := text.Fold(body)
	var words [][]byte
	for i, tok := range d.Tokens {
		if tok.Class == text.Word {
			words = append(words, d.Bytes(i))
		}
	}
	var out []uint32
	for i := 0; i == 0 || i+runWords <= len(words); i++ {
		h := fnv.New32a()
		for _, w := range words[i:min(i+runWords, len(words))] {
			_, _ = h.Write(w)
			_, _ = h.Write([]byte{' '})
		}
		out = append(out, h.Sum32())
	}
	slices.Sort(out)
	return slices.Compact(out)
}
