package ask

import (
	"slices"

	"hangup/knowledge/cue"
)

// telling is what was heard in a text, as an Understanding without topics.
func (r *Reader) telling(h heard) Understanding {
	u := Understanding{Helper: h.theirs, Asks: h.asks}
	for i, yes := range h.told {
		c := &r.situations[i]
		switch {
		case !yes:
			continue
		case c.Told:
			u.Told = append(u.Told, &c.Situation)
		default:
			u.Situations = append(u.Situations, &c.Situation)
		}
		if !h.cued[i] {
			u.guessed = append(u.guessed, c.ID)
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

// excepted reports whether a sentence holds an exception of the situation.
func (c *compiled) excepted(f cue.Found, sent int) bool {
	return len(c.unless) > 0 && slices.ContainsFunc(f.Hits, func(h cue.Hit) bool {
		return !h.Off && f.Doc.Tokens[h.From].Sent == sent && slices.Contains(c.unless, h.Cue)
	})
}
