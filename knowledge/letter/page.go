package letter

import (
	"bytes"
	"fmt"
	"time"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// leading is the distance of lines as a multiple of the type's size.
const leading = 1.22

// family is the name of the embedded font inside a document.
const family = "go"

// made stands in every document as its date: the same paper is the same bytes.
var made = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// page is a sheet that is written from the top.
type page struct {
	pdf  *fpdf.Fpdf
	size float64 // of the type, in points
}

// newPage gives an empty sheet, such as A5, of a document called title.
func newPage(title, sheet string, margin float64) *page {
	pdf := fpdf.New("P", "mm", sheet, "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetProducer("hangup", true)
	pdf.SetTitle(title, true)
	pdf.SetLang("en-GB")
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddUTF8FontFromBytes(family, "", goregular.TTF)
	pdf.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	pdf.AddPage()
	return &page{pdf: pdf}
}

func (p *page) plain(size float64) { p.font("", size) }
func (p *page) bold(size float64)  { p.font("B", size) }

func (p *page) font(style string, size float64) {
	p.size = size
	p.pdf.SetFont(family, style, size)
}

// height of a line of the present type, in millimetres.
func (p *page) height() float64 { return p.pdf.PointToUnitConvert(p.size * leading) }

// words writes s over the whole width, on as many lines as it needs.
func (p *page) words(s string) { p.wordsFrom(0, s) }

// wordsFrom writes s with indent at its left.
func (p *page) wordsFrom(indent float64, s string) {
	left, _, _, _ := p.pdf.GetMargins()
	p.pdf.SetLeftMargin(left + indent)
	p.pdf.SetX(left + indent)
	p.pdf.MultiCell(0, p.height(), s, "", "L", false)
	p.pdf.SetLeftMargin(left)
	p.pdf.SetX(left)
}

// mark writes s at the left without going on to the next line.
func (p *page) mark(s string, width float64) {
	p.pdf.CellFormat(width, p.height(), s, "", 0, "L", false, 0, "")
}

// blank writes a label with a line to write on behind it, height deep.
func (p *page) blank(label string, height float64) {
	left, _, right, _ := p.pdf.GetMargins()
	width, _ := p.pdf.GetPageSize()
	p.pdf.CellFormat(0, height, label, "", 1, "LB", false, 0, "")
	from, y := left+p.pdf.GetStringWidth(label)+4, p.pdf.GetY()-1
	p.pdf.SetLineWidth(0.3)
	p.pdf.Line(min(from, width-right), y, width-right, y)
}

// line draws a line across, thick millimetres of weight.
func (p *page) line(thick float64) {
	left, _, right, _ := p.pdf.GetMargins()
	width, _ := p.pdf.GetPageSize()
	y := p.pdf.GetY() + thick
	p.pdf.SetLineWidth(thick)
	p.pdf.Line(left, y, width-right, y)
	p.pdf.SetY(y + thick)
}

func (p *page) gap(height float64) { p.pdf.Ln(height) }

// full reports whether what was written does not fit the sheet.
func (p *page) full() bool {
	_, _, _, bottom := p.pdf.GetMargins()
	_, height := p.pdf.GetPageSize()
	return p.pdf.GetY() > height-max(bottom, cardMargin/2.0)
}

// bytes is the finished document.
func (p *page) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("letter: making the PDF: %w", err)
	}
	return out.Bytes(), nil
}
