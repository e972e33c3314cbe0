package knowledge

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"hangup/knowledge/letter"
)

// TestLetterMistakes: what is wrong in a letter is told with its place.
func TestLetterMistakes(t *testing.T) {
	broken := contentCopy(t)
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
	_, err := Load(broken, GB)
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

// TestSecretsAreNotTaken in whatever field.
func TestSecretsAreNotTaken(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	for _, secret := range []string{"4111 1111 1111 1111", "card 5555-5555-5555-4444", "my pin is 4821", "the code was 482913", "password: hunter22", "GB29 NWBK 6016 1331 9268 19", "cvv 123 it says 999"} {
		for _, l := range b.Letters() {
			for i := range l.Fields {
				if a, err := l.Fields[i].Read(secret, LetterForm{}, w); err == nil || a != "" {
					t.Errorf("%s.%s takes %q as %q, %v", l.ID, l.Fields[i].ID, secret, a, err)
				}
			}
		}
	}
	l, _ := b.Letter("app-claim")
	for _, secret := range []string{"sort code 20-45-43 account 12345678", "it went to 12345678", "40-47-84"} {
		if a, err := l.Field("story").Read(secret, LetterForm{}, w); !errors.Is(err, letter.Secret) {
			t.Errorf("%q is taken: %q, %v", secret, a, err)
		}
	}
	for _, fine := range []string{"They rang on 03-11-26 and took £4,500.", "He said his code name was Mike. I paid 1,250 pounds.", "They rang 3 times in 20 minutes."} {
		if _, err := l.Field("story").Read(fine, LetterForm{}, w); err != nil {
			t.Errorf("%q is not taken: %v", fine, err)
		}
	}
}
