package scan

import (
	"strconv"
	"strings"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

// Record is a content record of flags/.
type Record struct {
	ID       string   `yaml:"id"`
	Scripts  []string `yaml:"scripts"`
	Sign     string   `yaml:"sign"`
	Kind     string   `yaml:"kind"`
	Variant  string   `yaml:"variant"`
	LogOdds  float64  `yaml:"log-odds"`
	Decisive bool     `yaml:"decisive"`
	Genuine  bool     `yaml:"genuine"`
	Title    string   `yaml:"title"`
	Why      string   `yaml:"why"`
	When     []string `yaml:"when"`
	Near     *int     `yaml:"near"`
	Unless   []string `yaml:"unless"`
	Spare    int      `yaml:"unless-near"`
	Hits     []string `yaml:"hits"`
	Misses   []string `yaml:"misses"`
}

// defaultNear is how many sentences apart the cues of a flag may stand.
const defaultNear = 2

// minExamples is how many hits and misses each red flag must bring.
const minExamples = 3

// Cues gives the lists and entities that records use as if they were cues
// ("<phone>"), to be compiled with the cues.
func Cues(records []source.Item[Record]) []source.Item[cue.Record] {
	seen := map[string]bool{}
	var out []source.Item[cue.Record]
	for _, r := range records {
		for _, w := range append(append([]string{}, r.Value.When...), r.Value.Unless...) {
			for _, id := range alternatives(w) {
				if strings.HasPrefix(id, "<") && !seen[id] {
					seen[id] = true
					out = append(out, source.Item[cue.Record]{Value: cue.Record{ID: id, Phrases: []string{id}}, At: r.At})
				}
			}
		}
	}
	return out
}

// New compiles the red flags. All mistakes are returned together.
func New(set *cue.Set, records []source.Item[Record], judge Judge) (*Scanner, source.Mistakes) {
	s := &Scanner{set: set, judge: judge, first: make([][]int32, set.Len())}
	s.wording = &RedFlag{ID: wordingSign, Sign: wordingSign, Title: judge.Wording.Title, Why: judge.Wording.Why}
	var bad source.Mistakes
	for i, f := range s.voices.fields() {
		id, ok := set.Lookup(voiceIDs[i])
		if !ok {
			bad = append(bad, source.Mistake{File: "cues", What: "the cue " + strconv.Quote(voiceIDs[i]) + " is missing", Remedy: "the scanner cannot tell voices without it: put it back"})
		}
		*f = id
	}
	s.learnOrders()
	seen := map[string]bool{}
	for _, it := range records {
		bad = append(bad, check(it, seen)...)
		r, m := compile(set, it)
		bad = append(bad, m...)
		if len(r.when) == 0 {
			continue
		}
		n := int32(len(s.rules))
		s.rules = append(s.rules, r)
		for _, c := range r.when[0] {
			s.first[c] = append(s.first[c], n)
		}
	}
	return s, bad
}

// compile turns a record into a rule.
func compile(set *cue.Set, it source.Item[Record]) (rule, source.Mistakes) {
	v := it.Value
	r := rule{genuine: v.Genuine, near: defaultNear, spare: v.Spare, flag: RedFlag{
		ID: v.ID, Sign: v.Sign, Kind: v.Kind, Variant: v.Variant, Title: v.Title, Why: v.Why, LogOdds: v.LogOdds, Decisive: v.Decisive}}
	if v.Near != nil {
		r.near = *v.Near
	}
	var bad source.Mistakes
	for _, w := range v.When {
		group, m := resolve(set, it.At, w)
		bad = append(bad, m...)
		r.when = append(r.when, group)
	}
	for _, w := range v.Unless {
		group, m := resolve(set, it.At, w)
		bad = append(bad, m...)
		r.unless = append(r.unless, group...)
	}
	return r, bad
}

func resolve(set *cue.Set, at source.Place, w string) ([]cue.ID, source.Mistakes) {
	var group []cue.ID
	var bad source.Mistakes
	for _, id := range alternatives(w) {
		c, ok := set.Lookup(id)
		if !ok {
			bad = append(bad, at.Mistake(id, "the cue "+strconv.Quote(id)+" does not exist", "add it to cues/ or fix its name"))
			continue
		}
		group = append(group, c)
	}
	return group, bad
}

// alternatives cuts "a | b".
func alternatives(w string) []string {
	parts := strings.Split(w, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// Flag gives the red flag called id, nil if there is none. It is changed only
// while content is loaded, when facts are put into its words.
func (s *Scanner) Flag(id string) *RedFlag {
	for i := range s.rules {
		if s.rules[i].flag.ID == id {
			return &s.rules[i].flag
		}
	}
	return nil
}
