// Package plan puts the steps for all that has happened to a person into one
// order of urgency. It is pure.
package plan

import (
	"math"
	"slices"
	"strconv"

	"hangup/knowledge/ask"
	"hangup/knowledge/source"
)

// Urgency says by when a step is to be done.
type Urgency string

// The urgencies.
const (
	Now   Urgency = "now"
	Today Urgency = "today"
	Later Urgency = "later"
)

// Step is one act.
type Step struct {
	ID      string   `yaml:"id"`
	Do      string   `yaml:"do"`
	Why     string   `yaml:"why"`
	Urgency Urgency  `yaml:"urgency"`
	Rank    int      `yaml:"rank"` // place in the order of all steps, smallest first
	Detail  []string `yaml:"detail"`
	Facts   []string `yaml:"facts"`
	// Closed is Do while nobody answers the line that Do names, "" for Do with
	// a word about when it opens. {opens} says when that is.
	Closed string `yaml:"closed"`
	Always bool   `yaml:"always"` // stands among the first that are shown, whatever its rank
}

// Playbook is what a situation needs.
type Playbook struct {
	ID         string   `yaml:"id"`
	Title      string   `yaml:"title"`
	Situations []string `yaml:"situations"`
	Steps      []string `yaml:"steps"`
	Drops      []string `yaml:"drops"` // steps of other playbooks that are wrong here
	With       []string `yaml:"with"`  // situations of which one must hold too; empty for none
	// Words is how steps read here, by step, where the situation has more to
	// say. Of several playbooks, that of the most pressing situation speaks.
	Words map[string]string `yaml:"words"`
	Facts []string          `yaml:"facts"`
}

// Question is one triage question with its taps.
type Question struct {
	ID      string   `yaml:"id"`
	Ask     string   `yaml:"ask"`
	Choices []Answer `yaml:"choices"`
}

// Answer is a tap and what typing it looks like.
type Answer struct {
	ID    string   `yaml:"id"`
	Label string   `yaml:"label"`
	Says  []string `yaml:"says"`
	Adds  []string `yaml:"adds"`  // situations that are now known
	Known []string `yaml:"known"` // situations that tell this is the answer
	Drops []string `yaml:"drops"` // situations that are not true after all
	Next  string   `yaml:"next"`  // the next question, "" for the plan
}

// Plans orders steps. It is never changed once built and may be used by
// several goroutines.
type Plans struct {
	steps     map[string]*Step
	playbooks []*Playbook
	questions map[string]*Question
	order     map[string]int // of the situations: smaller is more pressing
	named     []string       // the cues that stand in the place of situations
}

// New checks and files steps, playbooks and questions. Cues that cued knows
// may stand where situations are named; nil knows none.
func New(steps []source.Item[Step], books []source.Item[Playbook], questions []source.Item[Question], situations []source.Item[ask.Situation], cued func(string) bool) (*Plans, source.Mistakes) {
	p := &Plans{steps: map[string]*Step{}, questions: map[string]*Question{}, order: map[string]int{}}
	c := checker{plans: p, situations: map[string]bool{}, cued: cued}
	for _, s := range situations {
		c.situations[s.Value.ID] = true
		p.order[s.Value.ID] = s.Value.Order
	}
	ranks := map[int]string{}
	for i := range steps {
		c.step(steps[i], ranks)
		p.steps[steps[i].Value.ID] = &steps[i].Value
	}
	for i := range books {
		c.book(books[i])
		p.playbooks = append(p.playbooks, &books[i].Value)
	}
	for i := range questions {
		p.questions[questions[i].Value.ID] = &questions[i].Value
	}
	for _, q := range questions {
		c.question(q)
	}
	for _, s := range situations {
		if s.Value.Act != "" && p.steps[s.Value.Act] == nil {
			c.say(s.At, s.Value.Act, "situation "+s.Value.ID+" names the unknown step "+strconv.Quote(s.Value.Act), "fix its name")
		}
		if s.Value.Asks != "" && p.questions[s.Value.Asks] == nil {
			c.say(s.At, s.Value.Asks, "situation "+s.Value.ID+" asks the unknown question "+strconv.Quote(s.Value.Asks), "fix its name")
		}
	}
	return p, c.bad
}

// Named gives the cues that playbooks and questions name as if they were
// situations: particulars such as the brand of a gift card. It must not be changed.
func (p *Plans) Named() []string { return p.named }

// Question gives the triage question called id.
func (p *Plans) Question(id string) (*Question, bool) {
	q, ok := p.questions[id]
	return q, ok
}

// Ask gives the first question from id on whose answer is not known yet: one
// that a known situation answers is passed over. nil if none is left.
func (p *Plans) Ask(id string, situations []string) *Question {
	for range len(p.questions) { // content may not lead in circles for ever
		q := p.questions[id]
		if q == nil {
			return nil
		}
		known, ok := answered(q, situations)
		if !ok {
			return q
		}
		id = known.Next
	}
	return nil
}

// answered finds the answer that the situations already give.
func answered(q *Question, situations []string) (Answer, bool) {
	for _, a := range q.Choices {
		if overlap(a.Adds, situations) || overlap(a.Known, situations) {
			return a, true
		}
	}
	return Answer{}, false
}

// Step gives the step called id.
func (p *Plans) Step(id string) (*Step, bool) {
	s, ok := p.steps[id]
	return s, ok
}

// For gives the steps for the situations, each once, in the order of their
// ranks and in the words of the most pressing, without those in done.
func (p *Plans) For(situations, done []string) []*Step {
	books := p.open(situations)
	want, drop := map[string]*Step{}, map[string]bool{}
	for _, b := range books {
		for _, id := range b.Drops {
			drop[id] = true
		}
		for _, id := range b.Steps {
			want[id] = p.steps[id]
		}
	}
	for _, b := range slices.Backward(books) { // the most pressing speaks last
		for id, words := range b.Words {
			if s := want[id]; s != nil {
				said := *s
				said.Do = words
				want[id] = &said
			}
		}
	}
	var out []*Step
	for id, s := range want {
		if !drop[id] && !slices.Contains(done, id) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b *Step) int { return a.Rank - b.Rank })
	return out
}

// First gives the n steps to show first, in their order: the first ones, and
// those that are always among them in the place of the last.
func First(steps []*Step, n int) []*Step {
	if len(steps) <= n {
		return steps
	}
	out := slices.Clone(steps[:n])
	for _, s := range steps[n:] {
		if i := lastPlain(out); s.Always && i >= 0 {
			out = append(slices.Delete(out, i, i+1), s)
		}
	}
	return out
}

// lastPlain is the place of the last step that may be put off, -1 if there is none.
func lastPlain(steps []*Step) int {
	for i, s := range slices.Backward(steps) {
		if !s.Always {
			return i
		}
	}
	return -1
}

// open gives the playbooks for the situations, the most pressing first.
func (p *Plans) open(situations []string) []*Playbook {
	var out []*Playbook
	for _, b := range p.playbooks {
		if overlap(b.Situations, situations) && (len(b.With) == 0 || overlap(b.With, situations)) {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b *Playbook) int { return p.pressing(a, situations) - p.pressing(b, situations) })
	return out
}

// pressing is the order of the most pressing of the situations that a playbook is for.
func (p *Plans) pressing(b *Playbook, situations []string) int {
	least := math.MaxInt32
	for _, s := range b.Situations {
		if slices.Contains(situations, s) {
			least = min(least, p.order[s])
		}
	}
	return least
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
