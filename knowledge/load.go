package knowledge

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hangup/knowledge/ask"
	"hangup/knowledge/cue"
	"hangup/knowledge/fact"
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

func (l *loader) base() *Base {
	b := &Base{}
	c := &b.content
	var cues []source.Item[cue.Record]
	var lists []source.Item[cue.List]
	var opinions scan.Opinions
	l.together(
		func(l *loader) { c.flags = records[scan.Record](l, "flags") },
		func(l *loader) {
			for _, name := range source.Files(l.fsys, "topics") {
				c.topics = append(c.topics, one[ask.Topic](l, name))
			}
		},
		func(l *loader) { cues = records[cue.Record](l, "cues") },
		func(l *loader) { lists = records[cue.List](l, "lists") },
		func(l *loader) {
			c.situations = list[ask.Situation](l, "playbooks/situations.yaml")
			c.steps = list[plan.Step](l, "playbooks/steps.yaml")
			c.books = list[plan.Playbook](l, "playbooks/playbooks.yaml")
			c.questions = list[plan.Question](l, "playbooks/triage.yaml")
			c.forbidden = list[Forbidden](l, "forbidden.yaml")
		},
		func(l *loader) { opinions = l.opinions() },
		func(l *loader) { c.exercises = records[Exercise](l, "practice") },
	)
	if len(l.bad) > 0 {
		return nil // what follows would only repeat the same mistakes
	}
	file := one[fact.File](l, path.Join("facts", strings.ToLower(string(l.region))+".yaml"))
	facts, bad := fact.New(file)
	b.facts = keep(l, facts, bad)
	set, bad := cue.Compile(lists, append(cues, scan.Cues(c.flags)...), l.words()...)
	b.set = keep(l, set, bad)
	set.Official(facts.Phones())
	scanner, bad := scan.New(set, c.flags, one[scan.Judge](l, "judge.yaml").Value)
	bad = append(bad, scanner.Name(list[scan.SignRecord](l, "signs.yaml"))...)
	b.scanner = keep(l, scanner, bad).With(opinions)
	l.fill(b)
	reader, bad := ask.New(set, c.topics, c.situations)
	b.reader = keep(l, reader, bad)
	plans, bad := plan.New(c.steps, c.books, c.questions, c.situations)
	b.plans = keep(l, plans, bad)
	l.sayings(b)
	l.practise(b)
	return b
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

// fill puts the facts into every text that people see. It is done once, here,
// so that no text can be shown with a hole in it.
func (l *loader) fill(b *Base) {
	for i := range b.content.topics {
		it := &b.content.topics[i]
		a := &it.Value.Answer
		l.put(b, it.At, &it.Value.Title, &a.Lead)
		l.putAll(b, it.At, a.Why, a.Do, a.More)
		for i := range a.Cases {
			c := &a.Cases[i]
			l.put(b, it.At, &c.Lead)
			l.putAll(b, it.At, c.Why, c.First, c.Do)
		}
	}
	for i := range b.content.steps {
		it := &b.content.steps[i]
		l.put(b, it.At, &it.Value.Do, &it.Value.Why)
		l.putAll(b, it.At, it.Value.Detail)
	}
	for _, it := range b.content.books {
		for _, id := range slices.Sorted(maps.Keys(it.Value.Words)) {
			words := it.Value.Words[id]
			l.put(b, it.At, &words)
			it.Value.Words[id] = words
		}
	}
	for i := range b.content.situations {
		it := &b.content.situations[i]
		l.put(b, it.At, &it.Value.Lead)
		for j := range it.Value.Cases {
			l.put(b, it.At, &it.Value.Cases[j].Lead)
		}
	}
	for i := range b.content.questions {
		l.put(b, b.content.questions[i].At, &b.content.questions[i].Value.Ask)
	}
	for _, it := range b.content.flags {
		if f := b.scanner.Flag(it.Value.ID); f != nil {
			l.put(b, it.At, &f.Title, &f.Why)
		}
	}
}

const factRemedy = "use the id of a fact in facts/"

// typed are the shapes of values that have to be facts: phone numbers, sums
// and addresses.
var typed = regexp.MustCompile(`[£$€]\s?\d|\b0[38]\d\d\b|\b\d{3,4} \d{3}\b|\b(159|7726|999|101|116)\b|\b[a-z0-9-]+\.(co\.uk|org|com|gov\.uk|police\.uk|org\.uk)\b`)

func (l *loader) put(b *Base, at source.Place, texts ...*string) {
	for _, t := range texts {
		if m := typed.FindString(*t); m != "" {
			l.bad = append(l.bad, at.Mistake(m, strconv.Quote(m)+" is typed into a text", "make it a fact and write {fact:its-id}"))
		}
		out, err := b.facts.Fill(*t)
		if err != nil {
			l.bad = append(l.bad, at.Mistake(*t, err.Error(), factRemedy))
		}
		*t = out
	}
}

func (l *loader) putAll(b *Base, at source.Place, lists ...[]string) {
	for _, list := range lists {
		for i := range list {
			l.put(b, at, &list[i])
		}
	}
}

// sayings reads say/*.yaml.
func (l *loader) sayings(b *Base) {
	b.say = map[string]string{}
	for _, name := range source.Files(l.fsys, "say") {
		it := one[map[string]string](l, name)
		file := strings.TrimSuffix(path.Base(name), ".yaml")
		for k, v := range it.Value {
			if file != typedFile {
				l.put(b, it.At, &v)
			}
			b.say[file+"."+k] = v
		}
	}
}
