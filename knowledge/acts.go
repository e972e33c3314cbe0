package knowledge

import (
	"io/fs"
	"slices"

	"hangup/knowledge/act"
	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
)

// The types of what turns of a conversation do.
type (
	// Deed is how people say that steps are done.
	Deed = act.Deed
	// ActExample is a turn with what it does, to learn from.
	ActExample = act.Example
	// Place is where a conversation is when words are said.
	Place = act.Place
)

// Done gives the deeds that one clause says are done. concerns tells whether a
// deed belongs to the case, shown whether one of its steps was shown last.
func (b *Base) Done(clause string, concerns, shown func(Deed) bool) []Deed {
	return b.acts.Done(clause, concerns, shown)
}

// Act gives what words do at a place of a conversation, and whether that is sure.
func (b *Base) Act(words string, at Place) (kind string, sure bool) { return b.acts.Kind(words, at) }

// Answer gives the choice of a triage question that words answer it with, ""
// if they do not surely answer it.
func (b *Base) Answer(words, question string) string { return b.acts.Answer(words, question) }

// LearnAnswers learns from examples and from the content which words answer
// which question how.
func (b *Base) LearnAnswers(examples []ActExample) *opinion.Sparse {
	return b.acts.LearnAnswers(examples, b.sayings())
}

// sayings are the words that stand for each choice of each question.
func (b *Base) sayings() map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for _, it := range b.content.questions {
		q := map[string][]string{}
		for _, c := range it.Value.Choices {
			q[c.ID] = append([]string{c.Label}, c.Says...)
		}
		out[it.Value.ID] = q
	}
	return out
}

// LearnActs learns from examples what turns of a conversation do.
func (b *Base) LearnActs(examples []ActExample) *opinion.Model { return b.acts.Learn(examples) }

// negations are the cues that turn others off; they use no list.
const negations = "cues/negation.yaml"

// namedInActs are the lists of names that deeds use.
var namedInActs = []string{"tool", "provider"}

// deeds reads what is known of acts.
func (l *loader) deeds() act.Content {
	raw, _ := fs.ReadFile(l.fsys, "opinion/acts.weights")        // without it no act is sure
	answers, _ := fs.ReadFile(l.fsys, "opinion/answers.weights") // nor any answer without this
	return act.Content{Answers: answers, Lists: list[cue.List](l, "acts/lists.yaml"), Deeds: list[act.Deed](l, "acts/deeds.yaml"), Model: raw}
}

// withNames adds the negations and names that deeds need.
func withNames(c act.Content, cues []source.Item[cue.Record], lists []source.Item[cue.List]) act.Content {
	for _, it := range cues {
		if it.At.File == negations {
			c.Cues = append(c.Cues, it)
		}
	}
	c.Lists = slices.Clone(c.Lists)
	for _, it := range lists {
		if slices.Contains(namedInActs, it.Value.ID) {
			c.Lists = append(c.Lists, it)
		}
	}
	return c
}
