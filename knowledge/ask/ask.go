package ask

import (
	"cmp"
	"slices"
	"sync"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

// Match is a topic and how well the words fit it, from 0 to about 1.
type Match struct {
	Topic *Topic
	Score float64
}

// Understanding is what a person's words come to.
type Understanding struct {
	Situations []*Situation // most pressing first
	Told       []*Situation // what answers a question, with nothing to be done about it alone
	Topics     []Match      // best first, at most five
	Helper     bool         // they ask for somebody else

	set   *cue.Set
	heard heard
}

// Says reports whether a cue was met in the words and is not off.
func (u Understanding) Says(id string) bool {
	if u.set == nil {
		return false
	}
	n, ok := u.set.Lookup(id)
	return ok && u.heard.by[n] != nil
}

// Crisis reports whether harm is going on now.
func (u Understanding) Crisis() bool {
	return slices.ContainsFunc(u.Situations, func(s *Situation) bool { return s.Crisis })
}

// From sureScore on the best topic is answered; it is the better guess by far.
// closeMargin: topics so near behind the best one are offered as well. Below
// lostScore nothing is understood. Chosen by make questions.
const (
	sureScore   = 0.12
	closeMargin = 0.06
	lostScore   = 0.07
)

// Sure reports whether the best topic is clear enough to answer.
func (u Understanding) Sure() bool { return len(u.Topics) > 0 && u.Topics[0].Score >= sureScore }

// Close gives the topics that may be meant instead of the best one, two at most.
func (u Understanding) Close() []*Topic {
	var out []*Topic
	for i, m := range u.Topics {
		if i > 0 && i <= 2 && u.Topics[0].Score-m.Score < closeMargin {
			out = append(out, m.Topic)
		}
	}
	return out
}

// Lean gives u with the topics that toward names brought forward by so much.
// u itself is not changed.
func (u Understanding) Lean(by float64, toward func(*Topic) bool) Understanding {
	u.Topics = slices.Clone(u.Topics)
	for i, m := range u.Topics {
		if toward(m.Topic) {
			u.Topics[i].Score += by
		}
	}
	slices.SortStableFunc(u.Topics, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return u
}

// Lost reports whether the words fit no topic at all.
func (u Understanding) Lost() bool { return len(u.Topics) == 0 || u.Topics[0].Score < lostScore }

// Reader understands questions. It may be used by several goroutines. The
// first question takes longer: the index of all wordings is made for it.
type Reader struct {
	set        *cue.Set
	topics     []*Topic
	byID       map[string]*Topic
	situations []compiled
	helper     cue.ID
	index      func() *index
}

// helperCue is the id of the cue for asking on behalf of somebody.
const helperCue = "for-somebody-else"

// New builds the Reader. All mistakes are returned together.
func New(set *cue.Set, topics []source.Item[Topic], situations []source.Item[Situation]) (*Reader, source.Mistakes) {
	r := &Reader{set: set, byID: map[string]*Topic{}}
	bad := append(checkTopics(topics, situations), checkCases(set, topics, situations)...)
	var ok bool
	if r.helper, ok = set.Lookup(helperCue); !ok {
		bad = append(bad, source.Mistake{File: "cues", What: "the cue \"" + helperCue + "\" is missing", Remedy: "put it back"})
	}
	for _, it := range situations {
		c, m := resolve(set, it)
		bad = append(bad, m...)
		r.situations = append(r.situations, c)
	}
	slices.SortStableFunc(r.situations, func(a, b compiled) int { return a.Order - b.Order })
	for i := range topics {
		t := &topics[i].Value
		r.topics = append(r.topics, t)
		r.byID[t.ID] = t
	}
	r.index = sync.OnceValue(func() *index {
		x := buildIndex(set, r.topics, func(int) bool { return true })
		return &x
	})
	return r, bad
}

// Topic gives the topic called id.
func (r *Reader) Topic(id string) (*Topic, bool) {
	t, ok := r.byID[id]
	return t, ok
}

// Situation gives the situation called id.
func (r *Reader) Situation(id string) (*Situation, bool) {
	for i := range r.situations {
		if r.situations[i].ID == id {
			return &r.situations[i].Situation, true
		}
	}
	return nil, false
}

// Read understands one text. It never fails; any bytes are allowed.
func (r *Reader) Read(body string) Understanding {
	return r.ReadFound(r.set.Read(body))
}

// ReadFound understands a text whose cues have been found already.
func (r *Reader) ReadFound(f cue.Found) Understanding {
	return r.read(f, r.index())
}

func (r *Reader) read(f cue.Found, x *index) Understanding {
	h := listen(r.set.Len(), f)
	u := Understanding{set: r.set, heard: h}
	for i := range r.situations {
		c := &r.situations[i]
		switch {
		case !h.tells(c):
		case c.Told:
			u.Told = append(u.Told, &c.Situation)
		default:
			u.Situations = append(u.Situations, &c.Situation)
		}
	}
	u.Helper = h.by[r.helper] != nil
	u.Topics = best(x.search(f), u.Situations)
	return u
}

// folds is into how many parts Probe cuts the wordings.
const folds = 5

// Probe understands every wording of every topic as if it and every fifth
// other were not known, for measuring: f gets the topic it belongs to, the
// wording and what was understood.
func (r *Reader) Probe(f func(t *Topic, wording string, u Understanding)) {
	for fold := range folds {
		x := buildIndex(r.set, r.topics, func(n int) bool { return n%folds != fold })
		n := 0
		for _, t := range r.topics {
			for _, a := range wordings(t) {
				if n%folds == fold {
					f(t, a, r.read(r.set.Read(a), &x))
				}
				n++
			}
		}
	}
}

// heard are the sentences in which each cue was met and is not off.
type heard struct{ by [][]int }

func listen(n int, f cue.Found) heard {
	h := heard{make([][]int, n)}
	for _, x := range f.Hits {
		if !x.Off {
			h.by[x.Cue] = append(h.by[x.Cue], f.Doc.Tokens[x.From].Sent)
		}
	}
	return h
}

// tells reports whether a sentence tells of the situation and holds none of
// its exceptions.
func (h heard) tells(c *compiled) bool {
	for _, id := range c.when {
		for _, sent := range h.by[id] {
			if !slices.ContainsFunc(c.unless, func(u cue.ID) bool { return slices.Contains(h.by[u], sent) }) {
				return true
			}
		}
	}
	return false
}
