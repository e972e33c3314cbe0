package ask

import (
	"slices"

	"hangup/knowledge/cue"
)

// heard gives what a text tells of, without topics.
func (r *Reader) heard(f cue.Found) Understanding {
	told := r.cued(f)
	cued := slices.Clone(told)
	r.overhear(f, told)
	u := r.telling(f, told)
	for i := range told {
		if told[i] && !cued[i] {
			u.guessed = append(u.guessed, r.situations[i].ID)
		}
	}
	return u
}

// Certain gives u without the situations that no cue tells of. Short words in
// the middle of a talk lean on what went before, which the model never heard.
func (u Understanding) Certain() Understanding {
	guess := func(s *Situation) bool { return slices.Contains(u.guessed, s.ID) }
	u.Situations = slices.DeleteFunc(slices.Clone(u.Situations), guess)
	u.Told = slices.DeleteFunc(slices.Clone(u.Told), guess)
	u.guessed = nil
	return u
}

// telling is what a text tells of, without topics: told is by the situation's number.
func (r *Reader) telling(f cue.Found, told []bool) Understanding {
	var u Understanding
	u.Helper = slices.ContainsFunc(f.Hits, func(h cue.Hit) bool { return !h.Off && h.Cue == r.helper })
	for i, yes := range told {
		c := &r.situations[i]
		switch {
		case !yes:
		case c.Told:
			u.Told = append(u.Told, &c.Situation)
		default:
			u.Situations = append(u.Situations, &c.Situation)
		}
	}
	return u
}

// cued reports of which situations the cues tell, by the situation's number: a
// sentence tells of it and holds none of its exceptions.
func (r *Reader) cued(f cue.Found) []bool {
	told := make([]bool, len(r.situations))
	for _, h := range f.Hits {
		if h.Off {
			continue
		}
		for _, i := range r.tellsOf[h.Cue] {
			told[i] = told[i] || !r.situations[i].excepted(f, f.Doc.Tokens[h.From].Sent)
		}
	}
	return told
}

// ByCues gives the ids of the situations of which the cues in a text tell.
func (r *Reader) ByCues(body string) []string {
	var out []string
	for i, yes := range r.cued(r.set.Read(body)) {
		if yes {
			out = append(out, r.situations[i].ID)
		}
	}
	return out
}

// fewWords is how many words a stretch has at least in which the model is
// asked: fewer are mostly answers to questions.
const fewWords = 5

// excepted reports whether a sentence holds an exception of the situation.
func (c *compiled) excepted(f cue.Found, sent int) bool {
	return len(c.unless) > 0 && slices.ContainsFunc(f.Hits, func(h cue.Hit) bool {
		return !h.Off && f.Doc.Tokens[h.From].Sent == sent && slices.Contains(c.unless, h.Cue)
	})
}
