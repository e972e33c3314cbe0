package letter

import (
	"errors"
	"strconv"
)

// The card is one A5 sheet. Sizes are in points, lengths in millimetres.
const (
	cardMargin = 11
	cardTitle  = 33
	cardRule   = 19.5
	cardDanger = 22
	cardSmall  = 9
	cardIndent = 9  // of the rules behind their numbers
	cardWrite  = 13 // height of a line to write on
	cardShrink = 0.9
	cardTries  = 4 // how often longer words may shrink the type: then 14 points are left
)

// errCardFull means that the words do not fit one sheet in a type that tired
// eyes can read.
var errCardFull = errors.New("letter: the words of the card are too many for one sheet")

// PDF is the card on one A5 sheet in big type. Words that are too many for the
// sheet are an error.
func (c Card) PDF() ([]byte, error) {
	size := 1.0
	for range cardTries {
		p := newPage(c.Title, "A5", cardMargin)
		c.draw(p, size)
		if p.full() {
			size *= cardShrink
			continue
		}
		return p.bytes()
	}
	return nil, errCardFull
}

func (c Card) draw(p *page, size float64) {
	p.bold(cardTitle * size)
	p.words(c.Title)
	p.line(1)
	p.gap(4 * size)
	for i, s := range c.Rules {
		p.bold(cardRule * size)
		p.mark(strconv.Itoa(i+1)+".", cardIndent*size)
		p.plain(cardRule * size)
		p.wordsFrom(cardIndent*size, s)
		p.gap(2 * size)
	}
	p.gap(1)
	p.bold(cardRule * size)
	p.words(c.Bank)
	for _, s := range c.Blanks {
		p.plain(cardRule * 0.8 * size)
		p.blank(s, cardWrite*size)
	}
	p.gap(5 * size)
	p.bold(cardDanger * size)
	p.words(c.Danger)
	p.gap(1)
	p.plain(cardSmall)
	p.words(c.From)
}
