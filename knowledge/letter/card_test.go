package letter

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var sample = Card{
	Title: "If in doubt, I hang up.",
	Rules: []string{"Nobody gets into my computer.", "Nobody gets a code – not one.", "I move no money for a caller."},
	Bank:  "My bank: 159, or the number on my card.", Blanks: []string{"I ring first:", "Our family word:"},
	Danger: "Danger: 999", From: "Made for the test of the card.",
}

// TestSameBytes: the PDF of the same card is the same, however often it is made.
func TestSameBytes(t *testing.T) {
	first, err := sample.PDF()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := sample.PDF(); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("not the same bytes again: %v", err)
		}
	}
	if !bytes.HasPrefix(first, []byte("%PDF-")) || bytes.Count(first, []byte("/Type /Page\n")) != 1 || !bytes.Contains(first, []byte("/MediaBox [0 0 420.94 595.28]")) {
		t.Error("not one A5 page")
	}
}

// TestWordsInThePDF reads the PDF with another program.
func TestWordsInThePDF(t *testing.T) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not on this machine: install poppler-utils to read the PDF back")
	}
	file := filepath.Join(t.TempDir(), "card.pdf")
	body, err := sample.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(program, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(string(text)), " ")
	for _, want := range append([]string{sample.Title, sample.Bank, sample.Danger, sample.From}, append(sample.Rules, sample.Blanks...)...) {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in the PDF:\n%s", want, said)
		}
	}
}

// TestTooManyWords: longer words get smaller type, up to a point.
func TestTooManyWords(t *testing.T) {
	long := sample
	for range 4 {
		long.Rules = append(long.Rules, "One more rule that is not needed but true all the same.")
	}
	if _, err := long.PDF(); err != nil {
		t.Errorf("a few rules more: %v", err)
	}
	for range 40 {
		long.Rules = append(long.Rules, "One more rule that is not needed but true all the same.")
	}
	if _, err := long.PDF(); !errors.Is(err, errCardFull) {
		t.Errorf("got %v, want the error that there are too many words", err)
	}
}

// TestText holds every word of the card and a line to write on.
func TestText(t *testing.T) {
	text := sample.Text()
	for _, want := range append([]string{sample.Title, sample.Bank, sample.Danger, "Our family word: ____"}, sample.Rules...) {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func BenchmarkCardPDF(b *testing.B) {
	for b.Loop() {
		if _, err := sample.PDF(); err != nil {
			b.Fatal(err)
		}
	}
}
