package web

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the longest text taken from one person at once, in bytes. What is
// behind Converse looks at much less; more is an accident or an attack.
const maxText = 1 << 20

// clean makes text of what a browser or a program sent: valid UTF-8, no NUL,
// line ends as they are inside hangup.
func clean(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.ReplaceAll(s, "\x00", "")
	return strings.ReplaceAll(s, "\r\n", "\n")
}

var slash = regexp.MustCompile(`^\s*/([A-Za-z_]{1,32})(?:\s+|$)`)

// command parts "/check the rest" into its name and the rest. The name is ""
// where text is not a command.
func command(text string) (name, rest string) {
	m := slash.FindStringSubmatchIndex(text)
	if m == nil {
		return "", text
	}
	return strings.ToLower(text[m[2]:m[3]]), text[m[1]:]
}

// cut shortens s to at most n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}

// masked hides every digit: what people typed may hold card numbers, codes or
// the caller's number, and none of them is to be shown again.
func masked(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '•'
		}
		return r
	}, s)
}

// inert drops what cannot be seen but changes what is: control characters, and
// those that turn the reading direction. Markup is the templates' matter.
func inert(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, clean(s))
}

func inertAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = inert(s)
	}
	return out
}
