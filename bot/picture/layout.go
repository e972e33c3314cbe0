package picture

import (
	"image"
	"slices"
	"strings"
	"unicode"
)

// line is a line of words as it stands in a picture.
type line struct {
	box   image.Rectangle
	part  [2]int // block and paragraph
	words []word
}

// linesOf puts words into their lines, in the order they were read.
func linesOf(ws []word) []line {
	var out []line
	var last [3]int
	for _, w := range ws {
		if len(out) == 0 || w.line != last {
			out = append(out, line{box: w.box, part: [2]int{w.line[0], w.line[1]}})
			last = w.line
		}
		l := &out[len(out)-1]
		l.words = append(l.words, w)
		l.box = l.box.Union(w.box)
	}
	return out
}

// The sides of a chat, in hundredths of the width: where bubbles of others begin
// and end, where one's own begin and end.
const (
	theirsFrom, theirsTo = 20, 87
	mineFrom, mineTo     = 21, 84
)

// blocksOf makes blocks of lines. Where the picture is one of a chat, one's own
// bubbles are apart.
func blocksOf(ls []line, width, height int) []Block {
	chat := width < height && isChat(ls, width)
	var out []Block
	var last line
	for i, l := range ls {
		mine := chat && isMine(l, width)
		if n := len(out); i == 0 || out[n-1].Mine != mine {
			out = append(out, Block{Kind: Words, Mine: mine})
		} else if l.part != last.part {
			out[n-1].add("\n\n")
		} else {
			out[n-1].add("\n")
		}
		out[len(out)-1].words(l.words)
		last = l
	}
	return out
}

// minTurns is how often each side has to speak: a page may have two columns, or a
// warning that stands at the right, but these do not take turns.
const minTurns = 2

// isChat tells whether bubbles stand at the left and at the right in turn, none
// beside another, and none goes all the way.
func isChat(ls []line, width int) bool {
	ls = slices.Clone(ls)
	slices.SortStableFunc(ls, func(a, b line) int { return a.box.Min.Y - b.box.Min.Y })
	var turns [2]int // of theirs, of one's own
	last, bottom := -1, 0
	for _, l := range ls {
		side := 0
		switch {
		case isMine(l, width):
			side = 1
		case 100*l.box.Min.X > theirsFrom*width || onlyTime(l):
			continue
		case 100*l.box.Max.X > theirsTo*width:
			return false
		}
		if side != last {
			if last >= 0 && l.box.Min.Y < bottom {
				return false
			}
			turns[side]++
		}
		last, bottom = side, max(bottom, l.box.Max.Y)
	}
	return turns[0] >= minTurns && turns[1] >= minTurns
}

func isMine(l line, width int) bool {
	return 100*l.box.Min.X >= mineFrom*width && 100*l.box.Max.X >= mineTo*width && !onlyTime(l)
}

// onlyTime tells whether a line holds no word, as the hour under a bubble.
func onlyTime(l line) bool {
	for _, w := range l.words {
		if letters(w.chars) >= minClearWord {
			return false
		}
	}
	return true
}

func (b *Block) add(s string) {
	b.Text += s
	b.Certain += s
}

// words adds the words of a line.
func (b *Block) words(ws []word) {
	var all, certain []string
	for _, w := range ws {
		all = append(all, w.chars)
		if w.sure >= clearly {
			certain = append(certain, w.chars)
		} else {
			b.Unsure = true
		}
	}
	b.Text += strings.Join(all, " ")
	b.Certain += strings.Join(certain, " ")
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
