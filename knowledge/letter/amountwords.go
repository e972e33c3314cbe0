package letter

var (
	aboutWords = []string{"about", "around", "roughly", "approximately", "approx", "aprox", "circa", "nearly", "almost", "over", "under", "just over", "bout", "abt",
		"just under", "up to", "maybe", "perhaps", "probably", "sometime", "some time", "possibly", "i think", "i guess", "more than", "less than", "at least", "some", "say", "something like", "close to",
		"in the region of", "or thereabouts", "not sure exactly"}
	aboutAfter = []string{"or so", "ish", "give or take", "i think", "i guess", "or thereabouts", "approx", "roughly", "maybe", "probably", "about", "or thereabout", "odd",
		"and something", "and summat", "something", "and a bit", "and change", "ballpark"}
	paidOften  = []string{"payments", "payment", "transfers", "transactions", "times", "lots", "instalments", "installments", "goes", "gift cards", "cards", "vouchers", "cheques"}
	periods    = []string{"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "minutes", "am", "pm", "st", "nd", "rd", "th", "oclock", "per"}
	nothings   = []string{"nothing", "none", "nowt", "zilch"}
	countWords = map[string]int{"once": 1, "twice": 2, "thrice": 3}
	// whichOnes are words behind which "one" is no number: "the second one 350".
	whichOnes = []string{"first", "second", "third", "fourth", "last", "other", "next", "another", "this", "that", "each", "the"}
	// totals are words for all payments together.
	totals = []string{"total", "altogether", "all together", "in all", "thats", "that is", "made up of", "split"}
	// corrections take back the sum before them.
	corrections = []string{"no wait", "wait no", "sorry", "no sorry", "i mean", "make that", "scratch that", "correction", "no it was", "no its", "oops"}
	// cardEnds stand before the last digits of a card.
	cardEnds = []string{"ends", "ending", "ended"}
	// coins are no money that a bank can give back in.
	coins = []string{"bitcoin", "bitcoins", "btc", "eth", "ethereum", "usdt", "usdc", "tether", "litecoin", "ltc", "xrp", "doge", "dogecoin", "satoshi", "sats", "coins"}
	// behindDigits may be written to a number without a blank.
	behindDigits = []string{"each", "x", "in", "on", "and", "for", "to", "from", "then", "total", "p"}
)

// step reads what stands at i and gives how many pieces it took.
func (r *sums) step(i int) int {
	if n := r.aboutIt(i); n > 0 {
		return n
	}
	switch {
	case word(r.ts, i) == "between" && r.range2(i+1):
		r.why = Range
		return 1
	case oneOf(r.ts, i, nothings) > 0 && len(r.out) == 0:
		r.why = NotPositive
		return 1
	case countWords[word(r.ts, i)] > 0:
		r.count, r.each = countWords[word(r.ts, i)], true
		return 1
	case word(r.ts, i) == "each" || word(r.ts, i) == "apiece":
		r.each = true
		return 1
	case word(r.ts, i) == "one" && oneOf(r.ts, i-1, whichOnes) > 0 && scaleAt(r.ts, i+1) == 0:
		return 1
	case r.isDate(i) > 0:
		return r.isDate(i)
	}
	if n := oneOf(r.ts, i, totals); n > 0 || sign(r.ts, i, "=") {
		n = max(n, 1)
		r.total = true
		return n
	}
	if n := oneOf(r.ts, i, corrections); n > 0 {
		if len(r.out) == 1 {
			r.out, r.end = r.out[:0], -1
		}
		return n
	}
	return r.sum(i)
}

// aboutIt reads words that tell of doubt, before a sum and behind it.
func (r *sums) aboutIt(i int) int {
	if n := oneOf(r.ts, i, aboutAfter); n > 0 && r.end == i || sign(r.ts, i, "-") && word(r.ts, i+1) == "ish" {
		if len(r.out) > 0 {
			r.out[len(r.out)-1].About = true
			r.end = i + max(n, 1)
		}
		return max(n, 1)
	}
	if n := oneOf(r.ts, i, aboutWords); n > 0 || sign(r.ts, i, "~") {
		r.about = true
		return max(n, 1)
	}
	return 0
}

// withoutTotal leaves out a sum that was said to be the total of the others.
func (r *sums) withoutTotal(as []Amount) []Amount {
	if !r.total || len(as) < 3 {
		return as
	}
	for _, i := range []int{0, len(as) - 1} {
		rest := append(append([]Amount(nil), as[:i]...), as[i+1:]...)
		if sum, ok := Total(rest); ok && sum.Minor == as[i].Minor && sum.Currency == as[i].Currency {
			return rest
		}
	}
	return as
}
