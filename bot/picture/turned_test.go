package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// drawn is a page with lines of words, black on white.
func drawn(t *testing.T, lines ...string) *image.Gray {
	t.Helper()
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 30, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(image.Rect(0, 0, 900, 700))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	d := font.Drawer{Dst: g, Src: image.NewUniform(color.Black), Face: face}
	for i, line := range lines {
		d.Dot = fixed.P(50, 80+50*i)
		d.DrawString(line)
	}
	return g
}

// TestTurned: whichever way round a picture stands, it is read.
func TestTurned(t *testing.T) {
	host := NewHost(0)
	if !host.Has(tesseract) {
		t.Skip("no tesseract here")
	}
	g := drawn(t, "Microsoft Windows security alert", "Your computer has been blocked because a virus", "was found. Do not turn it off. Call support", "at once on 0808 157 0192 and ask for Daniel.", "He will remove the virus from your computer.")
	p := New(t.Context(), host)
	for quarters := range 4 {
		var b bytes.Buffer
		if err := png.Encode(&b, g); err != nil {
			t.Fatal(err)
		}
		read := p.Read(t.Context(), "", "", b.Bytes())
		for _, want := range []string{"computer has been blocked", "0808 157 0192"} {
			if !strings.Contains(read.Words(), want) {
				t.Errorf("%d quarters: %q is not in %q, missing %v", quarters, want, read.Words(), read.Missing)
			}
		}
		g = turned(g)
	}
}

// TestUnclear: where most of it may be misread, that is what is missing.
func TestUnclear(t *testing.T) {
	ws := at(1, 30, 300, "Youvr comqutar hes bean blacked")
	for i := range ws[:3] {
		ws[i].sure = 40
	}
	if read := whole(ws, image.Pt(400, 300), nil); len(read.Missing) != 1 || read.Missing[0] != "blurred" || read.Words() == "" {
		t.Errorf("%+v", read)
	}
}
