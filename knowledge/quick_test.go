package knowledge

import (
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"hangup/knowledge/act"
	"hangup/knowledge/ask"
	"hangup/knowledge/cue"
	"hangup/knowledge/fact"
	"hangup/knowledge/letter"
	"hangup/knowledge/plan"
	"hangup/knowledge/scan"
	"hangup/knowledge/source"
)

// odd ends every content file in a comment that only the strict reader takes.
func odd(t *testing.T, plain fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(plain, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		raw, err := fs.ReadFile(plain, name)
		out[name] = &fstest.MapFile{Data: append(raw, "#\t\n"...)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// record is a record without its text, in which the odd comment would differ.
type record struct {
	Value any
	File  string
	Line  int
}

func bare[T any](items []source.Item[T]) []record {
	var out []record
	for _, it := range items {
		out = append(out, record{it.Value, it.At.File, it.At.Line})
	}
	return out
}

// everything reads all records of the content.
func everything(t *testing.T, fsys fs.FS) []record {
	t.Helper()
	l := &loader{fsys: fsys, region: GB}
	var out []record
	add := func(more []record) { out = append(out, more...) }
	add(bare(records[scan.Record](l, "flags")))
	add(bare(records[cue.Record](l, "cues")))
	add(bare(records[cue.List](l, "lists")))
	add(bare(list[ask.Situation](l, "playbooks/situations.yaml")))
	add(bare(list[plan.Step](l, "playbooks/steps.yaml")))
	add(bare(list[plan.Playbook](l, "playbooks/playbooks.yaml")))
	add(bare(list[plan.Question](l, "playbooks/triage.yaml")))
	add(bare(list[Forbidden](l, "forbidden.yaml")))
	add(bare(list[cue.List](l, "acts/lists.yaml")))
	add(bare(list[act.Deed](l, "acts/deeds.yaml")))
	add(bare(list[ask.Concept](l, "concepts.yaml")))
	add(bare(records[Exercise](l, "practice")))
	add(bare(list[scan.SignRecord](l, "signs.yaml")))
	add(bare([]source.Item[scan.Judge]{one[scan.Judge](l, "judge.yaml")}))
	for _, name := range source.Files(fsys, "topics") {
		add(bare([]source.Item[ask.Topic]{one[ask.Topic](l, name)}))
	}
	add(bare(records[ask.Topic](l, "particulars")))
	add(bare(records[ask.Story](l, "stories")))
	for _, name := range source.Files(fsys, "letters") {
		add(bare([]source.Item[letter.Letter]{one[letter.Letter](l, name)}))
	}
	for _, name := range source.Files(fsys, "facts") {
		add(bare([]source.Item[fact.File]{one[fact.File](l, name)}))
	}
	for _, name := range source.Files(fsys, "say") {
		add(bare([]source.Item[map[string]string]{one[map[string]string](l, name)}))
	}
	dirs, err := fs.ReadDir(fsys, "regions")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		add(overlaid(l, "regions/"+d.Name()))
	}
	if err := l.bad.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// overlaid reads all records of one folder of regions/.
func overlaid(l *loader, dir string) []record {
	out := slices.Concat(
		bare(inFolder[topicWords](l, dir, "topics")), bare(inFolder[stepWords](l, dir, "steps")),
		bare(inFolder[bookWords](l, dir, "playbooks")), bare(inFolder[situationWords](l, dir, "situations")),
		bare(inFolder[questionWords](l, dir, "triage")), bare(inFolder[flagWords](l, dir, "flags")),
		bare(inFolder[phrase](l, dir, "phrases")), bare(inFolder[Forbidden](l, dir, "forbidden")))
	if name := dir + "/say.yaml"; slices.Contains(source.Files(l.fsys, dir), name) {
		out = append(out, bare([]source.Item[map[string]string]{one[map[string]string](l, name)})...)
	}
	return out
}

// TestQuickContent reads all content the quick way and by the strict reader:
// it has to be the same.
func TestQuickContent(t *testing.T) {
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		t.Fatal(err)
	}
	strict := odd(t, sub)
	got, want := everything(t, sub), everything(t, strict)
	if len(got) != len(want) {
		t.Fatalf("%d records, %d by the strict reader", len(got), len(want))
	}
	for name := range strict {
		if !slices.ContainsFunc(want, func(r record) bool { return r.File == name }) {
			t.Errorf("nothing of %s was compared: name it in everything", name)
		}
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%s:%d: read in two ways:\n%+v\n%+v", want[i].File, want[i].Line, got[i].Value, want[i].Value)
		}
	}
}

// What loading the content may cost: about one and a half times what it did
// when this was written. A large file that only the strict reader takes breaks
// the first bar (content README), a table that is not laid out flat the second.
const (
	maxLoadAllocs = 800_000
	maxLoadHeap   = 44 << 20
)

func TestLoadIsFrugal(t *testing.T) {
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		t.Fatal(err)
	}
	var b *Base
	before := heap()
	allocs := testing.AllocsPerRun(1, func() { b, err = Load(sub, GB) })
	if err != nil {
		t.Fatal(err)
	}
	if allocs > maxLoadAllocs {
		t.Errorf("%.0f allocations, %d are allowed", allocs, maxLoadAllocs)
	}
	if got := heap() - before; got > maxLoadHeap {
		t.Errorf("the base takes %d MB, %d are allowed", got>>20, maxLoadHeap>>20)
	}
	runtime.KeepAlive(b)
}

// heap is how many bytes are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkLoad(b *testing.B) {
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(sub, GB); err != nil {
			b.Fatal(err)
		}
	}
}
