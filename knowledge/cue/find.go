package cue

import (
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
	Hits  []Hit // in order of their ends
	Names []Name
}

// Name is a named entry of a list met in a text.
type Name struct {
	Name     string
	List     string
	From, To int
}

// Find goes over d once and returns all cues and names met in it.
func (s *Set) Find(d *text.Doc) Found {
	f := Found{Doc: d}
	p := s.places(d, &f)
	r := runner{m: &s.cues}
	r.meets = func(out int32, from, to int) { f.meet(ID(out), from, to) }
	for i := range d.Tokens {
		r.at(i, p.at(i), d.Tokens[i].Before == text.Sentence)
	}
	s.negate(&f)
	return f
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

// placeTable holds the terms of all tokens.
type placeTable struct {
	all   []place
	first []int32 // all[first[i]:first[i+1]] stand at token i
	extra map[int][]place
}

func (p *placeTable) at(i int) []place {
	own := p.all[p.first[i]:p.first[i+1]]
	if more := p.extra[i]; len(more) > 0 {
		return append(own[:len(own):len(own)], more...)
	}
	return own
}

// places finds what stands at every token: its words, names of several words,
// entities and what is to be said of links.
func (s *Set) places(d *text.Doc, f *Found) *placeTable {
	p := &placeTable{all: make([]place, 0, len(d.Tokens)*6+16), first: make([]int32, len(d.Tokens)+1)}
	var buf [64]term
	var leet [64]byte
	r := runner{m: &s.lists}
	r.meets = func(out int32, from, to int) {
		p.more(from, place{term(out), int32(to - from)})
	}
	for i := range d.Tokens {
		found := s.wordTerms(buf[:0], leet[:0], d, i)
		for _, t := range found {
			p.all = append(p.all, place{t, 1})
		}
		p.first[i+1] = int32(len(p.all))
		r.at(i, p.all[p.first[i]:p.first[i+1]], d.Tokens[i].Before == text.Sentence)
	}
	for _, e := range d.Entities {
		s.entityPlaces(p, e)
	}
	for _, e := range d.Hidden {
		s.hiddenPlaces(p, e)
	}
	s.nameHits(p, f)
	return p
}

func (p *placeTable) more(i int, pl place) {
	if pl.n > window-2 {
		pl.n = window - 2
	}
	if p.extra == nil {
		p.extra = map[int][]place{}
	}
	p.extra[i] = append(p.extra[i], pl)
}

// wordTerms finds the terms of token i; a word with digits inside is also
// tried with the letters that they stand for.
func (s *Set) wordTerms(out []term, leet []byte, d *text.Doc, i int) []term {
	t := d.Tokens[i]
	if t.Class == text.Web {
		return out
	}
	w := d.Bytes(i)
	out, _ = s.words.find(out, w)
	if t.Class != text.Mixed || len(out) > 0 || len(w) > cap(leet) {
		return out
	}
	for _, one := range []byte{'i', 'l'} {
		plain, changed := text.Unleet(leet[:0], w, one)
		if !changed {
			return out
		}
		if out, _ = s.words.find(out, plain); len(out) > 0 {
			return out
		}
	}
	return out
}

// entityPlaces files an entity under its list, and links under what they are.
func (s *Set) entityPlaces(p *placeTable, e text.Entity) {
	n := int32(e.To - e.From)
	p.more(e.From, place{s.entity[e.Kind], n})
	switch e.Kind {
	case text.Phone, text.Code:
		if e.To-e.From == 1 {
			p.more(e.From, place{s.entity[text.Number], n})
		}
	case text.URL:
		for _, list := range s.judgeLink(e.Link) {
			p.more(e.From, place{s.special[list], n})
		}
	}
}

// hiddenPlaces files a link that the words of the text do not show.
func (s *Set) hiddenPlaces(p *placeTable, e text.Entity) {
	n := int32(e.To - e.From)
	p.more(e.From, place{s.entity[text.URL], n})
	for _, list := range s.judgeLink(e.Link) {
		p.more(e.From, place{s.special[list], n})
	}
	if shown := text.ParseAddress(e.Link.Shown); shown.Host != "" && shown.Owner != e.Link.Owner && shown.Owner != shown.Host {
		p.more(e.From, place{s.special["masked-link"], n})
	}
}

// nameHits collects the named entries met.
func (s *Set) nameHits(p *placeTable, f *Found) {
	for i := range f.Doc.Tokens {
		for _, pl := range p.at(i) {
			if name, ok := s.named[pl.t]; ok {
				name.From, name.To = i, i+int(pl.n)
				f.Names = append(f.Names, name)
			}
		}
	}
}
