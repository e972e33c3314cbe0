package telegram

import (
	"regexp"
	"strings"

	"hangup/bot"
)

// calmer breaks whatever Telegram would make tappable, unless it is our own:
// its apps turn bare numbers, addresses and names in a text into links.
type calmer struct {
	known []string // as they are written in our texts
}

// dot stands between the digits of a broken number, in the way of every app
// that looks for numbers, and seen by the person.
const dot = "·"

// keep stands for our own numbers and addresses while the rest is broken; the
// text that Telegram gets cannot hold it.
const keep = '\uE000'

func newCalmer(known []string) *calmer {
	c := &calmer{}
	for _, k := range known {
		if tappable.MatchString(k) || len(digits.FindString(k)) > 0 {
			c.known = append(c.known, k)
		}
	}
	return c
}

var (
	// number is six digits or more, however they are parted, as apps take them for one to ring.
	numbered = regexp.MustCompile(`\+?\(?\d(?:[ \x{00A0}\x{2009}\x{202F}\x{200B}-\x{200D}\x{2060}\x{FEFF}\x{00AD}()./\x{2010}-\x{2013}-]{0,3}\d){5,}`)
	digits   = regexp.MustCompile(`\d{3,}|\d[ \-]\d`)
	// tappable is an address of the web or of mail.
	tappable = regexp.MustCompile(`(?i)[\p{L}\p{N}][\p{L}\p{N}_\-]*(?:\.[\p{L}\p{N}][\p{L}\p{N}_\-]*)*\.\p{L}[\p{L}\p{N}\-]+`)
	scheme   = regexp.MustCompile(`(?i)\b(https?|ftp|tg|ton|mailto|tel|sms)(:)(//)?`)
	name     = regexp.MustCompile(`@([A-Za-z0-9_]{2,})`)
	tag      = regexp.MustCompile(`(#[\p{N}_]*|\$)(\p{L})`)
)

// text breaks what is tappable in s, apart from our own.
func (c *calmer) text(s string) string {
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
	s = breakAll(s)
	for i, k := range kept {
		s = strings.ReplaceAll(s, string(keep+rune(i)), k)
	}
	return s
}

// breakAll breaks every address, number and name.
func breakAll(s string) string {
	s = scheme.ReplaceAllString(s, "$1[$2]$3")
	s = tappable.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, ".", "[.]") })
	s = numbered.ReplaceAllStringFunc(s, breakNumber)
	s = name.ReplaceAllString(s, "@ $1")
	return tag.ReplaceAllString(s, "$1 $2")
}

// breakNumber puts a dot in the place of each gap and between every three
// digits, so that no run is left that could be rung.
func breakNumber(m string) string {
	var b strings.Builder
	run := 0
	for _, r := range m {
		if r < '0' || r > '9' {
			if r == '+' || r == '(' {
				b.WriteRune(r)
			} else if run > 0 {
				b.WriteString(dot)
				run = 0
			}
			continue
		}
		if run == 3 {
			b.WriteString(dot)
			run = 0
		}
		b.WriteRune(r)
		run++
	}
	return b.String()
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
		if joined(b.String(), after) {
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

func joined(before, after string) bool {
	return touchesBefore.MatchString(before) || touchesAfter.MatchString(after)
}

// reply breaks what is tappable in every line of r.
func (c *calmer) reply(r bot.Reply) bot.Reply {
	r.Lead = c.text(visible(r.Lead))
	blocks := make([]bot.Block, len(r.Blocks))
	for i, b := range r.Blocks {
		b.Title = c.text(visible(b.Title))
		lines := make([]string, len(b.Lines))
		for j, l := range b.Lines {
			lines[j] = c.text(visible(l))
		}
		b.Lines = lines
		blocks[i] = b
	}
	r.Blocks = blocks
	return r
}
