package bot

import (
	"slices"

	"hangup/knowledge"
)

// asksParticular reports whether words ask a particular question, to which the
// steps for what they tell of would be no answer. A crisis goes before it.
func (t *turn) asksParticular() bool {
	if len(t.own.Topics) == 0 || t.own.Crisis() {
		return false
	}
	return t.own.Topics[0].Topic.Of != "" && t.asks(t.m.Text)
}

// actFirst puts the first act of a crisis before the answer to a particular
// question that does not begin with it.
func (t *turn) actFirst(first *knowledge.Situation, k *knowledge.Topic, r Reply) Reply {
	if !first.Crisis || k.Of == "" || slices.Contains(k.Situations, first.ID) {
		return r
	}
	r.Blocks = append([]Block{{Lines: []string{r.Lead}}}, r.Blocks...)
	r.Lead = first.For(t.holds).Lead
	return r
}

// isAbout reports whether a topic, or the one it is a particular of, is about a situation.
func (t *turn) isAbout(k *knowledge.Topic, situation string) bool {
	of, ok := t.base.Topic(k.Of)
	return slices.Contains(k.Situations, situation) || ok && slices.Contains(of.Situations, situation)
}

// answerTo is a topic's answer as it reads in this case. What a particular
// leaves out is said as its topic says it.
func (t *turn) answerTo(k *knowledge.Topic) knowledge.Answer {
	a := k.Answer.For(t.holds)
	if of, ok := t.base.Topic(k.Of); ok && a.Do == nil {
		a.Do = of.Answer.For(t.holds).Do
	}
	return a
}

// nextOf are the topics to offer behind an answer: behind a particular, its
// topic and that one's.
func (t *turn) nextOf(k *knowledge.Topic) []string {
	if of, ok := t.base.Topic(k.Of); ok && k.Next == nil {
		return append([]string{of.ID}, of.Next...)
	}
	return k.Next
}

// How much better a topic has to fit than all that are about what the words
// tell of, and how well at least, to be answered in their place: then what was
// told is only how the question came up.
const (
	clearMargin = 0.1
	clearFit    = 0.25
)

// clearlyAbout reports whether words that tell of something that is no crisis
// are clearly about something else. Where they only tell, and ask nothing, what
// has happened is answered.
func (t *turn) clearlyAbout() bool {
	if len(t.own.Situations) == 0 || len(t.own.Topics) == 0 || t.own.Crisis() || t.open() {
		return false
	}
	best := t.own.Topics[0]
	if t.own.Asks && t.own.Sure() {
		return true
	}
	if best.Score < clearFit {
		return false
	}
	for _, m := range t.own.Topics {
		near := slices.ContainsFunc(t.own.Situations, func(s *knowledge.Situation) bool { return t.isAbout(m.Topic, s.ID) })
		if near && best.Score-m.Score < clearMargin {
			return false
		}
	}
	return t.asks(t.m.Text) || !t.tellsHarm()
}
