package letter

// sum reads a sum at i, if one stands there.
func (r *sums) sum(i int) int {
	a, minus, end := r.sumAt(i, r.join)
	if end == i {
		return 1
	}
	if n := r.counted(i, end); n > 0 {
		return n
	}
	if r.passed(i, end, a) {
		return end - i
	}
	between := r.end
	a.About = a.About || r.about
	times := max(r.next, 1)
	r.about, r.end, r.next = false, end, 0
	switch {
	case r.foreignWord(end):
		r.why = NoAmount // "5oo", "12000kr", "2 btc"
	case a.Minor < 0 && !minus:
		r.why = NoAmount
	case minus, a.Minor == 0:
		r.why = NotPositive
	case a.Minor > maxAmount:
		r.why = TooMuch
	case between >= 0 && r.ranged(between, i):
		r.why = Range
	case len(r.out)+times > maxPayments:
		r.why = TooMany
	default:
		r.apart = r.apart || between == i && !sign(r.ts, i, "£$€") && at(r.ts, i-1).text != "p"
		for range times {
			r.out = append(r.out, a)
		}
	}
	return end - i
}

// passed reports whether the sum from i to end is no new one: said once more in
// brackets, or denied ("not 1,500").
func (r *sums) passed(i, end int, a Amount) bool {
	n := len(r.out)
	again := n > 0 && sign(r.ts, i-1, "(") && r.end == i-1 && r.out[n-1].Minor == a.Minor && r.out[n-1].Currency == a.Currency
	if again {
		r.end = end
	}
	return again || word(r.ts, i-1) == "not" || oneOf(r.ts, i-1, cardEnds) > 0 || word(r.ts, i-1) == "in" && oneOf(r.ts, i-2, cardEnds) > 0
}

// foreignWord reports whether a word behind a sum says that it is no money that
// is known here, or no number at all.
func (r *sums) foreignWord(i int) bool {
	w := at(r.ts, i)
	if w.kind != wordTok {
		return false
	}
	if oneOf(r.ts, i, coins) > 0 || strange[w.text] {
		return true
	}
	return w.glued && at(r.ts, i-1).kind == digitTok && oneOf(r.ts, i, aboutAfter) == 0 && oneOf(r.ts, i, behindDigits) == 0
}

// strange are moneys of several countries, so that it is not clear which.
var strange = map[string]bool{"kr": true, "kroner": true, "krone": true, "kronor": true, "lira": true, "pesos": true, "peso": true, "dinar": true, "dinars": true}

// ranged reports whether only "to", "or" or a dash stands between two sums.
func (r *sums) ranged(from, to int) bool {
	if to-from != 1 {
		return false
	}
	return sign(r.ts, from, "-") || word(r.ts, from) == "to" || word(r.ts, from) == "or" || word(r.ts, from) == "till"
}

// counted takes a number that says how often: "two payments of", "3 x £500".
func (r *sums) counted(i, end int) int {
	n, last := readNumber(r.ts, i, false)
	if last != end || n.value()%unit != 0 || n.value() > 100*unit || n.value() < unit || sign(r.ts, i, "£$€-") {
		return 0
	}
	if _, c := currencyBefore(r.ts, end, r.currency); c > 0 && at(r.ts, end).kind == signTok && at(r.ts, end+c).kind == digitTok && n.value() <= maxPayments*unit {
		r.next = int(n.value() / unit) // "five £100 cards"
		return end - i
	}
	if k := oneOf(r.ts, end, []string{"of them", "of those", "of these", "of which"}); k > 0 {
		r.count = int(n.value() / unit)
		return end + k - i
	}
	if word(r.ts, end) == "of" {
		if _, _, to := r.sumAt(end+1, false); to > end+1 { // "two of 1k"
			r.next = int(n.value() / unit)
			return end + 1 - i
		}
	}
	k := oneOf(r.ts, end, []string{"separate", "different", "bank", "card", "other"})
	often := oneOf(r.ts, end+k, paidOften)
	times := word(r.ts, end) == "x" || sign(r.ts, end, "×*")
	switch {
	case times && r.next == 0:
		r.next = int(n.value() / unit)
		return end + 1 - i
	case often == 0:
		return 0
	}
	r.count = int(n.value() / unit)
	said := word(r.ts, end+k)
	next := end + k + often
	if word(r.ts, next) == "of" {
		r.next = r.count
		return next + 1 - i
	}
	r.each = r.each || said == "times" || said == "lots"
	return next - i
}

// sumAt reads the sum at i: its sign or letters before or behind it, and pence.
// end is i if none stands there; a negative sum without minus is digits that
// are no number.
func (r *sums) sumAt(i int, join bool) (a Amount, minus bool, end int) {
	start := i
	if word(r.ts, i) == "minus" || sign(r.ts, i, "-") && (r.end < 0 || r.end != i) {
		minus = true
		i++
	}
	cur, n := currencyBefore(r.ts, i, r.currency)
	i += n
	if !minus && n > 0 && sign(r.ts, i, "-") {
		minus = true
		i++
	}
	v, to := readNumber(r.ts, i, join)
	if to == i {
		return a, false, start
	}
	a.About = v.rough
	if behind, k := currencyBehind(r.ts, to, r.currency); k > 0 && cur == "" {
		cur, to = behind, to+k
		if pence[r.ts[to-1].text] {
			return r.finish(a, v, cur, 100), minus, to
		}
		extra, k := r.change(to)
		v.cur, to = v.cur+extra, to+k
	} else if cur != "" {
		extra, k := r.change(to)
		if k > 1 { // "£5 and 50p", never "£5 50"
			v.cur, to = v.cur+extra, to+k
		}
	}
	return r.finish(a, v, cur, 1), minus, to
}

// finish makes the sum of a number; part is how many make one whole.
func (r *sums) finish(a Amount, v number, cur string, part int64) Amount {
	a.Currency = cur
	if cur == "" {
		a.Currency = r.currency
	}
	a.Minor = v.value() / (unit / 100) / part
	if v.bad || v.value()%(unit/100*part) != 0 {
		a.Minor = -1
	}
	return a
}

// change reads the pence behind pounds: "two pounds fifty", "and 50 pence".
func (r *sums) change(i int) (value int64, n int) {
	from := i
	if word(r.ts, i) == "and" {
		i++
	}
	if (word(r.ts, i) == "a" || word(r.ts, i) == "one") && word(r.ts, i+1) == "penny" {
		return unit / 100, i + 2 - from
	}
	v, end := readNumber(r.ts, i, false)
	if end == i || v.value() >= 100*unit || v.value()%unit != 0 || v.last != 0 {
		return 0, 0
	}
	switch {
	case pence[word(r.ts, end)]:
		return v.value() / 100, end + 1 - from
	case i == from && scaleAt(r.ts, end) == 0 && oneOf(r.ts, end, paidOften) == 0 && r.isDate(i) == 0:
		return v.value() / 100, end - from
	}
	return 0, 0
}

var pence = map[string]bool{"p": true, "pence": true, "penny": true, "cents": true, "cent": true}

// dollarsOf are the letters before a dollar sign.
var dollarsOf = map[string]string{"us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD"}

// codes are the currencies that are known by their letters.
var codes = map[string]string{"gbp": "GBP", "usd": "USD", "eur": "EUR", "aud": "AUD", "cad": "CAD", "nzd": "NZD", "inr": "INR", "rs": "INR",
	"chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "jpy": "JPY", "zar": "ZAR", "cny": "CNY", "aed": "AED", "ngn": "NGN", "thb": "THB", "pkr": "PKR", "bdt": "BDT", "hkd": "HKD", "sgd": "SGD"}

// named are the words for currencies behind a number.
var named = map[string]string{"pounds": "GBP", "pound": "GBP", "quid": "GBP", "sterling": "GBP", "euros": "EUR", "euro": "EUR", "rupees": "INR", "rupee": "INR",
	"yen": "JPY", "yuan": "CNY", "zloty": "PLN", "zlotys": "PLN", "zł": "PLN", "zl": "PLN", "dirham": "AED", "dirhams": "AED", "naira": "NGN", "baht": "THB", "rand": "ZAR", "francs": "CHF"}

// nations are the words before "dollars".
var nations = map[string]string{"us": "USD", "american": "USD", "aussie": "AUD", "australian": "AUD", "canadian": "CAD", "kiwi": "NZD"}

// currencyBefore reads the currency before a sum, "" and 0 if there is none.
func currencyBefore(ts []tok, i int, here string) (string, int) {
	if c := dollarsOf[word(ts, i)]; c != "" && sign(ts, i+1, "$") && ts[i+1].glued {
		return c, 2
	}
	if c := ofSign(at(ts, i), here); c != "" {
		return c, 1
	}
	if c := codes[word(ts, i)]; c != "" {
		return c, 1
	}
	return "", 0
}

// currencyBehind reads the currency behind a sum.
func currencyBehind(ts []tok, i int, here string) (string, int) {
	if c, n := currencyBefore(ts, i, here); c != "" && (ts[i].kind == wordTok || ts[i].glued || at(ts, i+n).kind != digitTok) {
		return c, n
	}
	w := word(ts, i)
	switch {
	case nations[w] != "" && oneOf(ts, i+1, []string{"dollars", "dollar", "bucks"}) > 0:
		return nations[w], 2
	case named[w] != "":
		if word(ts, i+1) == "sterling" {
			return named[w], 2
		}
		return named[w], 1
	case w == "dollars" || w == "dollar" || w == "bucks":
		return dollar(here), 1
	case w == "cents" || w == "cent":
		if here == "EUR" {
			return here, 1
		}
		return dollar(here), 1
	case pence[w]:
		return "GBP", 1
	}
	return "", 0
}

// ofSign is the currency of a sign, "" if it is none.
func ofSign(t tok, here string) string {
	switch t.text {
	case "£":
		return "GBP"
	case "€":
		return "EUR"
	case "₹":
		return "INR"
	case "¥":
		return "JPY"
	case "$":
		return dollar(here)
	}
	return ""
}

// dollar is whose dollars are meant where here is paid.
func dollar(here string) string {
	if here == "AUD" || here == "CAD" || here == "NZD" {
		return here
	}
	return "USD"
}
