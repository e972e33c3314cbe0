package ask

import (
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

// Answer is what is said to a topic. Lead answers in one sentence.
type Answer struct {
	Lead  string   `yaml:"lead"`
	Why   []string `yaml:"why"`
	Do    []string `yaml:"do"`
	More  []string `yaml:"more"`  // shown when asked for
	Cases []Case   `yaml:"cases"` // what reads otherwise for some
	// Closed is the lead while nobody answers the line that Lead names, "" for
	// Lead with a word about when it opens. {opens} says when that is.
	Closed string `yaml:"closed"`
}

// Condition is what has to hold for a case. Names are those of situations or
// cues, or sums ("over £30,000", "up to £100").
type Condition struct {
	When   []string `yaml:"when"`   // any of them; "a + b" is both
	Unless []string `yaml:"unless"` // none of these
}

// Opening is the first act of a situation where certain things hold.
type Opening struct {
	Condition `yaml:",inline"`
	Lead      string `yaml:"lead"`
	Act       string `yaml:"act"` // the step that the lead says, "" for none
}

// For gives the situation with the first act that is right where the
// situations and cues hold that holds knows; s itself if it has no other.
func (s *Situation) For(holds func(name string) bool) *Situation {
	for _, c := range s.Cases {
		if c.fits(holds) {
			other := *s
			other.Lead, other.Act = c.Lead, c.Act
			return &other
		}
	}
	return s
}

// Case is what an answer says to somebody for whom certain things hold. What
// it leaves out is taken from the next case that fits, or from the answer.
type Case struct {
	Condition `yaml:",inline"`
	Lead      string   `yaml:"lead"`
	Why       []string `yaml:"why"`
	First     []string `yaml:"first"` // acts to put before the others
	Do        []string `yaml:"do"`
}

// For gives the answer as it reads for somebody for whom the situations and
// cues hold that holds knows. The slices may be shared and must not be changed.
func (a Answer) For(holds func(name string) bool) Answer {
	out := Answer{More: a.More}
	var first []string
	for _, c := range a.Cases {
		if !c.fits(holds) {
			continue
		}
		if out.Lead == "" {
			out.Lead = c.Lead
		}
		if out.Why == nil {
			out.Why = c.Why
		}
		if out.Do == nil {
			out.Do = c.Do
			first = append(first, c.First...)
		}
	}
	if out.Lead == "" {
		out.Lead = a.Lead
	}
	if out.Why == nil {
		out.Why = a.Why
	}
	if out.Do == nil {
		out.Do = a.Do
	}
	if len(first) > 0 {
		out.Do = slices.Concat(first, out.Do)
	}
	return out
}

// fits reports whether one of the names holds and no exception does.
func (c Condition) fits(holds func(string) bool) bool {
	all := func(names string) bool {
		return !slices.ContainsFunc(parts(names), func(n string) bool { return !holds(n) })
	}
	return slices.ContainsFunc(c.When, all) && !slices.ContainsFunc(c.Unless, all)
}

// parts are the names of a condition such as "a + b".
func parts(names string) []string {
	out := strings.Split(names, "+")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// caseCheck finds conditions that name nothing.
type caseCheck struct {
	set        *cue.Set
	situations map[string]bool
	bad        source.Mistakes
}

// checkCases checks the cases of all topics and situations.
func checkCases(set *cue.Set, topics []source.Item[Topic], situations []source.Item[Situation]) source.Mistakes {
	x := caseCheck{set: set, situations: map[string]bool{}}
	for _, s := range situations {
		x.situations[s.Value.ID] = true
	}
	for _, it := range topics {
		x.known(it.At, "topic "+it.Value.ID, it.Value.Points)
		for _, c := range it.Value.Answer.Cases {
			x.names(it.At, "topic "+it.Value.ID, c.Condition, c.Lead != "" || c.Why != nil || c.Do != nil || c.First != nil)
		}
	}
	for _, it := range situations {
		for _, c := range it.Value.Cases {
			x.names(it.At, "situation "+it.Value.ID, c.Condition, c.Lead != "")
		}
	}
	return x.bad
}

// names checks one condition; says tells whether the case says anything.
func (x *caseCheck) names(at source.Place, where string, c Condition, says bool) {
	if len(c.When) == 0 || !says {
		x.bad = append(x.bad, at.Mistake("cases:", where+": a case has no condition or says nothing", "give it when: and a lead"))
	}
	x.known(at, where, slices.Concat(c.When, c.Unless))
}

// known checks the names in conditions.
func (x *caseCheck) known(at source.Place, where string, conditions []string) {
	for _, names := range conditions {
		for _, n := range parts(names) {
			if _, cued := x.set.Lookup(n); !cued && !x.situations[n] && !isSum(n) {
				x.bad = append(x.bad, at.Mistake(n, where+" names "+strconv.Quote(n)+", which is no situation and no cue", "fix the name"))
			}
		}
	}
}
