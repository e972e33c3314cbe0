package letter

import (
	"strconv"
)

// Amount is a sum of money.
type Amount struct {
	Minor    int64  // hundredths: pence, cents; more than 0
	Currency string // three letters, such as GBP
	About    bool   // the person was not sure of it
}

// maxAmount is the largest sum that is taken, in hundredths. More is a slip.
const maxAmount = 100_000_000_00

// symbols are how sums are written, by currency. A currency without one is
// written by its letters.
var symbols = map[string]string{"GBP": "£", "EUR": "€", "USD": "US$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$"}

// String writes the sum as it stands in a letter: "£4,500", "about £300",
// "US$399.50". Read again it is the same Amount, whatever the currency around it.
func (a Amount) String() string {
	s := strconv.FormatInt(a.Minor/100, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if p := a.Minor % 100; p > 0 {
		s += "." + strconv.FormatInt(100+p, 10)[1:]
	}
	symbol, ok := symbols[a.Currency]
	if !ok {
		symbol = a.Currency + " "
	}
	if a.About {
		symbol = "about " + symbol
	}
	return symbol + s
}

// Total adds sums of one currency. False means that there are none, or that
// they are of several currencies.
func Total(as []Amount) (Amount, bool) {
	if len(as) == 0 {
		return Amount{}, false
	}
	sum := Amount{Currency: as[0].Currency}
	for _, a := range as {
		if a.Currency != sum.Currency {
			return Amount{}, false
		}
		sum.Minor += a.Minor
		sum.About = sum.About || a.About
	}
	return sum, true
}

// ReadAmount reads one sum. Several are the error TooMany.
func ReadAmount(s, currency string) (Amount, error) {
	as, err := ReadAmounts(s, currency)
	if err != nil {
		return Amount{}, err
	}
	if len(as) > 1 {
		return Amount{}, TooMany
	}
	return as[0], nil
}

// ReadAmounts reads the sums in what somebody wrote: "£4,500", "4.5k", "two
// payments, 500 and 750". A sum without a currency is of the given one. The
// error is an Unread that says why nothing is taken.
func ReadAmounts(s, currency string) ([]Amount, error) {
	as, r := readSums(s, currency, true)
	if len(as) < r.count && !r.each && r.why == "" { // "two payments, a thousand and five hundred"
		if apart, r2 := readSums(s, currency, false); len(apart) == r.count && r2.why == "" {
			return apart, nil
		}
	}
	switch {
	case r.why != "":
		return nil, r.why
	case len(as) == 0 || r.apart && len(as) != r.count: // "seven fifty": which of two?
		return nil, NoAmount
	}
	return r.withoutTotal(as), nil
}

// sums reads one answer.
type sums struct {
	ts       []tok
	currency string
	join     bool
	out      []Amount
	why      Unread
	count    int  // "two payments"
	each     bool // every one of them of the sum that follows or stands before
	next     int  // how often the next sum was paid, 0 for once
	apart    bool // two numbers with nothing between them
	about    bool // said of the next sum
	total    bool // one of the sums is said to be all of them together
	end      int  // where the last sum ended, -1 before the first
}

func readSums(s, currency string, join bool) ([]Amount, sums) {
	r := sums{ts: speltNumbers(lex(s, true)), currency: currency, join: join, end: -1}
	for i := 0; i < len(r.ts) && r.why == ""; {
		i += r.step(i)
	}
	r.repeat()
	return r.out, r
}

// repeat makes several sums of one that was said to be paid several times.
func (r *sums) repeat() {
	if !r.each || len(r.out) != 1 || r.count < 2 {
		return
	}
	for len(r.out) < min(r.count, maxPayments) {
		r.out = append(r.out, r.out[0])
	}
}

// range2 reports whether two sums with "and" between them stand at i.
func (r *sums) range2(i int) bool {
	_, _, end := r.sumAt(i, false)
	if end == i || word(r.ts, end) != "and" {
		return false
	}
	_, _, last := r.sumAt(end+1, false)
	return last > end+1
}

// isDate gives how many pieces of a date or time stand at i, which are no sum.
func (r *sums) isDate(i int) int {
	if _, ok := monthOf(word(r.ts, i)); ok && at(r.ts, i+1).kind == digitTok && word(r.ts, i) != "may" {
		n := 2
		if year := at(r.ts, i+2); year.kind == digitTok && len(year.text) == 4 {
			n = 3
		}
		return n
	}
	if n := oneOf(r.ts, i, []string{"half past", "quarter past", "quarter to"}); n > 0 {
		_, end := readNumber(r.ts, i+n, false)
		return end - i
	}
	if at(r.ts, i).kind != digitTok || sign(r.ts, i-1, "£$€") {
		return 0
	}
	if sign(r.ts, i+1, "/") && at(r.ts, i+2).kind == digitTok && r.ts[i+1].glued {
		n := 3
		if sign(r.ts, i+3, "/") && at(r.ts, i+4).kind == digitTok {
			n = 5
		}
		return n
	}
	next := i + 1
	if oneOf(r.ts, next, []string{"st", "nd", "rd", "th"}) > 0 && r.ts[next].glued {
		next++
	}
	if word(r.ts, next) == "of" {
		next++
	}
	if _, ok := monthOf(word(r.ts, next)); ok {
		if year := at(r.ts, next+1); year.kind == digitTok && len(year.text) == 4 {
			next++
		}
		return next + 1 - i
	}
	if n := oneOf(r.ts, i+1, periods); n > 0 && (len(word(r.ts, i+1)) > 2 || r.ts[i+1].glued || word(r.ts, i+1) == "am" || word(r.ts, i+1) == "pm") {
		return 1 + n
	}
	return 0
}
