package ask

import (
	"cmp"
	"slices"
	"strconv"
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
	Asks       bool         // they have only a question: its answer is what they need first

	set  *cue.Set
	said []cue.ID // the cues met that are not off
	sums []float64

	guessed []string // ids of those situations heard in words that no cue knows
}

// Says reports whether a cue was met in the words and is not off, or whether
// they name a sum such as the condition ("over £30,000", "up to £100") wants.
func (u Understanding) Says(id string) bool {
	if u.set == nil {
		return false
	}
	if isSum(id) {
		return sumHolds(id, u.sums)
	}
	n, ok := u.set.Lookup(id)
	return ok && slices.Contains(u.said, n)
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
	topics     []*Topic // without particulars
	parts      []*Topic // the particulars
	stories    []Story  // what leads to topics besides their own wordings
	byID       map[string]*Topic
	situations []compiled
	tellsOf    map[cue.ID][]int // by cue: places in situations
	helper     cue.ID
	concepts   conceptsOf
	ear        *tuned        // nil if nothing was learnt
	index      func() *index // of the topics
	partIndex  func() *index
	spell      func() *speller
}

// helperCue is the id of the cue for asking on behalf of somebody.
const helperCue = "for-somebody-else"

// New builds the Reader, which hears by cues and wordings alone until Listen.
// All mistakes are returned together.
func New(set *cue.Set, topics []source.Item[Topic], situations []source.Item[Situation]) (*Reader, source.Mistakes) {
	r := &Reader{set: set, byID: map[string]*Topic{}, tellsOf: map[cue.ID][]int{}}
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
	for i, s := range r.situations {
		for _, c := range s.when {
			r.tellsOf[c] = append(r.tellsOf[c], i)
		}
	}
	for i := range topics {
		t := &topics[i].Value
		if t.Of == "" {
			r.topics = append(r.topics, t)
		} else {
			r.parts = append(r.parts, t)
		}
		r.byID[t.ID] = t
	}
	r.spell = sync.OnceValue(func() *speller { return newSpeller(r.written()) })
	r.index = sync.OnceValue(func() *index {
		ws := r.wordings()
		return buildIndex(r.topics, ws, r.readAll(ws))
	})
	r.partIndex = sync.OnceValue(func() *index {
		ws := r.partWordings()
		return buildIndex(r.parts, ws, r.readAll(ws))
	})
	return r, bad
}

// Tell makes r understand questions by stories as well, each of which names its
// topic. It must be called before r is used. The mistakes name unknown topics
// and situations.
func (r *Reader) Tell(stories []source.Item[Story]) source.Mistakes {
	var bad source.Mistakes
	for _, it := range stories {
		s := it.Value
		if _, ok := r.byID[s.Topic]; !ok || s.Text == "" {
			bad = append(bad, it.At.Mistake(s.Topic, "a story has no text, or names the unknown topic "+strconv.Quote(s.Topic), "fix it"))
		}
		for _, id := range s.Situations {
			if _, ok := r.Situation(id); !ok {
				bad = append(bad, it.At.Mistake(id, "a story names the unknown situation "+strconv.Quote(id), "fix the name"))
			}
		}
		r.stories = append(r.stories, s)
	}
	return bad
}

// Topic gives the topic called id.
func (r *Reader) Topic(id string) (*Topic, bool) {
	t, ok := r.byID[id]
	return t, ok
}

// Learnt gives the ids of the topics that something was learnt about.
func (r *Reader) Learnt() []string {
	if r.ear == nil {
		return nil
	}
	return slices.Clone(r.ear.Topics.Classes)
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

// Read understands one text, its mistyped words mended. It never fails; any
// bytes are allowed.
func (r *Reader) Read(body string) Understanding {
	return r.ReadFound(r.set.Read(r.spell().mend(body, r.set.Knows)))
}

// ReadFound understands a text whose cues have been found already.
func (r *Reader) ReadFound(f cue.Found) Understanding {
	return r.understood(f, r.ear)
}

// understood is what a text comes to by an ear.
func (r *Reader) understood(f cue.Found, e *tuned) Understanding {
	h := r.hear(f, e)
	u := r.telling(h)
	u.set, u.sums = r.set, sumsIn(f)
	for _, x := range f.Hits {
		if !x.Off {
			u.said = append(u.said, x.Cue)
		}
	}
	fs := r.features().read(f, u)
	ms := r.index().search(fs)
	likely(ms, h.chance)
	u.Topics = r.withParticular(best(ms, u), fs, h.chance)
	return u
}
