package source

import (
	"reflect"
	"testing"
)

type word string

// sample has a field of every kind that content has.
type sample struct {
	ID    string            `yaml:"id"`
	Role  word              `yaml:"role"`
	N     int               `yaml:"n"`
	Near  *int              `yaml:"near"`
	Odds  float64           `yaml:"log-odds"`
	On    bool              `yaml:"on"`
	Words []string          `yaml:"words"`
	Says  map[string]string `yaml:"says"`
	Sub   struct {
		A string  `yaml:"a"`
		B float64 `yaml:"b"`
	} `yaml:"sub"`
	Hours *struct {
		Days string `yaml:"days"`
		From string `yaml:"from"`
	} `yaml:"hours"`
	Taps []struct {
		ID   string   `yaml:"id"`
		Says []string `yaml:"says"`
	} `yaml:"taps"`
}

// plainFiles are written as content is; they must be read quickly.
var plainFiles = []string{
	"# head\n\n- id: a\n  role: warner # why\n  n: 3\n  near: 0\n  log-odds: -0.75\n  on: true\n",
	"- id: a\n  words: [x, \"y, z\", 'it''s', e mail, virus's, 159, ../a, infect*]\n\n- id: b\n",
	"- id: a\n  words: [x, y,\n    z]\n  says: {a: b}\n- id: b\n  words:\n    - one two: three\n",
	"- id: a\n  words:\n    - \"(do|did) ..4 <phone>\"\n    - <ring> (us|our)?\n    - a \\ b\n    # between\n    - IT'S \"IT\"\n  n: -1\n",
	"- id: a\n  says:\n    x-1: \"a \\\"b\\\" \\\\ c\"\n    y: |\n      one\n        two\n      three\n    z: q\n  sub: {a: b c, b: 1}\n  hours: {days: Mon-Fri, from: \"08:00\"}\n- {id: b, n: 2, near: 1, says: {x: y}}\n",
	"- id: ü\n  taps:\n    - {id: \"yes\", says: [yes, \"no\", jo]}\n    - id: no\n      says: [n, nah]\n  sub:\n    a: b\n    b: 2.50\n",
}

func TestQuickReads(t *testing.T) {
	for _, body := range plainFiles {
		if _, ok := quickList[sample]("f", body); !ok && body != plainFiles[2] { // a colon in a plain word is left to the strict reader
			t.Errorf("left to the strict reader: %q", body)
		}
		same(t, body)
	}
	if _, ok := quickOne[map[string]string]("f", "# head\na: b\nc-1: |\n  d\n"); !ok {
		t.Error("a map is left to the strict reader")
	}
}

// same checks that what the quick reader reads is what the strict one reads.
func same(t *testing.T, body string) {
	t.Helper()
	if got, ok := quickList[sample]("f", body); ok {
		compare(t, body, got, func() ([]Item[sample], Mistakes) { return strictList[sample]("f", body) })
	}
	if got, ok := quickOne[sample]("f", body); ok {
		compare(t, body, got, func() (Item[sample], Mistakes) { return strictOne[sample]("f", body) })
	}
	if got, ok := quickOne[map[string]string]("f", body); ok {
		compare(t, body, got, func() (Item[map[string]string], Mistakes) { return strictOne[map[string]string]("f", body) })
	}
}

func compare[T any](t *testing.T, body string, got T, strict func() (T, Mistakes)) {
	t.Helper()
	want, bad := strict()
	if len(bad) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nquick  %+v\nstrict %+v %v", body, got, want, bad)
	}
}

func FuzzQuick(f *testing.F) {
	for _, s := range plainFiles {
		f.Add(s)
	}
	for _, s := range []string{"a: b\n", "a: 0x1f\n", "id: 007\n", "id: .5\n", "id: -\n", "words: []\n", "says: {}\n", "id: a b: c\n", "id: |\n  a\n\n  b\n", "id: 1e3\n",
		"- id: a\n---\n", "log-odds: 1\n", "- id: 'a\n  b'\n", "- says:\n   a: |\n      b\n      \n", "words: [a:b, c]\n", "words: [\n  a\n]\n", "id: a\n  b\n", "id: *x\n", "id: <<\n", "n: 1_0\n", "id: \"\"\n", "id: a #b\n", "id: a# b\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { same(t, s) })
}
