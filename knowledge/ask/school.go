package ask

import (
	"hash/fnv"
	"math"
	"slices"
	"sync"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
)

// Story is a text of which is known what it tells of and asks.
type Story struct {
	Text       string   `json:"text" yaml:"text"`
	Topic      string   `json:"topic" yaml:"topic"` // the topic to answer with, "" if it is not known
	Also       []string `json:"also" yaml:"also"`   // topics that would do as well
	Situations []string `json:"situations" yaml:"situations"`
	Who        string   `json:"who" yaml:"who"`     // to whom it happened: me, theirs, none; "" if nobody has said, nor what is only told
	First      string   `json:"first" yaml:"first"` // what has to be done first
	Idea       string   `json:"idea" yaml:"idea"`   // texts of one idea share it
	Unsure     []string `json:"-" yaml:"-"`         // situations of which it is not known
	Not        []string `json:"-" yaml:"-"`         // situations that surely do not hold
	Own        bool     `json:"-" yaml:"-"`         // written to learn from, with all its situations
}

// folds is into how many parts stories are cut for a cross-validation.
const folds = 5

// fold says to which part a story belongs: all texts of one idea to the same.
func (s Story) fold() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s.Idea))
	return int(h.Sum32() % folds)
}

// full reports whether everything is known of a story.
func (s Story) full() bool { return s.Who != "" }

// lesson is a story ready to be learnt from.
type lesson struct {
	Story
	found   cue.Found
	buckets []uint32
}

// How to learn (chosen by cross-validation on the stories).
var (
	howTopics = opinion.Settings{Rounds: 12, Rate: 0.15, Decay: 1e-4, Seed: 1, Least: 1e-3}
	howHeard  = opinion.Settings{Rounds: 14, Rate: 0.2, Decay: 1e-4, Seed: 1, Apart: true, Least: 1e-3}
)

// Study learns an Ear from stories; those called ids are the situations that
// it learns to hear. f, if it is not nil, gets every story of which everything
// is known, with how it is understood by what is learnt from other ideas only.
// The same stories give the same Ear.
func (r *Reader) Study(stories []Story, ids []string, f func(s Story, u Understanding)) Ear {
	lessons := r.lessons(stories)
	var parts [folds]*tuned
	weighs := make([][][weighed]float64, len(lessons))
	var final Ear
	atOnce := make(chan bool, 2) // each takes some hundred megabytes
	var busy sync.WaitGroup
	for k := range folds + 1 {
		busy.Go(func() {
			atOnce <- true
			defer func() { <-atOnce }()
			e := r.learn(lessons, ids, k)
			if k == folds {
				final = e
				return
			}
			parts[k] = r.tune(e)
			for i, l := range lessons {
				if l.full() && l.fold() == k {
					h := r.hearCues(l.found)
					weighs[i] = parts[k].weighables(r, l.found, &h)
				}
			}
		})
	}
	busy.Wait()
	final.Weighs = r.weigh(lessons, weighs, final.Heard.Classes)
	if f == nil {
		return final
	}
	for _, l := range lessons {
		if l.full() {
			part := parts[l.fold()]
			part.Weighs = final.Weighs
			f(l.Story, r.understood(l.found, part))
		}
	}
	return final
}

// lessons makes stories ready.
func (r *Reader) lessons(stories []Story) []lesson {
	out := make([]lesson, len(stories))
	var busy sync.WaitGroup
	const workers = 2
	for w := range workers {
		busy.Go(func() {
			hear := listener{concepts: r.concepts}
			for i := w; i < len(stories); i += workers {
				f := r.set.Read(r.spell().mend(stories[i].Text, r.set.Knows))
				hear.take(f.Doc)
				out[i] = lesson{stories[i], f, slices.Clone(hear.look(f, wholeOf(f)))}
			}
		})
	}
	busy.Wait()
	return out
}

// learn learns from all lessons but one part.
func (r *Reader) learn(lessons []lesson, ids []string, without int) Ear {
	var topics []string
	for _, t := range r.topics {
		topics = append(topics, t.ID)
	}
	classes := append(slices.Clone(ids), theirsClass, asksClass)
	var toTopics, toHeard []opinion.Example
	for _, l := range lessons {
		if l.fold() == without {
			continue
		}
		if c := slices.Index(topics, l.Topic); c >= 0 {
			toTopics = append(toTopics, opinion.Example{Buckets: l.buckets, Classes: []int{c}})
		}
		toHeard = append(toHeard, r.heardExample(l, classes))
	}
	e := Ear{Topics: opinion.TrainSparse(toTopics, topics, howTopics), Heard: opinion.TrainSparse(toHeard, classes, howHeard)}
	e.Weighs = make([]Weigh, len(classes))
	return e
}

// heardExample is what a lesson teaches of situations.
func (r *Reader) heardExample(l lesson, classes []string) opinion.Example {
	e := opinion.Example{Buckets: l.buckets}
	for c, id := range classes {
		s, is := r.Situation(id)
		switch {
		case l.isOf(id):
			e.Classes = append(e.Classes, c)
		case l.full(), slices.Contains(l.Not, id):
		case !is || s.Told || l.silent(id):
			e.Unknown = append(e.Unknown, c)
		}
	}
	return e
}

// isOf reports whether a story is of a class.
func (s Story) isOf(id string) bool {
	return slices.Contains(s.Situations, id) || id == theirsClass && s.Who == "theirs" || id == asksClass && s.First == "answer"
}

// silent reports whether a story says nothing on a situation either way.
func (s Story) silent(id string) bool {
	return slices.Contains(s.Unsure, id) || slices.ContainsFunc(s.Situations, func(t string) bool { return slices.Contains(near[t], id) })
}

// enough is from how many stories on a situation is weighed; one with fewer is
// heard by its cues alone.
const enough = 12

// weigh learns how much speaks for each class, by logistic regression on
// stories heard by what was learnt from other ideas.
func (r *Reader) weigh(lessons []lesson, all [][][weighed]float64, classes []string) []Weigh {
	out := make([]Weigh, len(classes))
	for c, id := range classes {
		var w weigher
		n := 0
		for i, l := range lessons {
			if all[i] != nil {
				yes := l.isOf(id)
				w.add(all[i][c], yes)
				n += bit(yes)
			}
		}
		out[c] = Weigh{Class: id, Cue: 1, Constant: -0.5}
		if n >= enough {
			out[c] = w.learn(id, r.boldness(id))
		}
	}
	return out
}

// How readily a situation is told of: what is missed in a crisis costs more
// than a needless act (chosen by cross-validation on the stories).
const (
	boldForLife  = 1.3
	shyOfTheirs  = -0.3 // words for a helper, said to the one who was harmed, hurt more than the other way round
	boldInCrisis = 0.7
	boldInCalm   = 0.4
	lifeOrder    = 20 // situations up to this order are about life and limb
)

func (r *Reader) boldness(id string) float64 {
	s, ok := r.Situation(id)
	switch {
	case id == theirsClass:
		return shyOfTheirs
	case ok && s.Order <= lifeOrder:
		return boldForLife
	case ok && s.Crisis:
		return boldInCrisis
	}
	return boldInCalm
}

// weigher is the logistic regression of one class.
type weigher struct {
	xs  [][weighed]float64
	yes []bool
}

func (w *weigher) add(x [weighed]float64, yes bool) {
	w.xs, w.yes = append(w.xs, x), append(w.yes, yes)
}

// learn gives the weights; bold is added to the sum.
func (w *weigher) learn(id string, bold float64) Weigh {
	const (
		rounds = 40
		rate   = 0.1
		decay  = 2e-4
	)
	var v, g [weighed + 1]float64
	v[weighed] = -2
	for range rounds {
		for i, x := range w.xs {
			z := v[weighed]
			for j := range x {
				z += v[j] * x[j]
			}
			miss := 1/(1+math.Exp(-z)) - float64(bit(w.yes[i]))
			for j, by := range append(x[:], 1) {
				d := miss*by + decay*v[j]
				g[j] += d * d
				v[j] -= rate * d / (0.1 + math.Sqrt(g[j]))
			}
		}
	}
	return Weigh{Class: id, Whole: v[0], Piece: v[1], Cue: v[2], Topic: v[3], Constant: v[weighed] + bold}
}
