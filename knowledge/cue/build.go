package cue

import (
	"hash/fnv"
	"strings"

	"hangup/knowledge/source"
)

// builder collects terms and mistakes while a Set is compiled.
type builder struct {
	set    *Set
	writer *writer
	known  map[string]term
	words  *wordSeeds
	listed map[string]bool
	named  map[term]Name // list entries that are shown
	lists  tree          // names of several words
	cues   tree
	form   []term // the form that is being filed
	bad    source.Mistakes
}

func newBuilder(s *Set) *builder {
	b := &builder{set: s, writer: newWriter(), known: map[string]term{}, words: newWordSeeds(), listed: map[string]bool{}, named: map[term]Name{}}
	b.builtins()
	return b
}

// term gives the number of a key, new ones in order.
func (b *builder) term(key string) term {
	t, ok := b.known[key]
	if !ok {
		t = term(len(b.known))
		b.known[key] = t
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
		e.Name = strings.Clone(e.Name) // what is kept must not keep the file
		nt := b.term("=" + l.ID + "=" + e.Name)
		b.named[nt] = Name{Name: e.Name, List: strings.Clone(l.ID)}
		if l.ID == toolList {
			b.set.tool, b.set.tools[e.Name] = t, nt
		}
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
		b.set.owners[strings.Clone(strings.ToLower(d))] = e.Name
	}
	b.set.addBrand(e)
}

// listWord files one wording of a list under its terms.
func (b *builder) listWord(at source.Place, w string, ts ...term) {
	forms, err := b.writer.expand(w)
	if err != nil {
		b.bad = append(b.bad, at.Mistake(w, quote(w)+": "+err.Error(), "lists hold plain words"))
		return
	}
	for _, f := range forms {
		for _, x := range f {
			if x < 0 || b.writer.atoms[x].list != "" {
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
func (b *builder) fileList(form []step, t term) {
	if len(form) == 1 {
		for _, w := range b.writer.atoms[form[0]].words {
			b.words.add(w, t)
		}
		return
	}
	b.lists.add(b.terms(form), int32(t))
}

// terms gives the terms of a form, valid until the next call; gaps are negative.
func (b *builder) terms(form []step) []term {
	b.form = b.form[:0]
	for _, x := range form {
		if x < 0 {
			b.form = append(b.form, term(x))
			continue
		}
		a := &b.writer.atoms[x]
		if a.term < 0 {
			a.term = b.term(a.key)
			for _, w := range a.words {
				b.words.add(w, a.term)
			}
		}
		b.form = append(b.form, a.term)
	}
	return b.form
}

// cue adds the phrases of one cue.
func (b *builder) cue(it source.Item[Record]) {
	c := it.Value
	if _, twice := b.set.ids[c.ID]; twice || c.ID == "" {
		b.bad = append(b.bad, it.At.Mistake("id:", "cue id "+quote(c.ID)+" is missing or used twice", "give it an id of its own"))
		return
	}
	c.ID = strings.Clone(c.ID) // what is kept must not keep the file
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
	b.set.records = append(b.set.records, Record{
		Role: Role(strings.Clone(string(c.Role))), Negation: strings.Clone(c.Negation), Lang: strings.Clone(c.Lang)})
	if len(c.Phrases) == 0 {
		b.bad = append(b.bad, it.At.Mistake("id:", "cue "+quote(c.ID)+" has no phrases", "write at least one"))
	}
	for _, p := range c.Phrases {
		b.phrase(it.At, p, id)
	}
}

func (b *builder) phrase(at source.Place, p string, id ID) {
	forms, err := b.writer.expand(p)
	if err != nil {
		b.bad = append(b.bad, at.Mistake(p, "phrase "+quote(p)+": "+err.Error(), "see the pattern language in the content README"))
		return
	}
	for _, f := range forms {
		for _, x := range f {
			if x < 0 {
				continue
			}
			if list := b.writer.atoms[x].list; list != "" && !b.listed[list] {
				b.bad = append(b.bad, at.Mistake(p, "phrase "+quote(p)+" uses the unknown list <"+list+">", "add the list or fix its name"))
				return
			}
		}
		b.cues.add(b.terms(f), int32(id))
	}
}

func quote(s string) string { return "\"" + s + "\"" }
