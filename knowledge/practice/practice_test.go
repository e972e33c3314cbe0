package practice

import (
	"strings"
	"testing"
	"testing/fstest"

	"hangup/knowledge/source"
)

func items(t *testing.T, yaml string) []source.Item[Exercise] {
	t.Helper()
	got, bad := source.List[Exercise](fstest.MapFS{"practice/a.yaml": {Data: []byte(yaml)}}, "practice/a.yaml")
	if bad.Err() != nil {
		t.Fatal(bad)
	}
	return got
}

const good = `
- {id: far, kind: bank, difficulty: 1, answer: scam, how: "A text:", text: "pay at https://a-b.info now", tells: ["at https://a-b.info"], why: w, instead: i}
- {id: hard, kind: tech-support, difficulty: 3, answer: genuine, how: "A note:", text: "all done", tells: [all], why: w, instead: i}
- {id: easy-a, kind: tech-support, difficulty: 1, answer: scam, how: "A page:", text: "ring 0808 157 0192", tells: [ring], why: w, instead: i}
- {id: easy-b, kind: tech-support, difficulty: 1, answer: scam, how: "A page:", text: "ring 0808 157 0193", tells: [ring], why: w, instead: i}
- {id: abroad, region: US, kind: bank, difficulty: 2, answer: scam, how: "A text:", text: "pay", tells: [pay], why: w, instead: i}
`

// TestOrder: each comes once, tech-support and easy ones first, and two seeds
// do not always begin alike.
func TestOrder(t *testing.T) {
	all, bad := For("GB", items(t, good))
	if bad.Err() != nil || len(all) != 4 {
		t.Fatalf("%d exercises, %v", len(all), bad)
	}
	var seen []string
	for e := Next(all, nil, "s"); e != nil; e = Next(all, seen, "s") {
		seen = append(seen, e.ID)
	}
	if got := strings.Join(seen, " "); got != "easy-a easy-b hard far" && got != "easy-b easy-a hard far" {
		t.Errorf("practised in the order %s", got)
	}
	begins := map[string]bool{}
	for seed := range strings.FieldsSeq("a b c d e f g h") {
		begins[Next(all, nil, seed).ID] = true
	}
	if len(begins) != 2 {
		t.Errorf("eight people begin with %v", begins)
	}
}

// TestMasked: what is shown cannot be used.
func TestMasked(t *testing.T) {
	all, _ := For("GB", items(t, good))
	for _, e := range all {
		shown := strings.Join(append(e.Lines(), e.Telling()...), "\n")
		if strings.Contains(shown, "0808 157") || strings.Contains(shown, "https:") || strings.Contains(shown, "a-b.info") {
			t.Errorf("%s shows %q", e.ID, shown)
		}
	}
}

// TestMistakes: everything wrong is told at once, with its line.
func TestMistakes(t *testing.T) {
	_, bad := For("GB", items(t, `
- {id: twice, difficulty: 1, answer: scam, how: h, text: t, tells: [t], why: w, instead: i}
- {id: twice, difficulty: 4, answer: maybe, how: h, text: t, tells: [x], why: w, instead: ""}
- {id: this-id-is-much-too-long-for-the-id-of-a-button, difficulty: 1, answer: scam, how: h, text: t, why: w, instead: i}
`))
	text := bad.Error()
	for _, want := range []string{"practice/a.yaml:3: the id twice stands twice", "neither scam nor genuine", "not 1, 2 or 3", "do not stand in the text", "lacks how", "no telling words", "longer than 40"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among\n%s", want, text)
		}
	}
}
