package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// maxPointed is the most words of a question about a number that is in it.
const maxPointed = 30

// vouchTopics are the questions that ask us to stand up for a number, a site
// or a person.
var vouchTopics = []string{"is-number-or-site-real", "vouch-request"}

// asksToVouch reports whether somebody asks us to stand up for a number, site
// or person, and puts that topic first. A link that is bad by itself is looked
// at instead.
func (t *turn) asksToVouch() bool {
	told := slices.ContainsFunc(t.own.Situations, func(s *knowledge.Situation) bool { return s.ID != "unsure-message" })
	v := t.scanOwn()
	if told || !t.asks(t.m.Text) || len(strings.Fields(t.m.Text)) > maxPointed || len(v.Entities.Links) > 0 && t.aboutLink(v).Level != knowledge.None {
		return false
	}
	for _, words := range append([]string{t.m.Text}, t.questions()...) {
		u := t.base.Understand(words)
		if !u.Sure() {
			continue
		}
		for _, m := range u.Topics[:min(2, len(u.Topics))] {
			if slices.Contains(vouchTopics, m.Topic.Root()) {
				t.own.Topics = append([]knowledge.Match{m}, t.own.Topics...)
				return true
			}
		}
	}
	return false
}

// questions are the sentences of the text that ask.
func (t *turn) questions() []string {
	var out []string
	for _, s := range strings.SplitAfter(t.m.Text, "?") {
		if strings.HasSuffix(s, "?") {
			out = append(out, s[strings.LastIndexAny(s, ".!\n")+1:])
		}
	}
	return out
}
