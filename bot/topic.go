package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// topic answers a question.
func (t *turn) topic(k *knowledge.Topic) Reply {
	k = t.forPlace(t.besidePlace(k))
	if t.m.Chat.Kind == Group {
		return t.topicInGroup(k)
	}
	fresh := !t.open()
	t.s.Topic = k.ID
	if fresh {
		t.s.Asked = ""
	}
	for _, id := range k.Situations {
		if fresh || id != "unsure-message" && (t.toldBy(k) || t.guessedBy(id)) { // one more message to look at does not change the case
			t.know(id)
		}
	}
	if fresh {
		t.seen(atOnce)
	}
	r := t.alsoTold(k, t.answerReply(k))
	if !fresh && slices.Contains(t.s.Situations, "despair") {
		r = onlyFirst(r) // one step at a time (UX rule 11)
	}
	if k.ID == "not-in-uk" {
		return t.elsewhere(r)
	}
	r.Choices = t.alsoMeant(r.Choices)
	return r
}

// placeWords is how many words at most only name a place, and besideFit how
// well a topic must fit words that name one along with something else.
const (
	placeWords = 8
	besideFit  = 0.1
)

// besidePlace gives the topic that words are about which name a place besides.
func (t *turn) besidePlace(k *knowledge.Topic) *knowledge.Topic {
	if k.ID != "not-in-uk" || !t.placed || len(strings.Fields(t.m.Text)) <= placeWords {
		return k
	}
	for _, m := range t.own.Topics {
		if m.Topic.Root() != k.ID && m.Score >= besideFit {
			return m.Topic
		}
	}
	return k
}

// elsewhere answers who lives somewhere else: by what was just told, or by
// asking where.
func (t *turn) elsewhere(r Reply) Reply {
	if t.placed {
		return t.noted()
	}
	t.s.Flow = flowRegion
	r.Choices = t.regionChoices("")
	return r
}

// toldSurely is how well a statement must fit a topic to tell, in an open
// case, of the situation that the topic is about.
const toldSurely = 0.35

// toldBy reports whether being answered by a topic in an open case means being
// in its situations: it was chosen, or the words say so and ask nothing.
func (t *turn) toldBy(k *knowledge.Topic) bool {
	return t.m.Choice != "" || slices.Contains(graveTopics, k.Root()) || !t.asks(t.m.Text) && t.unleaned(k) >= toldSurely
}

// topicInGroup answers a question in a group shortly; what is about one
// person's money or case moves to a private talk (UX rule 14).
func (t *turn) topicInGroup(k *knowledge.Topic) Reply {
	if len(k.Situations) > 0 || t.open() {
		for _, id := range append(slices.Clone(t.s.Situations), k.Situations...) {
			if s, ok := t.base.Situation(id); ok {
				t.know(id)
				return t.inPrivate(s)
			}
		}
	}
	t.s.Topic = k.ID
	r := onlyFirst(t.answerReply(k))
	r.Choices = t.choicesOf("private:check", "private")
	return r
}

// onlyFirst cuts an answer to its lead and first act.
func onlyFirst(r Reply) Reply {
	for _, b := range r.Blocks {
		if b.Kind == Steps {
			r.Blocks = []Block{{Lines: b.Lines[:1]}}
			return r
		}
	}
	r.Blocks = r.Blocks[:min(1, len(r.Blocks))]
	return r
}

// alsoMeant puts the topics that may be meant instead before the other buttons.
func (t *turn) alsoMeant(rest []Choice) []Choice {
	var out []Choice
	for _, k := range t.own.Close() {
		out = append(out, Choice{"topic:" + k.ID, k.Title})
	}
	for _, c := range rest {
		if len(out) < maxChoices && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// holds reports whether a situation is known to have happened, or a cue stands
// in the words just read.
func (t *turn) holds(name string) bool {
	is := func(s *knowledge.Situation) bool { return s.ID == name }
	return slices.Contains(t.s.Situations, name) || slices.Contains(t.s.Told, name) ||
		slices.ContainsFunc(t.own.Situations, is) || slices.ContainsFunc(t.own.Told, is) || t.own.Says(name)
}

// answerReply shows a topic's answer, as it reads in this case, with what to ask next.
func (t *turn) answerReply(k *knowledge.Topic) Reply {
	a := t.answerTo(k)
	r := Reply{Lead: a.Lead}
	if len(a.Why) > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: a.Why})
	}
	if len(a.Do) > 0 {
		kind := Steps
		if len(a.Do) == 1 {
			kind = Prose
		}
		r.Blocks = append(r.Blocks, Block{Kind: kind, Lines: a.Do})
	}
	if len(k.Answer.More) > 0 {
		r.Choices = append(r.Choices, Choice{"more:" + k.ID, t.base.Say("button.more")})
	}
	r.Choices = append(r.Choices, t.letterButton(k.Letter)...)
	for _, id := range t.nextOf(k) {
		if n, ok := t.base.Topic(id); ok && len(r.Choices) < maxChoices {
			r.Choices = append(r.Choices, Choice{"topic:" + id, n.Title})
		}
	}
	return r
}

// maxChoices is how many buttons a reply has at most (UX "Shapes").
const maxChoices = 4
