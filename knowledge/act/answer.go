package act

import (
	"math"
	"slices"
	"strings"

	"hangup/knowledge/opinion"
)

// surelyAnswers is the chance from which on words are taken for an answer, and
// longAnswer how many words they have at most: more tell of more.
const (
	surelyAnswers = 0.5
	longAnswer    = 30
)

// answerClass names the class of a choice of a question.
func answerClass(question, choice string) string { return question + ":" + choice }

// Answer gives the choice of a question that words answer it with, "" if they
// do not surely answer it.
func (r *Reader) Answer(words, question string) string {
	m := r.answers()
	if m == nil || len(strings.Fields(words)) > longAnswer {
		return ""
	}
	var v opinion.View
	r.look(&v, words, Place{})
	best, choice := 0.0, ""
	for c, score := range m.Scores(nil, v.Buckets(false)) {
		id, ok := strings.CutPrefix(m.Classes[c], question+":")
		if chance := 1 / (1 + math.Exp(-score)); ok && chance > best {
			best, choice = chance, id
		}
	}
	if best < surelyAnswers {
		return ""
	}
	return choice
}

// howAnswers is how answers are learnt (chosen by cross-validation).
var howAnswers = opinion.Settings{Rounds: 15, Rate: 1, Decay: 1e-4, Seed: 1, Apart: true, Least: 1e-3}

// LearnAnswers learns which choice of which question words answer. says are the
// choices with words that stand for them, by question.
func (r *Reader) LearnAnswers(examples []Example, says map[string]map[string][]string) *opinion.Sparse {
	return r.learnAnswers(examples, says, func(Example) bool { return true })
}

func (r *Reader) learnAnswers(examples []Example, says map[string]map[string][]string, use func(Example) bool) *opinion.Sparse {
	var classes []string
	all := slices.Clone(examples)
	for q, choices := range says {
		for c, words := range choices {
			classes = append(classes, answerClass(q, c))
			for _, w := range words {
				all = append(all, Example{Text: w, Asked: q, Answer: c})
			}
		}
	}
	slices.Sort(classes)
	slices.SortStableFunc(all, func(a, b Example) int { return strings.Compare(a.Text, b.Text) })
	var learn []opinion.Example
	var v opinion.View
	for _, e := range all {
		if e.Asked == "" || !use(e) {
			continue
		}
		r.look(&v, e.Text, Place{})
		x := opinion.Example{Buckets: slices.Clone(v.Buckets(false))}
		for c, class := range classes {
			switch {
			case class == answerClass(e.Asked, e.Answer):
				x.Classes = append(x.Classes, c)
			case !strings.HasPrefix(class, e.Asked+":"): // nobody has said what it would be to another question
				x.Unknown = append(x.Unknown, c)
			}
		}
		learn = append(learn, x)
	}
	return opinion.TrainSparse(learn, classes, howAnswers)
}

// ProbeAnswers reads every example with an open question by what was learnt
// from other ideas: f gets the choice that was read.
func (r *Reader) ProbeAnswers(examples []Example, says map[string]map[string][]string, f func(e Example, choice string)) {
	for fold := range folds {
		learnt := r.learnAnswers(examples, says, func(e Example) bool { return e.Idea == "" || e.fold() != fold })
		part := &Reader{set: r.set, answers: func() *opinion.Sparse { return learnt }}
		for _, e := range examples {
			if e.Asked != "" && e.fold() == fold {
				f(e, part.Answer(e.Text, e.Asked))
			}
		}
	}
}
