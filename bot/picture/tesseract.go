package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	tesseract    = "tesseract"
	ocrTime      = 20 * time.Second
	ocrMemory    = 512 << 20
	minSure      = 30 // confidences of Tesseract, 0 to 100: below it a word is none
	clearly      = 60 // at and above it a word is very likely right
	minClearWord = 3  // letters of a word that counts as clear
)

// The ways in which Tesseract looks at a page (--psm): as a page in its order, or
// for words wherever they stand.
const (
	inOrder  = "3"
	anyWords = "11"
)

// word is a word of a picture: where it stands and how sure it is.
type word struct {
	box   image.Rectangle
	line  [3]int // block, paragraph and line
	sure  float64
	chars string
}

// recognise has Tesseract read a flat picture, in one of its ways to look at a page.
func recognise(ctx context.Context, h *Host, g *image.Gray, languages, mode string) ([]word, error) {
	out, err := h.Run(ctx, Job{
		Program: tesseract, In: pgm(g), Within: ocrTime, Memory: ocrMemory,
		Args: []string{"stdin", "stdout", "--psm", mode, "-l", languages, "tsv"},
	})
	if err != nil {
		return nil, err
	}
	return readTSV(out), nil
}

// pgm is a picture as the simplest of all formats.
func pgm(g *image.Gray) []byte {
	var out bytes.Buffer
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out.Grow(w*h + 20)
	fmt.Fprintf(&out, "P5 %d %d 255\n", w, h)
	for y := range h {
		out.Write(g.Pix[y*g.Stride : y*g.Stride+w])
	}
	return out.Bytes()
}

// readTSV reads the table that Tesseract prints. Lines that are none of its
// words are left out.
func readTSV(table []byte) []word {
	var out []word
	for line := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 12 || f[0] != "5" {
			continue
		}
		sure, err := strconv.ParseFloat(f[10], 64)
		chars := strings.TrimSpace(f[11])
		if err != nil || sure < minSure || chars == "" {
			continue
		}
		var n [9]int // block, paragraph, line, word, left, top, width, height
		for i := range 8 {
			n[i], _ = strconv.Atoi(f[i+2])
		}
		box := image.Rect(n[4], n[5], n[4]+n[6], n[5]+n[7])
		out = append(out, word{box, [3]int{n[0], n[1], n[2]}, sure, chars})
	}
	return out
}

// apartBy keeps the lines of two readings apart.
const apartBy = 1 << 20

// besides adds to the words of a page clear words that stand where it has none,
// each line of them before the first line that is wholly below it.
func besides(page, more []word) []word {
	more = slices.DeleteFunc(more, func(w word) bool {
		return w.sure < clearly || slices.ContainsFunc(page, func(p word) bool { return 3*size(p.box.Intersect(w.box)) > size(w.box) })
	})
	for _, l := range linesOf(more) {
		for i := range l.words {
			l.words[i].line[0] += apartBy
		}
		at := slices.IndexFunc(page, func(p word) bool { return p.box.Min.Y >= l.box.Max.Y })
		if at < 0 {
			at = len(page)
		}
		for at > 0 && at < len(page) && page[at].line == page[at-1].line { // not into a line
			at--
		}
		page = slices.Insert(page, at, l.words...)
	}
	return page
}

func size(r image.Rectangle) int { return r.Dx() * r.Dy() }

// clearWords counts the words that are very likely right.
func clearWords(ws []word) int {
	n := 0
	for _, w := range ws {
		if w.sure >= clearly && letters(w.chars) >= minClearWord {
			n++
		}
	}
	return n
}
