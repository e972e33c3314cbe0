package letter

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// usualMost is how many characters a text answer has at most, where its field
// says nothing else.
const usualMost = 200

// Read reads one answer to a field. What it gives is kept in the form; the
// error is an Unread that says why the answer is not taken. Secrets are never
// taken.
func (f *Field) Read(words string, form Form, w Where) (string, error) {
	words = clean(words)
	if words == "" {
		return "", Empty
	}
	if HoldsSecret(words, f.Digits || f.Kind != KindText && f.Kind != KindBank) {
		return "", Secret
	}
	if t := f.tapped(words); t != "" {
		return t, nil
	}
	switch f.Kind {
	case KindAmount:
		a, err := ReadAmount(words, w.Currency)
		return written(err, a)
	case KindAmounts:
		as, err := ReadAmounts(words, w.Currency)
		return written(err, as...)
	case KindDate:
		return f.readDate(words, form, w)
	case KindDates:
		return f.readDates(words, form, w)
	case KindBank:
		return readBank(words, w.Banks)
	case KindText:
		return f.readText(words)
	}
	return "", NoChoice
}

// ReadWithin finds the answer in words that were written for another reason:
// sums that name their currency, days, and banks that are known.
func (f *Field) ReadWithin(words string, form Form, w Where) (string, bool) {
	words = clean(words)
	if HoldsSecret(words, true) {
		return "", false
	}
	switch f.Kind {
	case KindAmount, KindAmounts:
		if !currencyNamed(words, w.Currency) {
			return "", false
		}
	case KindDates:
	case KindBank:
		if f.ID != "bank" {
			return "", false
		}
		name, err := readBank(words, w.Banks)
		return name, err == nil && slices.Contains(w.Banks, name)
	default:
		return "", false
	}
	answer, err := f.Read(words, form, w)
	return answer, err == nil
}

// currencyNamed reports whether a sum in words names its currency.
func currencyNamed(words, here string) bool {
	if strings.ContainsAny(words, "£$€₹") {
		return true
	}
	ts := lex(words, true)
	for i := range ts {
		pence := ts[i].kind == digitTok && len(ts[i].text) > 5 && ts[i].text[len(ts[i].text)-3] == '.' // 299.99
		if _, n := currencyBehind(ts, i, here); n > 0 || pence || scaleAt(ts, i) >= 1000 {
			return true
		}
	}
	return false
}

func written[T interface{ String() string }](err error, all ...T) (string, error) {
	if err != nil {
		return "", err
	}
	out := make([]string, len(all))
	for i, a := range all {
		out[i] = a.String()
	}
	return strings.Join(out, separator), nil
}

// readDate reads one day, also as counted from another one: "the same day".
func (f *Field) readDate(words string, form Form, w Where) (string, error) {
	d, err := ReadDate(words, w.Now)
	if days := (&filled{form, w}).dates(f.From); errors.Is(err, NoDate) && len(days) > 0 {
		if counted, ok := dayAfter(words, days[len(days)-1]); ok {
			if counted.First().After(dayOf(w.Now)) {
				return "", Future
			}
			return counted.String(), nil
		}
	}
	return written(err, d)
}

// readDates reads one day for all payments, or one for each.
func (f *Field) readDates(words string, form Form, w Where) (string, error) {
	ds, err := ReadDates(words, w.Now)
	if n := len((&filled{form, w}).amounts(f.Each)); err == nil && f.Each != "" && len(ds) > 1 && n > 0 && len(ds) != n {
		return "", Count
	}
	return written(err, ds...)
}

// tapped gives the tap that words say, "" if none: the longest of its wordings
// that they are, or begin with.
func (f *Field) tapped(words string) string {
	said, best, id := fold(words), 0, ""
	for _, t := range f.Taps {
		for _, s := range append([]string{t.Label, t.ID}, t.Says...) {
			if w := fold(s); w != "" && len(w) > best && f.says(said, w) {
				best, id = len(w), t.ID
			}
		}
	}
	return id
}

// fewWords is how many words an answer has at most that is looked into for the
// words of a tap.
const fewWords = 8

// negators turn round what stands beside them.
var negators = []string{"not", "no", "never", "didnt", "dont", "wasnt", "isnt", "havent", "hasnt"}

// says reports whether folded words say w: they are w, or for taps alone begin
// with it or hold it. What w does not deny they may not deny either.
func (f *Field) says(said, w string) bool {
	if said == w {
		return true
	}
	if f.Kind != KindChoice && f.Kind != KindYesNo || !strings.Contains(" "+said+" ", " "+w+" ") {
		return false
	}
	denies := func(s string) bool {
		return slices.ContainsFunc(strings.Fields(s), func(x string) bool { return slices.Contains(negators, x) })
	}
	if begins := strings.HasPrefix(said+" ", w+" "); f.Kind == KindYesNo || begins {
		return begins && (denies(w) || !denies(said))
	}
	return len(strings.Fields(said)) <= fewWords && (denies(w) || !denies(said))
}

// Words that are no answer where words are asked for.
var (
	noWords  = []string{"no", "none", "nothing", "nope", "nah", "nil", "na", "n a", "no thanks", "no thank you", "not really", "nothing else", "no nothing", "no none", "not that i know of", "nowt", "nobody", "no one", "noone", "not applicable", "no need"}
	yesWords = []string{"yes", "yeah", "yep", "yup", "y", "ok", "okay", "k", "sure", "yes please", "yes there was", "yes it was", "yes i did", "it was", "i did", "right", "hello", "hi"}
)

// readText takes words as they are, if they are not too many nor too few.
func (f *Field) readText(words string) (string, error) {
	said := fold(words)
	switch {
	case slices.Contains(noWords, said):
		return f.None, nil
	case said == "" && !f.Digits, slices.Contains(yesWords, said), len(strings.Fields(said)) < f.Least:
		return "", TooShort
	}
	if utf8.RuneCountInString(words) > f.Longest() {
		return "", TooLong
	}
	return words, nil
}

// Longest is how many characters a text answer may have.
func (f *Field) Longest() int {
	if f.Most > 0 {
		return f.Most
	}
	return usualMost
}

// clean makes words fit for paper: one form of each letter, no signs that turn
// the reading direction or move anything, lines without blank ends.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, s)
	var lines []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// The lengths of card numbers (ISO/IEC 7812), and of UK account numbers.
const (
	usualCard = 16
	minCard   = 13
	maxCard   = 19
	account   = 8
)

// secretNames are words that name a secret when a number follows.
var secretNames = []string{"password", "passcode", "pin", "code", "cvv", "cvc", "security number", "sort code", "account number", "card number", "iban", "otp"}

// HoldsSecret reports whether words seem to hold a card or account number, a
// code or a password. digits says that long numbers are no wonder here, such as
// phone and reference numbers: then only card numbers and named secrets count.
func HoldsSecret(s string, digits bool) bool {
	runs := digitRuns(s)
	if slices.ContainsFunc(runs, cardLike) || namedSecret(s) || iban(s) {
		return true
	}
	return !digits && (sortCode(s) || slices.ContainsFunc(runs, func(r string) bool { return len(r) == account }))
}

// digitRuns are the runs of digits in s; blanks and dashes do not part them.
func digitRuns(s string) []string {
	var out []string
	run := ""
	for i := 0; i <= len(s); i++ {
		switch {
		case i < len(s) && s[i] >= '0' && s[i] <= '9':
			run += s[i : i+1]
		case i < len(s) && (s[i] == ' ' || s[i] == '-') && run != "":
		default:
			if run != "" {
				out = append(out, run)
			}
			run = ""
		}
	}
	return out
}
