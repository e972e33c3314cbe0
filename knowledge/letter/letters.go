package letter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/source"
)

// Letters are the documents of one region. They are never changed once built.
type Letters struct {
	all []*Letter
}

// House is what the letters of a region are built with.
type House struct {
	Region   string
	Currency string                         // of the facts of the region
	Facts    func(id string) (string, bool) // the value of a fact
	YesNo    []Tap                          // the taps of yes-no fields: Yes, No and Unsure
	Known    func(situation string) bool    // whether there is a situation of that name
}

// New checks and files letters. Those that do not hold in the region keep only
// their words for it.
func New(items []source.Item[Letter], h House) (*Letters, source.Mistakes) {
	out := &Letters{}
	var bad source.Mistakes
	for i := range items {
		b := builder{House: h, l: &items[i].Value, at: items[i].At}
		bad = append(bad, b.build(out)...)
		out.all = append(out.all, b.l)
	}
	for i := range items {
		for _, c := range items[i].Value.Checks {
			if c.To != "" && out.Get(c.To) == nil {
				bad = append(bad, items[i].At.Mistake(c.To, "check "+c.ID+" leads to "+strconv.Quote(c.To)+", which is no letter", "write the id of a letter"))
			}
		}
	}
	return out, bad
}

// All gives the letters in the order of their files. The slice must not be changed.
func (ls *Letters) All() []*Letter { return ls.all }

// Get gives the letter called id, nil if there is none.
func (ls *Letters) Get(id string) *Letter {
	for _, l := range ls.all {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Here reports whether a letter can be used in a region.
func (l *Letter) Here(region string) bool {
	return len(l.Regions) == 0 || slices.Contains(l.Regions, region)
}

// For leaves out what stands in other regions only; of a letter that cannot be
// used in this one, everything but its title and what to do instead.
func (l *Letter) For(region string) {
	if !l.Here(region) {
		l.Title, l.Label, l.Lead, l.After, l.Fields, l.Checks, l.Text = "", "", "", nil, nil, nil, nil
		return
	}
	elsewhere := func(in string) bool {
		return in == "abroad" && region == "GB" || in != "" && in != "abroad" && in != region
	}
	l.Text = slices.DeleteFunc(l.Text, func(p Part) bool { return elsewhere(p.In) })
	l.Fields = slices.DeleteFunc(l.Fields, func(f Field) bool { return elsewhere(f.In) })
	l.Checks = slices.DeleteFunc(l.Checks, func(c Check) bool { return elsewhere(c.In) })
	l.Elsewhere = nil
}

// builder checks one letter.
type builder struct {
	House
	l   *Letter
	at  source.Place
	bad source.Mistakes
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// The holes that are no field.
var given = []string{"today", "checked", "total"}

func (b *builder) wrong(needle, what, remedy string) {
	b.bad = append(b.bad, b.at.Mistake(needle, what, remedy))
}

// ifSo is wrong where bad holds.
func (b *builder) ifSo(bad bool, needle, what, remedy string) {
	if bad {
		b.wrong(needle, what, remedy)
	}
}

func (b *builder) build(others *Letters) source.Mistakes {
	l := b.l
	b.ifSo(!idShape.MatchString(l.ID), "id:", "the id of a letter is not kebab-case", "write one such as app-claim")
	b.ifSo(others.Get(l.ID) != nil, "id:", "the id "+l.ID+" stands twice", "rename one of them")
	b.ifSo(l.File == "" || l.Here(b.Region) && (l.Title == "" || l.Label == ""), "", l.ID+" lacks title, label or file", "write all three")
	b.ifSo(!l.Here(b.Region) && len(l.Elsewhere) == 0, "regions:", l.ID+" says nothing for other regions", "write elsewhere: what to do instead")
	if !l.Here(b.Region) {
		return b.bad
	}
	for i := range l.Fields {
		b.field(&l.Fields[i], i)
	}
	for id, tap := range l.Chosen {
		if f := l.Field(id); f == nil || f.Tap(tap) == nil {
			b.wrong("chosen:", "chosen names "+strconv.Quote(id+": "+tap)+", which is no tap of a field", "write the ids of a field and of one of its taps")
		}
	}
	b.checks()
	b.text()
	return b.bad
}

func (b *builder) field(f *Field, i int) {
	at := "id: " + f.ID
	b.ifSo(!idShape.MatchString(f.ID) || b.l.Field(f.ID) != &b.l.Fields[i], at, "the id of field "+strconv.Quote(f.ID)+" is not kebab-case, or stands twice", "rename it")
	b.ifSo(!slices.Contains(kinds, f.Kind), at, "the kind of field "+f.ID+" is not known", "write one of "+strings.Join(kinds, ", "))
	b.ifSo(f.Ask == "" || f.Label == "", at, "field "+f.ID+" lacks ask or label", "write both")
	of := b.l.Field(f.Each)
	b.ifSo(f.Each != "" && (of == nil || of.Kind != KindAmounts), f.Each, "each of field "+f.ID+" is no field of sums", "write the id of a field of kind amounts")
	from := b.l.Field(f.From)
	b.ifSo(f.From != "" && (from == nil || from.Kind != KindDates && from.Kind != KindDate), f.From, "from of field "+f.ID+" is no field of days", "write the id of a field of kind dates")
	b.ifSo(f.Kind == KindChoice && (len(f.Taps) < 2 || len(f.Taps) > 4), at, "field "+f.ID+" has not two to four taps", "write taps")
	if f.Kind == KindYesNo {
		f.Taps = b.ownTaps(f.Taps)
	}
	for _, t := range f.Taps {
		for _, k := range t.Known {
			if !b.Known(k) {
				b.wrong(k, "tap "+t.ID+" is known by "+strconv.Quote(k)+", which is no situation", "write the id of a situation")
			}
		}
	}
	f.when = b.conditions(f.When)
}

// ownTaps are the taps of the house with what a field adds to them.
func (b *builder) ownTaps(more []Tap) []Tap {
	out := slices.Clone(b.YesNo)
	for _, m := range more {
		for i := range out {
			if out[i].ID != m.ID {
				continue
			}
			out[i].Says, out[i].Known = slices.Concat(out[i].Says, m.Says), m.Known
			if m.Label != "" {
				out[i].Label = m.Label
			}
		}
	}
	return out
}

func (b *builder) conditions(all []string) []condition {
	var out []condition
	for _, s := range all {
		c, err := parse(s, b.Currency, b.Facts)
		if err == nil {
			err = b.fits(c, s)
		}
		if err != nil {
			b.wrong(s, err.Error(), "see conditions in the content README")
			continue
		}
		out = append(out, c)
	}
	return out
}

func (b *builder) checks() {
	for i := range b.l.Checks {
		c := &b.l.Checks[i]
		if !idShape.MatchString(c.ID) || b.l.Check(c.ID) != c {
			b.wrong(c.ID, "the id of check "+strconv.Quote(c.ID)+" is not kebab-case, or stands twice", "rename it")
		}
		if c.Says == "" || len(c.When) == 0 || c.Switch && c.To == "" {
			b.wrong("id: "+c.ID, "check "+c.ID+" lacks says or when, or the letter it switches to", "write them")
		}
		c.when, c.unless = b.conditions(c.When), b.conditions(c.Unless)
	}
}

func (b *builder) text() {
	for i := range b.l.Text {
		p := &b.l.Text[i]
		p.when = b.conditions(p.When)
		for _, s := range append([]string{p.Title, p.Line}, p.Points...) {
			for _, m := range hole.FindAllStringSubmatch(s, -1) {
				if b.l.Field(m[1]) == nil && !slices.Contains(given, m[1]) {
					b.wrong(m[0], "there is no field for the place "+m[0], "write the id of a field, or today, checked or total")
				}
			}
		}
		for _, id := range p.Each {
			if b.l.Field(id) == nil {
				b.wrong(id, "each names "+strconv.Quote(id)+", which is no field", "write the ids of fields")
			}
		}
	}
}
