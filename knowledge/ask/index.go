package ask

import (
	"cmp"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/kljensen/snowball/english"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// index finds the topics nearest to a question. Each topic is the mean of its
// wordings, as weighted stems, pairs of stems and letter groups; nearness is
// the cosine. The letter groups make it forgiving of typos. (Measured by
// make questions: the mean of a topic's wordings beats its nearest wording.)
type index struct {
	set     *cue.Set
	feature map[string]int32
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

// How much the kinds of features count against each other.
const (
	stemWeight = 1.0
	pairWeight = 0.7
	gramWeight = 0.35
	cueWeight  = 0.8
	gramSize   = 4
)

// maxAskTokens bounds how much of a long question is looked at.
const maxAskTokens = 220

// feat is a feature of a text and its weight by kind.
type feat struct {
	key string
	w   float32
}

// features gives the features of a text: its words, and the cues met in it,
// which stand for many wordings each.
func features(set *cue.Set, f cue.Found) []feat {
	d := f.Doc
	var out []feat
	for _, h := range f.Hits {
		if !h.Off {
			out = append(out, feat{"@" + set.Name(h.Cue), cueWeight})
		}
	}
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

// buildIndex makes the index of all wordings for which use says so.
func buildIndex(set *cue.Set, topics []*Topic, use func(wording int) bool) index {
	x := index{set: set, feature: map[string]int32{}, topics: topics}
	var asks []string
	n := 0
	for ti, t := range topics {
		for _, a := range wordings(t) {
			if use(n) {
				asks = append(asks, a)
				x.topicOf = append(x.topicOf, int32(ti))
			}
			n++
		}
	}
	docs := make([]map[int32]float32, len(asks))
	for i, fs := range readAll(set, asks) {
		docs[i] = x.count(fs, true)
	}
	x.weigh(docs)
	means := make([]map[int32]float32, len(topics))
	for i := range means {
		means[i] = map[int32]float32{}
	}
	for i, d := range docs {
		norm := x.norm(d)
		for f, w := range d {
			v := w * x.weight[f] / norm
			means[x.topicOf[i]][f] += v
			x.wording[f] = append(x.wording[f], posting{int32(i), v})
		}
	}
	x.post(means)
	return x
}

// readAll gives the features of texts, which are read side by side.
func readAll(set *cue.Set, texts []string) [][]feat {
	out := make([][]feat, len(texts))
	var busy sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		busy.Go(func() {
			for i := w; i < len(texts); i += workers {
				out[i] = features(set, set.Read(texts[i]))
			}
		})
	}
	busy.Wait()
	return out
}

// wordings are the ways to ask for a topic; its title is one of them.
func wordings(t *Topic) []string { return append([]string{t.Title}, t.Asks...) }

// post files the means, each made as long as the others.
func (x *index) post(means []map[int32]float32) {
	for ti, m := range means {
		sum := 0.0
		for _, w := range m {
			sum += float64(w) * float64(w)
		}
		norm := float32(math.Sqrt(max(sum, 1e-9)))
		for f, w := range m {
			x.posting[f] = append(x.posting[f], posting{int32(ti), w / norm})
		}
	}
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
	x.wording = make([][]posting, len(df))
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

// search gives how near each topic is to a text, none if no word is known.
func (x *index) search(f cue.Found) []Match {
	q := x.count(features(x.set, f), false)
	if len(q) == 0 {
		return nil
	}
	norm := x.norm(q)
	out := make([]Match, len(x.topics))
	for i, t := range x.topics {
		out[i].Topic = t
	}
	near := make([]float32, len(x.topicOf))
	for _, k := range slices.Sorted(maps.Keys(q)) { // in order, so that sums are the same each time
		v := q[k] * x.weight[k] / norm
		for _, p := range x.posting[k] {
			out[p.of].Score += float64(v * p.w)
		}
		for _, p := range x.wording[k] {
			near[p.of] += v * p.w
		}
	}
	x.nearest(out, near)
	return out
}

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

// maxMatches is how many topics are returned, and situationBonus is what a
// topic gains that is about a situation the words tell of.
const (
	maxMatches     = 5
	situationBonus = 0.10
)

// best orders the matches and keeps the first few. Topics about one of the
// situations come forward.
func best(ms []Match, situations []*Situation) []Match {
	for i := range ms {
		if slices.ContainsFunc(situations, func(s *Situation) bool { return slices.Contains(ms[i].Topic.Situations, s.ID) }) {
			ms[i].Score += situationBonus
		}
	}
	slices.SortStableFunc(ms, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return ms[:min(len(ms), maxMatches)]
}
