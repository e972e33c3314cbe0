// Package knowledge is everything hangup knows: it scans texts for red flags,
// understands questions, and orders the steps of what to do. It is the facade
// over its rooms. It is pure: no network, clock, log or platform.
package knowledge

import (
	"embed"
	"slices"
	"strings"

	"hangup/knowledge/ask"
	"hangup/knowledge/fact"
	"hangup/knowledge/letter"
	"hangup/knowledge/plan"
	"hangup/knowledge/scan"
	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

//go:embed content
var embedded embed.FS

// The types of the rooms that callers need, under their common names.
type (
	// Text is what Scan looks at.
	Text = scan.Text
	// Link is a link as a platform tells it.
	Link = text.Link
	// Span is a piece of a text in bytes, half open.
	Span = text.Span
	// Level is how sure the scanner is.
	Level = scan.Level
	// RedFlag is a rule.
	RedFlag = scan.RedFlag
	// Finding is a red flag met in one text.
	Finding = scan.Finding
	// Verdict is the conclusion on one text.
	Verdict = scan.Verdict
	// Entities are the numbers, links, tools and sums in a text.
	Entities = scan.Entities
	// Fact is one value out of the fact base.
	Fact = fact.Fact
	// Mistakes is all that is wrong in the content.
	Mistakes = source.Mistakes
	// Understanding is what a person's words come to.
	Understanding = ask.Understanding
	// Match is a topic and how well words fit it.
	Match = ask.Match
	// Topic is a question that has a reviewed answer.
	Topic = ask.Topic
	// Answer is what is said to a topic.
	Answer = ask.Answer
	// Situation is something that may have happened to a person.
	Situation = ask.Situation
	// Step is one act.
	Step = plan.Step
	// Question is one triage question with its taps.
	Question = plan.Question
	// Tap is one answer to a triage question.
	Tap = plan.Answer
)

// The levels (there is none that says a text is harmless).
const (
	None       = scan.None
	Suspicious = scan.Suspicious
	Scam       = scan.Scam
)

// Base is the knowledge of one region. It is built once and never changed, and
// may be used by any number of goroutines. The bases of several regions share
// what does not differ between them.
type Base struct {
	*world
	facts      *fact.Facts
	plans      *plan.Plans
	say        map[string]string
	topics     map[string]*ask.Topic
	situations map[string]*ask.Situation
	flags      map[*scan.RedFlag]*scan.RedFlag // the red flags that read otherwise here
	hours      map[string]timed                // by text as shown
	tasks      []*Exercise
	letters    *letter.Letters
	content    content
}

// content is what was read.
type content struct {
	flags      []source.Item[scan.Record]
	topics     []source.Item[ask.Topic]
	situations []source.Item[ask.Situation]
	steps      []source.Item[plan.Step]
	books      []source.Item[plan.Playbook]
	questions  []source.Item[plan.Question]
	forbidden  []source.Item[Forbidden]
	exercises  exercises
	stories    []source.Item[ask.Story]
	letters    []source.Item[letter.Letter]
	say        []source.Item[map[string]string] // by file
}

// Scan judges one text. It never fails.
func (b *Base) Scan(t Text) Verdict { return b.inOwnWords(b.scanner.Scan(t)) }

// Understand goes from a person's words to topics and situations. It never fails.
func (b *Base) Understand(words string) Understanding { return b.own(b.reader.Read(words)) }

// Particulars gives what was said that makes steps read otherwise, such as the
// brand of a gift card.
func (b *Base) Particulars(u Understanding) []string {
	return slices.DeleteFunc(slices.Clone(b.plans.Named()), func(n string) bool { return !u.Says(n) })
}

// First gives the n of steps to show first. It never changes steps.
func First(steps []*Step, n int) []*Step { return plan.First(steps, n) }

// Plan gives the steps for all situations in the order of urgency, each once,
// without those whose id is in done.
func (b *Base) Plan(situations, done []string) []*Step { return b.plans.For(situations, done) }

// Cover gives the n of the steps to show first, so that each of the situations
// has a say in them.
func (b *Base) Cover(steps []*Step, situations []string, n int) []*Step {
	return b.plans.Cover(steps, situations, n)
}

// Topic gives the topic called id.
func (b *Base) Topic(id string) (*Topic, bool) {
	t, ok := b.topics[id]
	return t, ok
}

// TopicAbout gives the id of the first topic about a situation, "" if there is none.
func (b *Base) TopicAbout(situation string) string {
	for _, it := range b.content.topics {
		if it.Value.Of == "" && slices.Contains(it.Value.Situations, situation) {
			return it.Value.ID
		}
	}
	return ""
}

// Situation gives the situation called id.
func (b *Base) Situation(id string) (*Situation, bool) {
	s, ok := b.situations[id]
	return s, ok
}

// Question gives the triage question called id.
func (b *Base) Question(id string) (*Question, bool) { return b.plans.Question(id) }

// Ask gives the first triage question from id on whose answer the situations
// do not give already, nil if none is left.
func (b *Base) Ask(id string, situations []string) *Question { return b.plans.Ask(id, situations) }

// Step gives the step called id.
func (b *Base) Step(id string) (*Step, bool) { return b.plans.Step(id) }

// Fact gives the fact called id.
func (b *Base) Fact(id string) (Fact, bool) { return b.facts.Get(id) }

// Facts gives all facts of the region, with those that hold everywhere. The slice must not be changed.
func (b *Base) Facts() []Fact { return b.facts.All() }

// Checked is the year and month since which no shown fact has gone unchecked.
func (b *Base) Checked() string { return b.facts.Checked() }

// Say gives the sentence called key with its {name} places filled from pairs
// (name, value, name, value …). An unknown key gives "".
func (b *Base) Say(key string, pairs ...string) string {
	s := b.say[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// Sayings gives all sentences of one file of say/, by key without the file's name.
func (b *Base) Sayings(file string) map[string]string {
	out := map[string]string{}
	for k, v := range b.say {
		if rest, ok := strings.CutPrefix(k, file+"."); ok {
			out[rest] = v
		}
	}
	return out
}
