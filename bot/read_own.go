package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// WithOwn is a with what the person wrote in it counted among what was read, where
// that makes it worse, unless their own words alone hold every sign. Else it is a as it came.
func (b *Bot) WithOwn(a Attachment) Attachment {
	if strings.TrimSpace(a.Own) == "" {
		return a
	}
	level := func(s string) knowledge.Level {
		return b.base.Scan(knowledge.Text{Body: s, Links: links(a.Links)}).Level
	}
	all := strings.TrimSpace(a.Read + "\n\n" + a.Own)
	theirs, whole := level(a.Read), level(all)
	alone := theirs == knowledge.None && b.base.Scan(knowledge.Text{Body: a.Own}).Level >= whole
	if whole <= theirs || alone {
		return a
	}
	if a.Unsure {
		a.Certain = strings.TrimSpace(a.Certain + "\n\n" + a.Own)
	}
	a.Read, a.Own = all, ""
	return a
}

// withOwn is m with WithOwn for each of its files; the caller's is left as it is.
func (b *Bot) withOwn(m Message) Message {
	each := func(as []Attachment) []Attachment {
		as = slices.Clone(as)
		for i, a := range as {
			as[i] = b.WithOwn(a)
		}
		return as
	}
	m.Attachments, m.Quotes = each(m.Attachments), slices.Clone(m.Quotes)
	for i := range m.Quotes {
		m.Quotes[i].Attachments = each(m.Quotes[i].Attachments)
	}
	return m
}
