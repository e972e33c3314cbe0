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

// anySign reports whether the second opinion names a sign.
func (s *Scanner) anySign(o *second) bool {
	for i, sign := range s.opinions.Signs.Classes {
		if x := s.signs[sign]; x != nil && o.signs[i] >= x.from {
			return true
		}
	}
	return false
}

// nameSigns adds the signs that the second opinion finds and no rule has
// shown, the surest first.
func (s *Scanner) nameSigns(v *Verdict, o *second, d *text.Doc) {
	if !o.known {
		return
	}
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
