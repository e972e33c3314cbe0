package scan

import (
	"cmp"
	"slices"
	"strconv"

	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// SignRecord is a content record of signs.yaml: how a sign is shown that the
// second opinion finds where no red flag names it.
type SignRecord struct {
	Sign  string  `yaml:"sign"`
	From  float64 `yaml:"from"` // log-odds from which it is named
	Title string  `yaml:"title"`
	Why   string  `yaml:"why"`
}

// namedSign is a sign that the second opinion may name.
type namedSign struct {
	flag RedFlag
	from float64
}

// Name tells the scanner how to show the signs of the second opinion. It is
// called once, while content is loaded.
func (s *Scanner) Name(records []source.Item[SignRecord]) source.Mistakes {
	s.signs = map[string]*namedSign{}
	var bad source.Mistakes
	for _, it := range records {
		v := it.Value
		if !slices.Contains(Signs, v.Sign) || s.signs[v.Sign] != nil || v.Title == "" || v.Why == "" {
			bad = append(bad, it.At.Mistake("sign:", "the sign "+strconv.Quote(v.Sign)+" is unknown, there twice, or lacks its title or why", "use a sign of the list in knowledge/scan/check.go once, with both"))
			continue
		}
		s.signs[v.Sign] = &namedSign{from: v.From, flag: RedFlag{ID: "opinion-" + v.Sign, Sign: v.Sign, Title: v.Title, Why: v.Why, LogOdds: s.judge.Medium}}
	}
	return bad
}

// How much a red flag of a sign counts for naming it, beside what the second
// opinion says of the sign: one that is a reason, and one that only names.
const (
	flagForSign   = 1.0
	namingForSign = 0.7
)

// signOdds adds what the rules say of each sign to what the second opinion
// says of it.
func (s *Scanner) signOdds(flags []met, o *second) {
	for _, x := range flags {
		i := slices.Index(s.opinions.Signs.Classes, x.rule.flag.Sign)
		if i < 0 {
			continue
		}
		if x.rule.flag.Naming() {
			o.bonus[i] = max(o.bonus[i], namingForSign)
		} else {
			o.bonus[i] = max(o.bonus[i], flagForSign)
		}
	}
	for i := range o.signs {
		o.signs[i] += o.bonus[i]
	}
}

// clearSign is from where a sign is more likely there than not.
const clearSign = 0.0

// anySign reports whether a sign is clearly there.
func (s *Scanner) anySign(o *second) bool {
	return slices.ContainsFunc(o.signs, func(odds float64) bool { return odds >= clearSign })
}

// doubted reports whether a red flag's sign is not in the text as far as the
// second opinion can tell.
func (s *Scanner) doubted(f *RedFlag, o *second) bool {
	i := slices.Index(s.opinions.Signs.Classes, f.Sign)
	x := s.signs[f.Sign]
	return !f.Decisive && i >= 0 && x != nil && o.signs[i] < x.from
}

// nameSigns leaves out the flags whose sign is doubted and adds the signs that
// no rule has shown, the surest first.
func (s *Scanner) nameSigns(v *Verdict, o *second, d *text.Doc) {
	if !o.known {
		return
	}
	v.Findings = slices.DeleteFunc(v.Findings, func(f Finding) bool { return s.doubted(f.Flag, o) })
	m := s.opinions.Signs
	var order [maxScores]int
	n := 0
	for i, sign := range m.Classes {
		if x := s.signs[sign]; x != nil && o.signs[i] >= x.from && !v.has(sign) {
			order[n] = i
			n++
		}
	}
	slices.SortFunc(order[:n], func(a, b int) int { return cmp.Compare(o.signs[b], o.signs[a]) })
	for _, i := range order[:n] {
		if x, ok := strongest(&s.signs[m.Classes[i]].flag, m, o, m.Classes[i], d); ok {
			v.Findings = append(v.Findings, x)
		}
	}
}

// has reports whether a sign has been found already.
func (v *Verdict) has(sign string) bool {
	return slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Flag.Sign == sign })
}
