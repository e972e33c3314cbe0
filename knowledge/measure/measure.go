// Package measure tells how readable a text is. It knows sentences and
// syllables, and nothing of what a text says.
package measure

import (
	"strings"
	"unicode"
)

// Reading is how hard a text is to read.
type Reading struct {
	Words, Sentences int
	Longest          int     // words of the longest sentence
	PerSentence      float64 // words a sentence, on average
	Grade            float64 // Flesch-Kincaid grade (Kincaid et al. 1975), 0 at least
}

// Of measures s. A text without words has the zero Reading.
func Of(s string) Reading {
	var r Reading
	syllables := 0
	for _, sentence := range Sentences(s) {
		n := 0
		for w := range strings.FieldsSeq(sentence) {
			k := Syllables(w)
			syllables += k
			n += min(k, 1)
		}
		if n > 0 {
			r.Words += n
			r.Sentences++
			r.Longest = max(r.Longest, n)
		}
	}
	if r.Sentences == 0 {
		return Reading{}
	}
	r.PerSentence = float64(r.Words) / float64(r.Sentences)
	r.Grade = max(0, 0.39*r.PerSentence+11.8*float64(syllables)/float64(r.Words)-15.59)
	return r
}

// Sentences cuts s at full stops, question and exclamation marks, ellipses and
// line ends. A closing quotation mark falls to the sentence behind it.
func Sentences(s string) []string {
	var out []string
	start := 0
	rs := []rune(s)
	for i, r := range rs {
		stop := r == '.' || r == '?' || r == '!' || r == '…'
		if r == '\n' || stop && (i+1 == len(rs) || unicode.IsSpace(rs[i+1]) || strings.ContainsRune("\"”’)", rs[i+1])) {
			out = append(out, string(rs[start:i+1]))
			start = i + 1
		}
	}
	if strings.TrimSpace(string(rs[start:])) != "" {
		out = append(out, string(rs[start:]))
	}
	return out
}

// Syllables estimates the syllables of an English word: groups of vowels, less
// a silent e. What holds no letter counts as one if it has a digit, else as
// none; addresses, which nobody reads aloud, count as two.
func Syllables(word string) int {
	if strings.ContainsAny(strings.TrimRight(word, ".,;:!?)"), "./@") {
		return 2
	}
	w := strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
	if w == "" {
		return min(1, strings.IndexFunc(word, unicode.IsDigit)+1)
	}
	n, vowel := 0, false
	for _, r := range w {
		v := strings.ContainsRune("aeiouy", r)
		if v && !vowel {
			n++
		}
		vowel = v
	}
	switch {
	case n > 1 && strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le"):
		n--
	case n > 1 && strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded"):
		n--
	}
	return max(n, 1)
}
