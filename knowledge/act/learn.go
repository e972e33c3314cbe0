package act

import (
	"hash/fnv"
	"slices"

	"hangup/knowledge/opinion"
)

// Example is a turn written for this project, with what it does.
type Example struct {
	ID   string   `json:"id"`
	Idea string   `json:"idea"` // wordings of one idea share it
	Text string   `json:"text"`
	Act  string   `json:"act"`
	At   []string `json:"at"` // the place: asked, steps, judged, theirs

	Asked  string `json:"asked"`  // the question that is open, "" if it does not matter which
	Answer string `json:"answer"` // the choice that answers it, "" for none
}

// place is where the turn is said.
func (e Example) place() Place {
	at := func(name string) bool { return slices.Contains(e.At, name) }
	return Place{Asked: at("asked"), Steps: at("steps"), Judged: at("judged"), Theirs: at("theirs")}
}

// folds is into how many parts cross-validation cuts the examples.
const folds = 5

// fold says to which part an example belongs: all of one idea to the same.
func (e Example) fold() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(e.Idea))
	return int(h.Sum32() % folds)
}

// learning is how acts are learnt. Chosen by make questions.
var learning = opinion.Settings{Rounds: 6, Rate: 0.3, Decay: 1e-4, Seed: 1}

// Learn learns the model of acts.
func (r *Reader) Learn(examples []Example) *opinion.Model {
	return r.learn(examples, func(Example) bool { return true })
}

func (r *Reader) learn(examples []Example, use func(Example) bool) *opinion.Model {
	var learn []opinion.Example
	var v opinion.View
	for _, e := range examples {
		if k := slices.Index(Kinds, e.Act); k >= 0 && use(e) {
			r.look(&v, e.Text, e.place())
			learn = append(learn, opinion.Example{Buckets: slices.Clone(v.Buckets(false)), Classes: []int{k}})
		}
	}
	return opinion.Train(learn, Kinds, learning)
}

// Probe judges every example by a model that has not learnt from its idea: f
// gets the kind that was heard and whether that is sure.
func (r *Reader) Probe(examples []Example, f func(e Example, kind string, sure bool)) {
	for fold := range folds {
		learnt := r.learn(examples, func(e Example) bool { return e.fold() != fold })
		part := &Reader{set: r.set, model: func() *opinion.Model { return learnt }}
		for _, e := range examples {
			if e.fold() == fold {
				kind, sure := part.Kind(e.Text, e.place())
				f(e, kind, sure)
			}
		}
	}
}
