package text

import (
	"bytes"
	"strings"
	"unicode"
)

// phone reads a phone number that starts at token i, however it is cut up.
func (d *Doc) phone(i int) (Entity, bool) {
	if e, ok := d.gluedPhone(i); ok {
		return e, true
	}
	if !d.dialable(i, false) || d.midNumber(i) || dated(d.Body[d.Tokens[i].Start:]) {
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
			if p.enough() {
				break
			}
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
	if s := e.Span.Start; s > 0 && d.Body[s-1] == '(' && opened(d.Quote(e.Span)) {
		e.Span.Start--
	}
	if !p.masked {
		e.Value = p.value(min(n, p.n))
	}
	return e
}

// opened reports whether a bracket closes in s that did not open there.
func opened(s string) bool {
	closes := strings.IndexByte(s, ')')
	opens := strings.IndexByte(s, '(')
	return closes >= 0 && (opens < 0 || closes < opens)
}

// midNumber reports whether the one or two digits at token i go on with the
// digits before them, as in dates, sort codes and article numbers.
func (d *Doc) midNumber(i int) bool {
	if i == 0 || d.Tokens[i].To-d.Tokens[i].From > 2 || d.Tokens[i-1].Class != Digits {
		return false
	}
	switch d.Body[d.Tokens[i-1].End:d.Tokens[i].Start] {
	case "-", "/", ".":
		return true
	}
	return false
}

// dated reports whether s begins with a date such as 04/11/2023 or 4.11.2023.
func dated(s string) bool {
	day, s := leading(s)
	if day < 1 || day > 2 || s == "" || strings.IndexByte("/-. ", s[0]) < 0 {
		return false
	}
	sign := s[0]
	month, s := leading(s[1:])
	if month < 1 || month > 2 || s == "" || s[0] != sign {
		return false
	}
	s = s[1:]
	year, rest := leading(s)
	return year == 4 && (s[:2] == "19" || s[:2] == "20") && (rest == "" || rest[0] != sign || sign == ' ' || sign == '.')
}

// leading counts the digits that s begins with, five at most, and gives what follows.
func leading(s string) (n int, rest string) {
	for n < len(s) && n < 5 && isDigit(s[n]) {
		n++
	}
	return n, s[n:]
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
	if len(w) > maxPhoneDigits {
		return false
	}
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
	if t.Class == Mixed { // a single x is that of 0x8007 or 1920x1080
		return xs == 0 || xs > 1 && digits > 2
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
		case c == 0xC2 && k+1 < to && (d.Body[k+1] == 0xA3 || d.Body[k+1] == 0xA5): // £ and ¥: a sum follows
			return false
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

// gluedPhone reads a number that has grown together with the words around it
// ("call08000465729now").
func (d *Doc) gluedPhone(i int) (Entity, bool) {
	t := d.Tokens[i]
	w := d.Bytes(i)
	from := bytes.IndexFunc(w, func(r rune) bool { return r >= '0' && r <= '9' })
	if t.Class != Mixed || from < 0 {
		return Entity{}, false
	}
	n := len(bytes.TrimRightFunc(w, func(r rune) bool { return r < '0' || r > '9' })) - from
	var p dial
	if n < 10 || !phoneWord(w[:from]) || !phoneWord(w[from+n:]) || bytes.IndexFunc(w[from:from+n], unicode.IsLetter) >= 0 || !p.add(w[from:from+n]) || !p.shaped() {
		return Entity{}, false
	}
	return Entity{Kind: Phone, From: i, To: i + 1, Span: t.Span, Value: p.value(p.n)}, true
}

// phoneWord reports whether w is nothing or a word that stands beside phone numbers.
func phoneWord(w []byte) bool {
	switch string(w) {
	case "", "call", "ring", "dial", "tel", "phone", "on", "at", "no", "nr", "number", "contact", "support", "helpline", "now", "or", "today", "immediately":
		return true
	}
	return false
}
