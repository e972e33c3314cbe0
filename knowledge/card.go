package knowledge

import (
	"strings"

	"hangup/knowledge/letter"
)

// Card is the card for beside the phone, with its PDF.
type Card = letter.Card

// Card gives the card for beside the phone in the words of say/card.yaml.
func (b *Base) Card() Card {
	return Card{
		Title: b.Say("card.title"), Rules: b.sayLines("card.rules"), Bank: b.Say("card.bank"),
		Blanks: b.sayLines("card.blanks"), Danger: b.Say("card.danger"), From: b.Say("card.from"),
	}
}

// sayLines cuts a sentence of several lines; an unknown key has none.
func (b *Base) sayLines(key string) []string {
	s := strings.TrimSpace(b.Say(key))
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
