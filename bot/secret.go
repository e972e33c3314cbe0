package bot

import "strings"

// holdsSecret reports whether a person's own words seem to hold a card number
// or a password or code that is named as one. Such words are never repeated
// and never kept; this only decides whether to ask for the message to be deleted.
func holdsSecret(s string) bool {
	return holdsCardNumber(s) || holdsNamedSecret(s)
}

// The lengths of card numbers (ISO/IEC 7812).
const (
	usualCard = 16 // taken for a card even where a digit was mistyped
	minCard   = 13
	maxCard   = 19
)

// holdsCardNumber looks for a run of digits, blanks and dashes aside, that
// passes the Luhn check.
func holdsCardNumber(s string) bool {
	var run []byte
	for i := 0; i <= len(s); i++ {
		switch {
		case i < len(s) && s[i] >= '0' && s[i] <= '9':
			run = append(run, s[i]-'0')
		case i < len(s) && (s[i] == ' ' || s[i] == '-') && len(run) > 0:
		default:
			if len(run) >= minCard && len(run) <= maxCard && (luhn(run) || len(run) == usualCard) {
				return true
			}
			run = run[:0]
		}
	}
	return false
}

func luhn(digits []byte) bool {
	sum := 0
	for i, d := range digits {
		n := int(d)
		if (len(digits)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// secretWords are words before "is" that name a secret.
var secretWords = []string{"password", "passcode", "pin", "code", "cvv", "security number", "sort code", "account number"}

// minSecret is how long a named secret is at least: "pin 7" is none.
const minSecret = 3

// digitsIn counts the digits of a word.
func digitsIn(word string) int {
	n := 0
	for _, r := range word {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// bareSecrets are those that are also named without an "is": "pin 1234". A code
// is not, since faults have codes.
var bareSecrets = []string{"pin", "cvv", "sort code", "account number"}

// holdsNamedSecret looks for "my pin is 1234", "pin 1234" and the like.
func holdsNamedSecret(s string) bool {
	low := strings.NewReplacer("its ", "is ", "it's ", "is ", "it is ", "is ").Replace(strings.ToLower(s))
	for _, w := range secretWords {
		for _, is := range []string{" is ", ": ", " was ", "=", " is: "} {
			if next := wordAfter(low, w+is); len(next) >= minSecret && digitsIn(next) > 0 {
				return true
			}
		}
	}
	for _, w := range bareSecrets {
		if digitsIn(wordAfter(" "+low, " "+w+" ")) >= minSecret {
			return true
		}
	}
	return false
}

// wordAfter gives the word behind a piece of a text, "" if it is not there.
func wordAfter(s, piece string) string {
	_, after, ok := strings.Cut(s, piece)
	if !ok {
		return ""
	}
	next, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	return next
}
