package knowledge

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// languageNames are the languages of our examples as people call them.
var languageNames = map[string]string{
	"ar": "Arabic", "bn": "Bengali", "bn-Latn": "Bengali in Latin letters", "cy": "Welsh", "de": "German", "es": "Spanish",
	"fr": "French", "gu": "Gujarati", "gu-Latn": "Gujarati in Latin letters", "hi": "Hindi", "hi-Latn": "Hindi in Latin letters",
	"it": "Italian", "nl": "Dutch", "pa": "Punjabi", "pa-Latn": "Punjabi in Latin letters", "pl": "Polish", "pt": "Portuguese",
	"ro": "Romanian", "sv": "Swedish", "tr": "Turkish", "ur": "Urdu", "ur-Latn": "Urdu in Latin letters",
}

// spoken is what one language comes to.
type spoken struct {
	right, warned, called, alarmed rate
	beside                         int // texts that the language's rules were written beside
}

func (s *spoken) add(p Probe) {
	s.beside += bit(ownFile(p))
	switch {
	case isTech(p):
		s.right.add(scamAndTech(p))
		s.warned.add(warned(p))
	case !isScam(p):
		s.called.add(calledScam(p))
		s.alarmed.add(warned(p))
	}
}

// reportLanguages prints one line a language, one for all of them, one for
// those of their texts that no rules came with, and one for English.
func reportLanguages(w io.Writer, probes []Probe, langs map[string]string) {
	table, all, elsewhere, english := map[string]*spoken{}, &spoken{}, &spoken{}, &spoken{}
	for _, p := range probes {
		lang, ok := langs[p.File+"/"+p.ID]
		if !ok {
			english.add(p)
			continue
		}
		if table[lang] == nil {
			table[lang] = &spoken{}
		}
		table[lang].add(p)
		all.add(p)
		if !ownFile(p) {
			elsewhere.add(p)
		}
	}
	fmt.Fprintf(w, "\nLANGUAGES, judged the same way. Per cent, in brackets the 95 %% interval (Wilson). Texts in a language's own file (lang-) were written\n")
	fmt.Fprintln(w, "together with its rules: where they are most of the texts, the figure says little of texts from outside.")
	fmt.Fprintf(w, "%-26s %6s  %-22s  %-22s  %7s  %-22s  %-22s  %s\n", "", "scams", "scam, tech-support", "warned of", "genuine", "called a scam", "warned of", "in its own file")
	for _, lang := range slices.Sorted(maps.Keys(table)) {
		fmt.Fprintln(w, table[lang].line(cmp.Or(languageNames[lang], lang)))
	}
	fmt.Fprintln(w, all.line("all of these"))
	fmt.Fprintln(w, elsewhere.line("only those elsewhere"))
	fmt.Fprintln(w, english.line("English, beside them"))
}

// ownFile reports whether a text stands in the file that came with its language's rules.
func ownFile(p Probe) bool { return strings.HasPrefix(p.File, "lang-") }

func (s *spoken) line(name string) string {
	return fmt.Sprintf("%-26s %6d  %s  %s  %7d  %s  %s  %d of %d", name, s.right.n, s.right, s.warned, s.called.n, s.called, s.alarmed, s.beside, s.right.n+s.called.n)
}
