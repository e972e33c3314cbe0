package scan

import (
	"math"
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
	// Opinion is how much of the second opinion's log-odds is added, Cap the
	// most that it adds or takes away.
	Opinion float64 `yaml:"opinion"`
	Cap     float64 `yaml:"cap"`
	// Clear is the opinion from which a level may rest on few flags or on none.
	Clear float64 `yaml:"clear"`
	// Against is the opinion, for each sign there is, at which a decisive flag is doubted.
	Against float64 `yaml:"against"`
	// Cues is how many cues a text must hold for the second opinion to speak
	// against it, unless it is as high as Sure.
	Cues int     `yaml:"cues"`
	Sure float64 `yaml:"sure"`
	// Long is what each doubling of a text beyond LongWords takes from the sum
	// of flags that are not decisive: in a long text something always meets.
	Long      float64 `yaml:"long"`
	LongWords int     `yaml:"long-words"`
	// Wording is the red flag by which the second opinion is shown.
	Wording Wording `yaml:"wording"`
}

// Wording is how the second opinion is shown to people.
type Wording struct {
	Title string `yaml:"title"`
	Why   string `yaml:"why"`
}

// Threshold is one pair of scores.
type Threshold struct {
	Scam       float64 `yaml:"scam"`
	Suspicious float64 `yaml:"suspicious"`
}

// minDoubtful is how many different signs a text read from a picture must have
// before it is called a scam for sure.
const minDoubtful = 2

// manySigns: the more signs there are, up to this many, the more it takes to
// doubt a decisive flag.
const manySigns = 3

// weighed is all that the level of a text rests on.
type weighed struct {
	flags    []met
	rules    float64 // score of the rules alone
	score    float64 // with the second opinion
	opinion  float64 // log-odds of the second opinion, 0 if there is none
	decisive bool
	signs    int
	limit    Threshold
}

// decide fills in level, kind, variant, score and findings.
func (s *Scanner) decide(v *Verdict, f cue.Found, m []met, o second, t Text) {
	w := s.weigh(m, o, t)
	v.Score = w.score
	v.Level = s.level(v, w)
	if v.Level == None {
		return
	}
	v.Kind, v.Variant = kindOf(w.flags, o)
	for _, x := range w.flags {
		v.Findings = append(v.Findings, Finding{&x.rule.flag, x.evidence(f.Doc)})
	}
	w.score, w.opinion = w.rules, 0
	if s.level(v, w) != v.Level { // the opinion has moved the level: say so
		if x, ok := s.finding(o, f.Doc); ok {
			v.Findings = append(v.Findings, x)
		}
	}
}

// weigh adds up what speaks for and against.
func (s *Scanner) weigh(m []met, o second, t Text) weighed {
	flags, genuine := s.split(m)
	w := weighed{flags: flags, limit: s.judge.Private, decisive: anyDecisive(flags), signs: signs(flags)}
	if t.Watch {
		w.limit = s.judge.Watch
	}
	if t.Doubtful && w.signs < minDoubtful {
		w.decisive = false // one misread word may have made it
	}
	w.rules = s.sum(flags) + genuine
	if o.words > s.judge.LongWords && s.judge.LongWords > 0 {
		w.rules -= s.judge.Long * math.Log2(float64(o.words)/float64(s.judge.LongWords))
	}
	if w.decisive { // not outvoted by genuine marks
		w.rules = max(w.rules, w.limit.Scam)
	}
	w.score = w.rules
	if o.known {
		w.opinion = o.kind.LogOdds
		w.score += min(s.judge.Cap, max(-s.judge.Cap, s.judge.Opinion*w.opinion))
	}
	return w
}

// level is the truth table of INTERFACE section 2.
func (s *Scanner) level(v *Verdict, w weighed) Level {
	strongest := 0.0
	for _, x := range w.flags {
		strongest = max(strongest, x.rule.flag.LogOdds)
	}
	plain := w.opinion >= s.judge.Clear
	switch {
	case v.Voice == VoiceWarning || v.Voice == VoiceTalk:
		return None
	case v.Voice == VoiceReport && !v.Open:
		return None
	case w.decisive && w.opinion <= s.judge.Against*float64(min(w.signs, manySigns)):
		return Suspicious
	case w.decisive || w.score >= w.limit.Scam && (w.signs > 1 || plain):
		return Scam
	case w.score >= w.limit.Suspicious && (strongest >= s.judge.Medium || plain):
		return Suspicious
	}
	return None
}

// split parts the red flags, strongest first, from the sum of genuine marks.
func (s *Scanner) split(m []met) (flags []met, genuine float64) {
	for _, x := range m {
		if x.rule.genuine {
			genuine += x.rule.flag.LogOdds
			continue
		}
		flags = append(flags, x)
	}
	slices.SortStableFunc(flags, func(a, b met) int {
		if ra, rb := s.rank(a.rule.flag), s.rank(b.rule.flag); ra != rb {
			return ra - rb
		}
		return a.hits[0].From - b.hits[0].From
	})
	return flags, genuine
}

// namingOdds is below which log-odds a flag only names a sign.
const namingOdds = 0.3

// rank orders flags for showing: decisive, medium, weak, naming.
func (s *Scanner) rank(f RedFlag) int {
	switch {
	case f.Decisive:
		return 0
	case f.LogOdds >= s.judge.Medium:
		return 1
	case f.LogOdds >= namingOdds:
		return 2
	}
	return 3
}

// Naming reports whether the flag only names a sign: it is true of the text,
// but is no reason by itself.
func (f RedFlag) Naming() bool { return f.LogOdds < namingOdds }

// sum adds the log-odds; of several flags with one sign the strongest counts in full.
func (s *Scanner) sum(flags []met) float64 {
	best := map[string]float64{}
	total := 0.0
	for _, x := range flags {
		f := x.rule.flag
		if f.Naming() {
			continue
		}
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

// signs counts the different signs that are a reason.
func signs(flags []met) int {
	seen := map[string]bool{}
	for _, x := range flags {
		if !x.rule.flag.Naming() {
			seen[x.rule.flag.Sign] = true
		}
	}
	return len(seen)
}

// kindOf gives the kind, and variant of it, with the most log-odds.
func kindOf(flags []met, o second) (kind, variant string) {
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
	if o.known && o.kind.LogOdds > 0 {
		kinds[o.kind.Kind] += o.kind.LogOdds
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
