package discord

import (
	"regexp"
	"strings"
	"unicode"

	"hangup/bot"
)

// calmer breaks whatever an app would make something to press, unless it is our
// own, and keeps words from acting as Discord's markdown.
type calmer struct {
	known []string // as they are written in our texts
}

// dot stands between the digits of a broken number, in the way of every app
// that looks for numbers, and seen by the person.
const dot = "·"

// keep stands for our own numbers and addresses while the rest is broken; the
// text that Discord gets cannot hold it.
const keep = '\uE000'

func newCalmer(known []string) *calmer {
	c := &calmer{}
	for _, k := range known {
		if tappable.MatchString(k) || digits.MatchString(k) {
			c.known = append(c.known, k)
		}
	}
	return c
}

var (
	// numbered is six digits or more, however they are parted, as phones take them for one to ring.
	numbered = regexp.MustCompile(`\+?\(?\d(?:[ \x{00A0}\x{2009}\x{202F}\x{200B}-\x{200D}\x{2060}\x{FEFF}\x{00AD}()./\x{2010}-\x{2013}-]{0,3}\d){5,}`)
	digits   = regexp.MustCompile(`\d{3,}|\d[ \-]\d`)
	// tappable is an address of the web or of mail.
	tappable = regexp.MustCompile(`(?i)[\p{L}\p{N}][\p{L}\p{N}_\-]*(?:\.[\p{L}\p{N}][\p{L}\p{N}_\-]*)*\.\p{L}[\p{L}\p{N}\-]+`)
	scheme   = regexp.MustCompile(`(?i)\b(?:(mailto|tel|sms):|([a-z][a-z0-9+.-]*):(//))`)
	// everybody is what rings for a whole server, and names of people.
	everybody = regexp.MustCompile(`@(\p{L})`)
)

// markdown is s as it is written to Discord: what could be pressed is broken, apart
// from our own, and nothing acts as markdown.
func (c *calmer) markdown(s string) string {
	return c.apart(s, func(s string) string { return escape(breakAll(s)) })
}

// apart changes s, but for our own numbers and addresses in it.
func (c *calmer) apart(s string, change func(string) string) string {
	s = strings.Map(func(r rune) rune {
		if r >= keep && r < keep+0x1900 {
			return -1
		}
		return r
	}, s)
	var kept []string
	for _, k := range c.known {
		if strings.Contains(s, k) && len(kept) < 0x1000 {
			s = replaceWhole(s, k, string(keep+rune(len(kept))))
			kept = append(kept, k)
		}
	}
	s = change(s)
	for i, k := range kept {
		s = strings.ReplaceAll(s, string(keep+rune(i)), k)
	}
	return s
}

// breakAll breaks every address, number and name.
func breakAll(s string) string {
	s = scheme.ReplaceAllString(s, "$1$2[:]$3")
	s = tappable.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, ".", "[.]") })
	s = numbered.ReplaceAllStringFunc(s, breakNumber)
	return everybody.ReplaceAllString(s, "@ $1")
}

// breakNumber puts a dot in the place of each gap and between every three
// digits, so that no run is left that could be rung.
func breakNumber(m string) string {
	var b strings.Builder
	run := 0
	for _, r := range m {
		switch {
		case r == '+' || r == '(':
			b.WriteRune(r)
			continue
		case r < '0' || r > '9':
			if run > 0 {
				b.WriteString(dot)
				run = 0
			}
			continue
		case run == 3:
			b.WriteString(dot)
			run = 0
		}
		b.WriteRune(r)
		run++
	}
	return b.String()
}

// atStart is what makes a list, a heading or small print at the start of a line.
var atStart = regexp.MustCompile(`^(\s*)(?:([-+#])|(\d+)(\.))`)

// escape keeps one line from acting as markdown, wherever it stands. Discord
// takes a backslash off before any sign.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\*_~`|<>[]()", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return atStart.ReplaceAllStringFunc(b.String(), func(m string) string {
		x := atStart.FindStringSubmatch(m)
		if x[2] != "" {
			return x[1] + "\\" + x[2]
		}
		return x[1] + x[3] + "\\" + x[4]
	})
}

// replaceWhole replaces k by with where no digit, letter or sign of an address
// touches it: a longer number or address is not ours.
func replaceWhole(s, k, with string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, k)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		before, after := s[:i], s[i+len(k):]
		b.WriteString(before)
		if touchesBefore.MatchString(b.String()) || touchesAfter.MatchString(after) {
			b.WriteString(k)
		} else {
			b.WriteString(with)
		}
		s = after
	}
}

var (
	touchesBefore = regexp.MustCompile(`[\p{L}\p{N}_@/+\-]$|[\p{N}][ .]$|[\p{L}\p{N}]\.$`)
	touchesAfter  = regexp.MustCompile(`^[\p{L}\p{N}_@\-]|^\.[\p{L}\p{N}]|^ ?\d`)
)

// visible is s as valid text in one piece, without what is not seen and turns
// the order of words; line breaks become blanks.
func visible(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s))
}

// written makes every line of r visible and harmless.
func (c *calmer) written(r bot.Reply) bot.Reply {
	line := func(s string) string { return c.markdown(visible(s)) }
	r.Lead = line(r.Lead)
	blocks := make([]bot.Block, len(r.Blocks))
	for i, b := range r.Blocks {
		b.Title = line(b.Title)
		lines := make([]string, len(b.Lines))
		for j, l := range b.Lines {
			lines[j] = line(l)
		}
		b.Lines = lines
		blocks[i] = b
	}
	r.Blocks = blocks
	return r
}
