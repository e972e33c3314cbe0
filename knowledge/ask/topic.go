// Package ask goes from a person's words to topics and situations: what they
// want to know, and what has happened to them. It is pure.
package ask

import (
	"cmp"
	"strconv"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

// Topic is a question that has a reviewed answer.
type Topic struct {
	ID string `yaml:"id"`
	// Of is the topic of which this is a particular: a question of its own with
	// an answer of its own, which stands under that topic. "" for a topic itself.
	Of         string   `yaml:"topic"`
	Title      string   `yaml:"title"` // the person's words; also the label of a button
	Grade      int      `yaml:"grade"` // the highest reading grade of its answer
	Situations []string `yaml:"situations"`
	Points     []string `yaml:"points"` // what speaks for this topic: any of them; "a + b" is both
	Asks       []string `yaml:"asks"`
	Misses     []string `yaml:"misses"`
	Answer     Answer   `yaml:"answer"`
	Letter     string   `yaml:"letter"` // the letter whose button stands beside the answer, "menu" for the question which; "" for none
	Next       []string `yaml:"next"`
}

// Root is the id of the topic that t is, or is a particular of.
func (t *Topic) Root() string { return cmp.Or(t.Of, t.ID) }

// Situation is something that may have happened to a person, and how people say it.
type Situation struct {
	ID     string    `yaml:"id"`
	Title  string    `yaml:"title"`
	Crisis bool      `yaml:"crisis"` // harm is going on now: it overrides everything
	Order  int       `yaml:"order"`  // smaller is more pressing
	Told   bool      `yaml:"told"`   // only answers a question: nothing is done about it alone
	Lead   string    `yaml:"lead"`   // the first act
	Act    string    `yaml:"act"`    // the step that the lead says, "" for none
	Cases  []Opening `yaml:"cases"`  // other first acts for some
	When   []string  `yaml:"when"`
	Unless []string  `yaml:"unless"`
	Asks   string    `yaml:"asks"` // the triage question that follows, "" for none
	Hits   []string  `yaml:"hits"`
	Misses []string  `yaml:"misses"`
}

// The smallest numbers of example wordings: of a topic, and of a particular.
const (
	minAsks    = 15
	minMisses  = 3
	minOwnAsks = 12
)

// maxTitle is the longest topic title, in characters, that fits a button.
const maxTitle = 40

// maxNext is how many topics may be offered behind an answer.
const maxNext = 4

// checkTopics looks for what is wrong in the topics taken together.
func checkTopics(topics []source.Item[Topic], situations []source.Item[Situation]) source.Mistakes {
	c := topicCheck{topics: map[string]bool{}, situations: map[string]bool{}, of: map[string]string{}}
	for _, s := range situations {
		c.situations[s.Value.ID] = true
	}
	for _, t := range topics {
		if c.topics[t.Value.ID] || t.Value.ID == "" {
			c.say(t, "id:", "the id is missing or used twice", "give it an id of its own")
		}
		c.topics[t.Value.ID] = true
		c.of[t.Value.ID] = t.Value.Of
	}
	for _, t := range topics {
		c.shape(t)
		c.names(t)
	}
	return c.bad
}

// topicCheck collects what is wrong with topics.
type topicCheck struct {
	topics, situations map[string]bool
	of                 map[string]string // by topic: Of
	bad                source.Mistakes
}

func (c *topicCheck) say(it source.Item[Topic], needle, what, remedy string) {
	c.bad = append(c.bad, it.At.Mistake(needle, "topic "+it.Value.ID+": "+what, remedy))
}

// shape checks what a topic has to hold.
func (c *topicCheck) shape(it source.Item[Topic]) {
	t := it.Value
	if t.Title == "" || len([]rune(t.Title)) > maxTitle {
		c.say(it, "title:", "the title is missing or longer than 40 characters", "shorten it: it is also a button")
	}
	switch {
	case t.Of == "" && (len(t.Asks) < minAsks || len(t.Misses) < minMisses):
		c.say(it, "asks:", "fewer than 15 asks or 3 misses", "write more wordings")
	case t.Of != "" && len(t.Asks) < minOwnAsks:
		c.say(it, "asks:", "fewer than 12 asks", "write more wordings")
	}
	if t.Answer.Lead == "" {
		c.say(it, "answer:", "the answer has no lead", "write the sentence that answers")
	}
	if len(t.Next) > maxNext {
		c.say(it, "next:", "more than four next topics", "keep the four most useful")
	}
}

// names checks that what a topic names is there.
func (c *topicCheck) names(it source.Item[Topic]) {
	if of := it.Value.Of; of != "" && (!c.topics[of] || c.of[of] != "") {
		c.say(it, "topic:", strconv.Quote(of)+" is no topic", "name the file of topics/ that it belongs to")
	}
	for _, n := range it.Value.Next {
		if !c.topics[n] {
			c.say(it, n, "next names the unknown topic "+strconv.Quote(n), "fix the name")
		}
	}
	for _, s := range it.Value.Situations {
		if !c.situations[s] {
			c.say(it, s, "unknown situation "+strconv.Quote(s), "fix the name")
		}
	}
}

// compiled is a situation with its cues looked up.
type compiled struct {
	Situation
	when, unless []cue.ID
}

// resolve looks up the cues of a situation.
func resolve(set *cue.Set, it source.Item[Situation]) (compiled, source.Mistakes) {
	c := compiled{Situation: it.Value}
	var bad source.Mistakes
	look := func(ids []string) []cue.ID {
		var out []cue.ID
		for _, id := range ids {
			n, ok := set.Lookup(id)
			if !ok {
				bad = append(bad, it.At.Mistake(id, "situation "+c.ID+": the cue "+strconv.Quote(id)+" does not exist", "add it to cues/ or fix its name"))
				continue
			}
			out = append(out, n)
		}
		return out
	}
	c.when, c.unless = look(c.When), look(c.Unless)
	if c.ID == "" || (c.Lead == "") != c.Told {
		bad = append(bad, it.At.Mistake("id:", "situation "+strconv.Quote(c.ID)+" lacks its id or its lead, or has a lead that nobody sees", "write both; one that is only told has no lead"))
	}
	return c, bad
}
