package knowledge

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/ask"
	"hangup/knowledge/fact"
	"hangup/knowledge/plan"
	"hangup/knowledge/source"
)

// abroad is the folder of regions/ whose words hold in every region but GB.
const abroad = "abroad"

// The records of regions/: each changes the record of the same id, and of that
// only what it names.
type (
	topicWords struct {
		ID     string      `yaml:"id"`
		Title  string      `yaml:"title"`
		Answer answerWords `yaml:"answer"`
		Next   []string    `yaml:"next"`
	}
	answerWords struct {
		Lead   string     `yaml:"lead"`
		Closed string     `yaml:"closed"`
		Why    []string   `yaml:"why"`
		Do     []string   `yaml:"do"`
		More   []string   `yaml:"more"`
		Cases  []ask.Case `yaml:"cases"`
	}
	stepWords struct {
		ID     string   `yaml:"id"`
		Do     string   `yaml:"do"`
		Closed string   `yaml:"closed"`
		Why    string   `yaml:"why"`
		Detail []string `yaml:"detail"`
	}
	bookWords struct {
		ID    string            `yaml:"id"`
		Steps []string          `yaml:"steps"`
		Drops []string          `yaml:"drops"`
		Words map[string]string `yaml:"words"` // "" takes the words away
	}
	situationWords struct {
		ID    string        `yaml:"id"`
		Lead  string        `yaml:"lead"`
		Cases []ask.Opening `yaml:"cases"`
	}
	questionWords struct {
		ID     string            `yaml:"id"`
		Ask    string            `yaml:"ask"`
		Labels map[string]string `yaml:"labels"` // by id of the choice
	}
	flagWords struct {
		ID    string `yaml:"id"`
		Title string `yaml:"title"`
		Why   string `yaml:"why"`
	}
	// phrase is a wording that reads otherwise in a region, in whatever text it stands.
	phrase struct {
		From string `yaml:"from"`
		To   string `yaml:"to"`
	}
)

// overlay changes the content by the files of one folder of regions/; a
// missing folder changes nothing.
func (l *loader) overlay(c *content, folder string) {
	dir := path.Join("regions", folder)
	for _, it := range inFolder[phrase](l, dir, "phrases") {
		if it.Value.From == "" {
			l.bad = append(l.bad, it.At.Mistake("", "a phrase does not say what it stands for", "write from:"))
			continue
		}
		c.each(func(_ source.Place, text *string) { *text = strings.ReplaceAll(*text, it.Value.From, it.Value.To) })
	}
	c.dropEmpty()
	change(l, dir, "topics", c.topics, topicID, topicWords.over)
	change(l, dir, "steps", c.steps, stepID, stepWords.over)
	change(l, dir, "playbooks", c.books, bookID, bookWords.over)
	change(l, dir, "situations", c.situations, situationID, situationWords.over)
	change(l, dir, "triage", c.questions, questionID, questionWords.over)
	l.sayOver(c, path.Join(dir, "say.yaml"))
	c.forbidden = slices.Concat(c.forbidden, inFolder[Forbidden](l, dir, "forbidden"))
	l.strangers(dir)
}

// dropEmpty leaves out the list items of which a phrase has left nothing.
func (c *content) dropEmpty() {
	drop := func(list *[]string) { *list = slices.DeleteFunc(*list, func(s string) bool { return s == "" }) }
	for i := range c.topics {
		a := &c.topics[i].Value.Answer
		drop(&a.Why)
		drop(&a.Do)
		drop(&a.More)
	}
	for i := range c.steps {
		drop(&c.steps[i].Value.Detail)
	}
}

// dropCases leaves out the cases that name a fact which the region lacks: what
// they make more exact is said all the same.
func (c *content) dropCases(facts *fact.Facts) {
	lacking := func(texts ...string) bool { return lacks(facts, texts) }
	for i := range c.topics {
		a := &c.topics[i].Value.Answer
		a.Cases = slices.DeleteFunc(a.Cases, func(k ask.Case) bool {
			return lacking(slices.Concat([]string{k.Lead}, k.Why, k.First, k.Do, k.When, k.Unless)...)
		})
	}
	for i := range c.situations {
		s := &c.situations[i].Value
		s.Cases = slices.DeleteFunc(s.Cases, func(k ask.Opening) bool { return lacking(k.Lead) })
	}
}

// lacks reports whether texts name a fact that is not among facts.
func lacks(facts *fact.Facts, texts []string) bool {
	return slices.ContainsFunc(fact.Used(join(texts)), func(id string) bool {
		_, ok := facts.Get(id)
		return !ok
	})
}

// dropParticulars leaves out the particulars that name a fact which the region
// lacks, or say what is forbidden there only: their topic answers then.
func (c *content) dropParticulars(facts *fact.Facts, forbidden []source.Item[Forbidden]) {
	var unfit []*regexp.Regexp
	for _, it := range forbidden {
		if re, err := regexp.Compile("(?i)" + it.Value.Words); err == nil { // Check names one that is none
			unfit = append(unfit, re)
		}
	}
	c.topics = slices.DeleteFunc(c.topics, func(it source.Item[ask.Topic]) bool {
		a := it.Value.Answer
		texts := slices.Concat([]string{it.Value.Title, a.Lead}, a.Why, a.Do, a.More)
		for _, k := range a.Cases {
			texts = slices.Concat(texts, []string{k.Lead}, k.Why, k.First, k.Do)
		}
		says := join(texts)
		return it.Value.Of != "" && (lacks(facts, texts) || slices.ContainsFunc(unfit, func(re *regexp.Regexp) bool { return re.MatchString(says) }))
	})
}

// The ids of records and of the words that change them.
func topicID(t ask.Topic, w topicWords) (string, string)             { return t.ID, w.ID }
func stepID(s plan.Step, w stepWords) (string, string)               { return s.ID, w.ID }
func bookID(b plan.Playbook, w bookWords) (string, string)           { return b.ID, w.ID }
func situationID(s ask.Situation, w situationWords) (string, string) { return s.ID, w.ID }
func questionID(q plan.Question, w questionWords) (string, string)   { return q.ID, w.ID }

// fileKinds are the files that a folder of regions/ may hold; behind the kind
// a name may say more: topics-money.yaml.
var fileKinds = []string{"phrases", "topics", "steps", "playbooks", "situations", "triage", "flags", "say", "forbidden"}

func fileKind(name string) string {
	kind, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), "-")
	return kind
}

// strangers names the files that nobody reads.
func (l *loader) strangers(dir string) {
	for _, name := range source.Files(l.fsys, dir) {
		if !slices.Contains(fileKinds, fileKind(name)) {
			l.bad = append(l.bad, source.Mistake{File: name, What: "nobody reads a file of that name", Remedy: "begin its name with " + strings.Join(fileKinds, ", ")})
		}
	}
}

// inFolder reads the files of one kind in a folder of regions/.
func inFolder[T any](l *loader, dir, kind string) []source.Item[T] {
	var out []source.Item[T]
	for _, name := range source.Files(l.fsys, dir) {
		if fileKind(name) == kind {
			out = append(out, list[T](l, name)...)
		}
	}
	return out
}

// change lays the words of one kind over the records they name.
func change[T, W any](l *loader, dir, kind string, items []source.Item[T], ids func(T, W) (string, string), over func(W, *T)) {
	for _, w := range inFolder[W](l, dir, kind) {
		var none T
		_, id := ids(none, w.Value)
		i := slices.IndexFunc(items, func(it source.Item[T]) bool {
			has, _ := ids(it.Value, w.Value)
			return has == id
		})
		if i < 0 {
			l.bad = append(l.bad, w.At.Mistake("id:", "there is no record "+strconv.Quote(id)+" to change", "fix the id"))
			continue
		}
		over(w.Value, &items[i].Value)
		items[i].At = w.At.Over(items[i].At)
	}
}

// sayOver lays sentences over those of say/, by file.key.
func (l *loader) sayOver(c *content, name string) {
	if _, err := fs.Stat(l.fsys, name); err != nil {
		return
	}
	words := one[map[string]string](l, name)
	for _, key := range slices.Sorted(maps.Keys(words.Value)) {
		file, rest, _ := strings.Cut(key, ".")
		i := slices.IndexFunc(c.say, func(it source.Item[map[string]string]) bool {
			_, has := it.Value[rest]
			return sayFile(it.At) == file && has
		})
		if i < 0 {
			l.bad = append(l.bad, words.At.Mistake(key, "there is no sentence "+strconv.Quote(key)+" to change", "fix the key: it is file.key of say/"))
			continue
		}
		c.say[i].Value[rest] = words.Value[key]
	}
}

// set and setAll replace what the words name.
func set(to *string, from string) {
	if from != "" {
		*to = from
	}
}

func setAll[T any](to *[]T, from []T) {
	if from != nil {
		*to = slices.Clone(from)
	}
}

func (w topicWords) over(t *ask.Topic) {
	set(&t.Title, w.Title)
	if w.Answer.Lead != "" {
		t.Answer.Lead, t.Answer.Closed = w.Answer.Lead, w.Answer.Closed
	}
	setAll(&t.Answer.Why, w.Answer.Why)
	setAll(&t.Answer.Do, w.Answer.Do)
	setAll(&t.Answer.More, w.Answer.More)
	setAll(&t.Answer.Cases, w.Answer.Cases)
	setAll(&t.Next, w.Next)
}

func (w stepWords) over(s *plan.Step) {
	if w.Do != "" {
		s.Do, s.Closed = w.Do, w.Closed
	}
	set(&s.Why, w.Why)
	setAll(&s.Detail, w.Detail)
}

func (w bookWords) over(b *plan.Playbook) {
	setAll(&b.Steps, w.Steps)
	setAll(&b.Drops, w.Drops)
	for step, words := range w.Words {
		switch {
		case words == "":
			delete(b.Words, step)
		case b.Words == nil:
			b.Words = map[string]string{step: words}
		default:
			b.Words[step] = words
		}
	}
}

func (w situationWords) over(s *ask.Situation) {
	set(&s.Lead, w.Lead)
	setAll(&s.Cases, w.Cases)
}

func (w questionWords) over(q *plan.Question) {
	set(&q.Ask, w.Ask)
	for i, c := range q.Choices {
		set(&q.Choices[i].Label, w.Labels[c.ID])
	}
}
