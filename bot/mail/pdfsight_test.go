package mail_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"

	"hangup/bot/picture"
	"hangup/knowledge"
)

const (
	club   = "The garden club meets on Thursday evening in the village hall. Bring your spare seedlings, a mug and a chair. Mary will talk about tomatoes and slugs, and there will be cake afterwards for everybody who helped with the summer show this year.\n"
	bogus  = "Norton 360 Premium was renewed and 349.99 pounds will be debited from your account today. If you did not authorise this charge call our billing department on 0808 157 0192 to cancel and get a refund."
	letter = "Dear members, the hall roof needs new slates before winter begins. We collected four hundred pounds at the fair last month, and the council pays the remainder in spring. Thank you all for coming along and for bringing your neighbours.\n"
)

// pictured is a page of words in an ink and a size, and below them a picture.
func pictured(t *testing.T, words string, ink int, points, wide float64) string {
	t.Helper()
	var shot bytes.Buffer
	if err := png.Encode(&shot, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	return paper(t, func(f *fpdf.Fpdf) {
		f.SetTextColor(ink, ink, ink)
		f.SetFont("Helvetica", "", points)
		f.MultiCell(0, max(points/2, 1), words, "", "L", false)
		if wide > 0 {
			f.RegisterImageOptionsReader("shot", fpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(shot.Bytes()))
			f.ImageOptions("shot", 10, 100, wide, 0, false, fpdf.ImageOptions{}, 0, "")
		}
	}, "")
}

// TestPageIsSeen: where a picture covers much of a page, or words are tiny, what
// people see on it counts, and words that nobody sees are said to be hidden.
func TestPageIsSeen(t *testing.T) {
	for _, c := range []struct {
		name, body, seen string
		drawn            int
		level            knowledge.Level
		shown, hidden    string
	}{
		{"white words", pictured(t, club, 255, 12, 180), bogus, 1, knowledge.Scam, "0808 157 0192", "garden club"},
		{"tiny words", pictured(t, club, 0, 1.5, 0), bogus, 1, knowledge.Scam, "0808 157 0192", "garden club"},
		{"words beside a photo", pictured(t, letter, 0, 12, 180), letter, 1, knowledge.None, "hall roof", ""},
		{"words and a picture of more", pictured(t, letter, 0, 12, 180), letter + bogus, 1, knowledge.Scam, "0808 157 0192", ""},
		{"next to nothing seen", pictured(t, bogus, 0, 12, 180), "Norton", 1, knowledge.Scam, "0808 157 0192", ""},
		{"a small picture", pictured(t, letter, 0, 12, 40), bogus, 0, knowledge.None, "hall roof", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			drawn := 0
			r := reader(t, func(context.Context, string, string, []byte) picture.Text {
				drawn++
				return picture.Text{Blocks: []picture.Block{{Kind: picture.Words, Text: c.seen, Certain: c.seen}}}
			})
			read := r.Read(context.Background(), "invoice.pdf", "", []byte(c.body))
			hidden := ""
			for _, b := range blocks(read, picture.Hidden) {
				hidden += b.Text
			}
			if drawn != c.drawn || level(t, read).Level != c.level || !strings.Contains(read.Words(), c.shown) {
				t.Errorf("drawn %d times, level %v, words:\n%s", drawn, level(t, read).Level, read.Words())
			}
			if !strings.Contains(hidden, c.hidden) || c.hidden == "" && hidden != "" {
				t.Errorf("hidden %q, want %q", hidden, c.hidden)
			}
		})
	}
}
