package ask

import "slices"

// How well words must fit a particular at least, and among how many of the best
// topics its own must be. It must fit no worse than its topic as a whole: an
// answer to another question is worse than one that is more general.
// Words that are nearly those of a particular need no topic to vouch for it.
const (
	particularly = 0.3
	wordForWord  = 0.42
	amongTopics  = 2
	slack        = 0.1
)

// withParticular puts the particular that the words ask about before the topics,
// if they surely ask about one: it is found by its own wordings alone, so that
// many particulars do not make a topic harder to find.
func (r *Reader) withParticular(topics []Match, fs []feat, chance []float64) []Match {
	if len(topics) == 0 || len(r.parts) == 0 {
		return topics
	}
	var found Match
	for _, m := range r.partIndex().search(fs) {
		if m.Score >= particularly && m.Score > found.Score {
			found = m
		}
	}
	if found.Topic == nil {
		return topics
	}
	exact := found.Score >= wordForWord
	found.Score = fit(found.Score, r.chanceOf(found.Topic.Of, chance))
	near := topics[:min(amongTopics, len(topics))]
	if !exact && !slices.ContainsFunc(near, func(m Match) bool { return m.Topic.ID == found.Topic.Of && found.Score+slack >= m.Score }) {
		return topics
	}
	found.Score = max(found.Score, topics[0].Score)
	return append([]Match{found}, topics[:min(len(topics), maxMatches-1)]...)
}

// chanceOf is the learnt chance of the topic called id.
func (r *Reader) chanceOf(id string, chance []float64) float64 {
	i := slices.IndexFunc(r.topics, func(t *Topic) bool { return t.ID == id })
	if i < 0 || chance == nil {
		return 0
	}
	return chance[i]
}

// partWordings are the wordings of the particulars.
func (r *Reader) partWordings() []wording {
	var out []wording
	for i, t := range r.parts {
		for _, a := range append([]string{t.Title}, t.Asks...) {
			out = append(out, wording{a, int32(i), true})
		}
	}
	return out
}
