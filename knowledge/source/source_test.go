package source

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

type record struct {
	ID    string   `yaml:"id"`
	Words []string `yaml:"words"`
	N     int      `yaml:"n"`
	Sub   struct {
		A string `yaml:"a"`
	} `yaml:"sub"`
}

func file(body string) fstest.MapFS {
	return fstest.MapFS{"f.yaml": {Data: []byte(body)}}
}

func TestList(t *testing.T) {
	items, bad := List[record](file("# head\n- id: a\n  words: [x, y]\n\n- words: [z]\n  id: b\n  n: 3\n  sub: {a: q}\n"), "f.yaml")
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	if len(items) != 2 || items[0].Value.ID != "a" || !slices.Equal(items[0].Value.Words, []string{"x", "y"}) || items[1].Value.N != 3 || items[1].Value.Sub.A != "q" {
		t.Fatalf("items = %+v", items)
	}
	if items[0].At.Line != 2 || items[1].At.Line != 5 || items[1].At.File != "f.yaml" {
		t.Errorf("places = %s:%d and %s:%d", items[0].At.File, items[0].At.Line, items[1].At.File, items[1].At.Line)
	}
}

// what is given for each mistake: its line and words of it.
type told struct {
	line int
	what string
}

func TestListMistakes(t *testing.T) {
	tests := []struct {
		name, body string
		items      int
		want       []told
	}{
		{"empty file", "", 0, []told{{1, "the file is empty"}}},
		{"only a comment", "# nothing\n", 0, []told{{1, "the file is empty"}}},
		{"not a list", "id: a\n", 0, []told{{1, "the file is not a list"}}},
		{"words", "just words\n", 0, []told{{1, "the file is not a list"}}},
		{"null", "null\n", 0, []told{{1, "the file is not a list"}}},
		{"two documents", "- id: a\n---\n- id: b\n", 0, []told{{1, "several documents"}}},
		{"unknown key", "- id: a\n  wrods: [x]\n", 0, []told{{2, `unknown field "wrods"`}}},
		{"unknown key inside", "- id: a\n  sub:\n    b: c\n", 0, []told{{3, `unknown field "b"`}}},
		{"word for a list", "- id: a\n  words: x\n", 0, []told{{2, "string was used where sequence is expected"}}},
		{"word for a number", "- id: a\n  n: many\n", 0, []told{{2, "string was used where int is expected"}}},
		{"map for a word", "- id: a\n  words:\n    - b: c\n", 0, []told{{3, "where string is expected"}}},
		{"record that is a word", "- x\n- id: a\n", 1, []told{{1, "string was used where mapping is expected"}}},
		{"record that is nothing", "-\n- id: a\n", 1, []told{{1, "null was used where mapping is expected"}}},
		{"key twice", "- id: a\n  id: b\n", 0, []told{{2, `"id" already defined`}}},
		{"open bracket", "- id: [a\n", 0, []told{{1, "']' not found"}}},
		{"open quotation", "- id: a\n- id: \"b\n", 0, []told{{2, "double-quoted"}}},
		{"tab", "- id: a\n\t- b\n", 0, []told{{2, "cannot start any token"}}},
		{"several in a record", "- id: a\n  x: 1\n  y: 2\n  n: many\n", 0, []told{{2, `"x"`}, {3, `"y"`}, {4, "int is expected"}}},
		{"several records", "- id: a\n  x: 1\n- id: b\n- id: c\n  words: d\n", 1, []told{{2, `"x"`}, {5, "sequence is expected"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items, bad := List[record](file(tt.body), "f.yaml")
			if len(items) != tt.items {
				t.Errorf("%d items, want %d", len(items), tt.items)
			}
			checkMistakes(t, bad, tt.want)
		})
	}
}

func checkMistakes(t *testing.T, bad Mistakes, want []told) {
	t.Helper()
	if len(bad) != len(want) {
		t.Fatalf("%d mistakes, want %d:\n%v", len(bad), len(want), bad)
	}
	for i, m := range bad {
		if m.File != "f.yaml" || m.Line != want[i].line || !strings.Contains(m.What, want[i].what) || m.Remedy == "" {
			t.Errorf("mistake %q, want line %d and %q", m, want[i].line, want[i].what)
		}
	}
}

func TestOne(t *testing.T) {
	it, bad := One[record](file("# head\nid: a\nn: 2\n"), "f.yaml")
	if err := bad.Err(); err != nil || it.Value.ID != "a" || it.Value.N != 2 || it.At.Line != 2 {
		t.Errorf("One = %+v, %v", it, err)
	}
	says, bad := One[map[string]string](file("a: b\nc: d\n"), "f.yaml")
	if len(bad) > 0 || says.Value["c"] != "d" {
		t.Errorf("One of a map = %v, %v", says.Value, bad)
	}
	_, bad = One[record](file("id: a\nx: 1\ny: 2\n"), "f.yaml")
	checkMistakes(t, bad, []told{{2, `"x"`}, {3, `"y"`}})
	_, bad = One[record](file("- id: a\n"), "f.yaml")
	checkMistakes(t, bad, []told{{1, "mapping is expected"}})
	_, bad = One[record](file(""), "f.yaml")
	checkMistakes(t, bad, []told{{1, "empty"}})
}

func TestMissingFile(t *testing.T) {
	_, bad := List[record](fstest.MapFS{}, "f.yaml")
	checkMistakes(t, bad, []told{{0, "cannot be read"}})
}

func TestFiles(t *testing.T) {
	fsys := fstest.MapFS{"d/b.yaml": {}, "d/a.yaml": {}, "d/c.txt": {}, "d/sub/e.yaml": {}, "f.yaml": {}}
	if got, want := Files(fsys, "d"), []string{"d/a.yaml", "d/b.yaml"}; !slices.Equal(got, want) {
		t.Errorf("Files = %q, want %q", got, want)
	}
	if got := Files(fsys, "missing"); got != nil {
		t.Errorf("Files of a missing folder = %q", got)
	}
}

func TestPlaceMistake(t *testing.T) {
	items, bad := List[record](file("- id: a\n  words:\n    - one\n    - two\n- id: b\n  words: [two]\n"), "f.yaml")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	tests := []struct {
		item   int
		needle string
		want   int
	}{{0, "two", 4}, {0, "", 1}, {0, "b", 1}, {1, "two", 6}, {1, "one", 5}}
	for _, tt := range tests {
		if m := items[tt.item].At.Mistake(tt.needle, "w", "r"); m.Line != tt.want {
			t.Errorf("mistake at %q of item %d is in line %d, want %d", tt.needle, tt.item, m.Line, tt.want)
		}
	}
}

func TestMistakesErr(t *testing.T) {
	if err := (Mistakes{}).Err(); err != nil {
		t.Errorf("no mistakes give %v", err)
	}
	err := Mistakes{{"b", 1, "w", "r"}, {"a", 9, "w", "r"}, {"a", 2, "w", "r"}}.Err()
	if got, want := err.Error(), "a:2: w: r\na:9: w: r\nb:1: w: r"; got != want {
		t.Errorf("Err = %q, want %q", got, want)
	}
	var ms Mistakes
	if !errors.As(err, &ms) || len(ms) != 3 {
		t.Errorf("the error is no Mistakes")
	}
}

func FuzzList(f *testing.F) {
	for _, s := range []string{"", "- id: a\n", "- id: a\n  words: [x]\n- 5\n", "id: a", "- &x {id: a}\n- *x\n", "- id: [", "---\n---\n", "\t", "\xff", "- - -", "- ? x\n", "- id: |\n  a\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		items, bad := List[record](file(s), "f.yaml")
		lines := strings.Count(s, "\n") + strings.Count(s, "\r") + 1
		for _, m := range bad {
			if m.What == "" || m.Remedy == "" || m.Line < 0 || m.Line > lines+1 {
				t.Errorf("mistake %+v in %d lines", m, lines)
			}
		}
		for _, it := range items {
			it.At.Mistake("id", "w", "r")
		}
	})
}
