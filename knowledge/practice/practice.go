// Package practice holds made-up messages to judge, each with its answer, the
// words that tell and what the real firm does. It knows nothing of who practises.
package practice

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// The answers to an exercise.
const (
	Scam    = "scam"
	Genuine = "genuine"
)

// first is the kind that is practised before all others.
const first = "tech-support"

// maxID is the longest id: it travels in the id of a button.
const maxID = 40

// Exercise is one made-up message.
type Exercise struct {
	ID         string   `yaml:"id"`
	Kind       string   `yaml:"kind"`       // what it is, or what it looks like, in the words of INTERFACE section 2
	Difficulty int      `yaml:"difficulty"` // 1 easy to 3 hard
	Answer     string   `yaml:"answer"`     // scam or genuine
	How        string   `yaml:"how"`        // how it reaches the person
	Text       string   `yaml:"text"`       // as it was "sent": numbers and addresses whole, for the scanner; nobody is shown it
	Tells      []string `yaml:"tells"`      // words of the text that tell what it is
	Why        string   `yaml:"why"`
	Instead    string   `yaml:"instead"` // what the real firm does, or the way to check all the same
	Scanner    string   `yaml:"scanner"` // why the scanner may judge otherwise; "" where it has to agree
	Region     string   `yaml:"region"`  // the one region it makes sense in, "" for all
}

// Lines are the message as it is shown: a line each, with numbers and addresses
// that nobody can use.
func (e *Exercise) Lines() []string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimSpace(e.Text), "\n") {
		out = append(out, text.MaskAll(l))
	}
	return out
}

// Telling are the telling words as they are shown.
func (e *Exercise) Telling() []string {
	out := make([]string, len(e.Tells))
	for i, t := range e.Tells {
		out[i] = text.MaskAll(t)
	}
	return out
}

// For gives the exercises of one region in the order they are practised:
// tech-support first, the easy ones before the hard ones. What is wrong with
// them comes back as mistakes.
func For(region string, items []source.Item[Exercise]) ([]*Exercise, source.Mistakes) {
	var out []*Exercise
	var bad source.Mistakes
	seen := map[string]bool{}
	for i := range items {
		e := &items[i].Value
		bad = append(bad, check(items[i], seen)...)
		if e.Region == "" || e.Region == region {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *Exercise) int { return cmp.Compare(a.rank(), b.rank()) })
	return out, bad
}

// rank puts what is alike side by side: the first kind before others, then by difficulty.
func (e *Exercise) rank() int {
	if e.Kind == first {
		return e.Difficulty
	}
	return 10 + e.Difficulty
}

// Next gives the next of all that is not in seen; nil when all are. Among those
// of one rank, seed decides the order, so that not everybody gets the same.
func Next(all []*Exercise, seen []string, seed string) *Exercise {
	var best *Exercise
	var least uint64
	for _, e := range all {
		if slices.Contains(seen, e.ID) {
			continue
		}
		if best != nil && e.rank() > best.rank() {
			break
		}
		if d := draw(seed, e.ID); best == nil || d < least {
			best, least = e, d
		}
	}
	return best
}

// draw is the lot of one exercise.
func draw(seed, id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(seed + "\x00" + id))
	x := h.Sum64()
	x ^= x >> 33 // names that are alike differ in the last bits only
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// check tells what is wrong with one exercise.
func check(it source.Item[Exercise], seen map[string]bool) source.Mistakes {
	e := it.Value
	var bad source.Mistakes
	wrong := func(needle, what, remedy string) { bad = append(bad, it.At.Mistake(needle, what, remedy)) }
	switch {
	case e.ID == "":
		wrong("", "an exercise has no id", "give it one in kebab-case")
	case len(e.ID) > maxID:
		wrong(e.ID, "the id is longer than "+strconv.Itoa(maxID)+" letters", "shorten it")
	case seen[e.ID]:
		wrong(e.ID, "the id "+e.ID+" stands twice", "rename one of them")
	}
	seen[e.ID] = true
	if e.Answer != Scam && e.Answer != Genuine {
		wrong("answer", "the answer of "+e.ID+" is neither scam nor genuine", "write one of the two")
	}
	if e.Difficulty < 1 || e.Difficulty > 3 {
		wrong("difficulty", "the difficulty of "+e.ID+" is not 1, 2 or 3", "write 1 for easy, 3 for hard")
	}
	for _, s := range []string{e.How, e.Text, e.Why, e.Instead} {
		if strings.TrimSpace(s) == "" {
			wrong("", e.ID+" lacks how, text, why or instead", "write all four")
		}
	}
	if len(e.Tells) == 0 {
		wrong("", e.ID+" has no telling words", "list words of the text under tells")
	}
	for _, t := range e.Tells {
		if !strings.Contains(e.Text, t) {
			wrong(t, "the telling words "+strconv.Quote(t)+" do not stand in the text of "+e.ID, "copy them from the text, within one line")
		}
	}
	return bad
}
