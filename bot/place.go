package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// How well words must fit a topic to turn away from an open case: newTopic
// where they are a few words, fullTopic where they are a sentence, graveScore
// where a life may be at stake. A question needs no more than outside of a case. bareWords are so few that they must
// name the topic (bareTopic).
const (
	newTopic   = 0.28
	fullTopic  = 0.2
	bareTopic  = 0.5
	bareWords  = 3
	graveScore = 0.12
	fullWords  = 5
)

// graveTopics are answered whatever else is open.
var graveTopics = []string{"despair"}

// idleTopics are about us: in an open case words must name them well.
var idleTopics = []string{"bot-help", "who-are-you", "small-talk", "off-topic", "wrong-answer"}

// chatTopics are small talk.
var chatTopics = []string{"small-talk", "off-topic"}

// asksBeside reports whether, beside good news, something of its own is asked
// or told that is surely understood.
func (t *turn) asksBeside() bool {
	if t.own.Lost() {
		return false
	}
	fit := t.unleaned(t.own.Topics[0].Topic)
	return fit >= toldSurely || t.asks(t.m.Text) && fit >= fullTopic
}

// topicInCase answers by topic; in an open case words that fit none go on with it.
func (t *turn) topicInCase(v knowledge.Verdict) Reply {
	switch {
	case t.caseOpen() && t.own.Sure() && slices.Contains(chatTopics, t.own.Topics[0].Topic.Root()) && t.ack == "":
		return t.idle()
	case t.caseOpen() && !t.leavesCase(), t.ack != "" && t.open() && !t.asksBeside():
		return t.goOnWithCase()
	case t.own.Sure(), t.urgent():
		return t.topicOrShort(t.own.Topics[0].Topic)
	case looksPasted(t.m.Text, v):
		return t.verdict(v, t.m.Text)
	case !t.own.Lost():
		return t.which()
	}
	return t.lost()
}

// topicOrShort answers by a topic: shortly where an open case goes on, and
// the words ask nothing and tell of nothing that the topic is about.
func (t *turn) topicOrShort(k *knowledge.Topic) Reply {
	if t.caseOpen() && t.m.Chat.Kind != Group && t.m.Choice == "" && !t.asks(t.m.Text) && !slices.Contains(graveTopics, k.Root()) &&
		(len(k.Situations) == 0 || !t.toldBy(k)) {
		return t.stillOpen(t.shortly(k), false)
	}
	return t.topic(k)
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

// leavesCase reports whether words in an open case are about a topic of their
// own: something grave, a question, or a sentence that fits well. What was
// answered last is not answered again to words that ask nothing.
func (t *turn) leavesCase() bool {
	if !t.own.Sure() {
		return false
	}
	best, words := t.own.Topics[0], len(strings.Fields(t.m.Text))
	asks := t.asks(t.m.Text)
	switch {
	case slices.Contains(idleTopics, best.Topic.Root()) && t.unleaned(best.Topic) < outweighs:
		return false
	case slices.Contains(graveTopics, best.Topic.Root()) && t.unleaned(best.Topic) >= graveScore:
		return true
	case asks && words > bareWords:
		return t.unleaned(best.Topic) >= askedTopic
	case best.Topic.ID == t.s.Topic:
		return false
	case t.taken:
		return t.unleaned(best.Topic) >= newTopic
	case words <= bareWords:
		return t.unleaned(best.Topic) >= bareTopic
	case words >= fullWords:
		return t.unleaned(best.Topic) >= fullTopic
	}
	return t.unleaned(best.Topic) >= newTopic
}

// leanTo is what a topic gains that is about what is known to have happened,
// or that was offered under the last answer.
const leanTo = 0.12

// unleaned is how well the words themselves fit a topic.
func (t *turn) unleaned(k *knowledge.Topic) float64 {
	for _, m := range t.plain {
		if m.Topic == k {
			return m.Score
		}
	}
	return 0
}

// lean brings forward the topics that go with the conversation so far.
func (t *turn) lean() {
	t.plain = t.own.Topics
	last, _ := t.base.Topic(t.s.Topic)
	t.own = t.own.Lean(leanTo, func(k *knowledge.Topic) bool {
		return last != nil && slices.Contains(last.Next, k.Root()) || t.s.Theirs && t.forAskers(k) ||
			slices.ContainsFunc(k.Situations, func(s string) bool { return slices.Contains(t.s.Situations, s) })
	})
}

// caseOpen reports whether steps are under way: then words that are not
// understood are about them.
func (t *turn) caseOpen() bool {
	return len(t.s.Situations) > 0 && len(t.s.Shown) > 0 || t.openQuestion(t.s.Asked) != ""
}

// goOnWithCase is for words that were not understood: it says so, and where we
// are. It leads with an act only in a crisis, and never says the same twice in a row.
func (t *turn) goOnWithCase() Reply {
	if t.ack != "" {
		lead := t.ack
		t.ack = ""
		return t.wellDone(lead)
	}
	if t.m.Chat.Kind == Group { // what is about one person is not gone into here
		return Reply{Lead: t.base.Say("group.private"), Private: true, Choices: t.choicesOf("private:talk", "private")}
	}
	if r, ok := t.secondHearing(); ok {
		return r
	}
	if s := t.pressing(); s != nil {
		return t.lostInCrisis(s)
	}
	if t.news || len(t.own.Told) > 0 {
		return t.wellDone(t.base.Say("flow.noted"))
	}
	if r, ok := t.guessed(); ok {
		return r
	}
	if slices.Contains(t.s.Answered, saidLost) {
		return t.wellDone(t.base.Say("flow.heard"))
	}
	t.s.Answered = append(t.s.Answered, saidLost)
	steps := t.base.Plan(t.all(), t.s.Done)
	r := Reply{Lead: t.base.Say("flow.lost")}
	if len(steps) > 0 {
		t.s.Shown = ids(steps[:1])
		r.Blocks = []Block{{Title: t.base.Say("flow.not-done-yet"), Lines: does(steps[:1])}}
	}
	return t.withQuestion(r)
}

// saidLost marks that we once said that we did not understand: that is not
// said twice in a talk.
const saidLost = "lost"

// lostInCrisis is for words that were not understood while harm goes on:
// whatever they were, the act comes first.
func (t *turn) lostInCrisis(s *knowledge.Situation) Reply {
	r := t.planFrom(s)
	r.Loud = true
	return r
}
