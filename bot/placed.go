package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// onlyVisits reports whether a sentence tells of a stay, not of a home.
func (t *turn) onlyVisits(words []string) bool {
	said := strings.Join(words, " ")
	return t.saidAny("says.placed-visit", said) && !t.saidAny("says.placed-home", said)
}

// ownText is what was written without what stands in quotes.
func (t *turn) ownText() string { return strings.Replace(t.m.Text, inQuotes(t.m.Text), "", 1) }

// sentences are the folded words of each sentence that is the person's own:
// no tale of others, no stay.
func (t *turn) sentences() [][]string {
	var out [][]string
	for _, s := range strings.FieldsFunc(t.ownText(), func(r rune) bool { return strings.ContainsRune(".!?;\n", r) }) {
		if words := strings.Fields(foldWords(s)); len(words) > 0 && !t.onlyVisits(words) {
			out = append(out, words)
		}
	}
	return out
}

// namedBeside finds a place that stands by itself at the beginning or the end
// of a text: "Toronto - a courier came", "what do I do? Derry, N. Ireland".
func (t *turn) namedBeside() (p place, rest string, ok bool) {
	parts := strings.FieldsFunc(t.ownText(), func(r rune) bool { return strings.ContainsRune(",-–—:.;!?()\n", r) })
	if len(parts) < 2 {
		return place{}, "", false
	}
	for n := min(4, len(parts)-1); n > 0; n-- {
		for _, from := range []int{0, len(parts) - n} {
			if p, ok := t.standsAlone(parts, from, from+n); ok {
				return p, foldWords(t.m.Text), true
			}
		}
	}
	for i := 1; i < len(parts)-1 && t.saidAny("says.placed-kin", foldWords(t.m.Text)); i++ { // "my aunt (Forres, 79)"
		if p, ok := t.standsAlone(parts, i, i+1); ok && !t.saidAny("says.placed-theirs", foldWords(parts[i-1])) {
			return p, foldWords(t.m.Text), true
		}
	}
	return place{}, "", false
}

// standsAlone gives the place that some parts of a text name if they hold
// nothing else, and the part before does not tell whose it is.
func (t *turn) standsAlone(parts []string, from, to int) (place, bool) {
	words := strings.Fields(foldWords(strings.Join(parts[from:to], " ")))
	if t.aPerson(words) || len(words) > 0 && words[0] == "from" || from > 0 && t.afterPlace(parts[from-1]) {
		return place{}, false
	}
	return t.onlyPlaces(words)
}

// afterPlace reports whether what follows a part of a text goes on with a place
// that it names: "he rings from Pune, India".
func (t *turn) afterPlace(part string) bool {
	words := strings.Fields(foldWords(part))
	if _, ok := t.onlyPlaces(words); ok {
		return true
	}
	for i, w := range words {
		if _, n := t.placeAt(words[i+1:]); slices.Contains([]string{"from", "in", "of", "near"}, w) && n > 0 && i+1+n == len(words) {
			return true
		}
	}
	return false
}

// hereIs finds a place with "here" behind it: "New Zealand here".
func (t *turn) hereIs(words []string) (place, bool) {
	for i := range words {
		if p, n := t.anyHere(words[i:]); n > 0 && i+n < len(words) && words[i+n] == "here" && (i == 0 || t.startsWith(words[i-1:], "says.live-before") > 0) {
			return p, true
		}
	}
	return place{}, false
}

// placeAt finds the place that words name, behind one small word or the town
// beside it at most: "the Highlands", "Perth in Australia".
func (t *turn) placeAt(words []string) (place, int) {
	at := 0
	for n := 1; n > 0 && at < 4 && at < len(words); at += n {
		if p, k := t.anyHere(words[at:]); k > 0 {
			if land, m := t.placeHere(words[at+k:], "place"); m > 0 { // "London, Ontario"
				p, k = land, k+m
			}
			return p, at + k
		}
		n = max(t.startsWith(words[at:], "says.placed-any"), t.startsWith(words[at:], "says.placed-small"))
	}
	return place{}, 0
}

// kinIn finds where a relative is ("my sister in Ohio"): then the case is
// there. Relatives who only give advice, or are written to, tell nothing.
func (t *turn) kinIn(words []string) (place, bool) {
	if t.saidAny("says.placed-kin-helps", strings.Join(words, " ")) {
		return place{}, false
	}
	for i := range words {
		n := t.startsWith(words[i:], "says.placed-kin")
		if n == 0 || t.saidAny("says.placed-kin-not", strings.Join(words[max(0, i-4):i+n], " ")) {
			continue
		}
		for at := i + n; at < len(words) && at < i+n+6; at++ {
			if p, k := t.placeAt(words[at+1:]); k > 0 && slices.Contains([]string{"in", "near", "outside"}, words[at]) {
				return p, t.startsWith(words[at+1+k:], "says.placed-kin-tells") == 0
			}
			if t.startsWith(words[at:], "says.placed-kin-link") == 0 {
				break
			}
		}
	}
	return t.theyLive(words)
}

// comesFrom finds where somebody says they are from, where nothing speaks of
// the United Kingdom beside it.
func (t *turn) comesFrom() (p place, rest string, ok bool) {
	if p, rest, ok = t.livesIn("says.live-origin"); !ok || p.region == knowledge.GB {
		return p, rest, ok
	}
	words := strings.Fields(rest)
	for i := range words {
		if q, n := t.anyHere(words[i:]); n > 0 && q.region == knowledge.GB {
			return place{}, "", false
		}
	}
	return p, rest, !t.saidAny("says.mark-gb", rest) && !strings.ContainsRune(t.m.Text, '£')
}

// theyLive finds "she lives in Cork" where the text is about a relative.
func (t *turn) theyLive(words []string) (place, bool) {
	if !t.s.Theirs && !t.saidAny("says.placed-kin", foldWords(t.m.Text)) {
		return place{}, false
	}
	for i := range words {
		if n := t.startsWith(words[i:], "says.placed-they-live"); n > 0 {
			if p, k := t.placeAt(words[i+n:]); k > 0 {
				return p, true
			}
		}
	}
	return place{}, false
}

// justPlace reports whether words say where a relative lives and nothing else.
func (t *turn) justPlace(said string) bool {
	words := strings.Fields(said)
	n := t.startsWith(words, "says.placed-they-live")
	_, ok := t.onlyPlaces(words[n:])
	return n > 0 && ok
}

// asksOf finds the place that a few words begin with which ask whom to tell:
// "Belfast who do I ring".
func (t *turn) asksOf(words []string) (place, bool) {
	p, n := t.anyHere(words)
	return p, n > 0 && len(words) <= maxTyped && t.saidAny("says.placed-asks", strings.Join(words[n:], " "))
}

// opensIn finds a place that a sentence opens with: "In Ohio, my grandfather …".
func (t *turn) opensIn(words []string) (place, bool) {
	n := t.startsWith(words, "says.placed-open")
	if n == 0 {
		return place{}, false
	}
	p, k := t.placeAt(words[n:])
	return p, k > 0 && t.startsWith(words[n+k:], "says.placed-open-not") == 0
}

// nationIn finds a place of Scotland or Northern Ireland behind "in" and the
// like, where nothing says that others are there.
func (t *turn) nationIn(words []string) (place, bool) {
	for i := range words {
		n := t.startsWith(words[i:], "says.placed-at")
		if n == 0 {
			continue
		}
		p, k := t.placeAt(words[i+n:])
		if k == 0 || p.region != knowledge.GB || p.nation == "" {
			continue
		}
		before := words[max(0, i-3):i]
		if t.saidAny("says.live-tale", strings.Join(words[:i], " ")) || t.endsIn(before, "says.placed-theirs") || words[i] == "from" && t.endsIn(before, "says.placed-from-theirs") {
			continue
		}
		return p, true
	}
	return place{}, false
}

// endsIn reports whether words end in one of the lines of a saying.
func (t *turn) endsIn(words []string, key string) bool {
	said := " " + strings.Join(words, " ")
	return t.hears(key, func(w string) bool { return strings.HasSuffix(said, " "+w) })
}
