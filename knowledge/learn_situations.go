package knowledge

import (
	"slices"

	"hangup/knowledge/ask"
	"hangup/knowledge/opinion"
	"hangup/knowledge/scan"
)

// byCuesAlone are situations that the model does not learn: they are told in
// a few words that cues know.
var byCuesAlone = []string{"paid-today", "paid-long-ago", "unsure-message", "asked-callback", "complaint-late", "old-password-shown"}

// heardSituations are the ids of the situations that the model learns.
func (b *Base) heardSituations() []string {
	var out []string
	for _, it := range b.content.situations {
		if s := it.Value; !s.Told && !slices.Contains(byCuesAlone, s.ID) {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return out
}

// LearnSituations learns to hear situations in words that no cue knows, from
// stories written for it, from the wordings in the content, and from examples
// of the scanner in which nothing is going on. It also tells how well each is
// heard in stories whose idea was not learnt from.
func (b *Base) LearnSituations(own []ask.Story, examples []Labelled) (*opinion.Model, []ask.Hearing) {
	for _, it := range b.content.stories {
		s := it.Value
		s.Own = true
		own = append(own, s)
	}
	return b.reader.LearnSituations(slices.Concat(own, b.toldInContent(), b.calm(examples)), b.heardSituations())
}

// calm are the examples in which nobody is in trouble: talk, warnings and what
// is over. The calm situations may hold in them; they count neither way.
func (b *Base) calm(examples []Labelled) []ask.Story {
	var settled []string
	for _, it := range b.content.situations {
		if !it.Value.Crisis {
			settled = append(settled, it.Value.ID)
		}
	}
	var out []ask.Story
	for _, l := range examples {
		if l.Level == "none" && l.Voice != scan.VoiceMessage {
			out = append(out, ask.Story{Text: l.Text, Idea: l.File + "/" + l.Family + "/" + l.Idea, Unsure: slices.Concat(settled, b.reader.ByCues(l.Text))})
		}
	}
	return out
}

// missWeight is how often a miss is learnt from: it stands for many questions.
const missWeight = 4

// toldInContent are the wordings of situations and topics. They name only one
// of their situations; what the cues hear besides counts neither way.
func (b *Base) toldInContent() []ask.Story {
	var out []ask.Story
	add := func(text string, situations, unsure []string) {
		s := ask.Story{Text: text, Idea: text, Situations: situations, Unsure: unsure}
		for _, told := range b.reader.ByCues(text) {
			s.Unsure = append(slices.Clip(s.Unsure), told)
		}
		out = append(out, s)
	}
	for _, it := range b.content.situations {
		if s := it.Value; !s.Told {
			for _, hit := range s.Hits {
				add(hit, []string{s.ID}, nil)
			}
		}
		for _, miss := range it.Value.Misses {
			for range missWeight {
				add(miss, nil, nil)
			}
		}
	}
	for _, it := range b.content.topics {
		t := it.Value
		if t.Of != "" {
			continue // nobody has said what else their wordings tell of
		}
		for _, a := range t.Asks {
			add(a, t.Situations[:min(1, len(t.Situations))], t.Situations)
		}
	}
	return out
}
