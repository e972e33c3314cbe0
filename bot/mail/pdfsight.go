package mail

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hangup/bot/picture"
)

// When a page that has words is looked at as a picture too.
const (
	muchPicture = 20 // hundredths of a page that pictures cover
	tinyPoints  = 4  // a word that is lower than this is not read by anybody
	fewTiny     = 8  // tiny words that are no footnote sign
	minSight    = 8  // words seen, below which a look says nothing about what is hidden
	minNews     = 6  // words seen that are not written: the picture says something of its own
	minLine     = 4  // words of a line that can be told to be hidden
)

// sight is what a page holds besides words that can be read: how much of it
// pictures cover, in square points, and how many of its words are tiny.
type sight struct {
	area, pictures float64
	tiny           int
}

// doubtful tells that what is written on a page may not be what people see on it.
func (s sight) doubtful() bool {
	return s.tiny >= fewTiny || s.area > 0 && 100*s.pictures >= muchPicture*s.area
}

// sights measures the pages of a PDF, nil where that cannot be told.
func (g *reading) sights(ctx context.Context, b []byte) []sight {
	if g.pictures == nil {
		return nil
	}
	boxes, err := g.poppler(ctx, "pdftotext", b, "-bbox", "-enc", "UTF-8", "-l", strconv.Itoa(maxPages), "-", "-")
	if err != nil && len(boxes) == 0 {
		return nil
	}
	out := measured(string(boxes))
	if listed, err := g.poppler(ctx, "pdfimages", b, "-list", "-l", strconv.Itoa(maxPages), "-"); err == nil {
		covered(out, string(listed))
	}
	return out
}

// measured reads the boxes of pages and words that pdftotext prints.
func measured(boxes string) []sight {
	var out []sight
	for line := range strings.Lines(boxes) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "<page "):
			out = append(out, sight{area: value(line, "width") * value(line, "height")})
		case strings.HasPrefix(line, "<word ") && len(out) > 0:
			if value(line, "yMax")-value(line, "yMin") < tinyPoints {
				out[len(out)-1].tiny++
			}
		}
	}
	return out
}

// value is a number of an element, 0 if it has none.
func value(element, name string) float64 {
	_, rest, _ := strings.Cut(element, " "+name+`="`)
	number, _, _ := strings.Cut(rest, `"`)
	v, _ := strconv.ParseFloat(number, 64)
	return v
}

// covered adds the sizes of the pictures that pdfimages lists: page, number, type,
// width and height in dots, and from the 13th on how many dots make an inch.
func covered(pages []sight, listed string) {
	const inch = 72 * 72 // square points
	for line := range strings.Lines(listed) {
		f := strings.Fields(line)
		if len(f) < 14 || f[2] != "image" && f[2] != "stencil" {
			continue
		}
		var n [5]float64
		for i, at := range []int{0, 3, 4, len(f) - 4, len(f) - 3} {
			n[i], _ = strconv.ParseFloat(f[at], 64)
		}
		if page := int(n[0]); page >= 1 && page <= len(pages) && n[3] > 0 && n[4] > 0 {
			pages[page-1].pictures += n[1] / n[3] * n[2] / n[4] * inch
		}
	}
}

// compared takes what is written on a page and what is seen on it: lines that
// nobody sees are hidden words, and what only the picture says comes after the
// others. Where too little is seen to tell, both count.
func compared(written string, drawn picture.Text) picture.Text {
	seen := wordsOf(drawn.Words())
	known := wordsOf(written)
	drawn.Missing = slices.DeleteFunc(slices.Clone(drawn.Missing), func(id string) bool { return id == noWords || id == blurred })
	shown, unseen := written, ""
	if len(seen) >= minSight {
		shown, unseen = sorted(written, known, seen)
	}
	out := picture.Text{Sure: true}
	if strings.TrimSpace(shown) != "" {
		out.Blocks = append(out.Blocks, picture.Block{Kind: picture.Words, Text: shown})
	}
	if missing(seen, known) < minNews && shown == written {
		return out
	}
	out = picture.Join(out, drawn)
	if unseen != "" {
		out.Blocks = append(out.Blocks, picture.Block{Kind: picture.Hidden, Text: unseen})
	}
	return out
}

// sorted parts the lines of a page into those that show and those nobody sees.
func sorted(written string, known, seen map[string]bool) (shown, unseen string) {
	if 3*missing(known, seen) > 2*len(known) {
		return "", written
	}
	var show, hide []string
	for line := range strings.Lines(written) {
		if ws := wordsOf(line); len(ws) >= minLine && 3*missing(ws, seen) > 2*len(ws) {
			hide = append(hide, line)
		} else {
			show = append(show, line)
		}
	}
	return strings.Join(show, ""), strings.Join(hide, "")
}

// wordsOf are the words of three letters and more.
func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 2 {
			out[w] = true
		}
	}
	return out
}

// missing counts the words that are not among others.
func missing(words, among map[string]bool) int {
	n := 0
	for w := range words {
		if !among[w] {
			n++
		}
	}
	return n
}
