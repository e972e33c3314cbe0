package cue

import (
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
		w = strings.ReplaceAll(strings.ToLower(w), " ", "")
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
	if a.Host == "" || a.Numeric || strings.HasSuffix(a.Owner, ".gov.uk") {
		return false
	}
	labels := strings.FieldsFunc(a.Host, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
	for _, l := range labels {
		for _, form := range hostForms(l) {
			for _, b := range s.brands {
				if form == b.word || len(b.word) >= minBrandWord && strings.Contains(form, b.word) || len(b.word) >= 6 && near(form, b.word) {
					return true
				}
			}
		}
	}
	return false
}

// hostForms are the readings of one label: as written, with digits as letters, with "rn" as "m".
func hostForms(l string) []string {
	forms := []string{l}
	for _, one := range []byte{'l', 'i'} {
		if b, changed := text.Unleet(nil, []byte(l), one); changed {
			forms = append(forms, string(b))
		}
	}
	if strings.Contains(l, "rn") || strings.Contains(l, "vv") {
		forms = append(forms, strings.NewReplacer("rn", "m", "vv", "w").Replace(l))
	}
	if d := text.Fold(l); len(d.Tokens) == 1 && d.Word(0) != l {
		forms = append(forms, d.Word(0))
	}
	return forms
}

// near reports whether a is b with one letter changed, added, dropped or two
// neighbours swapped, but not b itself with an s.
func near(a, b string) bool {
	if a == b+"s" || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
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
