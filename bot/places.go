package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// place is where somebody lives. The nation is one of the United Kingdom, ""
// if it is not said.
type place struct {
	region knowledge.Region
	nation string
}

// place is where a person lives, the zero one if that is not known.
func (p Person) place() place {
	return place{knowledge.Region(p.Region), p.Nation}
}

// nations are the nations of the United Kingdom, and what says.place- and
// town- call them.
var nations = map[string]string{"eng": "ENG", "sco": "SCO", "wal": "WAL", "ni": "NI"}

// placeOf reads the end of a key of says: place-sco, town-us.
func placeOf(key string) place {
	if n := nations[key]; n != "" {
		return place{knowledge.GB, n}
	}
	return place{region: knowledge.Region(strings.ToUpper(key))}
}

// maxGap is how many words may stand between "I live in" and the country.
const maxGap = 8

// maxTown is the same for a town, where no country follows.
const maxTown = 2

// notePlace notes the country that somebody says they live in, or names when
// asked for it. What others say of themselves does not count.
func (t *turn) notePlace() {
	said := foldWords(t.m.Text)
	if t.waits == flowRegion && t.m.Command == "" {
		if p, ok := t.namedPlace(said); ok && len(strings.Fields(said)) <= maxTyped {
			t.move(p)
			t.only = true
			return
		}
	}
	p, rest, ok := t.toldPlace(said)
	if !ok || t.pastedMessage() {
		return
	}
	was := t.state.Person
	t.move(p)
	now := t.state.Person
	changed := now.Region != was.Region || now.Nation != was.Nation
	t.moved = changed && (was.Region != "" || t.Bot != t.home)
	t.placed = true
	t.only = (t.moved || !t.open()) && (t.justPlace(said) || onlyOf(rest, slices.Concat(t.heard["says.tail"], t.heard["says.lead-in"])))
}

// toldPlace finds where the person is, or the relative whom they ask for: said outright, hailed ("hello from
// Perth"), asked for ("report it in Canada"), named beside the rest, or, where
// nothing speaks of the United Kingdom, shown by money, banks and firms of one country.
func (t *turn) toldPlace(said string) (p place, rest string, ok bool) {
	kin, ofKin := t.ofSentence(t.kinIn)
	for _, key := range []string{"says.live-in", "says.live-hail"} {
		if p, rest, ok = t.livesIn(key); ok && ofKin && t.base.Understand(t.m.Text).Helper {
			return kin, said, true
		}
		if ok {
			return p, rest, true
		}
	}
	if words := strings.Fields(said); !t.aPerson(words) {
		if p, ok = t.onlyPlaces(words); ok {
			return p, "", true
		}
	}
	if p, rest, ok = t.namedBeside(); ok {
		return p, rest, true
	}
	for _, hear := range []func([]string) (place, bool){t.hereIs, t.kinIn, t.asksOf, t.opensIn, t.nationIn} {
		if p, ok = t.ofSentence(hear); ok {
			return p, said, true
		}
	}
	if p, rest, ok = t.comesFrom(); ok {
		return p, rest, true
	}
	p, ok = t.marked(said)
	return p, said, ok
}

// ofSentence gives the place that the first sentence tells in which one is heard.
func (t *turn) ofSentence(hear func([]string) (place, bool)) (place, bool) {
	for _, s := range t.sentences() {
		if p, ok := hear(s); ok {
			return p, true
		}
	}
	return place{}, false
}

// marked finds the one country whose money, banks or offices the words name.
// Words that also speak of the United Kingdom, or of two countries, tell nothing.
func (t *turn) marked(said string) (place, bool) {
	if t.state.Person.Region != "" || strings.ContainsRune(t.m.Text, '£') || t.saidAny("says.mark-gb", said) {
		return place{}, false
	}
	found := ""
	for key := range t.heard {
		code, ok := strings.CutPrefix(key, "says.mark-")
		if !ok || !t.saidAny(key, said) {
			continue
		}
		if found != "" {
			return place{}, false
		}
		found = code
	}
	return placeOf(found), found != ""
}

// pastedMessage reports whether the words are somebody else's message.
func (t *turn) pastedMessage() bool {
	v := t.scanOwn()
	return v.Voice == "message" && v.Level != knowledge.None && (t.speaksToReader() || !t.saidAny("says.first-person", foldWords(t.m.Text)))
}

// livesIn finds where somebody says they live, by the lines of a saying, and
// gives all other words.
func (t *turn) livesIn(key string) (p place, rest string, ok bool) {
	sentences := strings.FieldsFunc(t.ownText(), func(r rune) bool { return strings.ContainsRune(".!?;\n", r) })
	for at, s := range sentences {
		words := strings.Fields(foldWords(s))
		for i := range words {
			n := t.startsWith(words[i:], key)
			if n == 0 {
				continue
			}
			if t.saidAny("says.live-tale", strings.Join(words[:i], " ")) || t.onlyVisits(words) {
				break
			}
			if p, end, ok := t.placeNear(words[i+n:]); ok {
				others := foldWords(strings.Join(slices.Concat(sentences[:at], sentences[at+1:]), " "))
				return p, strings.TrimSpace(strings.Join(slices.Concat(words[:i], words[i+n+end:]), " ") + " " + others), true
			}
		}
	}
	return place{}, "", false
}

// startsWith gives of how many words the longest line of a saying is that
// words begin with, 0 if none fits.
func (t *turn) startsWith(words []string, key string) int {
	n := 0
	t.hears(key, func(w string) bool {
		line := strings.Fields(w)
		if len(line) > n && len(line) <= len(words) && slices.Equal(line, words[:len(line)]) {
			n = len(line)
		}
		return false
	})
	return n
}
