package bot

import (
	"slices"
	"strings"
)

// Join makes one message of several that came from one person in one chat right
// after each other, such as forwards and the parts of an album: their texts
// under each other, everything else side by side. It has the id of the first,
// and the time and place to answer of the last. No messages give the zero one.
func Join(ms []Message) Message {
	if len(ms) == 0 {
		return Message{}
	}
	out, last := ms[0], ms[len(ms)-1]
	out.Time, out.Handle = last.Time, last.Handle
	out.Links, out.Quotes, out.Attachments = slices.Clone(out.Links), slices.Clone(out.Quotes), slices.Clone(out.Attachments)
	var texts []string
	for i, m := range ms {
		if strings.TrimSpace(m.Text) != "" {
			texts = append(texts, m.Text)
		}
		if i > 0 {
			out.take(m)
		}
	}
	out.Text = strings.Join(texts, "\n")
	return out
}

// take adds what a further message brings, but for its text.
func (m *Message) take(next Message) {
	m.Links = append(m.Links, next.Links...)
	m.Quotes = append(m.Quotes, next.Quotes...)
	m.Attachments = append(m.Attachments, next.Attachments...)
	m.Role = max(m.Role, next.Role)
	m.Addressed = m.Addressed || next.Addressed
	m.Edited = m.Edited && next.Edited
	if m.Command == "" {
		m.Command = next.Command
	}
	if m.Choice == "" {
		m.Choice = next.Choice
	}
	if m.Event == NoEvent {
		m.Event = next.Event
	}
}
