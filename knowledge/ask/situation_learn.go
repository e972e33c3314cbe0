package ask

import (
	"hash/fnv"
	"slices"
	"sync"

	"hangup/knowledge/opinion"
)

// Story is a text of which is known what it tells of.
type Story struct {
	Text       string   `json:"text" yaml:"text"`
	Topic      string   `json:"topic" yaml:"topic"` // the topic to answer with, "" if it is not known
	Situations []string `json:"situations" yaml:"situations"`
	Idea       string   `json:"idea" yaml:"idea"` // texts of one idea share it
	Unsure     []string `json:"-" yaml:"-"`       // situations of which it is not known
	Own        bool     `json:"-" yaml:"-"`       // written to learn from, with all its situations
}

// fold says to which part of a cross-validation a story belongs: all texts of
// one idea to the same.
func (s Story) fold() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s.Idea))
	return int(h.Sum32() % folds)
}

// silent reports whether a story says nothing on a situation either way.
func (s Story) silent(id string) bool {
	if slices.Contains(s.Situations, id) {
		return false
	}
	return slices.Contains(s.Unsure, id) || slices.ContainsFunc(s.Situations, func(t string) bool { return slices.Contains(near[t], id) })
}

// lesson is a story taken apart into stretches.
type lesson struct {
	Story
	stretches [][]uint32
	whole     bool // the first stretch is all of it
	classes   []int
	unknown   []int
}

func (r *Reader) lesson(s Story, ids []string, hear *listener) lesson {
	l := lesson{Story: s}
	f := r.set.Read(s.Text)
	hear.take(f.Doc)
	for _, p := range stretches(f.Doc) {
		l.whole = l.whole || p == (stretch{0, len(f.Doc.Tokens)})
		l.stretches = append(l.stretches, slices.Clone(hear.look(f, p)))
	}
	for c, id := range ids {
		switch {
		case slices.Contains(s.Situations, id):
			l.classes = append(l.classes, c)
		case s.silent(id):
			l.unknown = append(l.unknown, c)
		}
	}
	return l
}

// calmStretches is of how many stretches, spread over it, is learnt from a text
// that tells of nothing.
const calmStretches = 5

// examples are what is learnt from a lesson: all of it tells of its
// situations, each stretch of it of no others. With m the stretch that tells
// best of a situation is taken to tell of it.
func (l lesson) examples(out []opinion.Example, m *opinion.Model) []opinion.Example {
	step := 1
	if len(l.classes) == 0 && !l.Own {
		step = 1 + (len(l.stretches)-1)/calmStretches
	}
	for k, b := range l.stretches {
		if k%step > 0 {
			continue
		}
		e := opinion.Example{Buckets: b, Unknown: l.unknown}
		for _, c := range l.classes {
			if k == 0 && l.whole || m != nil && k == l.tells(m, c) {
				e.Classes = append(e.Classes, c)
			} else {
				e.Unknown = append(slices.Clip(e.Unknown), c)
			}
		}
		out = append(out, e)
	}
	return out
}

// tells gives the number of the stretch that tells best of a class, not
// counting the whole; -1 if there is no other.
func (l lesson) tells(m *opinion.Model, class int) int {
	best, at := 0.0, -1
	for k, b := range l.stretches {
		if k == 0 && l.whole {
			continue
		}
		if s := m.ScoresOf(nil, b)[class]; at < 0 || s > best {
			best, at = s, k
		}
	}
	return at
}

// hearing says how to learn (chosen by make questions).
var hearing = opinion.Settings{Rounds: 20, Rate: 0.2, Decay: 1e-4, Seed: 1, Apart: true, Least: 1e-3}

// learnHearing learns twice: the second time also which stretch tells of what.
func learnHearing(lessons []lesson, ids []string) *opinion.Model {
	var m *opinion.Model
	for range 2 {
		var all []opinion.Example
		for _, l := range lessons {
			all = l.examples(all, m)
		}
		m = opinion.Train(all, ids, hearing)
	}
	return m
}

// LearnSituations learns to hear the situations called ids from stories. It
// also tells how every story is heard by what is learnt from other ideas only.
// The model says yes from the score on that is surest in those (see Hearing.From).
func (r *Reader) LearnSituations(stories []Story, ids []string) (*opinion.Model, []Hearing) {
	hear := listener{concepts: r.ear.concepts}
	lessons := make([]lesson, len(stories))
	for i, s := range stories {
		lessons[i] = r.lesson(s, ids, &hear)
	}
	var heard [folds][]tried
	var final *opinion.Model
	var busy sync.WaitGroup
	for k := range folds {
		busy.Go(func() { heard[k] = r.try(lessons, ids, k) })
	}
	busy.Go(func() { final = learnHearing(lessons, ids) })
	busy.Wait()
	all := slices.Concat(heard[:]...)
	out := make([]Hearing, len(ids))
	for c, id := range ids {
		i := slices.IndexFunc(r.situations, func(s compiled) bool { return s.ID == id })
		out[c] = r.hearing(i, c, all)
		final.Bias[c] -= float32(out[c].From)
	}
	return final, out
}

// try hears the stories of one part by what is learnt from the others.
func (r *Reader) try(lessons []lesson, ids []string, part int) []tried {
	away := func(l lesson) bool { return l.fold() == part }
	m := learnHearing(slices.DeleteFunc(slices.Clone(lessons), away), ids)
	var out []tried
	for _, l := range lessons {
		if !away(l) || len(l.stretches) == 0 {
			continue
		}
		t := tried{Story: l.Story, cues: r.cued(r.set.Read(l.Text)), scores: m.ScoresOf(nil, l.stretches[0])}
		for _, b := range l.stretches[1:] {
			for c, s := range m.ScoresOf(nil, b) {
				t.scores[c] = max(t.scores[c], s)
			}
		}
		out = append(out, t)
	}
	return out
}
