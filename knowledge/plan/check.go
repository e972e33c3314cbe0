package plan

import (
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/source"
)

// The limits of UX rule 3 and of the platforms' buttons.
const (
	maxChoices = 4
	maxStepLen = 25 // words
)

// checker collects what is wrong.
type checker struct {
	plans      *Plans
	situations map[string]bool
	cued       func(string) bool
	bad        source.Mistakes
}

func (c *checker) say(at source.Place, needle, what, remedy string) {
	c.bad = append(c.bad, at.Mistake(needle, what, remedy))
}

func (c *checker) step(it source.Item[Step], ranks map[int]string) {
	s := it.Value
	if s.ID == "" || c.plans.steps[s.ID] != nil {
		c.say(it.At, "id:", "step id "+strconv.Quote(s.ID)+" is missing or used twice", "give it an id of its own")
	}
	if other, taken := ranks[s.Rank]; taken || s.Rank <= 0 {
		c.say(it.At, "rank:", "step "+s.ID+" has no rank of its own (also "+other+")", "give it a free number above 0")
	}
	ranks[s.Rank] = s.ID
	if s.Urgency != Now && s.Urgency != Today && s.Urgency != Later {
		c.say(it.At, "urgency:", "step "+s.ID+" has an unknown urgency", "use now, today or later")
	}
	if n := len(strings.Fields(s.Do)); n == 0 || n > maxStepLen {
		c.say(it.At, "do:", "step "+s.ID+" has "+strconv.Itoa(n)+" words", "write 1 to 25")
	}
	if n := len(strings.Fields(s.Closed)); n > maxStepLen {
		c.say(it.At, "closed:", "step "+s.ID+" has "+strconv.Itoa(n)+" words while its line is closed", "write 25 at most")
	}
}

func (c *checker) book(it source.Item[Playbook]) {
	b := it.Value
	last := 0
	for _, id := range b.Steps {
		s := c.plans.steps[id]
		if s == nil {
			c.say(it.At, id, "playbook "+b.ID+" names the unknown step "+strconv.Quote(id), "add the step or fix its name")
			continue
		}
		if s.Rank < last {
			c.say(it.At, id, "playbook "+b.ID+": step "+id+" stands behind one of a higher rank", "order the steps by rank, or change the ranks")
		}
		last = s.Rank
	}
	for _, id := range b.Drops {
		if c.plans.steps[id] == nil {
			c.say(it.At, id, "playbook "+b.ID+" drops the unknown step "+strconv.Quote(id), "fix its name")
		}
	}
	for id, words := range b.Words {
		if !slices.Contains(b.Steps, id) {
			c.say(it.At, id, "playbook "+b.ID+" has words for "+strconv.Quote(id)+", which is none of its steps", "add the step or take the words out")
		}
		if n := len(strings.Fields(words)); n == 0 || n > maxStepLen {
			c.say(it.At, id, "playbook "+b.ID+": its words for "+id+" are "+strconv.Itoa(n), "write 1 to 25")
		}
	}
	c.known(it.At, "playbook "+b.ID, b.Situations)
	c.known(it.At, "playbook "+b.ID, b.With)
}

func (c *checker) question(it source.Item[Question]) {
	q := it.Value
	if n := len(q.Choices); n < 2 || n > maxChoices {
		c.say(it.At, "choices:", "question "+q.ID+" has "+strconv.Itoa(n)+" choices", "two to four")
	}
	var seen []string
	for _, a := range q.Choices {
		if a.ID == "" || a.Label == "" || slices.Contains(seen, a.ID) {
			c.say(it.At, a.ID, "question "+q.ID+": a choice lacks id or label, or has an id twice", "fix it")
		}
		seen = append(seen, a.ID)
		if a.Next != "" && c.plans.questions[a.Next] == nil {
			c.say(it.At, a.Next, "question "+q.ID+" leads to the unknown question "+strconv.Quote(a.Next), "fix its name")
		}
		c.known(it.At, "question "+q.ID, a.Adds)
		c.known(it.At, "question "+q.ID, a.Known)
		c.known(it.At, "question "+q.ID, a.Drops)
	}
}

func (c *checker) known(at source.Place, who string, situations []string) {
	for _, s := range situations {
		switch {
		case c.situations[s]:
		case c.cued == nil || !c.cued(s):
			c.say(at, s, who+" names the unknown situation "+strconv.Quote(s), "fix its name")
		case !slices.Contains(c.plans.named, s):
			c.plans.named = append(c.plans.named, s)
		}
	}
}
