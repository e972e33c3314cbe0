package cue

import (
	"fmt"
	"strings"
)

// The bounds of the pattern language (content README).
const (
	defaultGap    = 3
	maxGap        = 12
	maxAlternates = 4096 // written-out forms of one phrase
)

// piece is one part of a phrase as written.
type piece struct {
	body     string
	group    bool
	optional bool
}

// lex cuts a phrase at blanks, keeping ( … ) together.
func lex(phrase string) ([]piece, error) {
	var out []piece
	s := strings.TrimSpace(phrase)
	for s != "" {
		var p piece
		if s[0] == '(' {
			end := closing(s)
			if end < 0 {
				return nil, fmt.Errorf("a ( without )")
			}
			p.body, p.group, s = s[1:end], true, s[end+1:]
			if strings.HasPrefix(s, "?") {
				p.optional, s = true, s[1:]
			}
			if s != "" && s[0] != ' ' {
				return nil, fmt.Errorf("a blank is missing behind )")
			}
		} else {
			p.body, s, _ = strings.Cut(s, " ")
			if strings.HasSuffix(p.body, "?") {
				p.body, p.optional = p.body[:len(p.body)-1], true
			}
			if strings.ContainsAny(p.body, "()|") {
				return nil, fmt.Errorf("%q: put alternatives in ( )", p.body)
			}
		}
		out = append(out, p)
		s = strings.TrimLeft(s, " ")
	}
	return out, nil
}

// closing is the place of the bracket that closes the one s begins with, or -1.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// split cuts the alternatives of a group, leaving inner groups whole.
func split(s string) []string {
	out := make([]string, 0, 1+strings.Count(s, "|"))
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	return append(out, s[from:])
}
