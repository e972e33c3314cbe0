package ask

import (
	"cmp"
	"math"
	"slices"
)

// index finds the topics nearest to a question. Each topic is the mean of its
// wordings, as weighted features; nearness is the cosine. What was learnt has
// more to say (see likely); either alone is worse.
type index struct {
	feature map[uint32]int32
	weight  []float32   // rarity, by feature
	posting [][]posting // by feature: topics
	wording [][]posting // by feature: wordings
	topicOf []int32     // by wording
	topics  []*Topic
}

// posting is how much a feature counts for a topic or wording.
type posting struct {
	of int32
	w  float32
}

// vector is a text as features and weights, one long.
type vector struct {
	at []int32 // rising
	w  []float32
}

// buildIndex makes the index of wordings whose features were read.
func buildIndex(topics []*Topic, ws []wording, read [][]feat) *index {
	x := &index{feature: map[uint32]int32{}, topics: topics}
	docs := make([]vector, len(ws))
	for i, fs := range read {
		x.topicOf = append(x.topicOf, ws[i].topic)
		docs[i] = x.count(fs, true)
	}
	x.weigh(docs)
	means := make([][]float32, len(topics))
	for i := range means {
		means[i] = make([]float32, len(x.weight))
	}
	for i := range docs {
		x.byRarity(docs[i])
		for k, f := range docs[i].at {
			means[ws[i].topic][f] += docs[i].w[k]
			x.wording[f] = append(x.wording[f], posting{int32(i), docs[i].w[k]})
		}
	}
	x.post(means)
	return x
}

// post files the means, each made as long as the others.
func (x *index) post(means [][]float32) {
	for ti, m := range means {
		norm := length(m)
		for f, w := range m {
			if w != 0 {
				x.posting[f] = append(x.posting[f], posting{int32(ti), w / norm})
			}
		}
	}
}

// count gives the features of a text, each once: saying a word twice tells
// nothing more. Unknown ones are added if grow is set, else dropped.
func (x *index) count(fs []feat, grow bool) vector {
	found := make([]posting, 0, len(fs))
	for _, f := range fs {
		id, ok := x.feature[f.key]
		if !ok {
			if !grow {
				continue
			}
			id = int32(len(x.feature))
			x.feature[f.key] = id
		}
		found = append(found, posting{id, f.w})
	}
	slices.SortFunc(found, func(a, b posting) int {
		if a.of != b.of {
			return int(a.of - b.of)
		}
		return cmp.Compare(b.w, a.w)
	})
	v := vector{make([]int32, 0, len(found)), make([]float32, 0, len(found))}
	for i, p := range found {
		if i == 0 || p.of != found[i-1].of {
			v.at, v.w = append(v.at, p.of), append(v.w, p.w)
		}
	}
	return v
}

// weigh sets the rarity of every feature over the wordings.
func (x *index) weigh(docs []vector) {
	df := make([]int, len(x.feature))
	for _, d := range docs {
		for _, f := range d.at {
			df[f]++
		}
	}
	x.weight = make([]float32, len(df))
	x.posting = make([][]posting, len(df))
	x.wording = make([][]posting, len(df))
	for f, n := range df {
		x.weight[f] = float32(math.Log(1 + float64(len(docs))/float64(n)))
		x.wording[f] = make([]posting, 0, n)
	}
}

// byRarity weighs counted features by their rarity and makes the whole one long.
func (x *index) byRarity(v vector) {
	for i, f := range v.at {
		v.w[i] *= x.weight[f]
	}
	norm := length(v.w)
	for i := range v.w {
		v.w[i] /= norm
	}
}

func length(w []float32) float32 {
	sum := 0.0
	for _, v := range w {
		sum += float64(v) * float64(v)
	}
	return float32(math.Sqrt(max(sum, 1e-9)))
}

// search gives how near each topic is to a text, none if no word is known.
func (x *index) search(fs []feat) []Match {
	q := x.count(fs, false)
	if len(q.at) == 0 {
		return nil
	}
	x.byRarity(q)
	out := make([]Match, len(x.topics))
	for i, t := range x.topics {
		out[i].Topic = t
	}
	near := make([]float32, len(x.topicOf))
	for i, f := range q.at {
		v := q.w[i]
		for _, p := range x.posting[f] {
			out[p.of].Score += float64(v * p.w)
		}
		for _, p := range x.wording[f] {
			near[p.of] += v * p.w
		}
	}
	x.nearest(out, near)
	for i := range out {
		out[i].Score *= scale
	}
	return out
}

// scale brings the scores to where the thresholds are.
const scale = 0.7

// knownBonus is what a topic gains that holds the very words that were asked;
// words that are only alike gain much less.
const knownBonus = 0.4

// nearest adds the bonus of each topic's nearest wording.
func (x *index) nearest(out []Match, near []float32) {
	best := make([]float64, len(out))
	for i, n := range near {
		best[x.topicOf[i]] = max(best[x.topicOf[i]], float64(n))
	}
	for i, n := range best {
		out[i].Score += knownBonus * n * n * n
	}
}

// How much nearness and the learnt chance of a topic count.
const (
	nearShare   = 0.5
	chanceShare = 1.0
)

// likely adds to each match the chance of its topic, which stands at the same
// place; nil says that nothing was learnt.
func likely(ms []Match, chance []float64) {
	if chance == nil {
		return
	}
	for i := range ms {
		ms[i].Score = fit(ms[i].Score, chance[i])
	}
}

// fit is how well a topic fits that is so near and so likely.
func fit(near, chance float64) float64 { return nearShare*near + scale*chanceShare*chance }

// maxMatches is how many topics are returned, and situationBonus is what a
// topic gains that is about a situation the words tell of; pointBonus is what
// one gains for which a particular speaks.
const (
	maxMatches     = 5
	situationBonus = 0.10
	pointBonus     = 0.25
)

// best orders the matches and keeps the first few. Topics about one of the
// situations come forward.
func best(ms []Match, u Understanding) []Match {
	for i := range ms {
		t := ms[i].Topic
		if slices.ContainsFunc(u.Situations, func(s *Situation) bool { return slices.Contains(t.Situations, s.ID) }) {
			ms[i].Score += situationBonus
		}
		if (Condition{When: t.Points}).fits(u.Says) {
			ms[i].Score += pointBonus
		}
	}
	slices.SortStableFunc(ms, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return ms[:min(len(ms), maxMatches)]
}
