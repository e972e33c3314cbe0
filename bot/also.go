package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// alsoTold puts under the answer to a question the first act for something else
// that was told along with it, if nothing in the answer says as much.
func (t *turn) alsoTold(k *knowledge.Topic, r Reply) Reply {
	said := foldWords(r.Text())
	for _, s := range t.own.Situations {
		if t.isAbout(k, s.ID) || !t.harming(s.ID) || slices.Contains(t.s.Done, s.Act) {
			continue
		}
		lead := s.For(t.holds).Lead
		if alike(foldWords(lead), said) {
			continue
		}
		at := len(r.Blocks)
		if at > 0 && len(r.Choices) > 0 && strings.HasSuffix(strings.Join(r.Blocks[at-1].Lines, " "), "?") {
			at-- // before the question
		}
		r.Blocks = slices.Insert(slices.Clone(r.Blocks), at, Block{Lines: []string{lead}})
		return r
	}
	return r
}

// alike reports whether most of the words of a sentence stand in a text.
func alike(sentence, text string) bool {
	words := strings.Fields(sentence)
	n := 0
	for _, w := range words {
		if strings.Contains(" "+text+" ", " "+w+" ") {
			n++
		}
	}
	return 4*n >= 3*len(words)
}
