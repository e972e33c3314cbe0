package scan

import (
	"sync"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/text"
)

// VoiceClosed is how the model of voices calls a report of something that is
// over; to the outside it is a report.
const VoiceClosed = "closed"

// Opinions are the models of the second opinion. Without Kind, Voice, Signs
// and Weigh there is none.
type Opinions struct {
	Kind    *opinion.Model  // kinds of scam, "none" first
	Voice   *opinion.Model  // voices
	Signs   *opinion.Model  // signs, each judged by itself
	Variant *opinion.Model  // variants of tech-support scams
	Weigh   *opinion.Forest // weighs the rules and the others against each other
}

// With gives a scanner with the same rules and other opinions.
func (s *Scanner) With(o Opinions) *Scanner {
	out := *s
	out.opinions = o
	return &out
}

// WithJudge gives a scanner with the same rules and opinions and other thresholds.
func (s *Scanner) WithJudge(j Judge) *Scanner {
	out := *s
	out.judge = j
	return &out
}

// fewWords: on shorter texts the models say nothing.
const fewWords = 5

// maxScores is how many classes the models have together at most.
const maxScores = 96

// second is what the models say of one text.
type second struct {
	known bool
	view  *opinion.View
	// scores of the classes of each model, in the order of its classes
	kinds, voices, signs []float64
	kind                 opinion.Opinion
	winner               string  // the voice it hears
	margin               float64 // how far the winner is before the next
	odds                 float64 // that the text deserves a warning, if there is a Weigh
	buf                  [maxScores]float64
	bonus                [maxScores]float64 // of signs that a rule has found
	numbers              [maxScores + 16]float32
}

// seconds keeps working memory for later texts.
var seconds sync.Pool

// ask asks the models. What it gives is to be closed.
func (s *Scanner) ask(f cue.Found) *second {
	o, ok := seconds.Get().(*second)
	if !ok {
		o = &second{view: &opinion.View{}}
	}
	o.known = s.opinions.Kind != nil && s.opinions.Voice != nil && s.opinions.Signs != nil && len(f.Doc.Tokens) >= fewWords
	o.winner, o.odds, o.kind, o.bonus = "", 0, opinion.Opinion{}, [maxScores]float64{}
	if !o.known {
		return o
	}
	o.view.Look(f)
	at := s.opinions.Kind.Scores(o.buf[:0], o.view)
	o.kinds = at
	at = s.opinions.Voice.Scores(at, o.view)
	o.voices = at[len(o.kinds):]
	all := s.opinions.Signs.Scores(at, o.view)
	o.signs = all[len(at):]
	o.kind = s.opinions.Kind.Judge(o.kinds)
	o.winner, o.margin = s.opinions.Voice.Best(o.voices)
	return o
}

// close gives the working memory back.
func (o *second) close() { seconds.Put(o) }

// wordingSign is the sign of the finding that shows the second opinion where
// no sign can be named.
const wordingSign = "wording"

// wordingFinding shows the second opinion with the words that speak most for it.
func (s *Scanner) wordingFinding(o *second, d *text.Doc) (Finding, bool) {
	if s.wording == nil || !o.known {
		return Finding{}, false
	}
	return strongest(s.wording, s.opinions.Kind, o, o.kind.Kind, d)
}

// strongest shows a flag with the words that speak most for a class of a model.
func strongest(flag *RedFlag, m *opinion.Model, o *second, class string, d *text.Doc) (Finding, bool) {
	from, to := m.Strongest(o.view, class)
	if from == to {
		return Finding{}, false
	}
	return Finding{flag, []text.Span{{Start: d.Tokens[from].Start, End: d.Tokens[to-1].End}}}, true
}
