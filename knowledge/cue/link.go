package cue

import (
	"slices"
	"strings"

	"hangup/knowledge/text"
)

// brandWord is how a brand's name looks inside an address.
type brandWord struct {
	name string
	word string // without blanks, lower case
}

// minBrandWord is the shortest name looked for inside longer ones: "apple" or
// "chase" end too many honest names.
const minBrandWord = 6

// addBrand files the names of an entry for looking at addresses.
func (s *Set) addBrand(e Entry) {
	seen := map[string]bool{}
	for _, w := range append([]string{e.Name}, e.Words...) {
		w = strings.Clone(strings.ReplaceAll(strings.TrimSuffix(strings.ToLower(w), "*"), " ", ""))
		if seen[w] || len(w) < 3 {
			continue
		}
		seen[w] = true
		s.brands = append(s.brands, brandWord{e.Name, w})
	}
}

// judgeLink says into which of the built-in lists an address falls. "shortener"
// domains and "free page" owners are named by the content.
func (s *Set) judgeLink(a text.Address) []string {
	var out []string
	owner := s.owners[a.Owner]
	switch {
	case a.Script, a.Numeric, a.FreePage, a.Puny, owner == "shortener", owner == "free page":
		out = append(out, "odd-link")
	}
	if owner != "" && owner != "shortener" && owner != "free page" {
		out = append(out, "own-link")
	} else if s.wearsBrand(a) {
		out = append(out, "brand-link")
	}
	if a.Phone {
		out = append(out, "phone-link")
	}
	return out
}

// wearsBrand reports whether the host of an address that is not the brand's
// shows a brand's name, plainly or in look-alike letters.
func (s *Set) wearsBrand(a text.Address) bool {
	if a.Host == "" || a.Numeric || official(a.Owner) {
		return false
	}
	host := a.Host
	for p := host; p != ""; _, p, _ = strings.Cut(p, ".") { // somebody's page at a brand: the brand's own part does not count
		if s.owners[p] != "" {
			host = strings.TrimSuffix(host, p)
		}
	}
	for label := range strings.FieldsFuncSeq(host, func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
		if label == "gov" || label == "govuk" || s.brandIn(label) || !plain(label) && slices.ContainsFunc(hostForms(label), s.brandIn) {
			return true
		}
	}
	return false
}

// official reports whether a name can belong to a government only.
func official(owner string) bool {
	return strings.HasSuffix(owner, ".gov.uk") || strings.HasSuffix(owner, ".gov") || strings.Contains(owner, ".gov.") || owner == "gov.uk"
}

// brandIn reports whether one reading of a label shows a brand's name: as a
// whole, or if it is long inside a longer word or with a small change.
func (s *Set) brandIn(form string) bool {
	for _, b := range s.brands {
		if form == b.word || len(b.word) >= minBrandWord && (strings.Contains(form, b.word) || near(form, b.word)) {
			return true
		}
	}
	return false
}

// plain reports whether a label has only one reading.
func plain(l string) bool {
	for i := range len(l) {
		if l[i] < 'a' || l[i] > 'z' {
			return false
		}
	}
	return !strings.Contains(l, "rn") && !strings.Contains(l, "vv")
}

// hostForms are the other readings of one label: with digits as letters, with
// "rn" as "m", with look-alike letters as Latin ones.
func hostForms(l string) []string {
	var forms []string
	for _, one := range []byte{'l', 'i'} {
		if b, changed := text.Unleet(nil, []byte(l), one); changed {
			forms = append(forms, string(b))
		}
	}
	if strings.Contains(l, "rn") || strings.Contains(l, "vv") {
		forms = append(forms, strings.NewReplacer("rn", "m", "vv", "w").Replace(l))
	}
	latin := text.Latin(l)
	if latin != l {
		forms = append(forms, latin)
	}
	if d := text.Fold(latin); len(d.Tokens) == 1 && d.Word(0) != latin { // accents
		forms = append(forms, d.Word(0))
	}
	return forms
}

// near reports whether a is b with one letter changed, added, dropped or two
// neighbours swapped, but not b itself with an s. The first letter stays, as it
// does in look-alikes, so that "floyds" is not "lloyds".
func near(a, b string) bool {
	if a == "" || b == "" || a[0] != b[0] || a == b+"s" || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == len(y):
		return x == "" || x[1:] == y[1:] || len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
	case len(x) > len(y):
		return x[1:] == y
	}
	return x == y[1:]
}
