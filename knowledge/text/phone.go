package text

import "bytes"

// Longest phone number in digits, with the international prefix (ITU-T E.164).
const maxPhoneDigits = 15

// dial collects the digits of what may be a phone number.
type dial struct {
	digits [maxPhoneDigits + 1]byte
	n      int
	groups [8]int // digits a group, the first eight
	ng     int
	plus   bool
	masked bool // some digits are X
}

// add appends the digits of one group and reports whether they fit.
func (p *dial) add(w []byte) bool {
	if p.n+len(w) > maxPhoneDigits {
		return false
	}
	for _, c := range w {
		switch c {
		case 'o':
			c = '0'
		case 'l', 'i':
			c = '1'
		case 'x':
			p.masked = true
		}
		p.digits[p.n] = c
		p.n++
	}
	if p.ng < len(p.groups) {
		p.groups[p.ng] = len(w)
	}
	p.ng++
	return true
}

// shaped reports whether what was collected has the shape of a phone number:
// international, British and other numbers with a leading 0, North American,
// and 1300/1800 lines. Dates, card numbers and sort codes have none of these.
func (p *dial) shaped() bool {
	d := p.digits[:p.n]
	switch {
	case p.plus:
		return p.n >= 9
	case bytes.HasPrefix(d, []byte("00")):
		return p.n >= 11 && p.n <= 15
	case p.n == 12 && bytes.HasPrefix(d, []byte("44")):
		return true
	case d[0] == '0':
		return p.n == 10 || p.n == 11 || p.n == 12 && p.ng > 1 || (p.n == 8 || p.n == 9) && nonGeographic(d)
	case p.n == 11 && d[0] == '1':
		return p.ng >= 3 || tollFree(d[1:])
	case p.n == 10 && d[0] == '1':
		return bytes.HasPrefix(d, []byte("1800")) || bytes.HasPrefix(d, []byte("1300")) && p.ng > 1
	case p.n == 10 && d[0] >= '2':
		return tollFree(d) || p.ng == 3 && p.groups[0] == 3 && p.groups[1] == 3
	}
	return false
}

// nonGeographic reports whether a short British number may be one (0800 1111).
func nonGeographic(d []byte) bool {
	return bytes.HasPrefix(d, []byte("080")) || bytes.HasPrefix(d, []byte("084")) || bytes.HasPrefix(d, []byte("03"))
}

// tollFree reports whether the ten digits begin like a North American free number.
func tollFree(d []byte) bool {
	return d[0] == '8' && (d[1] == '0' && d[2] == '0' || d[1] == d[2] && (d[1] == '3' || d[1] == '4' || d[1] == '5' || d[1] == '6' || d[1] == '7' || d[1] == '8'))
}

// phone reads a phone number that starts at token i, however it is cut up.
func (d *Doc) phone(i int) (Entity, bool) {
	if !d.dialable(i, false) {
		return Entity{}, false
	}
	var p dial
	p.plus = plusBefore(d.Body, d.Tokens[i].Start)
	best := 0
	for j := i; j < len(d.Tokens); j++ {
		if !d.dialable(j, j > i) || j > i && !d.dialGap(j) || !p.add(d.Bytes(j)) {
			break
		}
		if p.shaped() {
			best = j + 1
		}
	}
	if best == 0 {
		return Entity{}, false
	}
	return d.phoneEntity(i, best, &p), true
}

// phoneEntity makes the entity of tokens i to end, whose digits p has (perhaps more).
func (d *Doc) phoneEntity(i, end int, p *dial) Entity {
	e := Entity{Kind: Phone, From: i, To: end, Span: Span{d.Tokens[i].Start, d.Tokens[end-1].End}}
	n := 0
	for j := i; j < end; j++ {
		n += d.Tokens[j].To - d.Tokens[j].From
	}
	if p.plus {
		e.Span.Start = bytesBefore(d.Body, e.Span.Start, '+')
	}
	if !p.masked {
		e.Value = string(p.digits[:min(n, p.n)])
		if p.plus {
			e.Value = "+" + e.Value
		}
	}
	return e
}

// dialable reports whether token j may be part of a phone number. Inside one,
// the letters o, l and i stand for digits and x for a hidden one.
func (d *Doc) dialable(j int, inside bool) bool {
	t := d.Tokens[j]
	if t.Class == Digits {
		return true
	}
	if t.Class == Web {
		return false
	}
	digits, xs := 0, 0
	w := d.Bytes(j)
	for _, c := range w {
		switch {
		case isDigit(c):
			digits++
		case c == 'x':
			xs++
		case c == 'o' || c == 'l' || c == 'i':
		default:
			return false
		}
	}
	if t.Class == Mixed {
		return digits*2 >= len(w)
	}
	return inside && (xs >= 2 && xs == len(w) || len(w) == 1 && w[0] == 'o')
}

// maxDialGap is how many bytes of spaces and signs may stand between two groups of digits.
const maxDialGap = 7

// dialGap reports whether only signs that people put into numbers stand before token j.
func (d *Doc) dialGap(j int) bool {
	from, to := d.Tokens[j-1].End, d.Tokens[j].Start
	if to-from > maxDialGap {
		return false
	}
	for k := from; k < to; k++ {
		switch c := d.Body[k]; {
		case c >= 0x80, c == ' ', c == '-', c == '.', c == '(', c == ')', c == '/', c == '{', c == '}', c == '[', c == ']', c == '|', c == '*', c == '_', c == '~', c == '\'', c == '"', c == '<', c == '>', c == '\t':
		case c == '\n':
			return to-from <= 2
		default:
			return false
		}
	}
	return true
}

func plusBefore(s string, at int) bool { return bytesBefore(s, at, '+') < at }

// bytesBefore gives the place of c within two bytes before at, or at.
func bytesBefore(s string, at int, c byte) int {
	for j := at - 1; j >= max(0, at-2); j-- {
		if s[j] == c {
			return j
		}
		if s[j] != ' ' && s[j] != '(' {
			break
		}
	}
	return at
}

// spokenMin is how many digits a number written in words must have.
const spokenMin = 9

// spokenPhone reads a phone number said in words ("oh eight hundred, one five seven …").
func (d *Doc) spokenPhone(i int) (Entity, bool) {
	var p dial
	if _, ok := spokenDigits(d.Bytes(i)); !ok {
		return Entity{}, false
	}
	times, end, words := 1, i, 0
	for j := i; j < len(d.Tokens); j++ {
		t := d.Tokens[j]
		if j > i && t.Before == Sentence {
			break
		}
		w := d.Bytes(j)
		if m := repeat(w); m > 0 {
			times = m
			continue
		}
		digits, ok := spokenDigits(w)
		if t.Class == Digits && len(w) <= 4 {
			digits, ok = w, true
		} else if ok {
			words++
		}
		if !ok || !p.addTimes(digits, times) {
			break
		}
		times, end = 1, j+1
	}
	if words < 3 || p.n < spokenMin || p.digits[0] != '0' && p.n < 10 {
		return Entity{}, false
	}
	e := Entity{Kind: Phone, From: i, To: end, Span: Span{d.Tokens[i].Start, d.Tokens[end-1].End}, Value: string(p.digits[:p.n])}
	return e, true
}

func (p *dial) addTimes(digits []byte, times int) bool {
	for range times {
		if !p.add(digits) {
			return false
		}
	}
	return true
}

// repeat is 2 for "double", 3 for "triple" and "treble", else 0.
func repeat(w []byte) int {
	switch string(w) {
	case "double":
		return 2
	case "triple", "treble":
		return 3
	}
	return 0
}

// spokenDigits are the digits that a spoken word stands for.
func spokenDigits(w []byte) ([]byte, bool) {
	switch string(w) {
	case "zero", "oh", "o", "nought", "nil":
		return []byte("0"), true
	case "one":
		return []byte("1"), true
	case "two":
		return []byte("2"), true
	case "three":
		return []byte("3"), true
	case "four":
		return []byte("4"), true
	case "five":
		return []byte("5"), true
	case "six":
		return []byte("6"), true
	case "seven":
		return []byte("7"), true
	case "eight":
		return []byte("8"), true
	case "nine":
		return []byte("9"), true
	case "hundred":
		return []byte("00"), true
	}
	return nil, false
}
