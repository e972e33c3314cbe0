package ask

import (
	"slices"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
)

// ear is the learnt second opinion on what a text tells of. It hears in words
// that no cue knows.
type ear struct {
	concepts conceptsOf
	model    *opinion.Model // nil if nothing was learnt; a score over 0 says yes
	to       []int          // by class: the situation's number in the Reader, -1 for one that is gone
}

// Listen makes r hear situations in other words than those of cues, by the
// concepts and a model that LearnSituations gave. With a nil model it hears by
// cues alone. It must be called before r is used.
func (r *Reader) Listen(concepts []source.Item[Concept], m *opinion.Model) {
	r.ear = ear{concepts: fileConcepts(concepts), model: m}
	if m == nil {
		return
	}
	for i := range r.situations {
		r.situations[i].over = r.cuesOf(bygone[r.situations[i].ID])
	}
	for _, id := range m.Classes {
		r.ear.to = append(r.ear.to, slices.IndexFunc(r.situations, func(c compiled) bool { return c.ID == id }))
	}
}

// cuesOf are the cues that tell of any of the situations called ids.
func (r *Reader) cuesOf(ids []string) []cue.ID {
	var out []cue.ID
	for i := range r.situations {
		if slices.Contains(ids, r.situations[i].ID) {
			out = append(out, r.situations[i].when...)
		}
	}
	return out
}

// overhear adds the situations of which a stretch of the text tells in words
// that no cue knows: told is by the situation's number. What one that is told
// of brings along is not added.
func (r *Reader) overhear(f cue.Found, told []bool) {
	if r.ear.model == nil {
		return
	}
	from := 0.0
	if r.any(func(k int) bool { return told[k] && !r.situations[k].Told }) {
		from = besides
	}
	for i, yes := range r.sounds(f, from) {
		brought := func(k int) bool { return told[k] && slices.Contains(near[r.situations[k].ID], r.situations[i].ID) }
		if yes && !told[i] && !r.any(brought) {
			told[i] = true
		}
	}
}

// any reports whether a situation's number fits.
func (r *Reader) any(fits func(int) bool) bool {
	for k := range r.situations {
		if fits(k) {
			return true
		}
	}
	return false
}

// besides is how sure the model has to be where cues tell already what has
// happened: mostly that is all of it.
const besides = 1.5

// sounds reports of which situations some stretch tells by the model with a
// score over from, and is not denied there.
func (r *Reader) sounds(f cue.Found, from float64) []bool {
	l := listener{concepts: r.ear.concepts}
	l.take(f.Doc)
	out := make([]bool, len(r.situations))
	var scores []float64
	for _, s := range stretches(f.Doc) {
		if s.to-s.from < fewWords {
			continue
		}
		scores = r.ear.model.ScoresOf(scores[:0], l.look(f, s))
		for class, score := range scores {
			if i := r.ear.to[class]; score > from && i >= 0 && !out[i] {
				out[i] = !r.situations[i].denied(f, s)
			}
		}
	}
	return out
}

// denied reports whether cues speak against a situation in a stretch: an
// exception in it or after it, a cue of it that is negated in it, or one that
// tells that it is over.
func (c *compiled) denied(f cue.Found, s stretch) bool {
	return slices.ContainsFunc(f.Hits, func(h cue.Hit) bool {
		inside := h.From >= s.from && h.From < s.to
		switch {
		case h.From < s.from:
			return false
		case h.Off:
			return inside && slices.Contains(c.when, h.Cue)
		}
		return slices.Contains(c.unless, h.Cue) || inside && slices.Contains(c.over, h.Cue)
	})
}
