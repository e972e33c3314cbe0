package letter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The name of a bank that is not known has at most so many characters and words.
const (
	maxBank      = 60
	maxBankWords = 6
)

// leadsToBank are small words before the name of a bank.
var leadsToBank = []string{"my bank is", "my bank was", "the bank is", "bank is", "it was", "it is", "it's", "its", "i bank with", "i am with", "im with", "i'm with", "with", "from", "the", "my", "to", "i think", "it was with", "i think it was", "well", "um", "er", "called", "no", "sorry"}

// noBank are words that no bank's name has: who writes them tells something else.
var noBank = []string{"i", "me", "my", "he", "she", "they", "them", "you", "we", "it", "dont", "cant", "didnt", "no", "not", "none", "yes", "yeah", "nope", "what", "why", "who", "when", "how",
	"rang", "told", "said", "paid", "sent", "yesterday", "today", "know", "idea", "unsure", "sure", "mean", "own", "mine", "theirs", "yours", "remember", "same", "scammer", "scammers", "stranger"}

// abbreviations are what people call banks that are known by another name.
var abbreviations = [][2]string{{"nat west", "NatWest"}, {"royal bank of scotland", "RBS"}, {"co operative", "Co-op"}, {"coop", "Co-op"}, {"barclay", "Barclays"}, {"lloyd", "Lloyds"}}

// readBank gives the name of a bank: as it is written if it is known, else in
// the person's words.
func readBank(words string, known []string) (string, error) {
	if b := knownBank(" "+fold(words)+" ", known); b != "" {
		return b, nil
	}
	for again := true; again; {
		again = false
		for _, l := range leadsToBank {
			if len(words) > len(l) && strings.EqualFold(words[:len(l)+1], l+" ") {
				words, again = strings.TrimSpace(words[len(l):]), true
			}
		}
	}
	said := strings.Fields(fold(words))
	alien := slices.ContainsFunc(said, func(w string) bool { return slices.Contains(noBank, w) })
	switch {
	case alien || !strings.ContainsFunc(words, unicode.IsLetter) || strings.ContainsAny(words, "?\n"):
		return "", NoName
	case utf8.RuneCountInString(words) > maxBank || len(said) > maxBankWords:
		return "", NoName
	}
	return strings.TrimRight(words, ". !"), nil
}

// knownBank finds the name of a known bank in folded words, "" if none is there
// or it is denied ("not Barclays").
func knownBank(said string, known []string) string {
	called := slices.Clone(abbreviations)
	for _, b := range known {
		called = append(called, [2]string{fold(b), b})
	}
	best, longest := "", 0
	for _, c := range called {
		held := strings.Contains(said, " "+c[0]+" ") && !strings.Contains(said, " not "+c[0]+" ")
		if held && len(c[0]) > longest && slices.Contains(known, c[1]) {
			best, longest = c[1], len(c[0])
		}
	}
	for i := 0; best == "" && i < len(known); i++ {
		if nearBank(said, fold(known[i])) {
			best = known[i]
		}
	}
	return best
}

// nearBank reports whether a word is one slip away from a name of one word.
func nearBank(said, name string) bool {
	for w := range strings.FieldsSeq(said) {
		if len(name) >= 6 && len(w) >= 5 && w[0] == name[0] && w != name && oneSlip(w, name) {
			return true
		}
	}
	return false
}
