package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
	"hangup/knowledge/act"
)

// How well words must fit a topic in an open case: farTopic where it is about a
// crisis that nobody told of, nearTopic where they only tell, and guessedTopic
// where nothing else understood them, askedGuess where they ask. These are how well the words fit
// by themselves. A question needs askedTopic.
const (
	farTopic     = 0.65
	guessedTopic = 0.2
	askedTopic   = 0.1
	askedGuess   = 0.13
	surelyDanger = 0.4
)

// inCase is what words come to in an open case: a few words are mostly about
// what was just said, so that only what a cue tells of counts, and a crisis
// needs clear words at any length.
func (t *turn) inCase(u knowledge.Understanding, words string) knowledge.Understanding {
	sure := u.Certain()
	topics := slices.DeleteFunc(slices.Clone(u.Topics), func(m knowledge.Match) bool { return t.farFetched(m, sure) })
	if len(strings.Fields(words)) <= maxTyped {
		sure.Told = append(slices.Clone(sure.Told), slices.DeleteFunc(slices.Clone(u.Told), func(s *knowledge.Situation) bool {
			return !slices.Contains(harmlessTold, s.ID) || slices.Contains(sure.Told, s)
		})...)
		u = sure
	} else {
		u.Situations = slices.DeleteFunc(slices.Clone(u.Situations), func(s *knowledge.Situation) bool {
			return s.Crisis && !slices.Contains(sure.Situations, s) && !slices.Contains(graveTopics, s.ID) && !t.aboutOne(topics, s.ID)
		})
	}
	u.Topics = topics
	return u
}

// harmlessTold may be guessed: when it was, and on what.
var harmlessTold = []string{"told-today", "told-lately", "told-handset", "told-mac", "told-chromebook"}

// farFetched reports whether a topic is about a crisis that is not known, and
// that the words do not surely tell of.
func (t *turn) farFetched(m knowledge.Match, sure knowledge.Understanding) bool {
	sibling := func(id string) bool {
		return slices.ContainsFunc(siblings, func(kind []string) bool { return slices.Contains(kind, id) && overlap(kind, t.s.Situations) })
	}
	if m.Score < toldSurely && overlap(siblings[1], t.s.Situations) && overlap(siblings[1], m.Topic.Situations) && !overlap(m.Topic.Situations, t.s.Situations) {
		return true // another way in which money went
	}
	if m.Score >= farTopic && !slices.ContainsFunc(m.Topic.Situations, sibling) || slices.Contains(graveTopics, m.Topic.Root()) {
		return false
	}
	crisis, near := false, false
	for _, id := range m.Topic.Situations {
		s, ok := t.base.Situation(id)
		crisis = crisis || ok && s.Crisis
		near = near || slices.Contains(t.s.Situations, id) || slices.Contains(sure.Situations, s)
	}
	return crisis && !near
}

// aboutOne reports whether the best topic is about a situation.
func (t *turn) aboutOne(topics []knowledge.Match, situation string) bool {
	return len(topics) > 0 && topics[0].Score >= surelyDanger && t.isAbout(topics[0].Topic, situation)
}

// ownCaller takes a caller who was only guessed to speak to a relative for the
// writer's own, where they ask for nobody else.
func (t *turn) ownCaller(u knowledge.Understanding) knowledge.Understanding {
	const relative = "loved-one-on-phone"
	is := func(s *knowledge.Situation) bool { return s.ID == relative }
	own, ok := t.base.Situation("caller-on-line")
	beside := t.saidAny("says.not-theirs", foldWords(t.m.Text)) // a relative is only mentioned
	if ok && !u.Helper && !t.s.Theirs && !slices.ContainsFunc(u.Situations, is) && len(u.Topics) > 0 && u.Topics[0].Score >= outweighs && u.Topics[0].Topic.Root() == "relative-on-phone-now" {
		u.Situations = append(slices.Clone(u.Situations), own) // a caller, and nobody else that is on the line
		u.Topics = slices.Clone(u.Topics)[1:]
		return u
	}
	if !ok || !slices.ContainsFunc(u.Situations, is) || !beside && (u.Helper || t.s.Theirs || slices.ContainsFunc(u.Certain().Situations, is)) {
		return u
	}
	u.Situations = append([]*knowledge.Situation{own}, slices.DeleteFunc(slices.Clone(u.Situations), func(s *knowledge.Situation) bool { return is(s) || s == own })...)
	u.Topics = slices.DeleteFunc(slices.Clone(u.Topics), func(m knowledge.Match) bool { return t.isAbout(m.Topic, relative) })
	return u
}

// tellsNew reports whether the words tell of something that is not known yet.
func (t *turn) tellsNew() bool {
	return slices.ContainsFunc(t.own.Situations, func(s *knowledge.Situation) bool { return s.Crisis || !slices.Contains(t.s.Situations, s.ID) })
}

// typedInCase reports whether words in an open case are plainly typed to us,
// and no message to judge.
func (t *turn) typedInCase(v knowledge.Verdict) bool {
	return t.open() && t.m.Chat.Kind != Group && len(strings.Fields(t.m.Text)) <= maxTalk && !looksPasted(t.m.Text, v) && !t.speaksToReader()
}

// plainFit is how well the words by themselves fit the best topic.
func (t *turn) plainFit() float64 {
	if len(t.own.Topics) == 0 {
		return 0
	}
	return t.unleaned(t.own.Topics[0].Topic)
}

// secondHearing hears words again that were understood in no way that is
// certain: as an answer to the open question, as something new that happened,
// or as a question, each by what was learnt alone. A private talk goes on from
// a guess better than from nothing.
func (t *turn) secondHearing() (Reply, bool) {
	if t.m.Chat.Kind == Group {
		return Reply{}, false
	}
	if r, ok := t.learntAnswer(); ok {
		return r, true
	}
	u := t.base.Understand(t.m.Text)
	for _, s := range u.Situations {
		if t.likelyNew(s, u) {
			u.Situations = []*knowledge.Situation{s}
			t.own = u
			t.noteTold()
			return t.situations(), true
		}
	}
	least := guessedTopic
	if t.asks(t.m.Text) && len(strings.Fields(t.m.Text)) > bareWords {
		least = askedGuess
	}
	if len(t.own.Topics) == 0 || t.plainFit() < least || t.plainFit() < outweighs && len(strings.Fields(t.m.Text)) <= bareWords || slices.Contains(idleTopics, t.own.Topics[0].Topic.Root()) {
		return Reply{}, false
	}
	if k := t.own.Topics[0].Topic; k.ID != t.s.Topic {
		return t.stillOpen(t.shortly(k), false), true
	}
	return Reply{}, false
}

// learntAnswer takes words for the answer to the open question, as was learnt:
// a few words, or such as surely answer, that ask nothing.
func (t *turn) learntAnswer() (Reply, bool) {
	q, ok := t.base.Question(t.openQuestion(t.s.Asked))
	if !ok || t.asks(t.m.Text) {
		return Reply{}, false
	}
	kind, sure := t.base.Act(t.m.Text, knowledge.Place{Asked: true, Steps: len(t.s.Shown) > 0, Theirs: t.s.Theirs})
	n := len(strings.Fields(t.m.Text))
	if n > maxAnswer || n > bareWords && (t.plainFit() >= guessedTopic || !sure || kind != act.Answers && kind != act.Denies) {
		return Reply{}, false
	}
	a := t.base.Answer(t.m.Text, q.ID)
	if a == "" || t.crisisTap(q, a) {
		return Reply{}, false
	}
	return t.tapped(q.ID, a), true
}

// maxAnswer is the most words of an answer that is only guessed.
const maxAnswer = 8

// crisisTap reports whether an answer would make a crisis: that needs clear words.
func (t *turn) crisisTap(q *knowledge.Question, answer string) bool {
	for _, c := range q.Choices {
		if c.ID != answer {
			continue
		}
		return slices.ContainsFunc(c.Adds, func(id string) bool {
			s, ok := t.base.Situation(id)
			return ok && s.Crisis
		})
	}
	return false
}

// siblings are situations of which the second tells nothing new beside the first.
var siblings = [][]string{
	{"in-device", "was-in-device", "tool-installed", "hacked-now", "phone-controlled", "command-pasted", "family-remote"},
	{"paid-unknown", "paid-transfer", "paid-card", "paid-gift-card", "paid-wire", "paid-crypto", "paid-cash", "unauthorised-payment", "invoice-paid"},
	{"gave-card", "gave-bank-details", "gave-bank-login"},
	{"caller-on-line", "rang-number", "loved-one-on-phone", "asked-callback"},
}

// likelyNew reports whether a situation that was only guessed is likely: it is
// no crisis, nothing of its kind is known, and the best topic is about it.
func (t *turn) likelyNew(s *knowledge.Situation, u knowledge.Understanding) bool {
	if s.Crisis || !t.harming(s.ID) || slices.Contains(t.s.Situations, s.ID) || t.asks(t.m.Text) {
		return false
	}
	for _, kind := range siblings {
		if slices.Contains(kind, s.ID) && overlap(kind, t.s.Situations) {
			return false
		}
	}
	return len(u.Topics) > 0 && u.Topics[0].Score >= guessedTopic && t.isAbout(u.Topics[0].Topic, s.ID)
}

// guessedBy reports whether the words were guessed to tell of a situation, or
// of one of its kind, that is no crisis.
func (t *turn) guessedBy(id string) bool {
	s, ok := t.base.Situation(id)
	if !ok || s.Crisis || t.m.Choice != "" {
		return false
	}
	for _, kind := range siblings {
		if slices.Contains(kind, id) {
			return slices.ContainsFunc(t.base.Understand(t.m.Text).Situations, func(s *knowledge.Situation) bool { return slices.Contains(kind, s.ID) })
		}
	}
	return false
}

// withMoney leaves out when money went where none is known to have gone: the
// words tell when something else was.
func (t *turn) withMoney(u knowledge.Understanding) knowledge.Understanding {
	paid := func(id string) bool { return slices.Contains(siblings[1], id) || id == "money-moving" }
	if slices.ContainsFunc(t.s.Situations, paid) || slices.ContainsFunc(u.Situations, func(s *knowledge.Situation) bool { return paid(s.ID) }) {
		return u
	}
	u.Situations = slices.DeleteFunc(slices.Clone(u.Situations), func(s *knowledge.Situation) bool { return s.ID == "paid-today" || s.ID == "paid-long-ago" })
	return u
}

// carriesOn leaves out a despair that was only guessed where somebody plainly
// wants to go on.
func (t *turn) carriesOn(u knowledge.Understanding, words string) knowledge.Understanding {
	said := foldWords(words)
	is := func(s *knowledge.Situation) bool { return s.ID == "despair" }
	if !t.saidAny("says.carry-on", said) || t.saidAny("says.negators", said) || slices.ContainsFunc(u.Certain().Situations, is) {
		return u
	}
	u.Situations = slices.DeleteFunc(slices.Clone(u.Situations), is)
	u.Topics = slices.DeleteFunc(slices.Clone(u.Topics), func(m knowledge.Match) bool { return m.Topic.Root() == "despair" })
	return u
}
