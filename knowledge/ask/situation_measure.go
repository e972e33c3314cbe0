package ask

import (
	"cmp"
	"math"
	"slices"
)

// tried is a story heard by what was not learnt from its idea.
type tried struct {
	Story
	cues   []bool    // by the situation's number in the Reader
	scores []float64 // by class, of the stretch that tells of it best
}

// Hearing is how well a situation is heard in stories whose idea was not
// learnt from.
type Hearing struct {
	Situation string
	Crisis    bool
	From      float64 // the score from which the model says yes
	Stories   int     // that tell of it
	Cues      Tally   // by cues alone
	Both      Tally   // by cues and model
	Missed    []string
	Wrong     []string
}

// Tally counts how often a situation was heard, rightly and wrongly.
type Tally struct{ Right, Wrong int }

// Recall is the share of n stories in which a situation was heard.
func (t Tally) Recall(n int) float64 { return float64(t.Right) / float64(max(1, n)) }

// Precision is the share of what was heard that was right, 1 if nothing was heard.
func (t Tally) Precision() float64 {
	if t.Right+t.Wrong == 0 {
		return 1
	}
	return float64(t.Right) / float64(t.Right+t.Wrong)
}

func (t *Tally) count(right bool) {
	if right {
		t.Right++
	} else {
		t.Wrong++
	}
}

// How sure the model has to be: of what it hears so much is right. A needless
// first act in a crisis costs little, a missed one everything.
// What comes before everything else must be surer, lest it hides the rest.
const (
	sureCrisis = 0.8
	sureCalm   = 0.92
	sureFirst  = 0.9
	firstOrder = 21 // situations up to this order come before everything else
)

// Of the wordings in the content, most of which are questions in calm, the
// model may hear so small a share wrongly.
const (
	straysCrisis = 0.008
	straysCalm   = 0.006
)

// hearing measures the situation with number i, the class with number c.
func (r *Reader) hearing(i, c int, all []tried) Hearing {
	s := &r.situations[i]
	h := Hearing{Situation: s.ID, Crisis: s.Crisis}
	all = slices.DeleteFunc(slices.Clone(all), func(t tried) bool { return t.silent(s.ID) })
	slices.SortStableFunc(all, func(a, b tried) int { return cmp.Compare(b.scores[c], a.scores[c]) })
	h.From = from(&s.Situation, c, all)
	for _, t := range all {
		if !t.Own {
			continue
		}
		tells, cued := slices.Contains(t.Situations, s.ID), t.cues[i]
		if tells {
			h.Stories++
		}
		if cued {
			h.Cues.count(tells)
		}
		switch heard := cued || t.scores[c] > h.From; {
		case heard:
			h.Both.count(tells)
			if !tells {
				h.Wrong = append(h.Wrong, t.Text)
			}
		case tells:
			h.Missed = append(h.Missed, t.Text)
		}
	}
	return h
}

// from gives the lowest score from which on the model is right often enough,
// and seldom wrong on wordings of the content. all is in order of the scores.
func from(s *Situation, c int, all []tried) float64 {
	sure, strays := sureCalm, straysCalm
	if s.Crisis {
		sure, strays = sureCrisis, straysCrisis
	}
	if s.Order <= firstOrder {
		sure = sureFirst
	}
	wordings := 0
	for _, t := range all {
		wordings += bit(!t.Own)
	}
	var own, content Tally
	out := math.Inf(1)
	for i, t := range all {
		tells := slices.Contains(t.Situations, s.ID)
		if t.Own {
			own.count(tells)
		} else {
			content.count(tells)
		}
		if float64(content.Wrong) > strays*float64(wordings) {
			break
		}
		if own.Right > 2 && own.Precision() >= sure {
			out = t.scores[c]
			if i+1 < len(all) {
				out = (out + all[i+1].scores[c]) / 2
			}
		}
	}
	return out
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
