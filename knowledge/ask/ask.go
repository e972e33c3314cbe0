package ask

import (
	"slices"

	"hangup/knowledge/cue"
	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// Match is a topic and how well the words fit it, from 0 to about 1.
type Match struct {
	Topic *Topic
	Score float64
}

// Understanding is what a person's words come to.
type Understanding struct {
	Situations []*Situation // most pressing first
	Topics     []Match      // best first, at most five
	Helper     bool         // they ask for somebody else
	Words      int          // how many words there were
}

// Crisis reports whether harm is going on now.
func (u Understanding) Crisis() bool {
	return slices.ContainsFunc(u.Situations, func(s *Situation) bool { return s.Crisis })
}

// sureScore and sureMargin: from here on the best topic is taken without asking
// back. Set by leaving each wording of the content out in turn (make questions).
const (
	sureScore  = 0.30
	sureMargin = 0.03
)

// Sure reports whether the best topic is clear enough to answer.
func (u Understanding) Sure() bool {
	if len(u.Topics) == 0 || u.Topics[0].Score < sureScore {
		return false
	}
	return len(u.Topics) == 1 || u.Topics[0].Score-u.Topics[1].Score >= sureMargin || u.Topics[0].Score > 2*sureScore
}

// Lost reports whether the words fit no topic at all.
func (u Understanding) Lost() bool {
	return len(u.Topics) == 0 || u.Topics[0].Score < sureScore/2
}

// Reader understands questions. It is never changed once built and may be
// used by several goroutines.
type Reader struct {
	set        *cue.Set
	topics     []*Topic
	byID       map[string]*Topic
	situations []compiled
	helper     cue.ID
	index      index
}

// helperCue is the id of the cue for asking on behalf of somebody.
const helperCue = "for-somebody-else"

// New builds the Reader. All mistakes are returned together.
func New(set *cue.Set, topics []source.Item[Topic], situations []source.Item[Situation]) (*Reader, source.Mistakes) {
	r := &Reader{set: set, byID: map[string]*Topic{}}
	bad := CheckTopics(topics, situations)
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
	r.index = buildIndex(r.topics)
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
	return r.ReadFound(r.set.Find(text.Fold(body)))
}

// ReadFound understands a text whose cues have been found already.
func (r *Reader) ReadFound(f cue.Found) Understanding {
	u := Understanding{Words: len(f.Doc.Tokens), Topics: r.index.search(f.Doc, r.topics)}
	met := make([]bool, r.set.Len())
	for _, h := range f.Hits {
		if !h.Off {
			met[h.Cue] = true
		}
	}
	for i := range r.situations {
		c := &r.situations[i]
		if anyMet(met, c.when) && !anyMet(met, c.unless) {
			u.Situations = append(u.Situations, &c.Situation)
		}
	}
	u.Helper = met[r.helper]
	return u
}

func anyMet(met []bool, ids []cue.ID) bool {
	return slices.ContainsFunc(ids, func(id cue.ID) bool { return met[id] })
}
