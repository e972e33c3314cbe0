package picture

import (
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// TestCodesCovered: a code is read and no longer there; what stands beside it is.
func TestCodesCovered(t *testing.T) {
	m, err := qrcode.NewQRCodeWriter().Encode("WIFI:T:WPA;S:Cafe;P:hunter2;;", gozxing.BarcodeFormat_QR_CODE, 300, 300, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := drawn(t, "Free Wi-Fi for all our guests")
	at := image.Pt(300, 300)
	for y := range 300 {
		for x := range 300 {
			if m.Get(x, y) {
				g.Pix[g.PixOffset(at.X+x, at.Y+y)] = 0
			}
		}
	}
	dark := func(r image.Rectangle) (n int) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				if g.GrayAt(x, y).Y < 128 {
					n++
				}
			}
		}
		return n
	}
	above := image.Rect(0, 0, 900, 200)
	words := dark(above)
	found := codes(g)
	if len(found) != 1 || strings.Contains(found[0].Text, "hunter2") || !strings.Contains(found[0].Text, "S:Cafe") {
		t.Errorf("found %+v", found)
	}
	if left := dark(image.Rect(300, 300, 600, 600)); left > 0 || dark(above) != words {
		t.Errorf("%d dots of the code are left, %d of %d of the words", left, dark(above), words)
	}
}

// TestWithoutSecret: only the password of a Wi-Fi is taken out.
func TestWithoutSecret(t *testing.T) {
	for code, want := range map[string]string{
		"WIFI:S:Cafe;T:WPA;P:a\\;b;H:false;;": "WIFI:S:Cafe;T:WPA;P:…;H:false;;",
		"wifi:p:secret;s:Cafe;;":              "wifi:p:…;s:Cafe;;",
		"https://a.example/?P:1;":             "https://a.example/?P:1;",
		"WIFI:S:Open;;":                       "WIFI:S:Open;;",
	} {
		if got := withoutSecret(code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}
