package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// placeName is one name of a place, folded.
type placeName struct {
	words []string
	kind  string // place for a country or a part of one, town
	place place
}

// placeNames files the names of places by their first word.
func placeNames(heard map[string][]string) map[string][]placeName {
	out, regions := map[string][]placeName{}, knowledge.Regions()
	for key, names := range heard {
		kind, code, _ := strings.Cut(strings.TrimPrefix(key, "says."), "-")
		if kind != "place" && kind != "town" || !slices.Contains(regions, placeOf(code).region) {
			continue
		}
		for _, n := range names {
			words := strings.Fields(n)
			out[words[0]] = append(out[words[0]], placeName{words, kind, placeOf(code)})
		}
	}
	return out
}

// placeHere gives the place that words begin with and of how many words it
// is, 0 if there is none. kind is place or town.
func (t *turn) placeHere(words []string, kind string) (best place, n int) {
	if len(words) == 0 {
		return place{}, 0
	}
	for _, p := range t.places[words[0]] { // no name stands in two lists
		k := len(p.words)
		if p.kind == kind && k > n && k <= len(words) && slices.Equal(p.words, words[:k]) && t.startsWith(words[k:], "says.placed-goes-on") == 0 {
			best, n = p.place, k
		}
	}
	return best, n
}

// anyHere is placeHere for both kinds: the longer name counts.
func (t *turn) anyHere(words []string) (best place, n int) {
	for _, kind := range []string{"place", "town"} {
		if p, k := t.placeHere(words, kind); k > n {
			best, n = p, k
		}
	}
	return best, n
}

// onlyPlaces gives the place that words name if they name nothing else. A
// country decides for a town beside it ("Perth, Australia").
func (t *turn) onlyPlaces(words []string) (place, bool) {
	var land, town place
	for i := 0; i < len(words); {
		p, n := t.placeHere(words[i:], "place")
		q, m := t.placeHere(words[i:], "town")
		skip := max(t.startsWith(words[i:], "says.placed-any"), t.startsWith(words[i:], "says.placed-small"))
		switch {
		case n > 0 && n >= m && land.region != "" && land.region != p.region:
			return place{}, false
		case n > 0 && n >= m:
			land = p
		case m > 0:
			town, n = q, m
		case skip > 0:
			n = skip
		default:
			return place{}, false
		}
		i += n
	}
	if land.region == "" || land.region == knowledge.GB && land.nation == "" && town.region == land.region {
		land = town
	}
	return land, land.region != ""
}

// aPerson reports whether words are one name that people have as well.
func (t *turn) aPerson(words []string) bool {
	return t.hears("says.placed-or-name", func(w string) bool { return w == strings.Join(words, " ") })
}

// placeNear finds the place that words name at their beginning: a country
// behind a few words ("a village near Cork in Ireland"), or else a town. end
// is the number of words up to behind the place.
func (t *turn) placeNear(words []string) (p place, end int, ok bool) {
	for _, try := range []struct {
		kind string
		gap  int
	}{{"place", maxGap}, {"town", maxTown}} {
		for i := 0; i <= try.gap && i < len(words); i++ {
			if p, n := t.placeHere(words[i:], try.kind); n > 0 {
				return p, i + n, true
			}
			if t.startsWith(words[i:], "says.live-break") > 0 {
				break
			}
		}
	}
	return place{}, 0, false
}

// namedPlace finds the place in words that name nothing else, or its code.
func (t *turn) namedPlace(said string) (place, bool) {
	code := knowledge.Region(strings.ToUpper(said))
	if slices.Contains(knowledge.Regions(), code) {
		return place{region: code}, true
	}
	words := strings.Fields(said)
	for _, kind := range []string{"place", "town"} {
		var best place
		most := 0
		for i := range words {
			if p, n := t.placeHere(words[i:], kind); n > most {
				best, most = p, n
			}
		}
		if most > 0 {
			return best, true
		}
	}
	return place{}, false
}
