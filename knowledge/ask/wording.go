package ask

import (
	"regexp"
	"slices"
	"strings"
)

// wording is one way to come to a topic.
type wording struct {
	text  string
	topic int32 // its number
	asked bool  // it stands in the topic itself; only these are measured
}

// wordings are all ways to come to the topics: their titles and asks, how
// people tell of a situation that one topic alone is about, and the answers,
// whose words are often those of the question.
func (r *Reader) wordings() []wording {
	var out []wording
	for i, t := range r.topics {
		for _, a := range append([]string{t.Title}, t.Asks...) {
			out = append(out, wording{a, int32(i), true})
		}
	}
	for _, s := range r.stories {
		if i := slices.IndexFunc(r.topics, func(t *Topic) bool { return t.ID == s.Topic }); i >= 0 {
			out = append(out, wording{s.Text, int32(i), false})
		}
	}
	for i := range r.situations {
		if t := r.onlyTopic(r.situations[i].ID); t >= 0 {
			for _, h := range r.situations[i].Hits {
				out = append(out, wording{h, int32(t), false})
			}
		}
	}
	for i, t := range r.topics {
		a := append([]string{t.Answer.Lead}, slices.Concat(t.Answer.Why, t.Answer.Do)...)
		out = append(out, wording{holes.ReplaceAllString(strings.Join(a, " "), ""), int32(i), false})
	}
	return out
}

// written are the texts whose words people use: the wordings of topics and
// situations.
func (r *Reader) written() []string {
	var out []string
	for _, t := range slices.Concat(r.topics, r.parts) {
		out = append(append(out, t.Title), t.Asks...)
	}
	for i := range r.situations {
		out = append(out, r.situations[i].Hits...)
	}
	return out
}

// holes are the places of facts and names in an answer.
var holes = regexp.MustCompile(`\{[^}]*\}`)

// onlyTopic is the number of the one topic about a situation, -1 if there are
// none or several.
func (r *Reader) onlyTopic(situation string) int {
	found := -1
	for i, t := range r.topics {
		if slices.Contains(t.Situations, situation) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}
