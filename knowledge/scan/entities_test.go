package scan

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestShortWayAgreesWithTheLibrary: what is taken for valid without asking the
// library is valid for the library too, in the same form.
func TestShortWayAgreesWithTheLibrary(t *testing.T) {
	for _, line := range britishLines {
		for _, rest := range []string{"1570192", "0000000", "9999999", "0465729"} {
			n, err := phonenumbers.Parse(line+rest, "GB")
			if err != nil || !phonenumbers.IsValidNumber(n) {
				t.Errorf("%s%s: the library does not take it", line, rest)
				continue
			}
			for _, written := range []string{line + rest, "+44" + line[1:] + rest, "0044" + line[1:] + rest} {
				if got, want := e164(written), phonenumbers.Format(n, phonenumbers.E164); got != want {
					t.Errorf("%s: got %s, want %s", written, got, want)
				}
			}
		}
	}
}

func TestE164(t *testing.T) {
	for digits, want := range map[string]string{
		"02079460142": "+442079460142", "+442079460142": "+442079460142", "18008290433": "+18008290433",
		"": "", "07700900123": "", "0808157": "", "123456789": "",
	} {
		if got := e164(digits); got != want {
			t.Errorf("%q: got %q, want %q", digits, got, want)
		}
	}
}
