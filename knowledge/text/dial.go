package text

import (
	"bytes"
	"strings"
)

// Longest phone number in digits, with the international prefix (ITU-T E.164).
const maxPhoneDigits = 15

// dial collects the digits of what may be a phone number.
type dial struct {
	digits [maxPhoneDigits + 1]byte
	n      int
	groups [8]int // digits a group, the first eight
	ng     int
	plus   bool
	real   int  // digits that are no letters
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
		default:
			p.real++
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
	case p.real*3 < p.n && !p.masked:
		return false
	case p.plus:
		return international(d)
	case bytes.HasPrefix(d, []byte("00")):
		return p.n >= 11 && d[2] != '0' && international(d[2:])
	case p.n >= 12 && bytes.HasPrefix(d, []byte("44")):
		return international(d) && !p.card()
	case d[0] == '0':
		return p.n >= 10 && p.n <= 12 || (p.n == 8 || p.n == 9) && nonGeographic(d)
	case p.n == 11 && d[0] == '1':
		return tollFree(d[1:]) || p.northAmerican()
	case p.n == 10 && d[0] == '1':
		return bytes.HasPrefix(d, []byte("1800")) || bytes.HasPrefix(d, []byte("1300")) && p.ng > 1
	case p.n == 10 && d[0] >= '2':
		return tollFree(d) || p.ng == 3 && p.groups[0] == 3 && p.groups[1] == 3
	}
	return false
}

// international reports whether d may be a number with its country code.
// British and North American numbers have a known length; "+44 (0)20" has one more.
func international(d []byte) bool {
	switch {
	case d[0] == '1':
		return len(d) == 11
	case bytes.HasPrefix(d, []byte("440")):
		return len(d) == 13
	case bytes.HasPrefix(d, []byte("44")):
		return len(d) >= 11 && len(d) <= 12
	}
	return len(d) >= 9
}

// card reports whether the first groups are cut like those of a payment card.
func (p *dial) card() bool {
	return p.ng >= 3 && p.groups[0] == 4 && p.groups[1] == 4 && p.groups[2] == 4
}

// northAmerican reports whether eleven digits that begin with a 1 are cut like
// a number of North America: 1 212 555 …, or each digit apart. Neither an area
// nor an exchange there begins with 0 or 1.
func (p *dial) northAmerican() bool {
	if p.digits[1] < '2' || p.digits[4] < '2' {
		return false
	}
	return p.ng == p.n || p.groups[0] == 1 && p.groups[1] == 3
}

// enough reports whether what was collected is a whole number, so that the
// next group cannot belong to it: "0800 046 5729 7 days a week".
func (p *dial) enough() bool { return !p.plus && p.digits[0] == '0' && p.digits[1] != '0' && p.n >= 11 }

// nonGeographic reports whether a short British number may be one (0800 1111).
func nonGeographic(d []byte) bool {
	return bytes.HasPrefix(d, []byte("080")) || bytes.HasPrefix(d, []byte("084")) || bytes.HasPrefix(d, []byte("03"))
}

// tollFree reports whether the ten digits begin like a North American free number.
func tollFree(d []byte) bool {
	return d[0] == '8' && (d[1] == '0' && d[2] == '0' || d[1] == d[2] && (d[1] == '3' || d[1] == '4' || d[1] == '5' || d[1] == '6' || d[1] == '7' || d[1] == '8'))
}

// value is the number in digits, without the 0 that "+44 (0)20" shows for callers at home.
func (p *dial) value(n int) string {
	v := string(p.digits[:n])
	switch {
	case p.plus:
		if rest, ok := strings.CutPrefix(v, "440"); ok {
			v = "44" + rest
		}
		return "+" + v
	case strings.HasPrefix(v, "00440"):
		return "0044" + v[5:]
	}
	return v
}
