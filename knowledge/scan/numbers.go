package scan

import (
	"math"

	"hangup/knowledge/cue"
)

// plainNumbers are the names of the numbers that do not come from a model.
var plainNumbers = []string{"scam", "rules", "rules-level", "decisive", "signs", "cues", "words", "says-message", "says-report", "says-warning"}

// Names gives the names of the numbers that Weigh weighs, in order.
func (o Opinions) Names() []string {
	out := append([]string{}, plainNumbers...)
	for _, c := range o.Kind.Classes {
		out = append(out, "kind-"+c)
	}
	for _, c := range o.Voice.Classes {
		out = append(out, "voice-"+c)
	}
	for _, c := range o.Signs.Classes {
		out = append(out, "sign-"+c)
	}
	return out
}

// Numbers gives what Weigh would weigh for a text, in the order of Names; nil
// for a text too short for the models. It is for learning to weigh.
func (s *Scanner) Numbers(t Text) []float32 {
	f := s.set.Read(t.Body, t.Links...)
	o := s.ask(f)
	defer o.close()
	if !o.known {
		return nil
	}
	table := s.newTable()
	defer table.close()
	m := s.match(f, table)
	return append([]float32{}, s.numbers(f, s.weigh(m, table, Text{}), m, o)...)
}

// numbers fills in what Weigh weighs.
func (s *Scanner) numbers(f cue.Found, w weighed, m []met, o *second) []float32 {
	voice, open := s.voiceByCues(f, m)
	out := append(o.numbers[:0], float32(o.kind.LogOdds), float32(w.rules), float32(s.levelByRules(w, voice, open)), number(w.decisive),
		float32(w.signs), log(cues(f)), log(len(f.Doc.Tokens)),
		number(voice == VoiceMessage), number(voice == VoiceReport), number(voice == VoiceWarning))
	for _, scores := range [][]float64{o.kinds, o.voices, o.signs} {
		for _, x := range scores {
			out = append(out, float32(x))
		}
	}
	return out
}

func number(yes bool) float32 {
	if yes {
		return 1
	}
	return 0
}

func log(n int) float32 { return float32(math.Log1p(float64(n))) }

// cues counts the different cues that are met and mean something.
func cues(f cue.Found) int {
	var seen [64]uint32
	n := 0
next:
	for _, h := range f.Hits {
		k := f.Key(h)
		if k == 0 || h.Off || n == len(seen) {
			continue
		}
		for _, old := range seen[:n] {
			if old == k {
				continue next
			}
		}
		seen[n] = k
		n++
	}
	return n
}
