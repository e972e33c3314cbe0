package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// where is what a turn knows of the place somebody writes from.
type where struct {
	home   *Bot // of the host's region
	placed bool // they told where they live
	moved  bool // that was not known
	only   bool // nothing else was said
	toldSo bool // the reply says that it is noted
	lined  bool // the reply holds the line of their country or nation
}

// in gives the Bot that speaks for a place, b itself where there is none.
func (b *Bot) in(p place) *Bot {
	if p.region == "" {
		return b
	}
	base, err := b.base.In(p.region)
	if err != nil {
		return b
	}
	if own, err := base.InNation(p.nation); err == nil && p.region == knowledge.GB {
		base = own
	}
	if base == b.base {
		return b
	}
	return &Bot{base: base, key: b.key, heard: b.heard, places: b.places, talks: b.talks}
}

// move notes where somebody lives; from here on they get its words.
func (t *turn) move(p place) {
	who := &t.state.Person
	if p.nation != "" || p.region != knowledge.GB {
		who.Nation = p.nation
	}
	who.Region = string(p.region)
	t.Bot, t.scan = t.home.in(who.place()), nil
	t.moved = true
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

// alsoNoted adds to another answer that it is for a country just told. Where
// the place to report is not among its steps, it stands there.
func (t *turn) alsoNoted(r Reply) Reply {
	if t.moved && !t.toldSo && !r.Silent() {
		key := "command.region-on"
		if t.lined || t.despairs() {
			key = "place.noted"
		}
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say(key, "region", t.base.RegionName())}})
	}
	return r
}

// noted says whose numbers are given from now on. A case under way goes on.
func (t *turn) noted() Reply {
	nation := t.state.Person.Nation
	t.toldSo = true
	if t.open() && t.m.Chat.Kind != Group {
		key := "command.region-on"
		if line, _ := t.placeLine(); line != "" && t.harmed() {
			key = "place.noted"
		}
		return t.progress(t.base.Say(key, "region", t.base.RegionName()))
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
		return t.choicesOf("region:in", "region-in", "region:europe", "region-europe", "region:xx", "region-xx")
	case "europe":
		return t.choicesOf("region:de", "region-de", "region:fr", "region-fr", "region:es", "region-es", "region:union", "region-more")
	case "union":
		return t.choicesOf("region:nl", "region-nl", "region:eu", "region-eu")
	}
	return t.choicesOf("region:gb", "region-gb", "region:ie", "region-ie", "region:us", "region-us", "region:more", "region-more")
}

// regionTap answers a pressed country or nation, or shows more of them.
func (t *turn) regionTap(which string) Reply {
	if slices.Contains([]string{"more", "rest", "europe", "union"}, which) {
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

// reportTopics are the answers that say where to report.
var reportTopics = []string{"report-scam", "report-scotland", "report-northern-ireland"}

// forPlace gives the topic that is right for where somebody lives.
func (t *turn) forPlace(k *knowledge.Topic) *knowledge.Topic {
	if !slices.Contains(reportTopics, k.ID) || t.m.Choice != "" && k.ID != reportTopics[0] {
		return k
	}
	id := k.ID
	if t.base.Region() != knowledge.GB {
		id = reportTopics[0]
	}
	if own := nationTopics[t.nation()]; own != "" {
		id = own
	}
	if own, ok := t.base.Topic(id); ok {
		return own
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
