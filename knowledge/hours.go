package knowledge

import (
	"slices"
	"strings"
	"time"

	"hangup/knowledge/fact"
	"hangup/knowledge/source"
)

// timed is a text that names phone lines which are not always answered.
type timed struct {
	lines  []Fact
	closed string // what is said while the first one is closed, "" for the text with a word about it
}

// lines notes which lines of a filled text name phone lines with hours.
func (b *Base) lines(raw, filled string) {
	shown := strings.Split(filled, "\n")
	for i, l := range strings.Split(raw, "\n") {
		var with []Fact
		for _, id := range fact.Used(l) {
			if x, ok := b.facts.Get(id); ok && x.Hours != nil {
				with = append(with, x)
			}
		}
		if len(with) > 0 && i < len(shown) {
			b.hours[strings.TrimSpace(shown[i])] = timed{lines: with}
		}
	}
}

// closed files the words for closed lines under the words that they replace.
func (l *loader) closed(b *Base) {
	for _, it := range b.content.topics {
		l.closedFor(b, it.At, it.Value.Answer.Lead, it.Value.Answer.Closed)
	}
	for _, it := range b.content.steps {
		l.closedFor(b, it.At, it.Value.Do, it.Value.Closed)
	}
}

func (l *loader) closedFor(b *Base, at source.Place, open, closed string) {
	if closed == "" {
		return
	}
	t, ok := b.hours[open]
	if !ok {
		l.bad = append(l.bad, at.Mistake("closed:", "there are words for a closed line, but the text names no line with hours", "take closed: out, or give the phone fact its hours"))
		return
	}
	t.closed = closed
	b.hours[open] = t
}

// AtHour gives a line of text as it reads at a time: where it names a phone
// line that nobody answers then, the words for that. Any other text comes back
// as it is.
func (b *Base) AtHour(line string, now time.Time) string {
	t, ok := b.hours[line]
	if !ok {
		return line
	}
	shut := slices.DeleteFunc(slices.Clone(t.lines), func(x Fact) bool { return x.Hours.Open(now) })
	if len(shut) == 0 {
		return line
	}
	if t.closed != "" {
		return strings.ReplaceAll(t.closed, "{opens}", b.opens(shut[0], now))
	}
	for _, x := range shut {
		line = strings.Replace(line, x.Value, b.Say("clock.closed", "phone", x.Value, "opens", b.opens(x, now)), 1)
	}
	return line
}

// opens says when a line is answered next: "at 8am", "on Monday at 8am".
func (b *Base) opens(x Fact, now time.Time) string {
	at, days := x.Hours.Opens(now)
	clock := at.Format("3pm")
	if at.Minute() != 0 {
		clock = at.Format("3:04pm")
	}
	switch days {
	case 0:
		return b.Say("clock.today", "time", clock)
	case 1:
		return b.Say("clock.tomorrow", "time", clock)
	}
	return b.Say("clock.day", "time", clock, "day", b.Say("clock."+strings.ToLower(at.Weekday().String())))
}
