package source

import (
	"testing"
	"testing/fstest"
)

type rec struct {
	ID    string   `yaml:"id"`
	Words []string `yaml:"words"`
	N     int      `yaml:"n"`
	Sub   struct {
		A string `yaml:"a"`
	} `yaml:"sub"`
}

func files(name, body string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(body)}} }

func TestX(t *testing.T) {
	for _, s := range []string{
		"", "# only a comment\n", "---\n", "id: a\n", "just words\n", "- id: a\n  wrods: [x]\n", "- id: a\n  words: x\n", "- id: a\n  n: many\n",
		"- id: a\n  x1: 1\n  x2: 2\n  n: many\n- id: b\n  y: 1\n- id: c\n", "- id: a\n  id: b\n", "- id: [a\n", "- id: a\n\t- b\n", "- id: a\n---\n- id: b\n", "- id: a\n  sub: {b: c}\n", "- 5\n- x\n", "- id: a\n -id: b", "-\n- id: a\n", "- null\n", "[]\n", "- &x {id: a}\n- *x\n", "- id: 5\n","- id: true\n", "- id: !!binary x\n", "null\n", "- {id: a, n: 99999999999999999999}\n", "- id: a\n  words: [1, {a: b}]\n", "\xff\xfe", "- id: \"a\n", "- - id: a\n", "? x\n: y\n",
	} {
		its, bad := List[rec](files("f.yaml", s), "f.yaml")
		t.Logf("%q -> %d items\n%v", s, len(its), bad.Error())
		for _, it := range its { t.Logf("   %+v %d", it.Value, it.At.Line) }
	}
	for _, s := range []string{"- id: a\n", "id: a\nx: 1\ny: 2\n", "id: a\n", "5\n"} {
		it, bad := One[rec](files("f.yaml", s), "f.yaml")
		t.Logf("ONE %q -> %+v\n%v", s, it.Value, bad.Error())
	}
}
