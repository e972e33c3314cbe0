package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// scanOwn judges the sender's own text, once.
func (t *turn) scanOwn() knowledge.Verdict {
	if t.scan == nil {
		v := t.base.Scan(knowledge.Text{Body: t.m.Text, Links: links(t.m.Links)})
		t.scan = &v
	}
	return *t.scan
}

// understand reads words. In the middle of a talk a few words are mostly about
// what was just said: then only what a cue tells of counts.
func (t *turn) understand(words string) knowledge.Understanding {
	u := t.base.Understand(words)
	if u.Says("despair-not") && !u.Crisis() { // a turn of speech
		u.Topics = slices.DeleteFunc(slices.Clone(u.Topics), func(m knowledge.Match) bool { return m.Topic.Root() == "despair" })
	}
	u = t.carriesOn(u, words)
	u = t.withMoney(t.ownCaller(u))
	if t.open() || t.openQuestion(t.s.Asked) != "" {
		return t.inCase(u, words)
	}
	return u
}

// readOn goes on with what is left of the words.
func (t *turn) readOn(words string) {
	t.m.Text, t.own, t.scan = words, t.understand(words), nil
}

// quoted joins what was forwarded, quoted or read out of attachments.
func (t *turn) quoted() (string, []Link) {
	var parts []string
	var ls []Link
	add := func(text string, l []Link) {
		if strings.TrimSpace(text) != "" {
			parts = append(parts, text)
		}
		ls = append(ls, l...)
	}
	for _, q := range t.m.Quotes {
		add(q.Text, q.Links)
		for _, a := range q.Attachments {
			add(a.Read, a.Links)
		}
	}
	for _, a := range t.m.Attachments {
		add(a.Read, a.Links)
	}
	return strings.Join(parts, "\n\n"), ls
}

// unread gives the kind of an attachment that could not be read, "" if there is none.
func (t *turn) unread() AttachmentKind {
	all := slices.Clone(t.m.Attachments)
	for _, q := range t.m.Quotes {
		all = append(all, q.Attachments...)
	}
	for _, a := range all {
		if a.Read == "" {
			return a.Kind
		}
	}
	return ""
}

// toldBefore reports whether the words tell only of what is known, and its
// first act is done: then it is not ordered again.
func (t *turn) toldBefore() bool {
	return t.m.Chat.Kind != Group && !slices.ContainsFunc(t.own.Situations, func(s *knowledge.Situation) bool {
		return !slices.Contains(t.s.Situations, s.ID) || !slices.Contains(t.s.Done, s.For(t.holds).Act)
	})
}
