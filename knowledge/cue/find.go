package cue

import (
	"slices"
	"sync"

	"hangup/knowledge/text"
)

// maxHits bounds the hits kept of one text.
const maxHits = 1024

// place is a term that stands at a token and covers n tokens.
type place struct {
	t term
	n int32
}

// Found is what a Set finds in one text.
type Found struct {
	Doc   *text.Doc
	Hits  []Hit // in the order in which they were first met
	Names []Name
	keys  []uint32 // of the cues, by number
}

// Key is a number for the cue of h that stays the same when other cues come
// and go; 0 for a cue that only names a sign.
func (f Found) Key(h Hit) uint32 { return f.keys[h.Cue] }

// Name is a named entry of a list met in a text.
type Name struct {
	Name     string
	List     string
	From, To int
}

// scratch is the working memory of one Find.
type scratch struct {
	places placeTable
	runner runner
	found  Found
	neg    negations
}

// scratches keeps working memory for later texts: most of what Find needs is
// of the same size for all of them.
var scratches sync.Pool

// Find goes over d once and returns all cues and names met in it.
func (s *Set) Find(d *text.Doc) Found {
	x, ok := scratches.Get().(*scratch)
	if !ok {
		x = &scratch{}
	}
	defer scratches.Put(x)
	f := &x.found
	f.Doc, f.Hits, f.Names = d, f.Hits[:0], f.Names[:0]
	s.places(d, x)
	s.nameHits(&x.places, f)
	r := &x.runner
	r.start(&s.cues)
	for i := range d.Tokens {
		for _, m := range r.at(i, x.places.class[i], x.places.at(i), d.Tokens[i].Before == text.Sentence, x.places.ahead(i, &s.cues)) {
			f.meet(ID(m.out), m.from, m.to)
		}
	}
	s.hush(f)
	s.negate(f, &x.neg)
	x.neg.d = nil
	f.Doc = nil // what is kept must not keep a text
	return Found{Doc: d, Hits: slices.Clone(f.Hits), Names: slices.Clone(f.Names), keys: s.keys}
}

// meet keeps a hit; of two hits of one cue from one place the longer stays.
func (f *Found) meet(c ID, from, to int) {
	for k := len(f.Hits) - 1; k >= 0 && k >= len(f.Hits)-24; k-- {
		h := &f.Hits[k]
		if h.Cue == c && h.From == from {
			h.To = max(h.To, to)
			return
		}
	}
	if len(f.Hits) < maxHits {
		f.Hits = append(f.Hits, Hit{Cue: c, From: from, To: to})
	}
}

// placeTable holds what stands at the tokens: the class of each word, and the
// places of names of several words, entities and what is said of links.
type placeTable struct {
	class []class
	first []int32 // all[first[i]:first[i+1]] stand at token i
	all   []place
	extra []extraPlace // the same, as they were found
}

// extraPlace is a place at a token, filed out of order.
type extraPlace struct {
	token int32
	place place
}

// ahead gives a coarse picture of what stands at the token after i: nothing
// there at the end of the text, anything where names and entities stand.
func (p *placeTable) ahead(i int, m *machine) uint64 {
	switch {
	case i+1 >= len(p.class):
		return 0
	case i+2 < len(p.first) && p.first[i+2] > p.first[i+1]:
		return anything
	}
	return m.faces[p.class[i+1]]
}

func (p *placeTable) at(i int) []place { return p.all[p.first[i]:p.first[i+1]] }

// places finds what stands at every token: its words, names of several words,
// entities and what is to be said of links.
func (s *Set) places(d *text.Doc, x *scratch) {
	p := &x.places
	p.class, p.extra = p.class[:0], p.extra[:0]
	var leet [64]byte
	r := &x.runner
	r.start(&s.lists)
	for i := range d.Tokens {
		p.class = append(p.class, s.classOf(leet[:0], d, i))
	}
	p.first = p.first[:0] // nothing stands beside the words yet
	for i := range d.Tokens {
		for _, m := range r.at(i, p.class[i], nil, d.Tokens[i].Before == text.Sentence, p.ahead(i, &s.lists)) {
			p.more(m.from, place{term(m.out), int32(m.to - m.from)})
		}
	}
	foreign := slices.ContainsFunc(d.Entities, func(e text.Entity) bool {
		return e.Kind == text.URL && !slices.Contains(s.judgeLink(e.Link), "own-link")
	})
	for _, e := range d.Entities {
		s.entityPlaces(p, e, foreign)
	}
	for _, e := range d.Hidden {
		s.hiddenPlaces(p, e)
	}
	p.merge()
}

// merge puts the places in order of their tokens.
func (p *placeTable) merge() {
	slices.SortStableFunc(p.extra, func(a, b extraPlace) int { return int(a.token - b.token) })
	p.all, p.first = p.all[:0], append(p.first[:0], 0)
	k := 0
	for i := range p.class {
		for ; k < len(p.extra) && int(p.extra[k].token) == i; k++ {
			p.all = append(p.all, p.extra[k].place)
		}
		p.first = append(p.first, int32(len(p.all)))
	}
}

func (p *placeTable) more(i int, pl place) {
	pl.n = min(pl.n, window-2)
	p.extra = append(p.extra, extraPlace{int32(i), pl})
}

// classOf finds the class of token i; a word with digits inside is also tried
// with the letters that they stand for.
func (s *Set) classOf(leet []byte, d *text.Doc, i int) class {
	t := d.Tokens[i]
	if t.Class == text.Web {
		return 0
	}
	w := d.Bytes(i)
	c := s.words.find(w)
	switch {
	case c != 0 || len(w) > cap(leet):
		return c
	case t.Class == text.Word:
		return s.mended(leet, w)
	case t.Class != text.Mixed:
		return c
	}
	for _, one := range []byte{'i', 'l'} {
		plain, changed := text.Unleet(leet[:0], w, one)
		if !changed {
			return c
		}
		if c = s.words.find(plain); c != 0 {
			return c
		}
	}
	return c
}

// entityPlaces files an entity under its list, and links under what they are.
// Numbers of the fact base are no phones: a text that names them warns. A
// brand's own link counts only where no foreign one stands beside it.
func (s *Set) entityPlaces(p *placeTable, e text.Entity, foreign bool) {
	n := int32(e.To - e.From)
	if e.Kind == text.Phone && s.official[e.Value] {
		p.more(e.From, place{s.entity[text.Number], n})
		return
	}
	p.more(e.From, place{s.entity[e.Kind], n})
	switch e.Kind {
	case text.Phone, text.Code:
		if e.To-e.From == 1 {
			p.more(e.From, place{s.entity[text.Number], n})
		}
	case text.URL:
		for _, list := range s.judgeLink(e.Link) {
			if list != "own-link" || !foreign {
				p.more(e.From, place{s.special[list], n})
			}
		}
		s.toolPlaces(p, e)
	}
}

// toolList is the content list of apps that let someone else control a device.
const toolList = "tool"

// toolPlaces files the address of such an app under its name.
func (s *Set) toolPlaces(p *placeTable, e text.Entity) {
	t, ok := s.tools[s.owners[e.Link.Owner]]
	if !ok {
		return
	}
	p.more(e.From, place{t, 1})
	p.more(e.From, place{s.tool, 1})
}

// hiddenPlaces files a link that the words of the text do not show.
func (s *Set) hiddenPlaces(p *placeTable, e text.Entity) {
	n := int32(e.To - e.From)
	p.more(e.From, place{s.entity[text.URL], n})
	for _, list := range s.judgeLink(e.Link) {
		p.more(e.From, place{s.special[list], n})
	}
	for _, shown := range text.Fold(e.Link.Shown).Entities {
		if shown.Kind == text.URL && shown.Link.Owner != e.Link.Owner {
			p.more(e.From, place{s.special["masked-link"], n})
		}
	}
}

// nameHits collects the named entries met.
func (s *Set) nameHits(p *placeTable, f *Found) {
	for i, c := range p.class {
		for _, t := range s.words.names.at(c) {
			f.name(s.shown[t], i, i+1)
		}
		for _, pl := range p.at(i) {
			if int(pl.t) < len(s.shown) && s.shown[pl.t].Name != "" {
				f.name(s.shown[pl.t], i, i+int(pl.n))
			}
		}
	}
}

func (f *Found) name(n Name, from, to int) {
	n.From, n.To = from, to
	f.Names = append(f.Names, n)
}
