package text

import (
	"strings"
	"testing"
)

// vocabulary is a list of words.
type vocabulary []string

func (v vocabulary) Ends(ends []int, word []byte) []int {
	for _, w := range v {
		if strings.HasPrefix(string(word), w) {
			ends = append(ends, len(w))
		}
	}
	return ends
}

var known = vocabulary{"your", "computer", "is", "blocked", "call", "now", "a", "virus", "has", "been", "found", "block", "notwithstanding", "not", "with", "standing", "microsoft", "to", "day", "ਹੈਕਰ"}

func TestPartGlued(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"yourcomputerisblocked", "your computer is blocked"},
		{"YourComputerIsBlocked! callMicrosoftnow", "your computer is blocked call microsoft now"},
		{"avirushasbeenfound", "a virus has been found"},
		{"notwithstanding", "notwithstanding"},
		{"callnow", "callnow"}, // too short to be sure
		{"yourxcomputer", "yourxcomputer"},
		{"call08081570192now", "call 08081570192 now"},
		{"0x80070422ab", "0x80070422ab"},
		{"todaytodaytoday", "todaytodaytoday"},             // crumbs
		{"ਹੈਕਰਹੈਕਰ", "ਹੈਕਰਹੈਕਰ"},                           // only Latin letters are taken apart
		{"yourcömputerisblocked", "yourcomputerisblocked"}, // letters and bytes differ
	} {
		d := FoldKnown(known, c.in)
		if got := strings.Join(words(d), " "); got != c.want {
			t.Errorf("FoldKnown(%q) = %q, want %q", c.in, got, c.want)
		}
		checkSpans(t, d)
	}
}

func TestPartGluedNumberIsAPhone(t *testing.T) {
	d := FoldKnown(known, "call08081570192now")
	if len(d.Entities) != 1 || d.Entities[0].Kind != Phone || d.Quote(d.Entities[0].Span) != "08081570192" {
		t.Errorf("entities %+v", d.Entities)
	}
}

func TestAnchorsAreHiddenLinks(t *testing.T) {
	d := Fold(`<p>Sign in at <a class=3D"b" href=3D"https://evil.example/x?a=1&amp;b=2">microsoft.com</a> now</p>`)
	if len(d.Hidden) != 1 || d.Hidden[0].Link.Host != "evil.example" || d.Hidden[0].Link.Shown != "microsoft.com" {
		t.Errorf("hidden links %+v", d.Hidden)
	}
}
