package ask

import (
	"strings"
	"testing"
)

// spelling is a speller that knows a few words.
func spelling() *speller {
	words := []string{"card", "number", "password", "passwords", "changed", "computer", "cannot", "reimbursement", "wizard", "claim", "their"}
	return newSpeller([]string{strings.Repeat(strings.Join(words, " ")+" ", commonWord)})
}

// TestSpelling: mistyped words are mended, and what is right, short, a name, a
// number or an address is left as it is.
func TestSpelling(t *testing.T) {
	known := func(w string) bool { return w == "cord" }
	for said, want := range map[string]string{
		"i gave my crad nubmer":          "i gave my card number",
		"ive chnaged my pasword.":        "ive changed my password.",
		"CLIAM WIZZARD":                  "claim wizard",
		"reimbursmnet, wehre":            "reimbursement, wehre",
		"the cord":                       "the cord",
		"Crad rang":                      "Crad rang",
		"see crad.example now":           "see crad.example now",
		"teh coputer":                    "teh computer",
		"crad2 and cra":                  "crad2 and cra",
		strings.Repeat("a", 1<<20):       strings.Repeat("a", 1<<20),
		"":                               "",
		"über crad – \xff\xfe computer.": "über card – \xff\xfe computer.",
	} {
		if got := spelling().mend(said, known); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// FuzzSpelling: any bytes may be mended; what is no word stays.
func FuzzSpelling(f *testing.F) {
	f.Add("i gave my crad nubmer")
	f.Add("\xff crad…")
	s := spelling()
	f.Fuzz(func(t *testing.T, body string) {
		out := s.mend(body, func(string) bool { return false })
		if strings.Count(out, "\n") != strings.Count(body, "\n") {
			t.Errorf("%q became %q", body, out)
		}
	})
}
