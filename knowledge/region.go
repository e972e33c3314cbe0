package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"hangup/knowledge/act"
	"hangup/knowledge/ask"
	"hangup/knowledge/cue"
	"hangup/knowledge/fact"
	"hangup/knowledge/plan"
	"hangup/knowledge/scan"
	"hangup/knowledge/source"
)

// Region is a two-letter code whose facts are given, such as GB.
type Region string

// GB is the region in whose words the content is written. Elsewhere is the
// region of countries that nothing is known of: it holds no number at all.
const (
	GB        Region = "GB"
	Elsewhere Region = "XX"
)

// world is what the bases of all regions share: the scanner, the index of
// questions, and the texts as they are written, their {fact:id} places open.
type world struct {
	fsys    fs.FS
	set     *cue.Set
	scanner *scan.Scanner
	reader  *ask.Reader
	acts    *act.Reader
	deeds   act.Content
	facts   []source.Item[fact.File]
	written content
	bad     source.Mistakes

	mu    sync.Mutex
	bases map[Region]func() (*Base, error)
}

// embeddedWorld reads the embedded content, once.
var embeddedWorld = sync.OnceValues(func() (*world, error) {
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		return nil, fmt.Errorf("opening the embedded content: %w", err)
	}
	return read(sub)
})

// read reads the content in fsys.
func read(fsys fs.FS) (*world, error) {
	l := loader{fsys: fsys}
	w := l.world()
	if w == nil {
		return nil, l.bad.Err()
	}
	return w, nil
}

// Regions gives the regions that there is content for, GB first.
func Regions() []Region {
	out := []Region{GB}
	for _, name := range source.Files(embedded, "content/facts") {
		r := Region(strings.ToUpper(strings.TrimSuffix(path.Base(name), ".yaml")))
		if r != GB && r != fact.Everywhere {
			out = append(out, r)
		}
	}
	return out
}

// Default gives the base of the embedded content. Calls after the first are
// cheap and give the same Base. A region without content is an error.
func Default(r Region) (*Base, error) {
	w, err := embeddedWorld()
	if err != nil {
		return nil, err
	}
	return w.base(r)
}

// Load reads the content in fsys for region r. The error joins every mistake
// found (a Mistakes); the Base is nil then.
func Load(fsys fs.FS, r Region) (*Base, error) {
	w, err := read(fsys)
	if err != nil {
		return nil, err
	}
	return w.base(r)
}

// In gives the base of the same content for another region; b itself for its
// own. It is built when it is first asked for, which takes a fraction of a second.
// A region without content is an error.
func (b *Base) In(r Region) (*Base, error) {
	if r == b.Region() {
		return b, nil
	}
	return b.base(r)
}

// InNation gives the base for one nation of the region ("SCO"), which names that
// nation's own places to turn to; b itself where a nation has no words of its own.
func (b *Base) InNation(nation string) (*Base, error) {
	if _, err := fs.Stat(b.fsys, path.Join("regions", strings.ToLower(nation))); nation == "" || errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	return b.base(b.Region() + "-" + Region(nation))
}

// Region is whose facts b gives.
func (b *Base) Region() Region { return Region(b.facts.Region) }

// RegionName is its name, as it stands in a sentence: "the United Kingdom".
func (b *Base) RegionName() string { return b.facts.Name }

// base gives the base of a region, building it once.
func (w *world) base(r Region) (*Base, error) {
	w.mu.Lock()
	build := w.bases[r]
	if build == nil {
		if home, _ := r.parts(); w.factFile(home).Value.Region == "" || r == fact.Everywhere {
			w.mu.Unlock()
			return nil, fmt.Errorf("there is no content for region %q", r)
		}
		build = sync.OnceValues(func() (*Base, error) { return w.build(r) })
		w.bases[r] = build
	}
	w.mu.Unlock()
	return build()
}

// parts gives a region and the nation behind it: GB-SCO is GB and SCO.
func (r Region) parts() (home Region, nation string) {
	code, nation, _ := strings.Cut(string(r), "-")
	return Region(code), nation
}

// build puts together what a region, or one nation of it, says.
func (w *world) build(place Region) (*Base, error) {
	r, _ := place.parts()
	l := loader{fsys: w.fsys, region: r, bad: slices.Clone(w.bad)}
	b := &Base{world: w, content: w.written.copied(), flags: map[*scan.RedFlag]*scan.RedFlag{}, hours: map[string]timed{}}
	b.facts = l.factsOf(w, r)
	for _, folder := range w.folders(place) {
		l.overlay(&b.content, folder)
		l.flagsOver(b, folder)
	}
	if r != GB {
		b.content.dropCases(b.facts)
		b.content.dropParticulars(b.facts, b.content.forbidden[len(w.written.forbidden):])
	}
	l.fill(b)
	c := &b.content
	plans, bad := plan.New(c.steps, c.books, c.questions, c.situations, w.set.Has)
	b.plans = keep(&l, plans, bad)
	b.list()
	l.closed(b)
	l.practise(b)
	l.write(b)
	if err := l.bad.Err(); err != nil {
		return nil, err
	}
	return b, nil
}

// folders are the folders of regions/ whose words a place has, in order: those
// of every region but GB, of the union that it is within, its own, its nation's.
func (w *world) folders(place Region) []string {
	r, nation := place.parts()
	out := []string{nation}
	if r != GB {
		out = []string{abroad, w.factFile(r).Value.Within, string(r), nation}
	}
	out = slices.DeleteFunc(out, func(s string) bool { return s == "" })
	for i := range out {
		out[i] = strings.ToLower(out[i])
	}
	return out
}

// list files what is asked for by its id.
func (b *Base) list() {
	b.topics, b.situations, b.say = map[string]*ask.Topic{}, map[string]*ask.Situation{}, map[string]string{}
	for i := range b.content.topics {
		t := &b.content.topics[i].Value
		b.topics[t.ID] = t
	}
	for _, it := range b.written.topics { // a particular that is not for this region
		if t := it.Value; b.topics[t.ID] == nil {
			b.topics[t.ID] = b.topics[t.Of]
		}
	}
	for i := range b.content.situations {
		s := &b.content.situations[i].Value
		b.situations[s.ID] = s
	}
	for _, it := range b.content.say {
		for k, v := range it.Value {
			b.say[sayFile(it.At)+"."+k] = v
		}
	}
}

// own gives an understanding with this region's words.
func (b *Base) own(u Understanding) Understanding {
	topics := u.Topics[:0]
	for _, m := range u.Topics {
		m.Topic = b.topics[m.Topic.ID]
		if !slices.ContainsFunc(topics, func(o Match) bool { return o.Topic == m.Topic }) {
			topics = append(topics, m)
		}
	}
	u.Topics = topics
	for _, told := range [][]*Situation{u.Situations, u.Told} {
		for i, s := range told {
			told[i] = b.situations[s.ID]
		}
	}
	return u
}

// factsOf files the facts of a region with those that hold everywhere.
func (l *loader) factsOf(w *world, r Region) *fact.Facts {
	facts, bad := fact.New(w.factFile(r), w.factFile(fact.Everywhere))
	return keep(l, facts, bad)
}

// everywhere files the facts that hold everywhere alone.
func (l *loader) everywhere(w *world) *fact.Facts {
	facts, bad := fact.New(w.factFile(fact.Everywhere))
	return keep(l, facts, bad)
}

// factFile is the file of a region, the zero one if there is none.
func (w *world) factFile(r Region) source.Item[fact.File] {
	for _, f := range w.facts {
		if f.Value.Region == string(r) {
			return f
		}
	}
	return source.Item[fact.File]{}
}

// phones are the numbers of all regions.
func (w *world) phones() []string {
	var out []string
	for _, f := range w.facts {
		for _, x := range f.Value.Facts {
			if x.Kind == "phone" {
				out = append(out, x.Value)
			}
		}
	}
	return out
}
