package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// newTopic is how well words must fit a topic to turn away from an open case,
// askTopic how well a question must; bareWords are too few to fit any while a
// question of ours is open.
const (
	newTopic  = 0.28
	askTopic  = 0.18
	bareWords = 3
)

// leavesCase reports whether words in an open case are about a topic of their
// own: they fit it well, or ask and fit it well enough.
func (t *turn) leavesCase() bool {
	asks := t.asks(t.m.Text)
	if t.own.Lost() || !asks && !t.taken && t.openQuestion(t.s.Asked) != "" && len(strings.Fields(t.m.Text)) <= bareWords {
		return false
	}
	return t.own.Topics[0].Score >= newTopic || asks && t.own.Topics[0].Score >= askTopic
}

// leanTo is what a topic gains that is about what is known to have happened,
// or that was offered under the last answer.
const leanTo = 0.12

// lean brings forward the topics that go with the conversation so far.
func (t *turn) lean() {
	last, _ := t.base.Topic(t.s.Topic)
	t.own = t.own.Lean(leanTo, func(k *knowledge.Topic) bool {
		return last != nil && slices.Contains(last.Next, k.ID) || t.s.Theirs && t.forAskers(k) ||
			slices.ContainsFunc(k.Situations, func(s string) bool { return slices.Contains(t.s.Situations, s) })
	})
}

// caseOpen reports whether steps are under way: then words that are not
// understood are about them.
func (t *turn) caseOpen() bool {
	return len(t.s.Situations) > 0 && len(t.s.Shown) > 0 || t.openQuestion(t.s.Asked) != ""
}

// goOnWithCase says that the words were not understood, and where we are: the
// open question or the one next step, never the same list again.
func (t *turn) goOnWithCase() Reply {
	t.s.Flow = "lost"
	r := t.whereWeAre()
	if t.again {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.lost-again")}})
	}
	return r
}

func (t *turn) whereWeAre() Reply {
	lost := t.base.Say("flow.lost")
	if s := t.pressing(); s != nil {
		r := Reply{Lead: s.Lead, Blocks: []Block{{Lines: []string{lost}}}}
		return t.withQuestion(r)
	}
	if q, ok := t.base.Question(t.openQuestion(t.s.Asked)); ok {
		return Reply{Lead: lost, Blocks: []Block{{Lines: []string{q.Ask}}}, Choices: questionChoices(q)}
	}
	steps := t.base.Plan(t.all(), t.s.Done)
	if len(steps) == 0 {
		return t.lost()
	}
	t.s.Shown = ids(steps[:1])
	return t.withQuestion(Reply{Lead: lost, Blocks: []Block{{Title: t.base.Say("flow.next"), Lines: does(steps[:1])}}})
}

// urgent reports whether the best topic is about something that may be going
// on now: then an act that may not be needed beats a question.
func (t *turn) urgent() bool {
	if t.own.Lost() || t.open() && t.own.Topics[0].Score < newTopic {
		return false
	}
	for _, id := range t.own.Topics[0].Topic.Situations {
		if s, ok := t.base.Situation(id); ok && s.Crisis {
			return true
		}
	}
	return false
}
