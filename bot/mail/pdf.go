package mail

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hangup/bot/picture"
)

// How a PDF is read.
const (
	maxPages   = 10  // read
	maxDrawn   = 3   // drawn, since they have next to no words
	fewLetters = 120 // on a page: then it is looked at as a picture too
	pdfTime    = 5 * time.Second
	pdfMemory  = 256 << 20 // of one program
	maxPrinted = 1 << 20   // bytes of words
	maxBoxes   = 4 << 20   // bytes of words with their places
	pageSide   = 2000      // dots of the longer side of a page that is drawn
)

// pdf reads a PDF by the programs of Poppler: words, links, and as pictures the
// pages that have next to no words.
func (g *reading) pdf(ctx context.Context, f file) {
	g.bound++
	switch {
	case g.host == nil || !g.host.Has("pdftotext"):
		g.lack(noPDF)
	case g.bound > maxPDFs:
		g.lack(part)
	default:
		g.readPDF(ctx, f.body)
	}
}

func (g *reading) readPDF(ctx context.Context, b []byte) {
	about, err := g.poppler(ctx, "pdfinfo", b, "-")
	if err != nil {
		g.lack(failed(err))
		return
	}
	count := pageCount(string(about))
	// A PDF may forbid to copy its words; then it is read as it looks.
	printed, err := g.poppler(ctx, "pdftotext", b, "-enc", "UTF-8", "-eol", "unix", "-l", strconv.Itoa(maxPages), "-", "-")
	if id := failed(err); id == slow || id == busy {
		g.lack(id)
		return
	}
	written := strings.Split(string(printed), "\f")
	found, before := false, g.drawn
	seen := g.sights(ctx, b)
	for i := range min(count, maxPages) {
		words, doubtful := "", i < len(seen) && seen[i].doubtful()
		if i < len(written) {
			words = written[i]
		}
		found = g.pdfPage(ctx, b, onePage{words, i, before, doubtful}) || found
	}
	switch id := failed(err); {
	case !found && id != "", id == part:
		g.lack(id)
	case count > maxPages:
		g.lack(pages)
	}
	g.links(ctx, b)
}

// pageCount finds how many pages pdfinfo says there are, 1 if it does not.
func pageCount(about string) int {
	for line := range strings.Lines(about) {
		if count, ok := strings.CutPrefix(line, "Pages:"); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(count)); err == nil {
				return n
			}
		}
	}
	return 1
}

// onePage is a page of a PDF.
type onePage struct {
	words    string // written on it
	number   int    // from 0 on
	before   int    // how many pictures were looked at before the first page
	doubtful bool   // what is written may not be what people see
}

// pdfPage takes one page, and tells whether there is anything on it.
func (g *reading) pdfPage(ctx context.Context, b []byte, p onePage) bool {
	letters := 0
	for _, r := range p.words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	mayLook := g.pictures != nil && g.drawn-p.before < maxDrawn
	if mayLook && (letters < fewLetters || p.doubtful) {
		g.drawn++
		drawn := g.look(ctx, b, p.number+1)
		if letters == 0 || letters < fewLetters && len(drawn.Words()) > len(p.words) {
			g.add(drawn)
			return true
		}
		g.add(compared(p.words, drawn))
		return true
	}
	switch {
	case letters > 0:
		g.add(picture.Text{Sure: true, Blocks: []picture.Block{{Kind: picture.Words, Text: p.words}}})
		if p.doubtful {
			g.lack(part)
		}
	case g.drawn-p.before >= maxDrawn:
		g.lack(pages)
	}
	return letters > 0
}

// look reads one page as a picture.
func (g *reading) look(ctx context.Context, b []byte, n int) picture.Text {
	at := strconv.Itoa(n)
	shot, err := g.poppler(ctx, "pdftoppm", b, "-f", at, "-l", at, "-singlefile", "-gray", "-png", "-scale-to", strconv.Itoa(pageSide), "-")
	if err != nil {
		return picture.Lacking(failed(err))
	}
	return g.pictures(ctx, fmt.Sprintf("page-%d.png", n), "image/png", shot)
}

// links takes where the links of a PDF lead.
func (g *reading) links(ctx context.Context, b []byte) {
	out, err := g.poppler(ctx, "pdfinfo", b, "-url", "-l", strconv.Itoa(maxPages), "-")
	if err == nil {
		g.add(picture.Text{Sure: true, Blocks: urls(string(out))})
	}
}

// urls reads the list of links that pdfinfo prints: page, type, address.
func urls(list string) []picture.Block {
	var out []picture.Block
	seen := map[string]bool{}
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "Page" || seen[fields[2]] || len(out) >= maxLinks {
			continue
		}
		seen[fields[2]] = true
		out = append(out, picture.Block{Kind: picture.Linked, Text: fields[2][:min(len(fields[2]), maxTarget)]})
	}
	return out
}

// poppler runs one of its programs on a PDF, which it gets as its input.
func (g *reading) poppler(ctx context.Context, name string, b []byte, args ...string) ([]byte, error) {
	most := maxPrinted
	switch {
	case name == "pdftoppm":
		most = maxFile
	case slices.Contains(args, "-bbox"):
		most = maxBoxes
	}
	return g.host.Run(ctx, picture.Job{Program: name, Args: args, In: b, Within: pdfTime, Memory: pdfMemory, MostOut: most})
}

// failed is the id of the sentence about what went wrong, "" if nothing did.
func failed(err error) string {
	var ended *picture.FailedError
	switch {
	case err == nil:
		return ""
	case errors.Is(err, picture.ErrNoProgram):
		return noPDF
	case errors.Is(err, picture.ErrBusy):
		return busy
	case errors.Is(err, picture.ErrTooMuch):
		return part
	case errors.As(err, &ended) && strings.Contains(ended.Says, "assword"):
		return locked
	case errors.As(err, &ended):
		return broken
	}
	return slow
}
