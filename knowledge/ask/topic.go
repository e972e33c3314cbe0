// Package ask goes from a person's words to topics and situations: what they
// want to know, and what has happened to them. It is pure.
package ask

import (
	"strconv"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

// Topic is a question that has a reviewed answer.
type Topic struct {
	ID         string   `yaml:"id"`
	Title      string   `yaml:"title"` // the person's words; also the label of a button
	Grade      int      `yaml:"grade"` // the highest reading grade of its answer
	Situations []string `yaml:"situations"`
	Asks       []string `yaml:"asks"`
	Misses     []string `yaml:"misses"`
	Answer     Answer   `yaml:"answer"`
	Next       []string `yaml:"next"`
}

// Answer is what is said to a topic. Lead answers in one sentence.
type Answer struct {
	Lead string   `yaml:"lead"`
	Why  []string `yaml:"why"`
	Do   []string `yaml:"do"`
	More []string `yaml:"more"` // shown when asked for
}

// Situation is something that may have happened to a person, and how people say it.
type Situation struct {
	ID     string   `yaml:"id"`
	Title  string   `yaml:"title"`
	Crisis bool     `yaml:"crisis"` // harm is going on now: it overrides everything
	Order  int      `yaml:"order"`  // smaller is more pressing
	Lead   string   `yaml:"lead"`   // the first act
	Act    string   `yaml:"act"`    // the step that the lead says, "" for none
	When   []string `yaml:"when"`
	Unless []string `yaml:"unless"`
	Asks   string   `yaml:"asks"` // the triage question that follows, "" for none
	Hits   []string `yaml:"hits"`
	Misses []string `yaml:"misses"`
}

// The smallest numbers of example wordings.
const (
	minAsks   = 15
	minMisses = 3
)

// maxTitle is the longest topic title, in characters, that fits a button.
const maxTitle = 40

// CheckTopics looks for what is wrong in the topics taken together.
func CheckTopics(topics []source.Item[Topic], situations []source.Item[Situation]) source.Mistakes {
	var bad source.Mistakes
	ids, known := map[string]bool{}, map[string]bool{}
	for _, s := range situations {
		known[s.Value.ID] = true
	}
	for _, t := range topics {
		ids[t.Value.ID] = true
	}
	seen := map[string]bool{}
	for _, it := range topics {
		t := it.Value
		say := func(needle, what, remedy string) {
			bad = append(bad, it.At.Mistake(needle, "topic "+t.ID+": "+what, remedy))
		}
		if t.ID == "" || seen[t.ID] {
			say("id:", "the id is missing or used twice", "give it an id of its own")
		}
		seen[t.ID] = true
		if t.Title == "" || len([]rune(t.Title)) > maxTitle {
			say("title:", "the title is missing or longer than 40 characters", "shorten it: it is also a button")
		}
		if len(t.Asks) < minAsks || len(t.Misses) < minMisses {
			say("asks:", "fewer than 15 asks or 3 misses", "write more wordings")
		}
		if t.Answer.Lead == "" {
			say("answer:", "the answer has no lead", "write the sentence that answers")
		}
		for _, n := range t.Next {
			if !ids[n] {
				say(n, "next names the unknown topic "+strconv.Quote(n), "fix the name")
			}
		}
		if len(t.Next) > 4 {
			say("next:", "more than four next topics", "keep the four most useful")
		}
		for _, s := range t.Situations {
			if !known[s] {
				say(s, "unknown situation "+strconv.Quote(s), "fix the name")
			}
		}
	}
	return bad
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
	if c.ID == "" || c.Lead == "" {
		bad = append(bad, it.At.Mistake("id:", "situation "+strconv.Quote(c.ID)+" lacks its id or its lead", "write both"))
	}
	return c, bad
}
