// Package act tells what a turn of a conversation does: which steps somebody
// says are done, and whether they ask, correct, refuse, thank or come back. It
// is pure, and knows nothing of answers or plans.
package act

import (
	"slices"
	"sync"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
)

// Deed is how people say that something is done, or did not happen.
type Deed struct {
	ID      string   `yaml:"id"`
	Steps   []string `yaml:"steps"`   // the steps that are done then
	Always  bool     `yaml:"always"`  // counts in every case, also where no step of it is in the plan
	With    []string `yaml:"with"`    // heard loosely also where one of these situations holds
	Ends    []string `yaml:"ends"`    // the situations that do not hold after all
	Answer  string   `yaml:"answer"`  // the triage answer that it gives, "question:answer"; "" for none
	Phrases []string `yaml:"phrases"` // in the pattern language of cues
	Loosely []string `yaml:"loosely"` // heard only where one of the steps was shown last
	Unless  []string `yaml:"unless"`  // not where one of these stands in the same clause
}

// The prefixes of the cues that a deed becomes, and the deed whose exceptions
// hold for all.
const (
	surely  = "did-"
	loosely = "loosely-"
	unless  = "not-"
	class   = "word-"
	NotYet  = "not-yet" // said to be done later, perhaps or by order only
)

// Content is what a Reader is made of. Cues are the negations, lists the names
// that phrases use.
type Content struct {
	Lists []source.Item[cue.List]
	Cues  []source.Item[cue.Record]
	Deeds []source.Item[Deed]
	Model []byte // as opinion.Model writes it; without one no act is ever sure

	Answers []byte // as opinion.Sparse writes it; without one no words are taken for an answer
}

// Reader hears acts. It may be used by several goroutines. It is made ready
// for the first turn.
type Reader struct {
	deeds []Deed
	model func() *opinion.Model // nil if there is none

	answers func() *opinion.Sparse // nil if there is none
	set     func() *cue.Set
}

// New gives a Reader that knows the content. Mistakes are found by Check.
func New(c Content) *Reader {
	r := &Reader{model: sync.OnceValue(func() *opinion.Model { m, _ := opinion.Read(c.Model); return m })}
	r.answers = sync.OnceValue(func() *opinion.Sparse { m, _ := opinion.ReadSparse(c.Answers); return m })
	for _, d := range c.Deeds {
		r.deeds = append(r.deeds, d.Value)
	}
	r.set = sync.OnceValue(func() *cue.Set { s, _ := compile(c); return s })
	return r
}

// Check gives all mistakes in the content; known tells whether a step or
// situation exists.
func Check(c Content, known func(id string) bool) source.Mistakes {
	_, bad := compile(c)
	if _, err := opinion.Read(c.Model); err != nil {
		bad = append(bad, source.Mistake{File: "opinion/acts.weights", What: err.Error(), Remedy: "run make train"})
	}
	if _, err := opinion.ReadSparse(c.Answers); err != nil {
		bad = append(bad, source.Mistake{File: "opinion/answers.weights", What: err.Error(), Remedy: "run make train"})
	}
	for _, d := range c.Deeds {
		names := slices.Concat(d.Value.Steps, d.Value.Ends, d.Value.With)
		if d.Value.ID != NotYet && len(names) == 0 {
			bad = append(bad, d.At.Mistake("id:", "deed "+d.Value.ID+" has no steps and ends nothing", "name the steps that are done then"))
		}
		for _, s := range names {
			if !known(s) {
				bad = append(bad, d.At.Mistake(s, "deed "+d.Value.ID+" names an unknown step or situation", "fix its name"))
			}
		}
	}
	return bad
}

// compile makes cues of the deeds.
func compile(c Content) (*cue.Set, source.Mistakes) {
	cues := slices.Clone(c.Cues)
	for _, d := range c.Deeds {
		for prefix, phrases := range map[string][]string{surely: d.Value.Phrases, loosely: d.Value.Loosely, unless: d.Value.Unless} {
			if len(phrases) > 0 {
				cues = append(cues, source.Item[cue.Record]{Value: cue.Record{ID: prefix + d.Value.ID, What: d.Value.ID, Phrases: phrases}, At: d.At})
			}
		}
	}
	for _, l := range c.Lists { // a class of words is heard as such
		cues = append(cues, source.Item[cue.Record]{Value: cue.Record{ID: class + l.Value.ID, What: l.Value.What, Negation: "keep", Phrases: []string{"<" + l.Value.ID + ">"}}, At: l.At})
	}
	slices.SortStableFunc(cues, func(a, b source.Item[cue.Record]) int { return compare(a.Value.ID, b.Value.ID) })
	return cue.Compile(c.Lists, cues)
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Done gives the deeds that one clause says are done. concerns tells whether a
// deed belongs to the case, shown whether one of its steps was shown last.
func (r *Reader) Done(clause string, concerns, shown func(Deed) bool) []Deed {
	set := r.set()
	f := set.Read(clause)
	heard := func(id string) bool {
		n, known := set.Lookup(id)
		return known && slices.ContainsFunc(f.Hits, func(h cue.Hit) bool { return h.Cue == n && !h.Off })
	}
	if heard(unless + NotYet) {
		return nil
	}
	var out []Deed
	for _, d := range r.deeds {
		if !heard(unless+d.ID) && concerns(d) && (heard(surely+d.ID) || heard(loosely+d.ID) && shown(d)) {
			out = append(out, d)
		}
	}
	return out
}
