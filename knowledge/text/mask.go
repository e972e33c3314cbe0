package text

import "strings"

// dot stands for a hidden digit.
const dot = "•"

// How many digits of a phone number stay, so that it can be recognised but not used.
const (
	keepFirst = 4
	keepLast  = 2
)

// Mask gives the words of s with phone numbers half hidden, links and mail
// addresses cut to their owner and defanged, and long numbers hidden, so that
// they can be recognised but not used.
func (d *Doc) Mask(s Span) string {
	if d.Quote(s) == "" {
		return ""
	}
	var b strings.Builder
	at := s.Start
	for _, e := range d.Entities {
		if e.Span.End <= s.Start || e.Span.Start >= s.End {
			continue
		}
		shown, hide := d.masked(e)
		if !hide {
			continue
		}
		b.WriteString(d.Body[at:max(at, e.Span.Start)])
		b.WriteString(shown)
		at = e.Span.End
	}
	if at < s.End {
		b.WriteString(d.Body[at:s.End])
	}
	return tidy(b.String())
}

// masked is what is shown instead of e, if anything.
func (d *Doc) masked(e Entity) (string, bool) {
	switch e.Kind {
	case Phone:
		return maskDigits(d.Quote(e.Span)), true
	case URL:
		return Defang(e.Link.Owner), true
	case Mail:
		return dot + dot + dot + "@" + Defang(e.Link.Owner), true
	case Code, Number:
		if e.Span.End-e.Span.Start >= 7 {
			return maskDigits(d.Quote(e.Span)), true
		}
	}
	return "", false
}

// Defang writes a host so that no program makes a link of it.
func Defang(host string) string {
	if host == "" {
		return "[link]"
	}
	return strings.ReplaceAll(host, ".", "[.]")
}

// maskDigits hides the middle digits of a number; words of a spoken number are hidden whole.
func maskDigits(s string) string {
	total := 0
	for _, c := range []byte(s) {
		if isDigit(c) {
			total++
		}
	}
	if total < keepFirst+keepLast+1 {
		return strings.Repeat(dot, 5)
	}
	var b strings.Builder
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			n++
			if n > keepFirst && n <= total-keepLast {
				b.WriteString(dot)
			} else {
				b.WriteRune(r)
			}
		case r == ' ' || r == '+' || r == '-':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// MaskAll masks a whole text.
func MaskAll(s string) string {
	d := Fold(s)
	return d.Mask(Span{0, len(s)})
}

// tidy makes one line of s, without control characters.
func tidy(s string) string {
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F || ignorable(r) }), " ")
}
