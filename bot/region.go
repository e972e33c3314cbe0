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

// where is what a turn knows of the place somebody writes from.
type where struct {
	home   *Bot // of the host's region
	placed bool // they told where they live
	moved  bool // that was not known
	only   bool // nothing else was said
	toldSo bool // the reply says that it is noted
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

// in gives the Bot that speaks for a region, b itself where there is none.
func (b *Bot) in(r knowledge.Region) *Bot {
	if r == "" {
		return b
	}
	base, err := b.base.In(r)
	if err != nil || base == b.base {
		return b
	}
	return &Bot{base: base, heard: b.heard}
}

// move notes where somebody lives; from here on they get its words.
func (t *turn) move(p place) {
	who := &t.state.Person
	if p.nation != "" || p.region != knowledge.GB {
		who.Nation = p.nation
	}
	who.Region = string(p.region)
	t.Bot, t.scan = t.home.in(p.region), nil
	t.moved = true
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
	if !t.saidAny("says.live-in", said) {
		return
	}
	p, rest, ok := t.livesIn()
	if !ok || t.pastedMessage() {
		return
	}
	was := t.state.Person
	t.move(p)
	t.moved = t.state.Person != was && (was != Person{} || p.region != t.home.base.Region())
	t.placed = true
	t.only = (t.moved || !t.open()) && onlyOf(rest, slices.Concat(t.heard["says.tail"], t.heard["says.lead-in"]))
}

// pastedMessage reports whether the words are somebody else's message.
func (t *turn) pastedMessage() bool {
	v := t.scanOwn()
	return v.Voice == "message" && v.Level != knowledge.None
}

// livesIn finds where somebody says they live, and gives the words of that
// sentence that are left.
func (t *turn) livesIn() (p place, rest string, ok bool) {
	text := strings.Replace(t.m.Text, inQuotes(t.m.Text), "", 1)
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?;\n", r) }) {
		words := strings.Fields(foldWords(s))
		for i := range words {
			n := t.startsWith(words[i:], "says.live-in")
			if n == 0 {
				continue
			}
			if t.saidAny("says.live-tale", strings.Join(words[:i], " ")) {
				break
			}
			if p, end, ok := t.placeNear(words[i+n:]); ok {
				return p, strings.Join(slices.Concat(words[:i], words[i+n+end:]), " "), true
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

// placeHere gives the place that words begin with and of how many words it
// is, 0 if there is none. kind is place or town.
func (t *turn) placeHere(words []string, kind string) (best place, n int) {
	for key := range t.heard {
		code, ok := strings.CutPrefix(key, "says."+kind+"-")
		if !ok {
			continue
		}
		if k := t.startsWith(words, key); k > n { // no name stands in two lists
			best, n = placeOf(code), k
		}
	}
	return best, n
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

// region answers /region: whose numbers are given, or those asked for.
func (t *turn) region() Reply {
	said := foldWords(t.m.Text)
	if p, ok := t.namedPlace(said); ok {
		t.move(p)
		return t.noted()
	}
	t.s.Flow = flowRegion
	if said != "" {
		return Reply{Lead: t.base.Say("command.region-unknown"), Choices: t.regionChoices("")}
	}
	r := t.saying("command.region", "region", t.base.RegionName())
	r.Choices = t.regionChoices("")
	return r
}

// alsoNoted adds to another answer that it is for a country just told.
func (t *turn) alsoNoted(r Reply) Reply {
	if t.moved && !t.toldSo && !r.Silent() {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("command.region-on", "region", t.base.RegionName())}})
	}
	return r
}

// noted says whose numbers are given from now on. A case under way goes on.
func (t *turn) noted() Reply {
	nation := t.state.Person.Nation
	t.toldSo = true
	if t.open() && t.m.Chat.Kind != Group {
		return t.progress(t.base.Say("command.region-on", "region", t.base.RegionName()))
	}
	if nation != "" {
		return t.saying("command.region-" + strings.ToLower(nation))
	}
	r := t.saying("command.region-noted", "region", t.base.RegionName())
	if t.base.Region() == knowledge.GB {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("command.region-nation")}})
		r.Choices = t.choicesOf("region:eng", "nation-eng", "region:sco", "nation-sco", "region:wal", "nation-wal", "region:ni", "nation-ni")
	}
	return r
}

// regionChoices are the countries to choose from, a few at a time.
func (t *turn) regionChoices(page string) []Choice {
	switch page {
	case "more":
		return t.choicesOf("region:au", "region-au", "region:nz", "region-nz", "region:ca", "region-ca", "region:rest", "region-more")
	case "rest":
		return t.choicesOf("region:in", "region-in", "region:eu", "region-eu", "region:xx", "region-xx")
	}
	return t.choicesOf("region:gb", "region-gb", "region:ie", "region-ie", "region:us", "region-us", "region:more", "region-more")
}

// regionTap answers a pressed country or nation, or shows more of them.
func (t *turn) regionTap(which string) Reply {
	if which == "more" || which == "rest" {
		t.s.Flow = flowRegion
		return Reply{Lead: t.base.Say("command.region-ask"), Choices: t.regionChoices(which)}
	}
	p := placeOf(which)
	if !slices.Contains(knowledge.Regions(), p.region) {
		return t.lost()
	}
	t.move(p)
	return t.noted()
}

// nationTold is what living in a nation tells, as if it had been said: their
// police take the reports.
var nationTold = map[string]string{"SCO": "in-scotland", "NI": "in-northern-ireland"}

// nationTopics are the answers for those nations.
var nationTopics = map[string]string{"SCO": "report-scotland", "NI": "report-northern-ireland"}

// nation is the nation that somebody lives in, "" outside the United Kingdom.
func (t *turn) nation() string {
	if t.base.Region() != knowledge.GB {
		return ""
	}
	return t.state.Person.Nation
}

// forPlace gives the topic that is right for where somebody lives.
func (t *turn) forPlace(k *knowledge.Topic) *knowledge.Topic {
	if k.ID == "report-scam" {
		if own, ok := t.base.Topic(nationTopics[t.nation()]); ok {
			return own
		}
	}
	return k
}

// atHour gives a reply as it reads at the time of the message: lines that
// nobody answers now are named with when they open.
func (t *turn) atHour(r Reply) Reply {
	r.Lead = t.base.AtHour(r.Lead, t.m.Time)
	r.Blocks = slices.Clone(r.Blocks)
	for i, b := range r.Blocks {
		if b.Kind == Quotes {
			continue
		}
		r.Blocks[i].Lines = slices.Clone(b.Lines)
		for j, l := range b.Lines {
			r.Blocks[i].Lines[j] = t.base.AtHour(l, t.m.Time)
		}
	}
	return r
}
