package knowledge

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"hangup/knowledge/act"
	"hangup/knowledge/ask"
	"hangup/knowledge/cue"
	"hangup/knowledge/fact"
	"hangup/knowledge/letter"
	"hangup/knowledge/opinion"
	"hangup/knowledge/plan"
	"hangup/knowledge/scan"
	"hangup/knowledge/source"
)

// loader reads the rooms' content one after the other and collects what is wrong.
type loader struct {
	fsys   fs.FS
	region Region
	bad    source.Mistakes
}

// records reads all records of one folder.
func records[T any](l *loader, dir string) []source.Item[T] {
	var out []source.Item[T]
	for _, name := range source.Files(l.fsys, dir) {
		out = append(out, list[T](l, name)...)
	}
	return out
}

// list reads one file that is a list.
func list[T any](l *loader, name string) []source.Item[T] {
	items, bad := source.List[T](l.fsys, name)
	l.bad = append(l.bad, bad...)
	return items
}

// one reads one file that is a record.
func one[T any](l *loader, name string) source.Item[T] {
	item, bad := source.One[T](l.fsys, name)
	l.bad = append(l.bad, bad...)
	return item
}

// ones reads the files of one folder, each of which is a record.
func ones[T any](l *loader, dir string) []source.Item[T] {
	var out []source.Item[T]
	for _, name := range source.Files(l.fsys, dir) {
		out = append(out, one[T](l, name))
	}
	return out
}

// keep takes the mistakes of a room and hands its value on.
func keep[T any](l *loader, v T, bad source.Mistakes) T {
	l.bad = append(l.bad, bad...)
	return v
}

// together runs each of the readers on a loader of its own, side by side, and
// takes their mistakes in their order.
func (l *loader) together(readers ...func(*loader)) {
	parts := make([]loader, len(readers))
	var busy sync.WaitGroup
	for i, read := range readers {
		parts[i] = loader{fsys: l.fsys, region: l.region}
		busy.Go(func() { read(&parts[i]) })
	}
	busy.Wait()
	for i := range parts {
		l.bad = append(l.bad, parts[i].bad...)
	}
}

// aside runs a reader on a loader of its own while others go on. What it gives
// waits for it and takes its mistakes; it has to be called once.
func (l *loader) aside(read func(*loader)) (wait func()) {
	part := loader{fsys: l.fsys, region: l.region}
	var busy sync.WaitGroup
	busy.Go(func() { read(&part) })
	return func() {
		busy.Wait()
		l.bad = append(l.bad, part.bad...)
	}
}

// world reads what all regions share, nil if a file could not be read.
func (l *loader) world() *world {
	w := &world{fsys: l.fsys, bases: map[Region]func() (*Base, error){}}
	c := &w.written
	var cues []source.Item[cue.Record]
	var lists []source.Item[cue.List]
	var opinions scan.Opinions
	var ear ask.Ear
	var concepts []source.Item[ask.Concept]
	models := l.aside(func(l *loader) { opinions, ear = l.opinions(), l.ear() })
	l.together(
		func(l *loader) { c.flags = records[scan.Record](l, "flags") },
		func(l *loader) {
			c.topics = append(ones[ask.Topic](l, "topics"), records[ask.Topic](l, "particulars")...)
		},
		func(l *loader) { cues = records[cue.Record](l, "cues") },
		func(l *loader) { lists = records[cue.List](l, "lists") },
		func(l *loader) {
			c.situations = list[ask.Situation](l, "playbooks/situations.yaml")
			c.steps = list[plan.Step](l, "playbooks/steps.yaml")
			c.books = list[plan.Playbook](l, "playbooks/playbooks.yaml")
			c.questions = list[plan.Question](l, "playbooks/triage.yaml")
			c.forbidden = list[Forbidden](l, "forbidden.yaml")
			c.say = ones[map[string]string](l, "say")
			concepts = list[ask.Concept](l, "concepts.yaml")
		},
		func(l *loader) { c.stories = records[ask.Story](l, "stories") },
		func(l *loader) { w.facts = ones[fact.File](l, "facts") },
		func(l *loader) { c.exercises = records[Exercise](l, "practice") },
		func(l *loader) { w.deeds = l.deeds() },
		func(l *loader) { c.letters = ones[letter.Letter](l, "letters") },
	)
	if len(l.bad) > 0 {
		models()
		return nil // what follows would only repeat the same mistakes
	}
	set, bad := cue.Compile(lists, append(cues, scan.Cues(c.flags)...), l.words()...)
	w.set = keep(l, set, bad)
	set.Official(w.phones())
	models()
	scanner, bad := scan.New(set, c.flags, one[scan.Judge](l, "judge.yaml").Value)
	bad = append(bad, scanner.Name(list[scan.SignRecord](l, "signs.yaml"))...)
	w.scanner = keep(l, scanner, bad).With(opinions)
	l.flags(w)
	reader, bad := ask.New(set, c.topics, c.situations)
	bad = append(bad, reader.Tell(c.stories)...)
	reader.Listen(concepts, ear)
	w.reader = keep(l, reader, bad)
	w.deeds = withNames(w.deeds, cues, lists)
	w.acts = act.New(w.deeds)
	w.bad = l.bad
	return w
}

// words reads the plain words by which glued ones are taken apart. Without
// their file there are none.
func (l *loader) words() []string {
	raw, err := fs.ReadFile(l.fsys, "lists/words.txt")
	if err != nil {
		return nil
	}
	return strings.Fields(string(raw))
}

// opinions reads the models of the second opinion. Without their files there
// is none.
func (l *loader) opinions() scan.Opinions {
	o := scan.Opinions{Kind: l.model("kind"), Voice: l.model("voice"), Signs: l.model("signs"), Variant: l.model("variant")}
	raw, err := fs.ReadFile(l.fsys, "opinion/weigh.trees")
	if err != nil || o.Kind == nil || o.Voice == nil || o.Signs == nil {
		return o
	}
	o.Weigh, err = opinion.ReadForest(raw)
	if err != nil || !slices.Equal(o.Weigh.Names, o.Names()) {
		l.bad = append(l.bad, source.Mistake{File: "opinion/weigh.trees", What: "the trees do not fit the models beside them", Remedy: "run make train"})
	}
	return o
}

// model reads one model of the second opinion. Without its file there is none.
func (l *loader) model(name string) *opinion.Model {
	file := "opinion/" + name + ".weights"
	raw, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		return nil
	}
	m, err := opinion.Read(raw)
	if err != nil {
		l.bad = append(l.bad, source.Mistake{File: file, What: err.Error(), Remedy: "run make train"})
	}
	return m
}

// ear reads what was learnt from people's words. Without its files there is
// nothing.
func (l *loader) ear() ask.Ear {
	e := ask.Ear{Topics: l.sparse("topics"), Heard: l.sparse("situations")}
	const file = "opinion/situations.weighs"
	if raw, err := fs.ReadFile(l.fsys, file); err == nil {
		if e.Weighs, err = ask.ReadWeighs(raw); err != nil {
			l.bad = append(l.bad, source.Mistake{File: file, What: err.Error(), Remedy: "run make train"})
		}
	}
	return e
}

// sparse reads one sparse model, nil if its file is missing.
func (l *loader) sparse(name string) *opinion.Sparse {
	file := "opinion/" + name + ".weights"
	raw, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		return nil
	}
	m, err := opinion.ReadSparse(raw)
	if err != nil {
		l.bad = append(l.bad, source.Mistake{File: file, What: err.Error(), Remedy: "run make train"})
		return nil
	}
	return m
}
