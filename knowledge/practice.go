package knowledge

import (
	"hangup/knowledge/practice"
	"hangup/knowledge/source"
)

// Exercise is one made-up message to judge.
type Exercise = practice.Exercise

// The answers to an exercise.
const (
	ExerciseScam    = practice.Scam
	ExerciseGenuine = practice.Genuine
)

// Exercise gives the exercise called id.
func (b *Base) Exercise(id string) (*Exercise, bool) {
	for _, e := range b.tasks {
		if e.ID == id {
			return e, true
		}
	}
	return nil, false
}

// Exercises gives all exercises, in the order they are practised. The slice
// must not be changed.
func (b *Base) Exercises() []*Exercise { return b.tasks }

// NextExercise gives an exercise whose id is not in seen, nil when all are.
// Two seeds may get different ones.
func (b *Base) NextExercise(seen []string, seed string) *Exercise {
	return practice.Next(b.tasks, seen, seed)
}

// practise takes the exercises in and puts the facts into their explanations.
func (l *loader) practise(b *Base) {
	items := b.content.exercises
	for i := range items {
		e := &items[i].Value
		if e.Region == "" || e.Region == string(l.region) {
			for _, words := range []*string{&e.How, &e.Why, &e.Instead} {
				l.put(b.facts, items[i].At, words)
			}
		}
	}
	all, bad := practice.For(string(l.region), items)
	b.tasks = keep(l, all, bad)
}

// shownExercises gives what people read besides the made-up messages, which
// are in a criminal's words.
func (b *Base) shownExercises() []Shown {
	var out []Shown
	for _, it := range b.content.exercises {
		e := it.Value
		if _, ours := b.Exercise(e.ID); !ours { // another region's: its facts are not filled in
			continue
		}
		out = append(out, Shown{"practice " + e.ID, e.Why + " " + e.Instead, PlainGrade, it.At}, Shown{"practice " + e.ID + " how", e.How, noGrade, it.At})
	}
	return out
}

// exercises are the records as they were read.
type exercises = []source.Item[practice.Exercise]
