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
	cued   []bool    // by cues alone, by the situation's number
	told   []bool    // likewise, with what was learnt
	theirs bool      // they ask for somebody else
	asks   bool      // they have only a question
	chance []float64 // of each topic, by its number; nil if nothing was learnt
}

// hearCues hears a text by cues alone.
func (r *Reader) hearCues(f cue.Found) heard {
	cued := r.cued(f)
	return heard{cued: cued, told: cued, theirs: slices.ContainsFunc(f.Hits, func(x cue.Hit) bool { return !x.Off && x.Cue == r.helper })}
}

// hear hears a text by an ear; by cues alone if that is nil.
func (r *Reader) hear(f cue.Found, e *tuned) heard {
	h := r.hearCues(f)
	if e == nil || len(f.Doc.Tokens) == 0 {
		return h
	}
	xs := e.weighables(r, f, &h)
	h.told = slices.Clone(h.cued)
	for class, x := range xs {
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

// weighables gives for each class what is weighed of a text whose cues were
// heard, and notes the chances of the topics in h.
func (e *tuned) weighables(r *Reader, f cue.Found, h *heard) [][weighed]float64 {
	l := listener{concepts: r.concepts}
	l.take(f.Doc)
	whole := wholeOf(f)
	buckets := l.look(f, whole)
	h.chance = e.chances(len(r.topics), buckets)
	all := e.Heard.Scores(nil, buckets)
	best := e.bestPieces(f, &l, whole, all)
	out := make([][weighed]float64, len(e.situationAt))
	for class, i := range e.situationAt {
		x := &out[class]
		x[0], x[1] = all[class], best[class]
		if i < 0 {
			x[2] = float64(bit(h.theirs && e.Heard.Classes[class] == theirsClass))
			continue
		}
		x[2] = float64(bit(h.cued[i]))
		for t, k := range r.topics {
			if slices.Contains(k.Situations, r.situations[i].ID) {
				x[3] = max(x[3], h.chance[t])
			}
		}
	}
	return out
}

// wholeOf is as much of a text as is read at once.
func wholeOf(f cue.Found) stretch { return stretch{0, min(len(f.Doc.Tokens), maxAskTokens)} }

// bestPieces gives the best score of the pieces of a text by class, that of the
// whole where it has no others.
func (e *tuned) bestPieces(f cue.Found, l *listener, whole stretch, all []float64) []float64 {
	best := slices.Clone(all)
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
	return best
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
