package letter

import (
	"strconv"
	"strings"
)

// unit is the smallest part of a number that is read: a ten-thousandth, so that
// 4.567 thousand stays exact.
const unit = 10000

// maxNumber is the largest number that is read.
const maxNumber = 1_000_000_000

// small are the numbers below a hundred that are one word.
var small = map[string]int64{
	"zero": 0, "nil": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90,
}

// scales are the words that multiply what stands before them.
var scales = map[string]int64{"fiver": 5, "fivers": 5, "tenner": 10, "tenners": 10, "hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "million": 1_000_000, "mil": 1_000_000, "m": 1_000_000}

// scaleAt gives the scale at i, 0 if there is none. Single letters count only behind digits.
func scaleAt(ts []tok, i int) int64 {
	w := word(ts, i)
	if len(w) == 1 && (at(ts, i-1).kind != digitTok && word(ts, i-1) != "half" || word(ts, i+1) != "" && at(ts, i+1).glued) {
		return 0
	}
	if w == "hundreds" || w == "thousands" {
		w = w[:len(w)-1]
	}
	return scales[w]
}

// number is a number as it is read, in units.
type number struct {
	total, cur int64
	set        bool  // cur holds something
	tens       bool  // cur ends in a word such as "twenty"
	last       int64 // the last scale, 0 for none
	rough      bool  // "a couple of"
	bad        bool  // digits that are no number
}

// readNumber reads the number at i, in digits or words, and gives where it ends;
// i itself if there is none. join says that "and" may go on with it.
func readNumber(ts []tok, i int, join bool) (number, int) {
	var n number
	start := i
	if k := n.half(ts, i); k > 0 {
		i += k
	}
	for i < len(ts) && n.total+n.cur <= maxNumber*unit {
		k := n.take(ts, i, join)
		if k == 0 {
			break
		}
		i += k
	}
	if !n.set && n.last == 0 {
		return n, start
	}
	return n, i
}

func (n *number) value() int64 { return n.total + n.cur }

// half reads "half a thousand" and "a couple of hundred" at the start of a number.
func (n *number) half(ts []tok, i int) int {
	for _, p := range parts {
		k := strings.Count(p.words, " ") + 1
		if !words(ts, i, p.words) {
			continue
		}
		if !p.rough && scaleAt(ts, i+k) == 0 {
			return 0
		}
		n.cur, n.set, n.rough = p.of, true, p.rough
		return k
	}
	return 0
}

// parts are the words that begin a number which is not said in ones, the longer first.
var parts = []struct {
	words string
	of    int64
	rough bool
}{
	{"half a", unit / 2, false}, {"half", unit / 2, false},
	{"three quarters of a", 3 * unit / 4, false}, {"a quarter of a", unit / 4, false}, {"quarter of a", unit / 4, false}, {"quarter", unit / 4, false},
	{"a couple of", 2 * unit, true}, {"couple of", 2 * unit, true}, {"a couple", 2 * unit, true}, {"couple", 2 * unit, true},
}

// take reads one more piece and gives how many it took, 0 where the number ends.
func (n *number) take(ts []tok, i int, join bool) int {
	t := ts[i]
	switch {
	case t.kind == digitTok:
		return n.takeDigits(ts, i)
	case t.kind == signTok && t.text == "," && join && n.last >= 1000 && !n.set:
		return n.and(ts, i, true) // "four thousand, five hundred"
	case t.kind == signTok && t.text != "&":
		return n.hyphen(ts, i)
	case scaleAt(ts, i) > 0:
		return n.scale(scaleAt(ts, i))
	case (t.text == "a" || t.text == "an" || t.text == "one") && !n.set && scaleAt(ts, i+1) > 0:
		n.cur, n.set = unit, true
		return 1
	case t.text == "and", t.text == "&", (t.text == "an" || t.text == "n" || t.text == "nd") && words(ts, i+1, "a half"):
		return n.and(ts, i, join)
	}
	v, ok := small[t.text]
	if !ok {
		return 0
	}
	return n.add(v)
}

// hyphen goes over the one in "twenty-one".
func (n *number) hyphen(ts []tok, i int) int {
	if n.set && sign(ts, i, "-") && ts[i].glued && scaleAt(ts, i+1) > 0 && at(ts, i+1).glued {
		return 1 // two-thousand
	}
	v, ok := small[word(ts, i+1)]
	if n.tens && ok && v > 0 && v < 10 && sign(ts, i, "-") && ts[i].glued {
		return 1 + n.add(v)
	}
	return 0
}

// add takes a word below a hundred.
func (n *number) add(v int64) int {
	switch {
	case !n.set && (n.last == 0 || v*unit < n.last*unit):
		n.cur, n.set, n.tens = v*unit, true, v >= 20
	case n.tens && v > 0 && v < 10, n.last == 100 && n.cur%(100*unit) == 0:
		n.cur += v * unit
		n.tens = v >= 20
	default:
		return 0
	}
	return 1
}

// scale multiplies by a scale.
func (n *number) scale(by int64) int {
	switch {
	case !n.set && n.last == 0:
		n.cur = unit
	case !n.set, by == 100 && n.last == 100, n.last > 100 && by >= n.last && by > 100:
		return 0
	}
	n.cur *= by
	n.last, n.tens, n.set = by, false, true
	if by > 100 {
		n.total, n.cur, n.set = n.total+n.cur, 0, false
	}
	return 1
}

// and goes on over "and": "two hundred and fifty", "four and a half thousand".
func (n *number) and(ts []tok, i int, join bool) int {
	if words(ts, i+1, "a half") {
		switch s := scaleAt(ts, i+3); {
		case n.set && n.last == 0 && !n.tens || n.set && s > 0:
			n.cur += unit / 2
			return 3
		case !n.set && n.last > 100:
			n.total += n.last * unit / 2
			return 3
		}
		return 0
	}
	if !join || n.last == 0 || at(ts, i+1).kind == digitTok && !at(ts, i-1).isScale(n) {
		return 0
	}
	rest, end := readNumber(ts, i+1, false)
	if end > i+1 && n.ofThousands(rest.value()) && at(ts, i+1).kind == wordTok {
		return end - i
	}
	if end == i+1 || rest.bad || rest.value() == 0 || rest.value() >= n.last*unit || n.last == 100 && n.cur%(100*unit) != 0 || at(ts, i).text == "," && at(ts, i+1).kind != wordTok {
		return 0
	}
	if scaleAt(ts, end) > n.last {
		return 0
	}
	n.cur += rest.value()
	n.set, n.last, n.tens = true, 1, false
	return end - i
}

// ofThousands takes the rest of "two hundred and fifty thousand". It is bad
// where that may as well be two numbers: "five hundred and two thousand".
func (n *number) ofThousands(rest int64) bool {
	if n.last != 100 || n.total != 0 || n.cur%(100*unit) != 0 || rest < 1000*unit || rest >= 100_000*unit {
		return false
	}
	many := rest / (1000 * unit)
	n.total, n.cur, n.last = (n.cur+many*unit)*1000+rest%(1000*unit), 0, 1
	n.set, n.tens, n.bad = false, false, many%5 != 0
	return true
}

// isScale reports whether t is a scale in letters, behind which "and 50" goes on.
func (t tok) isScale(n *number) bool { return t.kind == wordTok && n.last >= 100 && len(t.text) > 1 }

// takeDigits reads a number in digits.
func (n *number) takeDigits(ts []tok, i int) int {
	if n.set || n.last == 1 {
		return 0
	}
	raw, k := ts[i].text, 1
	if len(raw) <= 2 && !strings.ContainsAny(raw, ".,'") { // 1 200, 1 200.50
		for at(ts, i+k).kind == digitTok && isGroup(ts[i+k].text) && !ts[i+k].glued && scaleAt(ts, i+k+1) == 0 && !strings.ContainsAny(raw, ".,") {
			raw += ts[i+k].text
			k++
		}
	}
	if word(ts, i+k) == "" && at(ts, i+k).text == "1" && sign(ts, i+k+1, "/⁄") && at(ts, i+k+2).text == "2" { // 2 1/2
		raw, k = raw+".5", k+3
	}
	v, ok := parseDigits(raw, scaleAt(ts, i+k) > 0)
	if !ok {
		n.bad = true
	}
	n.cur, n.set, n.tens = v, true, false
	return k
}

// parseDigits reads "4,500.50" and "4.500,50" in units. scaled says that "k" or
// the like follows, so that a point is always the decimal one.
func parseDigits(raw string, scaled bool) (int64, bool) {
	raw = strings.ReplaceAll(raw, "'", ",")
	whole, frac := raw, ""
	if i := strings.LastIndexAny(raw, ".,"); i >= 0 {
		alone := strings.Count(raw, raw[i:i+1]) == 1
		other := strings.ContainsAny(raw[:i], ".,")
		if tail := raw[i+1:]; alone && (len(tail) != 3 || scaled && raw[i] == '.' || other && raw[i] == '.' || raw[:i] == "0") {
			whole, frac = raw[:i], tail
		}
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' })
	for i, g := range groups {
		lakh := len(g) == 2 && i < len(groups)-1 && len(groups[0]) <= 2 // 1,50,000
		if len(groups) > 1 && (i > 0 && len(g) != 3 && !lakh || i == 0 && len(g) > 3) {
			return 0, false
		}
	}
	return fixed(strings.Join(groups, ""), frac)
}

// isGroup reports whether digits can stand behind a blank inside a number: 1 200.50.
func isGroup(s string) bool {
	return len(s) == 3 && !strings.ContainsAny(s, ".,'") || len(s) == 6 && strings.ContainsAny(s[3:4], ".,")
}

// fixed is whole.frac in units.
func fixed(whole, frac string) (int64, bool) {
	if len(frac) > 4 || len(whole) == 0 {
		return 0, false
	}
	if len(strings.TrimLeft(whole, "0")) > 10 {
		return (maxNumber + 1) * unit, true
	}
	v, err := strconv.ParseInt(whole+(frac + "0000")[:4], 10, 64)
	return v, err == nil
}
