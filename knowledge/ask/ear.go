package ask

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
)

// Ear is what was learnt from people's own words: how they lead to topics, and
// what they tell of, also where no cue knows them. It is never changed and may
// be used by several goroutines.
type Ear struct {
	Topics *opinion.Sparse // the classes are ids of topics
	Heard  *opinion.Sparse // ids of situations, theirsClass and asksClass; each stands apart
	Weighs []Weigh         // by class of Heard
}

// The classes of texts that are no situations: somebody asks for somebody else;
// somebody has only a question, and its answer is what they need first.
const (
	theirsClass = "for-theirs"
	asksClass   = "only-asks"
)

// Weigh is how much speaks for a situation: the score of the whole text, the
// best score of a piece of it, a cue (1 or 0), and the chance (0 to 1) of the
// likeliest topic that is about it. It is told of where the sum is over 0.
type Weigh struct {
	Class                              string
	Whole, Piece, Cue, Topic, Constant float64
}

// sum weighs what speaks for a situation.
func (w Weigh) sum(x [weighed]float64) float64 {
	return w.Whole*x[0] + w.Piece*x[1] + w.Cue*x[2] + w.Topic*x[3] + w.Constant
}

// weighed is how many things a Weigh weighs.
const weighed = 4

// WriteWeighs gives the text of weighs, a class a line.
func WriteWeighs(all []Weigh) []byte {
	var b strings.Builder
	for _, w := range all {
		fmt.Fprintf(&b, "%s %.3f %.3f %.3f %.3f %.3f\n", w.Class, w.Whole, w.Piece, w.Cue, w.Topic, w.Constant)
	}
	return []byte(b.String())
}

// errWeighs says that a text is none of weighs.
var errWeighs = errors.New("not a list of weights of situations; build it anew with make train")

// ReadWeighs reads what WriteWeighs gave.
func ReadWeighs(raw []byte) ([]Weigh, error) {
	var out []Weigh
	for line := range strings.Lines(string(raw)) {
		var w Weigh
		if _, err := fmt.Sscan(line, &w.Class, &w.Whole, &w.Piece, &w.Cue, &w.Topic, &w.Constant); err != nil {
			return nil, errWeighs
		}
		out = append(out, w)
	}
	return out, nil
}

// tuned is an Ear with its classes looked up in a Reader.
type tuned struct {
	Ear
	topicAt     []int // by class of Topics: place in Reader.topics, -1 for one that is gone
	situationAt []int // by class of Heard: place in Reader.situations, -1 for the other classes
}

// Listen makes r hear by what was learnt, with the concepts it was learnt with.
// Of an Ear without models nothing is heard but cues. It must be called before
// r is used.
func (r *Reader) Listen(concepts []source.Item[Concept], e Ear) {
	r.concepts = fileConcepts(concepts)
	r.ear = r.tune(e)
}

func (r *Reader) tune(e Ear) *tuned {
	if e.Topics == nil || e.Heard == nil || len(e.Weighs) != len(e.Heard.Classes) {
		return nil
	}
	t := &tuned{Ear: e}
	for _, id := range e.Topics.Classes {
		t.topicAt = append(t.topicAt, slices.IndexFunc(r.topics, func(k *Topic) bool { return k.ID == id }))
	}
	for _, id := range e.Heard.Classes {
		t.situationAt = append(t.situationAt, slices.IndexFunc(r.situations, func(c compiled) bool { return c.ID == id }))
	}
	return t
}

// heard is what a text tells of.
type heard struct {
	told   []bool    // by the situation's number
	theirs bool      // they ask for somebody else
	asks   bool      // they have only a question
	chance []float64 // of each topic, by its number; nil if nothing was learnt
}

// hear hears a text by an ear; cues alone if that is nil.
func (r *Reader) hear(f cue.Found, e *tuned) heard {
	cued := r.cued(f)
	h := heard{told: cued, theirs: slices.ContainsFunc(f.Hits, func(x cue.Hit) bool { return !x.Off && x.Cue == r.helper })}
	if e == nil || len(f.Doc.Tokens) == 0 {
		return h
	}
	l := listener{concepts: r.concepts}
	l.take(f.Doc)
	whole := stretch{0, min(len(f.Doc.Tokens), maxAskTokens)}
	h.chance = e.chances(len(r.topics), l.look(f, whole))
	h.told = slices.Clone(cued)
	for class, x := range e.weighables(r, f, &l, whole, h) {
		yes := e.Weighs[class].sum(x) > 0
		switch i := e.situationAt[class]; {
		case i >= 0:
			h.told[i] = yes
		case e.Heard.Classes[class] == theirsClass:
			h.theirs = yes
		case e.Heard.Classes[class] == asksClass:
			h.asks = yes
		}
	}
	return h
}

// weighables gives for each class what is weighed.
func (e *tuned) weighables(r *Reader, f cue.Found, l *listener, whole stretch, h heard) [][weighed]float64 {
	out := make([][weighed]float64, len(e.situationAt))
	all, best := e.scores(f, l, whole)
	for class, i := range e.situationAt {
		x := &out[class]
		x[0], x[1] = all[class], best[class]
		if i < 0 {
			x[2] = float64(bit(h.theirs && e.Heard.Classes[class] == theirsClass))
			continue
		}
		x[2] = float64(bit(h.told[i]))
		for t, k := range r.topics {
			if slices.Contains(k.Situations, r.situations[i].ID) {
				x[3] = max(x[3], h.chance[t])
			}
		}
	}
	return out
}

// scores gives the scores of the whole and the best ones of its pieces, by class.
func (e *tuned) scores(f cue.Found, l *listener, whole stretch) (all, best []float64) {
	all = e.Heard.Scores(nil, l.look(f, whole))
	best = slices.Clone(all)
	first := true
	var scores []float64
	for _, s := range stretches(f.Doc) {
		if s == whole {
			continue
		}
		scores = e.Heard.Scores(scores[:0], l.look(f, s))
		for c, v := range scores {
			if first || v > best[c] {
				best[c] = v
			}
		}
		first = false
	}
	return all, best
}

// chances gives the chance of each topic, by its number.
func (e *tuned) chances(topics int, buckets []uint32) []float64 {
	scores := e.Topics.Scores(nil, buckets)
	top, sum := slices.Max(scores), 0.0
	for i, s := range scores {
		scores[i] = math.Exp(s - top)
		sum += scores[i]
	}
	out := make([]float64, topics)
	for class, i := range e.topicAt {
		if i >= 0 {
			out[i] = scores[class] / sum
		}
	}
	return out
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
