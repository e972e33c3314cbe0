package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// FuzzScan: whatever comes in, the verdict's spans lie inside the text and the
// same text gives the same verdict.
func FuzzScan(f *testing.F) {
	for _, unit := range hostile {
		f.Add(strings.Repeat(unit, 5))
	}
	f.Add("")
	f.Add("\x00\xff 0808 157 0192 call your computer virus found")
	f.Add(withPhone)
	b := base(f)
	f.Fuzz(func(t *testing.T, body string) {
		v := b.Scan(Text{Body: body})
		for _, x := range v.Findings {
			if len(x.Evidence) == 0 {
				t.Errorf("%s has no evidence", x.Flag.ID)
			}
			last := 0
			for _, s := range x.Evidence {
				if s.Start < last || s.End <= s.Start || s.End > len(body) {
					t.Errorf("%s: span %v of %d bytes", x.Flag.ID, s, len(body))
				}
				if utf8.ValidString(body) && !utf8.ValidString(body[s.Start:s.End]) {
					t.Errorf("%s: span %v cuts a letter", x.Flag.ID, s)
				}
				last = s.Start
			}
		}
		if (v.Level == None) != (v.Kind == "") {
			t.Errorf("level %v with kind %q", v.Level, v.Kind)
		}
		if again := b.Scan(Text{Body: body}); again.Level != v.Level || again.Score != v.Score {
			t.Error("the same text gave two verdicts")
		}
	})
}

// FuzzUnderstand: no words make it fail.
func FuzzUnderstand(f *testing.F) {
	f.Add("what do i do now")
	f.Add("\xff\x00 …")
	b := base(f)
	f.Fuzz(func(_ *testing.T, words string) { b.Understand(words) })
}

// FuzzContent: a broken content file gives mistakes, never a crash.
func FuzzContent(f *testing.F) {
	f.Add("- id: x\n  what: y\n  phrases: [\"a b\"]\n")
	f.Add("- id: [\n")
	f.Add("a: &a [*a]\n")
	f.Fuzz(func(_ *testing.T, body string) {
		_, _ = Load(fstest.MapFS{"cues/x.yaml": {Data: []byte(body)}, "flags/x.yaml": {Data: []byte(body)}, "facts/gb.yaml": {Data: []byte(body)}}, GB)
	})
}
