package scan

import (
	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/text"
)

// VoiceClosed is how the model of voices calls a report of something that is
// over; to the outside it is a report.
const VoiceClosed = "closed"

// Opinions are the models of the second opinion. Nil models say nothing.
type Opinions struct {
	Kind  *opinion.Model // kinds of scam, "none" first
	Voice *opinion.Model // voices
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

// second is what the models say of one text.
type second struct {
	known  bool
	words  int // of the text
	kind   opinion.Opinion
	winner string  // the voice it hears, "" if unknown
	margin float64 // how far the winner is before the next
}

// ask asks the models.
func (s *Scanner) ask(f cue.Found) second {
	var out second
	out.words = len(f.Doc.Tokens)
	if s.opinions.Kind == nil || len(f.Doc.Tokens) < fewWords {
		return out
	}
	fs := opinion.Features(make([]opinion.Feature, 0, len(f.Doc.Tokens)*16+len(f.Hits)*8), f)
	out.known = true
	out.kind = s.opinions.Kind.Judge(fs, len(f.Doc.Tokens))
	if m := s.opinions.Voice; m != nil {
		out.winner, out.margin = m.Best(m.Scores(fs))
	}
	if cues(f) < s.judge.Cues && out.kind.LogOdds < s.judge.Sure {
		// little in the text is known to matter: the models may only speak for it
		out.kind.LogOdds = min(out.kind.LogOdds, 0)
	}
	return out
}

// cues counts the different cues that are met and mean something.
func cues(f cue.Found) int {
	seen := map[uint32]bool{}
	for _, h := range f.Hits {
		if k := f.Key(h); k != 0 && !h.Off {
			seen[k] = true
		}
	}
	return len(seen)
}

// wordingSign is the sign of the finding that shows the second opinion.
const wordingSign = "wording"

// finding shows the second opinion with the words that speak most for it.
func (s *Scanner) finding(o second, d *text.Doc) (Finding, bool) {
	if s.wording == nil || len(o.kind.Tokens) == 0 {
		return Finding{}, false
	}
	first, last := o.kind.Tokens[0], o.kind.Tokens[len(o.kind.Tokens)-1]
	return Finding{s.wording, []text.Span{{Start: d.Tokens[first].Start, End: d.Tokens[last].End}}}, true
}
