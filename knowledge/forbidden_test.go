package knowledge

import (
	"regexp"
	"testing"
)

// TestForbiddenWordsAreFoundAsWritten: what spares the expressions most of the
// texts spares them none that they match.
func TestForbiddenWordsAreFoundAsWritten(t *testing.T) {
	b := base(t)
	for _, it := range b.content.forbidden {
		w, err := newWording(it.Value)
		if err != nil {
			t.Fatal(err)
		}
		if w.needs == nil {
			t.Logf("%s is looked for in every text", it.Value.ID)
		}
	}
	for _, words := range []string{`\bsafe[.!?]`, `£ ?25(?:[^0-9]|$)|\b(?:25|twenty[- ]five) (?:pounds|quid)\b`, `(?:^|[.!?:]\s+)you(?: will|[''’]ll) (?:get|have)\b`, `[0-9] ?%|\bper ?cents?\b`, `(?-i:\bHang Up\b)|\bhang up first(?:[''’]s| site)\b`, `(?:ab)+c?|x{2,3}`} {
		w, err := newWording(Forbidden{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		plain := regexp.MustCompile("(?i)" + words)
		for _, text := range []string{"It is Safe.", "safely", "£25", "TWENTY-FIVE quid", "You'll get it", "Well. you will have it", "5 %", "9 Percent", "\u017fafe!", "hang up first\u2019s", "Hang Up", "hang up", "ABAB", "xX", "x", ""} {
			if got, want := w.in(Shown{Text: text}, foldCase(text)), plain.FindString(text); got != want {
				t.Errorf("%s in %q: %q, want %q", words, text, got, want)
			}
		}
	}
}
