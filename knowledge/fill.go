package knowledge

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/ask"
	"hangup/knowledge/fact"
	"hangup/knowledge/plan"
	"hangup/knowledge/source"
)

// copied gives the content with texts of its own, so that they can be changed.
func (c content) copied() content {
	c.topics = copied(c.topics, func(t *ask.Topic) {
		a := &t.Answer
		a.Why, a.Do, a.More, a.Cases = slices.Clone(a.Why), slices.Clone(a.Do), slices.Clone(a.More), slices.Clone(a.Cases)
		for i := range a.Cases {
			c := &a.Cases[i]
			c.Why, c.First, c.Do = slices.Clone(c.Why), slices.Clone(c.First), slices.Clone(c.Do)
			c.When, c.Unless = slices.Clone(c.When), slices.Clone(c.Unless)
		}
	})
	c.situations = copied(c.situations, func(s *ask.Situation) { s.Cases = slices.Clone(s.Cases) })
	c.exercises = slices.Clone(c.exercises)
	c.steps = copied(c.steps, func(s *plan.Step) { s.Detail = slices.Clone(s.Detail) })
	c.books = copied(c.books, func(b *plan.Playbook) { b.Words = maps.Clone(b.Words) })
	c.questions = copied(c.questions, func(q *plan.Question) { q.Choices = slices.Clone(q.Choices) })
	c.say = copied(c.say, func(m *map[string]string) { *m = maps.Clone(*m) })
	return c
}

func copied[T any](items []source.Item[T], deeper func(*T)) []source.Item[T] {
	out := slices.Clone(items)
	for i := range out {
		deeper(&out[i].Value)
	}
	return out
}

// each calls f with every text that people see and that may differ between
// regions. f may change it.
func (c *content) each(f func(at source.Place, text *string)) {
	for i := range c.topics {
		it := &c.topics[i]
		a := &it.Value.Answer
		all(f, it.At, []*string{&it.Value.Title, &a.Lead, &a.Closed}, a.Why, a.Do, a.More)
		for j := range a.Cases {
			k := &a.Cases[j]
			all(f, it.At, []*string{&k.Lead}, k.Why, k.First, k.Do)
		}
	}
	for i := range c.steps {
		it := &c.steps[i]
		all(f, it.At, []*string{&it.Value.Do, &it.Value.Why, &it.Value.Closed}, it.Value.Detail)
	}
	for _, it := range c.books {
		inMap(f, it.At, it.Value.Words)
	}
	for i := range c.situations {
		it := &c.situations[i]
		f(it.At, &it.Value.Lead)
		for j := range it.Value.Cases {
			f(it.At, &it.Value.Cases[j].Lead)
		}
	}
	for i := range c.questions {
		it := &c.questions[i]
		f(it.At, &it.Value.Ask)
		for j := range it.Value.Choices {
			f(it.At, &it.Value.Choices[j].Label)
		}
	}
	for _, it := range c.say {
		if sayFile(it.At) != typedFile {
			inMap(f, it.At, it.Value)
		}
	}
}

func all(f func(source.Place, *string), at source.Place, texts []*string, lists ...[]string) {
	for _, t := range texts {
		f(at, t)
	}
	for _, list := range lists {
		for i := range list {
			f(at, &list[i])
		}
	}
}

func inMap(f func(source.Place, *string), at source.Place, texts map[string]string) {
	for _, k := range slices.Sorted(maps.Keys(texts)) {
		t := texts[k]
		f(at, &t)
		texts[k] = t
	}
}

// sayFile is the name of a file of say/, the first half of its keys.
func sayFile(at source.Place) string { return strings.TrimSuffix(path.Base(at.File), ".yaml") }

// fill puts the facts into every text that people see. It is done once, here,
// so that no text can be shown with a hole in it.
func (l *loader) fill(b *Base) {
	b.content.each(func(at source.Place, text *string) {
		raw := *text
		b.lines(raw, l.put(b.facts, at, text))
	})
	l.fillConditions(b)
}

// fillConditions puts the facts into the sums that cases depend on.
func (l *loader) fillConditions(b *Base) {
	for _, it := range b.content.topics {
		for _, k := range it.Value.Answer.Cases {
			all(func(at source.Place, text *string) { l.put(b.facts, at, text) }, it.At, nil, k.When, k.Unless)
		}
	}
}

// typed are the shapes of values that have to be facts: phone numbers, sums
// and addresses.
var typed = regexp.MustCompile(`[£$€]\s?\d|\b0[38]\d\d\b|\b\d{3,4} \d{3}\b|\b(159|7726|999|911|988|101|116|112)\b|\b[a-z0-9-]+\.(co\.uk|org|com|gov\.uk|police\.uk|org\.uk|gov|gov\.au|gov\.in)\b`)

// typedIn gives the first value in s that has to be a fact, "" if there is none.
// All of them hold a digit, or a dot inside a word.
func typedIn(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c == '.' && i+1 < len(s) && s[i+1] > ' ' {
			return typed.FindString(s)
		}
	}
	return ""
}

// put fills one text and gives it back.
func (l *loader) put(facts *fact.Facts, at source.Place, text *string) string {
	if m := typedIn(*text); m != "" {
		l.bad = append(l.bad, at.Mistake(m, strconv.Quote(m)+" is typed into a text", "make it a fact and write {fact:its-id}"))
	}
	out, err := facts.Fill(*text)
	if err != nil {
		l.bad = append(l.bad, at.Mistake(*text, l.lacks()+err.Error(), l.factRemedy()))
	}
	*text = out
	return out
}

// lacks and factRemedy word the mistake of a text that names a fact which its
// region does not have.
func (l *loader) lacks() string {
	if l.region == "" || l.region == GB {
		return ""
	}
	return "in region " + string(l.region) + ": "
}

func (l *loader) factRemedy() string {
	switch l.region {
	case "":
		return "use the id of a fact in facts/any.yaml: the same words stand in every region"
	case GB:
		return "use the id of a fact in facts/"
	}
	return "write words for other countries in regions/" + abroad + ", or add the fact to facts/" + strings.ToLower(string(l.region)) + ".yaml"
}
