package letter

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// The pages of a paper are A4. Sizes are in points, lengths in millimetres.
const (
	paperMargin = 22
	paperFoot   = 18
	paperTitle  = 16
	paperHead   = 12
	paperText   = 11
	paperIndent = 2.8
	paperGap    = 2.6 // behind a paragraph
)

// ErrScript means that a paper holds letters that the PDF's font does not have:
// it has Latin, Greek and Cyrillic. The plain text holds them all.
var ErrScript = errors.New("letter: the PDF has no letters for some of these words")

// PDF is the paper on as many A4 pages as it needs. The error is ErrScript, or
// that the document could not be made.
func (p Paper) PDF() ([]byte, error) {
	if !drawable(p.Text()) {
		return nil, ErrScript
	}
	s := newPage(p.Title, "A4", paperMargin)
	s.pdf.SetAutoPageBreak(true, paperFoot)
	s.bold(paperTitle)
	s.words(p.Title)
	s.gap(paperGap)
	for _, part := range p.Parts {
		s.part(part)
	}
	return s.bytes()
}

func (p *page) part(x PaperPart) {
	if x.Title != "" {
		p.keep(4)
		p.gap(paperGap / 2)
		p.bold(paperHead)
		p.words(x.Title)
		p.gap(paperGap / 3)
	}
	p.plain(paperText)
	for _, s := range x.Lines {
		p.keep(1)
		p.words(s)
		p.gap(paperGap)
	}
	for _, s := range x.Points {
		p.keep(1)
		p.point(mark+" "+s, paperIndent)
		p.gap(paperGap / 3)
	}
	if len(x.Points) > 0 {
		p.gap(paperGap)
	}
}

// point writes s with indent before all lines but the first. It is one piece of
// text, so that programs that read it do not take its mark for a column.
func (p *page) point(s string, indent float64) {
	left, _, _, _ := p.pdf.GetMargins()
	p.pdf.SetLeftMargin(left + indent)
	p.pdf.SetX(left)
	p.pdf.Write(p.height(), s)
	p.pdf.SetLeftMargin(left)
	p.pdf.Ln(p.height())
}

// keep goes to the next sheet if not so many more lines fit on this one.
func (p *page) keep(lines float64) {
	_, height := p.pdf.GetPageSize()
	if p.pdf.GetY()+lines*p.height() > height-paperFoot {
		p.pdf.AddPage()
	}
}

// font is the font of the PDF, read once. It is never nil: the font is built in.
var paperFont = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil
	}
	return f
})

// drawable reports whether the font has every letter of s.
func drawable(s string) bool {
	f := paperFont()
	if f == nil {
		return false
	}
	var buf sfnt.Buffer
	for _, r := range s {
		if r == '\n' || r == ' ' {
			continue
		}
		if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
			return false
		}
	}
	return true
}

// maxUndrawn is how many words Undrawn names.
const maxUndrawn = 3

// Undrawn gives the first few words that the PDF cannot show, nil if there are none.
func (p Paper) Undrawn() []string {
	var out []string
	for w := range strings.FieldsSeq(p.Text()) {
		if len(out) == maxUndrawn {
			break
		}
		if w = strings.Trim(w, ".,;:!?()"); !drawable(w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
