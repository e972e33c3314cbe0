package scan

import (
	"slices"

	"hangup/knowledge/cue"
)

// Judge holds the thresholds, in log-odds, from which a score means a level.
type Judge struct {
	Private Threshold `yaml:"private"`
	Watch   Threshold `yaml:"watch"`
	// Medium is the smallest log-odds of a flag that can raise a level; weaker
	// ones only support.
	Medium float64 `yaml:"medium"`
	// Again is the share that a further flag of a sign already counted adds.
	Again float64 `yaml:"again"`
}

// Threshold is one pair of scores.
type Threshold struct {
	Scam       float64 `yaml:"scam"`
	Suspicious float64 `yaml:"suspicious"`
}

// minDoubtful is how many different signs a text read from a picture must have
// before it is called a scam for sure.
const minDoubtful = 2

// decide fills in level, kind, variant, score and findings.
func (s *Scanner) decide(v *Verdict, f cue.Found, m []met, t Text) {
	flags, genuine := split(m)
	v.Score = s.sum(flags) + genuine
	limit := s.judge.Private
	if t.Watch {
		limit = s.judge.Watch
	}
	decisive := anyDecisive(flags)
	if t.Doubtful && signs(flags) < minDoubtful {
		decisive = false // one misread word may have made it
	}
	if decisive { // not outvoted by genuine marks
		v.Score = max(v.Score, limit.Scam)
	}
	v.Level = s.level(v, flags, limit, decisive)
	if v.Level == None {
		return
	}
	v.Kind, v.Variant = kindOf(flags)
	v.Findings = make([]Finding, len(flags))
	for i, x := range flags {
		v.Findings[i] = Finding{&x.rule.flag, x.evidence(f.Doc)}
	}
}

// level is the truth table of INTERFACE section 2.
func (s *Scanner) level(v *Verdict, flags []met, limit Threshold, decisive bool) Level {
	strongest := 0.0
	for _, x := range flags {
		strongest = max(strongest, x.rule.flag.LogOdds)
	}
	switch {
	case v.Voice == VoiceWarning || v.Voice == VoiceTalk:
		return None
	case v.Voice == VoiceReport && !v.Open:
		return None
	case decisive || v.Score >= limit.Scam && signs(flags) > 1:
		return Scam
	case v.Score >= limit.Suspicious && strongest >= s.judge.Medium:
		return Suspicious
	}
	return None
}

// split parts the red flags, strongest first, from the sum of genuine marks.
func split(m []met) (flags []met, genuine float64) {
	for _, x := range m {
		if x.rule.genuine {
			genuine += x.rule.flag.LogOdds
			continue
		}
		flags = append(flags, x)
	}
	slices.SortStableFunc(flags, func(a, b met) int {
		switch fa, fb := a.rule.flag, b.rule.flag; {
		case fa.Decisive != fb.Decisive:
			if fa.Decisive {
				return -1
			}
			return 1
		default:
			return a.hits[0].From - b.hits[0].From
		}
	})
	return flags, genuine
}

// sum adds the log-odds; of several flags with one sign the strongest counts in full.
func (s *Scanner) sum(flags []met) float64 {
	best := map[string]float64{}
	total := 0.0
	for _, x := range flags {
		f := x.rule.flag
		old, again := best[f.Sign]
		switch {
		case !again:
			total += f.LogOdds
		case f.LogOdds > old:
			total += f.LogOdds - old*(1-s.judge.Again)
		default:
			total += f.LogOdds * s.judge.Again
		}
		best[f.Sign] = max(old, f.LogOdds)
	}
	return total
}

// signs counts the different signs.
func signs(flags []met) int {
	seen := map[string]bool{}
	for _, x := range flags {
		seen[x.rule.flag.Sign] = true
	}
	return len(seen)
}

// kindOf gives the kind, and variant of it, with the most log-odds.
func kindOf(flags []met) (kind, variant string) {
	kinds, variants := map[string]float64{}, map[string]float64{}
	for _, x := range flags {
		f := x.rule.flag
		w := f.LogOdds
		if f.Decisive {
			w += 2
		}
		if f.Kind != "" {
			kinds[f.Kind] += w
		}
		if f.Variant != "" {
			variants[f.Variant] += w
		}
	}
	if kind = heaviest(kinds); kind == "" {
		kind = "other"
	}
	if kind == "tech-support" {
		if variant = heaviest(variants); variant == "" {
			variant = "other"
		}
	}
	return kind, variant
}

// heaviest is the key with the most weight; the first by name if several have it.
func heaviest(w map[string]float64) string {
	best := ""
	for k, n := range w {
		if best == "" || n > w[best] || n == w[best] && k < best {
			best = k
		}
	}
	return best
}
