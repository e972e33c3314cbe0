package cue

import (
	"hash/fnv"
	"strings"

	"hangup/knowledge/source"
)

// builder collects terms and mistakes while a Set is compiled.
type builder struct {
	set    *Set
	listed map[string]bool
	lists  tree // names of several words
	cues   tree
	bad    source.Mistakes
}

// term gives the number of a key, new ones in order.
func (b *builder) term(key string) term {
	t, ok := b.set.terms[key]
	if !ok {
		t = term(len(b.set.terms))
		b.set.terms[key] = t
	}
	return t
}

// builtins makes the lists of entities and links.
func (b *builder) builtins() {
	for id, kind := range entityLists {
		b.set.entity[kind] = b.term("<" + id)
		b.listed[id] = true
	}
	for _, id := range linkLists {
		b.set.special[id] = b.term("<" + id)
		b.listed[id] = true
	}
}

// list adds the words and entries of one list.
func (b *builder) list(it source.Item[List]) {
	l := it.Value
	if l.ID == "" || b.listed[l.ID] {
		b.bad = append(b.bad, it.At.Mistake("id:", "list id "+quote(l.ID)+" is missing or used twice", "give it an id of its own"))
		return
	}
	b.listed[l.ID] = true
	t := b.term("<" + l.ID)
	for _, w := range l.Words {
		b.listWord(it.At, w, t)
	}
	for _, e := range l.Entries {
		nt := b.term("=" + l.ID + "=" + e.Name)
		b.set.named[nt] = Name{Name: e.Name, List: l.ID}
		for _, w := range e.Words {
			b.listWord(it.At, w, t, nt)
		}
		b.domains(e)
	}
}

// domains notes what is truly a brand's own.
func (b *builder) domains(e Entry) {
	if len(e.Domains) == 0 {
		return
	}
	for _, d := range e.Domains {
		b.set.owners[strings.ToLower(d)] = e.Name
	}
	b.set.addBrand(e)
}

// listWord files one wording of a list under its terms.
func (b *builder) listWord(at source.Place, w string, ts ...term) {
	forms, err := expand(w)
	if err != nil {
		b.bad = append(b.bad, at.Mistake(w, quote(w)+": "+err.Error(), "lists hold plain words"))
		return
	}
	for _, f := range forms {
		for _, a := range f {
			if a.list != "" || a.gap > 0 {
				b.bad = append(b.bad, at.Mistake(w, quote(w)+" uses a list or a gap", "lists hold plain words"))
				return
			}
		}
		for _, t := range ts {
			b.fileList(f, t)
		}
	}
}

// fileList puts one form of a list's wording into the tree or, if it has
// several words, into the list machine.
func (b *builder) fileList(form []atom, t term) {
	if len(form) == 1 {
		for _, w := range form[0].words {
			b.set.words.add(w, t)
		}
		return
	}
	b.lists.add(b.terms(form), int32(t))
}

// terms gives the terms of a form; gaps are negative.
func (b *builder) terms(form []atom) []term {
	out := make([]term, len(form))
	for i, a := range form {
		if a.gap > 0 {
			out[i] = term(-a.gap)
			continue
		}
		before := len(b.set.terms)
		t := b.term(a.key())
		if len(b.set.terms) > before { // its words are filed once
			for _, w := range a.words {
				b.set.words.add(w, t)
			}
		}
		out[i] = t
	}
	return out
}

// cue adds the phrases of one cue.
func (b *builder) cue(it source.Item[Record]) {
	c := it.Value
	if _, twice := b.set.ids[c.ID]; twice || c.ID == "" {
		b.bad = append(b.bad, it.At.Mistake("id:", "cue id "+quote(c.ID)+" is missing or used twice", "give it an id of its own"))
		return
	}
	id := ID(len(b.set.names))
	b.set.ids[c.ID] = id
	b.set.names = append(b.set.names, c.ID)
	key := uint32(0)
	if !c.Naming {
		h := fnv.New32a()
		_, _ = h.Write([]byte(c.ID))
		key = h.Sum32()
	}
	b.set.keys = append(b.set.keys, key)
	b.set.records = append(b.set.records, c)
	if len(c.Phrases) == 0 {
		b.bad = append(b.bad, it.At.Mistake("id:", "cue "+quote(c.ID)+" has no phrases", "write at least one"))
	}
	for _, p := range c.Phrases {
		b.phrase(it.At, p, id)
	}
}

func (b *builder) phrase(at source.Place, p string, id ID) {
	forms, err := expand(p)
	if err != nil {
		b.bad = append(b.bad, at.Mistake(p, "phrase "+quote(p)+": "+err.Error(), "see the pattern language in the content README"))
		return
	}
	for _, f := range forms {
		for _, a := range f {
			if a.list != "" && !b.listed[a.list] {
				b.bad = append(b.bad, at.Mistake(p, "phrase "+quote(p)+" uses the unknown list <"+a.list+">", "add the list or fix its name"))
				return
			}
		}
		b.cues.add(b.terms(f), int32(id))
	}
}

func quote(s string) string { return "\"" + s + "\"" }
