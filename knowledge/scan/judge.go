package scan

import (
	"slices"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
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
	// Opinion holds the thresholds where there is a second opinion.
	Opinion OpinionJudge `yaml:"opinion"`
	// Kind and Variant say how much rules and models count for these.
	Kind    Share `yaml:"kind"`
	Variant Share `yaml:"variant"`
	// Wording is the red flag by which the second opinion is shown where no
	// sign can be named.
	Wording Wording `yaml:"wording"`
}

// Share is how much the log-odds of rules and of models count.
type Share struct {
	Rules   float64 `yaml:"rules"`
	Opinion float64 `yaml:"opinion"`
	// Tech is added for tech support, of which the examples hold more than
	// people meet.
	Tech float64 `yaml:"tech-support"`
}

// OpinionJudge holds the thresholds for the odds that the second opinion gives
// after weighing the rules with the models.
type OpinionJudge struct {
	Private Threshold `yaml:"private"`
	Watch   Threshold `yaml:"watch"`
	// Bare: what it takes where no red flag and no sign can be named.
	Bare      Threshold `yaml:"bare"`
	BareWatch Threshold `yaml:"bare-watch"`
	// Doubt: at or below these odds a decisive red flag is only suspicious, or none.
	Doubt Threshold `yaml:"doubt"`
}

// Wording is how a sign is shown to people.
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

// weighed is what the rules say of a text.
type weighed struct {
	flags    []met
	rules    float64 // score of the rules alone
	decisive bool
	signs    int
	strong   float64 // log-odds of the strongest flag
	limit    Threshold
}

// decide fills in level, voice, kind, variant, score and findings.
func (s *Scanner) decide(v *Verdict, f cue.Found, table *hitTable, o *second, t Text) {
	m := table.met
	w := s.weigh(m, table, t)
	v.Voice, v.Open = s.voice(f, m, o)
	v.Score, v.Level = w.rules, s.levelByRules(w, v.Voice, v.Open)
	byRules := v.Level
	if o.known && s.opinions.Weigh != nil {
		plain := w // the opinion is the same for every price of an error
		if t.Watch || t.Doubtful {
			plain = s.weigh(m, table, Text{})
		}
		o.odds = s.opinions.Weigh.Score(s.numbers(f, plain, m, o))
		s.signOdds(w.flags, o)
		s.reconsider(v, w, o, t)
	}
	if v.Level == None {
		return
	}
	if t.Doubtful && w.signs < minDoubtful {
		v.Level = Suspicious // one misread word may have made it
	}
	v.Kind, v.Variant = s.kindOf(w.flags, o)
	v.Findings = findings(w.flags, f.Doc)
	s.nameSigns(v, o, f.Doc)
	if v.Level > byRules && len(v.Findings) == 0 {
		if x, ok := s.wordingFinding(o, f.Doc); ok {
			v.Findings = append(v.Findings, x)
		}
	}
}

// findings shows the red flags with their evidence.
func findings(flags []met, d *text.Doc) []Finding {
	n := 0
	for _, x := range flags {
		n += len(x.hits)
	}
	out, spans := make([]Finding, 0, len(flags)+signsShown), make([]text.Span, 0, n)
	for _, x := range flags {
		from := len(spans)
		spans = x.evidence(spans, d)
		out = append(out, Finding{&x.rule.flag, spans[from:len(spans):len(spans)]})
	}
	return out
}

// signsShown is about how many signs the second opinion adds.
const signsShown = 4

// reconsider sets level and score by the second opinion. Where it is sure of
// a scam the voice is that of one.
func (s *Scanner) reconsider(v *Verdict, w weighed, o *second, t Text) {
	j := s.judge.Opinion
	limit := j.Private
	if t.Watch {
		limit = j.Watch
	}
	if w.signs == 0 && !s.anySign(o) {
		limit = j.Bare
		if t.Watch {
			limit = j.BareWatch
		}
	}
	v.Score = o.odds
	sure := o.odds >= limit.Suspicious
	if sure && (v.Voice == VoiceWarning || v.Voice == VoiceTalk || v.Voice == VoiceReport && !v.Open) {
		v.Voice, v.Open = s.approach(o), true
	}
	decisive := w.decisive && s.told(v.Voice, v.Open)
	switch {
	case o.odds >= limit.Scam, decisive && o.odds > j.Doubt.Scam:
		v.Level = Scam
	case sure, decisive && o.odds > j.Doubt.Suspicious:
		v.Level = Suspicious
	default:
		v.Level = None
	}
}

// told reports whether a text of this voice can be an approach or tell of one
// that still matters: the truth table of INTERFACE section 2.
func (s *Scanner) told(voice string, open bool) bool {
	return voice == VoiceMessage || voice == VoiceReport && open
}

// approach is the likelier of the two voices that an approach can have.
func (s *Scanner) approach(o *second) string {
	m := s.opinions.Voice
	report, message := slices.Index(m.Classes, VoiceReport), slices.Index(m.Classes, VoiceMessage)
	if report >= 0 && message >= 0 && o.voices[report] > o.voices[message] {
		return VoiceReport
	}
	return VoiceMessage
}

// weigh adds up what the rules say for and against.
func (s *Scanner) weigh(m []met, table *hitTable, t Text) weighed {
	flags, genuine := s.split(m, table)
	w := weighed{flags: flags, limit: s.judge.Private, decisive: anyDecisive(flags), signs: signs(flags)}
	if t.Watch {
		w.limit = s.judge.Watch
	}
	if t.Doubtful && w.signs < minDoubtful {
		w.decisive = false
	}
	w.rules = s.sum(flags) + genuine
	if w.decisive { // not outvoted by genuine marks
		w.rules = max(w.rules, w.limit.Scam)
	}
	for _, x := range flags {
		w.strong = max(w.strong, x.rule.flag.LogOdds)
	}
	return w
}

// levelByRules is what the rules alone make of it.
func (s *Scanner) levelByRules(w weighed, voice string, open bool) Level {
	switch {
	case !s.told(voice, open):
		return None
	case w.decisive || w.rules >= w.limit.Scam && w.signs > 1:
		return Scam
	case w.rules >= w.limit.Suspicious && w.strong >= s.judge.Medium:
		return Suspicious
	}
	return None
}

// split parts the red flags, strongest first, from the sum of genuine marks.
func (s *Scanner) split(m []met, table *hitTable) (flags []met, genuine float64) {
	flags = table.red[:0]
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
	table.red = flags
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
	total := 0.0
	for i, x := range flags {
		f := x.rule.flag
		if f.Naming() {
			continue
		}
		old := 0.0
		for _, y := range flags[:i] {
			if g := y.rule.flag; g.Sign == f.Sign && !g.Naming() {
				old = max(old, g.LogOdds)
			}
		}
		if f.LogOdds > old {
			total += f.LogOdds - old*(1-s.judge.Again)
		} else {
			total += f.LogOdds * s.judge.Again
		}
	}
	return total
}

// signs counts the different signs that are a reason.
func signs(flags []met) int {
	n := 0
	for i, x := range flags {
		if !x.rule.flag.Naming() && !slices.ContainsFunc(flags[:i], func(y met) bool {
			return !y.rule.flag.Naming() && y.rule.flag.Sign == x.rule.flag.Sign
		}) {
			n++
		}
	}
	return n
}
