package knowledge

import (
	"cmp"
	"hash/fnv"
	"slices"
	"sync"

	"hangup/knowledge/opinion"
	"hangup/knowledge/scan"
)

// Labelled is a message written for this project, with what is right for it.
type Labelled struct {
	ID      string   `json:"id"`
	Family  string   `json:"family"` // row of the script catalogue
	Idea    string   `json:"idea"`   // texts of one idea share it
	Text    string   `json:"text"`
	Level   string   `json:"level"`
	Kind    string   `json:"kind"`
	Variant string   `json:"variant"`
	Voice   string   `json:"voice"`
	Signs   []string `json:"signs"`
	Full    bool     `json:"full"` // all its signs are labelled
	File    string   `json:"-"`
}

// noKind is the class of texts that are no scam, first in every model of kinds.
const noKind = "none"

// kindClass is the class a text has for the model of kinds: what it tells of,
// whoever speaks. Warnings and talk are no scam.
func (l Labelled) kindClass() string {
	if l.Level == "none" || l.Kind == "" {
		return noKind
	}
	return l.Kind
}

// voiceClass is the class a text has for the model of voices.
func (l Labelled) voiceClass() string {
	if l.Voice == scan.VoiceReport && l.Level == "none" {
		return scan.VoiceClosed
	}
	return l.Voice
}

// signClasses are the classes a text has for the model of signs.
func (l Labelled) signClasses() []string {
	if l.Level == "none" {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(l.Signs)))
}

// The classes of each model, the one that stands for the others' absence first.
var (
	kindClasses    = append([]string{noKind}, scan.Kinds...)
	voiceClasses   = []string{scan.VoiceMessage, scan.VoiceReport, scan.VoiceClosed, scan.VoiceWarning, scan.VoiceTalk}
	variantClasses = append([]string{"other"}, scan.Variants[:len(scan.Variants)-1]...)
)

// models learns the models of the second opinion, all but the weighing.
func (b *Base) models(examples []Labelled) scan.Opinions {
	one := func(class func(Labelled) string) func(Labelled) []string {
		return func(l Labelled) []string { return []string{class(l)} }
	}
	apart := opinion.Defaults
	apart.Apart, apart.Plain = true, true
	return scan.Opinions{
		Kind:    b.train(examples, one(Labelled.kindClass), kindClasses, opinion.Defaults),
		Voice:   b.train(examples, one(Labelled.voiceClass), voiceClasses, opinion.Defaults),
		Signs:   b.train(choose(examples, Labelled.signed), Labelled.signClasses, scan.Signs, apart),
		Variant: b.train(choose(examples, Labelled.varied), one(func(l Labelled) string { return l.Variant }), variantClasses, opinion.Defaults),
	}
}

// signed reports whether all signs of a text are labelled.
func (l Labelled) signed() bool { return l.Full || l.Level == "none" }

// varied reports whether a text has a variant.
func (l Labelled) varied() bool { return l.Variant != "" }

func choose(examples []Labelled, use func(Labelled) bool) []Labelled {
	return slices.DeleteFunc(slices.Clone(examples), func(l Labelled) bool { return !use(l) })
}

// train learns one model of the classes called names.
func (b *Base) train(examples []Labelled, classes func(Labelled) []string, names []string, how opinion.Settings) *opinion.Model {
	learn := make([]opinion.Example, len(examples))
	var v opinion.View
	for i, l := range examples {
		v.Look(b.set.Read(l.Text))
		learn[i].Buckets = slices.Clone(v.Buckets(how.Plain))
		for _, c := range classes(l) {
			if k := slices.Index(names, c); k >= 0 {
				learn[i].Classes = append(learn[i].Classes, k)
			}
		}
	}
	return opinion.Train(learn, names, how)
}

// Folds is into how many parts cross-validation cuts the examples.
const Folds = 5

// fold says to which part an example belongs: all texts of one idea to the same.
func (l Labelled) fold() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(l.File + "/" + l.Family + "/" + l.Idea))
	return int(h.Sum32() % Folds)
}

// Probe is one example judged by a scanner that has not learnt from its idea.
type Probe struct {
	Labelled
	Verdict, Watch Verdict
}

// part is what is known of one part of the examples in cross-validation.
type part struct {
	test   []Labelled
	models scan.Opinions // learnt from the other parts
	cases  []opinion.Case
}

// Learn learns the second opinion from examples. It also judges every example
// by what is learnt from the other ideas only: models and weighing never saw
// the idea they judge.
func (b *Base) Learn(examples []Labelled) (scan.Opinions, []Probe) {
	var parts [Folds]part
	var final scan.Opinions
	var busy sync.WaitGroup
	for k := range Folds {
		busy.Go(func() { parts[k] = b.part(examples, k) })
	}
	busy.Go(func() { final = b.models(examples) })
	busy.Wait()
	var probes [Folds][]Probe
	for k := range Folds {
		busy.Go(func() {
			o := parts[k].models
			o.Weigh = weighing(o, parts[:k], parts[k+1:])
			probes[k] = probe(b.scanner.With(o), parts[k].test)
		})
	}
	busy.Go(func() { final.Weigh = weighing(final, parts[:]) })
	busy.Wait()
	out := slices.Concat(probes[:]...)
	slices.SortFunc(out, func(a, b Probe) int { return cmp.Compare(a.File+a.ID, b.File+b.ID) })
	return final, out
}

// part learns from all parts but the one with number k and looks at that one.
func (b *Base) part(examples []Labelled, k int) part {
	p := part{test: choose(examples, func(l Labelled) bool { return l.fold() == k })}
	p.models = b.models(choose(examples, func(l Labelled) bool { return l.fold() != k }))
	s := b.scanner.With(p.models)
	for _, l := range p.test {
		if x := s.Numbers(Text{Body: l.Text}); x != nil {
			p.cases = append(p.cases, opinion.Case{Numbers: x, Yes: l.Level != "none"})
		}
	}
	return p
}

// weighing learns how to weigh, from parts that the models had not seen.
func weighing(o scan.Opinions, parts ...[]part) *opinion.Forest {
	var cases []opinion.Case
	for _, p := range slices.Concat(parts...) {
		cases = append(cases, p.cases...)
	}
	return opinion.Grow(cases, o.Names(), opinion.Growing)
}

func probe(s *scan.Scanner, test []Labelled) []Probe {
	out := make([]Probe, 0, len(test))
	for _, l := range test {
		out = append(out, Probe{l, s.Scan(Text{Body: l.Text}), s.Scan(Text{Body: l.Text, Watch: true})})
	}
	return out
}

// ProbesByRules judges every example by the rules alone.
func (b *Base) ProbesByRules(examples []Labelled) []Probe {
	return probe(b.scanner.With(scan.Opinions{}), examples)
}
