package knowledge

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"hangup/knowledge/opinion"
	"hangup/knowledge/scan"
	"hangup/knowledge/text"
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

// Train learns the second opinion from examples.
func (b *Base) Train(examples []Labelled) scan.Opinions {
	return scan.Opinions{Kind: b.train(examples, Labelled.kindClass, noKind), Voice: b.train(examples, Labelled.voiceClass, scan.VoiceMessage)}
}

// train learns one model. The class called first gets number 0.
func (b *Base) train(examples []Labelled, class func(Labelled) string, first string) *opinion.Model {
	numbers := map[string]int{}
	for _, l := range examples {
		numbers[class(l)] = 0
	}
	delete(numbers, first)
	classes := append([]string{first}, slices.Sorted(maps.Keys(numbers))...)
	for i, c := range classes {
		numbers[c] = i
	}
	var learn []opinion.Example
	for _, l := range examples {
		f := b.set.Find(text.Fold(l.Text))
		learn = append(learn, opinion.Example{Features: opinion.Features(nil, f), Class: numbers[class(l)], Weight: 1})
	}
	return opinion.Train(learn, classes, opinion.Defaults)
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

// CrossValidate judges every example by a second opinion learnt from the other
// ideas only.
func (b *Base) CrossValidate(examples []Labelled) []Probe {
	var out []Probe
	for fold := range Folds {
		var learn, test []Labelled
		for _, l := range examples {
			if l.fold() == fold {
				test = append(test, l)
			} else {
				learn = append(learn, l)
			}
		}
		s := b.scanner.With(b.Train(learn))
		for _, l := range test {
			out = append(out, Probe{l, s.Scan(Text{Body: l.Text}), s.Scan(Text{Body: l.Text, Watch: true})})
		}
	}
	slices.SortFunc(out, func(a, b Probe) int { return cmp.Compare(a.File+a.ID, b.File+b.ID) })
	return out
}

// ProbesByRules judges every example by the rules alone.
func (b *Base) ProbesByRules(examples []Labelled) []Probe {
	s := b.scanner.With(scan.Opinions{})
	var out []Probe
	for _, l := range examples {
		out = append(out, Probe{l, s.Scan(Text{Body: l.Text}), s.Scan(Text{Body: l.Text, Watch: true})})
	}
	return out
}

// Tally sums up probes in lines of text: the figures the scanner is judged by.
func Tally(probes []Probe) string {
	groups := map[string]*tallies{}
	for _, p := range probes {
		for _, g := range []string{"all", p.File} {
			if groups[g] == nil {
				groups[g] = &tallies{}
			}
			groups[g].add(p)
		}
	}
	var b strings.Builder
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		fmt.Fprintf(&b, "%-22s %s\n", g, groups[g])
	}
	return b.String()
}

// tallies counts probes by what they should have been.
type tallies struct {
	tech, techRight, techWarned           int
	other, otherWarned, otherTech, kind   int
	genuine, alarmed, called, interrupted int
	caught, signs, found, voice, n        int
}

func (c *tallies) add(p Probe) {
	v := p.Verdict
	count := func(k *int, yes bool) {
		if yes {
			*k++
		}
	}
	c.n++
	count(&c.voice, v.Voice == p.Voice)
	if p.Level == "none" {
		c.genuine++
		count(&c.alarmed, v.Level != None)
		count(&c.called, v.Level == Scam)
		count(&c.interrupted, p.Watch.Level == Scam && p.Watch.Voice == scan.VoiceMessage)
		return
	}
	count(&c.caught, p.Watch.Level == Scam && p.Watch.Voice == scan.VoiceMessage)
	for _, s := range p.Signs {
		c.signs++
		count(&c.found, slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Flag.Sign == s }))
	}
	if p.Kind == "tech-support" {
		c.tech++
		count(&c.techRight, v.Level == Scam && v.Kind == p.Kind)
		count(&c.techWarned, v.Level != None)
		return
	}
	c.other++
	count(&c.otherWarned, v.Level != None)
	count(&c.otherTech, v.Kind == "tech-support")
	count(&c.kind, v.Level != None && v.Kind == p.Kind)
}

// String gives the figures in one line.
func (c *tallies) String() string {
	share := func(k, n int) string {
		if n == 0 {
			return "    -"
		}
		return fmt.Sprintf("%4.1f%%", 100*float64(k)/float64(n))
	}
	return fmt.Sprintf("tech %4d: scam+kind %s warned %s | other %4d: warned %s kind %s called tech %s | genuine %4d: scam %s warned %s alert %s | signs found %s | voice %s | scams alerted in a group %s",
		c.tech, share(c.techRight, c.tech), share(c.techWarned, c.tech), c.other, share(c.otherWarned, c.other), share(c.kind, c.other), share(c.otherTech, c.other),
		c.genuine, share(c.called, c.genuine), share(c.alarmed, c.genuine), share(c.interrupted, c.genuine), share(c.found, c.signs), share(c.voice, c.n), share(c.caught, c.tech+c.other))
}
