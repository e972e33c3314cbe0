package knowledge

import (
	"errors"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hangup/knowledge/letter"
)

// pdfProgram finds a program that reads PDF, or leaves the rest of the test out.
func pdfProgram(t *testing.T, name string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not on this machine: install poppler-utils to read the PDF back")
	}
	return program
}

// written writes the PDF of a paper to a file.
func written(t *testing.T, p Paper) string {
	t.Helper()
	body, err := p.PDF()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// comparePDF reads the PDF of a paper with another program: it has the same words.
func comparePDF(t *testing.T, name string, p Paper) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		program := pdfProgram(t, "pdftotext")
		out, err := exec.Command(program, "-enc", "UTF-8", written(t, p), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		got, want := strings.Join(strings.Fields(string(out)), " "), strings.Join(strings.Fields(p.Text()), " ")
		if got != want {
			t.Errorf("the PDF has other words:\n%s\n\n%s", got, want)
		}
	})
}

// TestLetterPage looks at a page as a picture: a letter has white margins, ink
// from the top on, lines of text, and a heading larger than what follows.
func TestLetterPage(t *testing.T) {
	program := pdfProgram(t, "pdftoppm")
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	l, form := settle(t, b, "app-claim", goldenAnswers["app-claim"], w)
	file := written(t, l.Paper(form, w))
	out := strings.TrimSuffix(file, ".pdf")
	if err := exec.Command(program, "-r", "72", "-gray", "-png", "-f", "1", "-l", "1", "-singlefile", file, out).Run(); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(out + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	looksLikeALetter(t, page)
}

func looksLikeALetter(t *testing.T, page image.Image) {
	t.Helper()
	size := page.Bounds().Size()
	if size.X < 590 || size.X > 600 || size.Y < 837 || size.Y > 847 {
		t.Errorf("the page is %v, not A4", size)
	}
	rows, first, last, left, right, ink := 0, -1, 0, size.X, 0, 0
	before := false
	for y := range size.Y {
		dark := false
		for x := range size.X {
			if g, _, _, _ := page.At(x, y).RGBA(); g < 0x8000 {
				dark = true
				ink++
				left, right = min(left, x), max(right, x)
			}
		}
		if dark && !before {
			rows++
		}
		if dark {
			last = y
			if first < 0 {
				first = y
			}
		}
		before = dark
	}
	if first < 50 || first > 90 || left < 55 || right > size.X-55 || last > size.Y-45 {
		t.Errorf("the margins are off: ink from %d,%d to %d,%d of %v", left, first, right, last, size)
	}
	if rows < 25 || rows > 70 {
		t.Errorf("%d lines of ink", rows)
	}
	if share := float64(ink) / float64(size.X*size.Y); share < 0.01 || share > 0.12 {
		t.Errorf("%.3f of the page is ink", share)
	}
}

// TestOtherScripts: what the font of the PDF has no letters for is in the text
// all the same.
func TestOtherScripts(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	for _, name := range []string{"ਅਮਰਜੀਤ ਸਿੰਘ", "محمد", "王芳", "Ann 🙂"} {
		l, form := settle(t, b, "app-claim", map[string]string{"name": name}, w)
		p := l.Paper(form, w)
		if _, err := p.PDF(); !errors.Is(err, letter.ErrScript) {
			t.Errorf("%s: got %v", name, err)
		}
		if !strings.Contains(p.Text(), name) {
			t.Errorf("%s is not in the text", name)
		}
	}
	for _, name := range []string{"Zoë Müller-Łącka", "Ελένη", "Жанна", "Siân Ó Briain"} {
		l, form := settle(t, b, "app-claim", map[string]string{"name": name}, w)
		comparePDF(t, name, l.Paper(form, w))
	}
}
