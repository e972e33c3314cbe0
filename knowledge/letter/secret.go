package letter

import (
	"regexp"
	"strings"
)

// cardLike reports whether a run of digits has the length and the check digit
// of a card number, or its usual length.
func cardLike(run string) bool {
	return len(run) >= minCard && len(run) <= maxCard && (len(run) == usualCard || luhn(run))
}

func luhn(run string) bool {
	sum := 0
	for i := range len(run) {
		n := int(run[i] - '0')
		if (len(run)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

var (
	sortShape = regexp.MustCompile(`\b(\d\d)[- ](\d\d)[- ](\d\d)\b`)
	ibanShape = regexp.MustCompile(`(?i)\b[A-Z]{2}\d\d ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}\b`)
)

// sortCode reports whether s holds a sort code that can be no date.
func sortCode(s string) bool {
	for _, m := range sortShape.FindAllStringSubmatch(s, -1) {
		if day, month := atoi(m[1]), atoi(m[2]); day < 1 || day > 31 || month < 1 || month > 12 {
			return true
		}
	}
	return false
}

// iban reports whether s holds the number of an account as it is written in
// many countries: letters first, then mostly digits.
func iban(s string) bool {
	m := ibanShape.FindString(s)
	digits := 0
	for _, r := range m {
		if isDigit(r) {
			digits++
		}
	}
	return digits >= 10
}

// namedSecret looks for "my pin is 1234", "password: hunter2", "code 482913".
func namedSecret(s string) bool {
	low := " " + strings.ToLower(s)
	for _, name := range secretNames {
		rest := low
		for {
			i := strings.Index(rest, " "+name)
			if i < 0 {
				break
			}
			rest = rest[i+1+len(name):]
			if secretFollows(rest) {
				return true
			}
		}
	}
	return false
}

// secretFollows reports whether the next word but "is" and the like holds a
// digit and is no sum, day or count of something.
func secretFollows(rest string) bool {
	fs := strings.Fields(strings.TrimLeft(rest, ":=,"))
	for len(fs) > 0 && isLink(fs[0]) {
		fs = fs[1:]
	}
	if len(fs) == 0 || strings.ContainsAny(fs[0][:1], "£$€") || strings.ContainsAny(fs[0], "/") {
		return false
	}
	w := strings.Trim(fs[0], ".,;:!?\"'()")
	return len(w) >= 3 && strings.ContainsAny(w, "0123456789")
}

func isLink(w string) bool {
	switch w {
	case "is", "was", "=", ":", "number", "of", "it's", "its", "are", "were":
		return true
	}
	return false
}
