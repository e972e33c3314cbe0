package text

import (
	"regexp"
	"strings"
)

// dot stands for a hidden digit.
const dot = "•"

// How many digits of a phone number stay, so that it can be recognised but not
// used: at most the first four and the last two, and at least four are hidden.
const (
	keepFirst = 4
	keepLast  = 2
	hideLeast = 4
)

// longNumber is from how many digits on a number is hidden, and longSum a sum of money.
const (
	longNumber = 7
	longSum    = 10
	cardDigits = 12 // of several groups side by side
)

// Mask gives the words of s with phone numbers half hidden, links and mail
// addresses cut to their owner and defanged, and long numbers hidden, so that
// they can be recognised but not used. It gives "" if s lies outside the text;
// the middle of a text that was cut is not masked, see MaskAll.
func (d *Doc) Mask(s Span) string {
	if d.Quote(s) == "" {
		return ""
	}
	out := d.mask(s)
	// without its line ends and blanks the text may hold a number that it did not hold before
	if again := Fold(out); len(again.Entities) > 0 {
		out = again.mask(Span{0, len(out)})
	}
	return withoutPasswords(out)
}

// passwords are the words around a password that is named in a text: what
// stands in the middle must not be repeated, since it may still be in use.
var passwords = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(\bkn[oe]w(?:s|n)?,? (?:that )?)(\S+)( (?:is|was|to be) (?:one of )?(?:your|you|ur)\b.{0,20}\bpass)`),
	regexp.MustCompile(`(?i)(\bpass(?:word|code|phrase)s?(?: is| was|:| =|=)+ ?["'“‘]?)([^\s"'”’]+)()`),
}

// withoutPasswords hides the passwords in a text.
func withoutPasswords(s string) string {
	for _, re := range passwords {
		s = re.ReplaceAllString(s, "${1}•••${3}")
	}
	return s
}

func (d *Doc) mask(s Span) string {
	var b strings.Builder
	at := s.Start
	for k := 0; k < len(d.Entities); k++ {
		e := d.Entities[k]
		if n := d.cardRun(k); n > 1 { // the groups of one long number
			e = Entity{Kind: Number, From: e.From, To: d.Entities[k+n-1].To, Span: Span{e.Span.Start, d.Entities[k+n-1].Span.End}}
			k += n - 1
		}
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

// cardRun counts the numbers from entity k on that stand side by side and are
// long together, such as the groups of a payment card; 1 if there are none.
func (d *Doc) cardRun(k int) int {
	n, digits := 0, 0
	for j := k; j < len(d.Entities); j++ {
		e := d.Entities[j]
		if e.Kind != Code && e.Kind != Number || j > k && !beside(d.Body[d.Entities[j-1].Span.End:e.Span.Start]) {
			break
		}
		n, digits = n+1, digits+d.digitsIn(e)
	}
	if digits < cardDigits {
		return 1
	}
	return n
}

// beside reports whether gap keeps the groups of one number apart.
func beside(gap string) bool { return gap == " " || gap == "-" }

// masked is what is shown instead of e, if anything.
func (d *Doc) masked(e Entity) (string, bool) {
	switch e.Kind {
	case Phone:
		return d.maskDigits(e), true
	case URL:
		return Defang(e.Link.Owner), true
	case Mail:
		return dot + dot + dot + "@" + Defang(e.Link.Owner), true
	case Code, Number:
		if d.digitsIn(e) >= longNumber {
			return d.maskDigits(e), true
		}
	case Money:
		if d.digitsIn(e) >= longSum {
			return d.maskDigits(e), true
		}
	}
	return "", false
}

// Defang writes a host so that no program makes a link of it.
func Defang(host string) string {
	if host == "" {
		return "[link]"
	}
	return strings.NewReplacer(".", "[.]", ":", "[:]").Replace(host)
}

// digitsIn counts the digits of e, however they are written, and letters that
// stand for digits.
func (d *Doc) digitsIn(e Entity) int {
	n := 0
	for i := e.From; i < e.To; i++ {
		letters := e.Kind == Phone && d.dialable(i, true)
		for _, c := range d.Bytes(i) {
			if isDigit(c) || letters && dialLetter(c) {
				n++
			}
		}
	}
	return n
}

// dialLetter reports whether c may stand for a digit in a phone number.
func dialLetter(c byte) bool { return c == 'o' || c == 'l' || c == 'i' || c == 'x' }

// maskDigits hides the middle digits of a number, whatever they are disguised
// as; a number in words is hidden whole.
func (d *Doc) maskDigits(e Entity) string {
	total := d.digitsIn(e)
	first := min(keepFirst, total-keepLast-hideLeast)
	if first < 0 || d.spelled(e) {
		return strings.Repeat(dot, 5)
	}
	var b strings.Builder
	if strings.HasPrefix(d.Quote(e.Span), "+") || strings.HasPrefix(d.Quote(e.Span), "(+") {
		b.WriteByte('+')
	}
	n := 0
	for i := e.From; i < e.To; i++ {
		if i > e.From {
			b.WriteByte(joint(d.Body[d.Tokens[i-1].End:d.Tokens[i].Start]))
		}
		letters := e.Kind == Phone && d.dialable(i, true)
		for _, c := range d.Bytes(i) {
			if !isDigit(c) && !(letters && dialLetter(c)) {
				continue
			}
			if n++; n > first && n <= total-keepLast {
				b.WriteString(dot)
			} else {
				b.WriteByte(c)
			}
		}
	}
	return b.String()
}

// joint is what stands between two groups of a masked number.
func joint(gap string) byte {
	if gap == "-" {
		return '-'
	}
	return ' '
}

// spelled reports whether words of e stand for digits.
func (d *Doc) spelled(e Entity) bool {
	for i := e.From; i < e.To; i++ {
		if t := d.Tokens[i]; t.Class == Word && t.To-t.From > 1 && d.Fold[t.From] != 'x' {
			return true
		}
	}
	return false
}

// MaskAll masks a whole text. Of a text longer than MaxBytes the middle is left out.
func MaskAll(s string) string {
	if len(s) > MaxBytes {
		s = s[:boundary(s, HeadBytes)] + " … " + s[boundary(s, len(s)-TailBytes+8):]
	}
	return Fold(s).Mask(Span{0, len(s)})
}

// tidy makes one line of s, without control characters.
func tidy(s string) string {
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7F || ignorable(r) }), " ")
}
