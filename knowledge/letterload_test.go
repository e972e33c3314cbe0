package knowledge

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestLetterMistakes: what is wrong in a letter is told with its place.
func TestLetterMistakes(t *testing.T) {
	sub := must(fs.Sub(embedded, "content"))
	broken := fstest.MapFS{}
	err := fs.WalkDir(sub, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			broken[name] = &fstest.MapFile{Data: must(fs.ReadFile(sub, name))}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	broken["letters/odd.yaml"] = &fstest.MapFile{Data: []byte(`id: odd
title: Odd
label: Odd
file: odd
chosen: {colour: red}
fields:
  - {id: sum, kind: amounts, label: Sum, ask: "How much?", when: [no-field]}
  - {id: day, kind: days, label: Day, ask: "When?", each: colour}
  - {id: sum, kind: text, label: Again, ask: "Again?"}
  - {id: way, kind: choice, label: Way, ask: "Which way?", taps: [{id: a, label: A, known: [no-situation]}]}
checks:
  - {id: first, when: ["sum>fact:no-fact"], says: "So."}
  - {id: second, when: ["sum>fact:ombudsman-name"], says: "So.", to: poem}
  - {id: third, when: ["way=zebra"], says: ""}
  - {id: fourth, when: ["sum is large"], says: "So."}
  - {id: fifth, when: ["sum older fact:app-limit"], says: "So.", switch: true}
text:
  - {line: "Dear {nobody}, ring 0800 1111."}
  - {points: ["{sum}"], each: [colours]}
`)}
	broken["letters/strict.yaml"] = &fstest.MapFile{Data: []byte("id: app-claim\ntitle: T\nlabel: L\nfile: f\nregions: [US]\n")}
	_, err = Load(broken, GB)
	if err == nil {
		t.Fatal("no mistake was found")
	}
	for _, want := range []string{"no-field", "kind of field day", "each of field day", `"sum" is not kebab-case, or stands twice`, "not two to four taps", "no-situation", "no-fact", "ombudsman-name", "poem",
		"zebra", "check third lacks says", "sum is large", "app-limit", "check fifth lacks", "{nobody}", `"0800" is typed`, "colours", "colour: red", "app-claim stands twice", "says nothing for other regions"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the mistakes do not name %q:\n%v", want, err)
		}
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if !strings.HasPrefix(line, "letters/") || strings.Count(line, ":") < 3 {
			t.Errorf("not file:line: what: remedy: %q", line)
		}
	}
	broken["letters/unknown.yaml"] = &fstest.MapFile{Data: []byte("id: unknown\ncolour: red\n")}
	if _, err = Load(broken, GB); err == nil || !strings.Contains(err.Error(), "letters/unknown.yaml:2") {
		t.Errorf("an unknown key was not refused: %v", err)
	}
}
