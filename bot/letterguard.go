package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// tellsOfNow reports whether words tell of a danger that goes on. The story of
// what happened tells of dangers that are over: there only words for now count,
// and what is never taken for a story.
func (t *turn) tellsOfNow(text, said string) bool {
	u := t.base.Understand(text)
	if !u.Crisis() {
		return false
	}
	l, _ := t.inLetter()
	if l == nil || len(strings.Fields(text)) < storyWords {
		return true
	}
	f := l.Field(t.draft.Asked)
	return f == nil || f.Kind != "text" || t.tellsOfGrave(text) || t.saidAny("says.letter-now", said)
}

// tellsOfGrave reports whether words tell of danger or despair.
func (t *turn) tellsOfGrave(text string) bool {
	return slices.ContainsFunc(t.base.Understand(text).Situations, func(s *knowledge.Situation) bool { return s.ID == "danger" || s.ID == "despair" })
}

// wantsFalse reports whether words ask to have written what is not so. What the
// criminals told them to say is part of the story.
func (t *turn) wantsFalse(said string) bool {
	if len(strings.Fields(said)) > maxAside {
		return false
	}
	order := t.withoutLeadIn(said)
	return t.saidAny("says.letter-false", said) && !t.saidAny("says.letter-told-to", said) || t.saidButton("says.letter-false-order", order)
}

// noFalseClaim declines to write what is not so, and says why.
func (t *turn) noFalseClaim() Reply {
	t.asIs = true
	why := lines(t.base.Say("letter.false-why"))
	if l, _ := t.inLetter(); l == nil || l.Field(t.draft.Asked) == nil {
		return Reply{Lead: t.base.Say("letter.false"), Blocks: []Block{{Lines: why}}}
	}
	return t.askLetter(t.base.Say("letter.false"), why...)
}
