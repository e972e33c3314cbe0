package knowledge

import (
	"slices"

	"hangup/knowledge/ask"
	"hangup/knowledge/scan"
)

// heardSituations are the ids of the situations, all of which are learnt.
func (b *Base) heardSituations() []string {
	var out []string
	for _, it := range b.content.situations {
		out = append(out, it.Value.ID)
	}
	slices.Sort(out)
	return out
}

// Study learns how words lead to topics, and to hear situations in words that
// no cue knows, from stories written for it, from the wordings in the content,
// and from examples of the scanner in which nothing is going on. f, if it is
// not nil, gets every story of which everything is known, with how it is
// understood by what is learnt from other ideas only.
func (b *Base) Study(own []ask.Story, examples []Labelled, f func(s ask.Story, u Understanding)) ask.Ear {
	for _, it := range b.content.stories {
		s := it.Value
		s.Own = true
		own = append(own, s)
	}
	return b.reader.Study(slices.Concat(own, b.toldInContent(), b.calm(examples)), b.heardSituations(), f)
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
	add := func(text, topic string, situations, unsure []string) {
		s := ask.Story{Text: text, Topic: topic, Idea: text, Situations: situations, Unsure: unsure}
		for _, told := range b.reader.ByCues(text) {
			s.Unsure = append(slices.Clip(s.Unsure), told)
		}
		out = append(out, s)
	}
	for _, it := range b.content.situations {
		s := it.Value
		for _, hit := range s.Hits {
			add(hit, b.TopicAbout(s.ID), []string{s.ID}, nil)
		}
		for _, miss := range s.Misses {
			for range missWeight {
				add(miss, "", nil, nil)
				out[len(out)-1].Not = []string{s.ID}
			}
		}
	}
	for _, it := range b.content.topics {
		t := it.Value
		if t.Of != "" {
			continue // nobody has said what else their wordings tell of
		}
		for _, a := range append([]string{t.Title}, t.Asks...) {
			add(a, t.ID, t.Situations[:min(1, len(t.Situations))], t.Situations)
		}
	}
	return out
}
