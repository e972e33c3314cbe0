package ask

import (
	"math"
	"slices"

	"github.com/kljensen/snowball/english"

	"hangup/knowledge/text"
)

// index finds the topics whose wordings are nearest to a question: the cosine
// of weighted stems, pairs of stems and letter groups. The letter groups make
// it forgiving of typos.
type index struct {
	feature map[string]int32
	weight  []float32   // rarity, by feature
	posting [][]posting // by feature
	topicOf []int32     // by wording
}

type posting struct {
	wording int32
	w       float32
}

// How much the kinds of features count against each other.
const (
	stemWeight = 1.0
	pairWeight = 0.7
	gramWeight = 0.35
	gramSize   = 4
)

// maxAskTokens bounds how much of a long question is looked at.
const maxAskTokens = 220

// feat is a feature of a text and its weight by kind.
type feat struct {
	key string
	w   float32
}

// features gives the features of a folded text.
func features(d *text.Doc) []feat {
	var out []feat
	prev := ""
	for i := range d.Tokens[:min(len(d.Tokens), maxAskTokens)] {
		if d.Tokens[i].Class == text.Web {
			continue
		}
		w := d.Word(i)
		if d.Tokens[i].Class == text.Digits && len(w) > 3 {
			w = "#"
		}
		stem := english.Stem(w, false)
		out = append(out, feat{stem, stemWeight})
		if prev != "" {
			out = append(out, feat{prev + " " + stem, pairWeight})
		}
		prev = stem
		padded := "_" + w + "_"
		for j := 0; j+gramSize <= len(padded); j++ {
			out = append(out, feat{"~" + padded[j:j+gramSize], gramWeight})
		}
	}
	return out
}

func buildIndex(topics []*Topic) index {
	x := index{feature: map[string]int32{}}
	var docs []map[int32]float32
	for ti, t := range topics {
		for _, a := range append([]string{t.Title}, t.Asks...) {
			docs = append(docs, x.count(features(text.Fold(a)), true))
			x.topicOf = append(x.topicOf, int32(ti))
		}
	}
	x.weigh(docs)
	for i, d := range docs {
		norm := x.norm(d)
		for f, w := range d {
			x.posting[f] = append(x.posting[f], posting{int32(i), w * x.weight[f] / norm})
		}
	}
	return x
}

// count sums the features; unknown ones are added if grow is set, else dropped.
func (x *index) count(fs []feat, grow bool) map[int32]float32 {
	out := make(map[int32]float32, len(fs))
	for _, f := range fs {
		id, ok := x.feature[f.key]
		if !ok {
			if !grow {
				continue
			}
			id = int32(len(x.feature))
			x.feature[f.key] = id
		}
		out[id] = max(out[id], f.w) // saying a word twice tells nothing more
	}
	return out
}

// weigh sets the rarity of every feature over the wordings.
func (x *index) weigh(docs []map[int32]float32) {
	df := make([]int, len(x.feature))
	for _, d := range docs {
		for f := range d {
			df[f]++
		}
	}
	x.weight = make([]float32, len(df))
	x.posting = make([][]posting, len(df))
	for f, n := range df {
		x.weight[f] = float32(math.Log(1 + float64(len(docs))/float64(n)))
	}
}

func (x *index) norm(d map[int32]float32) float32 {
	sum := 0.0
	for f, w := range d {
		v := float64(w * x.weight[f])
		sum += v * v
	}
	return float32(math.Sqrt(max(sum, 1e-9)))
}

// Shares of the best, second and third nearest wording in a topic's score:
// several near wordings are worth more than one.
var nearShares = [3]float64{0.7, 0.2, 0.1}

// maxMatches is how many topics are returned.
const maxMatches = 5

// search gives the topics nearest to d, best first.
func (x *index) search(d *text.Doc, topics []*Topic) []Match {
	q := x.count(features(d), false)
	if len(q) == 0 {
		return nil
	}
	norm := x.norm(q)
	scores := make([]float32, len(x.topicOf))
	for f, w := range q {
		v := w * x.weight[f] / norm
		for _, p := range x.posting[f] {
			scores[p.wording] += v * p.w
		}
	}
	return x.rank(scores, topics)
}

// rank turns the nearness of wordings into that of topics.
func (x *index) rank(scores []float32, topics []*Topic) []Match {
	best := make([][3]float32, len(topics))
	for i, s := range scores {
		b := &best[x.topicOf[i]]
		for k := range b {
			if s > b[k] {
				copy(b[k+1:], b[k:2])
				b[k] = s
				break
			}
		}
	}
	out := make([]Match, 0, len(topics))
	for i, b := range best {
		score := 0.0
		for k, share := range nearShares {
			score += share * float64(b[k])
		}
		if score > 0 {
			out = append(out, Match{topics[i], score})
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	return out[:min(len(out), maxMatches)]
}
