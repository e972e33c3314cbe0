// Package letter makes the papers that people take away, as text and as PDF. It
// knows fields, lines and pages, and none of the sentences on them. The same
// paper always gives the same bytes.
package letter

import (
	"strings"
)

// Card is the card for beside the phone. Its words are content.
type Card struct {
	Title  string   // the one rule
	Rules  []string // what the rule means, in the voice of whoever the card is for
	Bank   string   // how to reach the bank
	Blanks []string // what is filled in by hand, a line each
	Danger string   // whom to ring in danger
	From   string   // who made the card, in small type
}

// rule is the line to write on, in plain text.
const rule = "____________________"

// Written are the blanks with a line to write on behind each, as plain text.
func (c Card) Written() []string {
	out := make([]string, len(c.Blanks))
	for i, b := range c.Blanks {
		out[i] = b + " " + rule
	}
	return out
}

// Text is the card as plain text, a line each.
func (c Card) Text() string {
	all := append([]string{c.Title}, c.Rules...)
	all = append(all, c.Bank)
	all = append(all, c.Written()...)
	return strings.Join(append(all, c.Danger, c.From), "\n")
}
