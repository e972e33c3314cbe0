package picture

import (
	"image"
	"regexp"

	"github.com/makiuchi-d/gozxing"
)

// areaOf is where a QR code stands, of which the middles of three corners are known.
// In the smallest code these lie a quarter of their distance from the edge.
func areaOf(points []gozxing.ResultPoint) image.Rectangle {
	var box image.Rectangle
	for i, p := range points {
		at := image.Rect(int(p.GetX()), int(p.GetY()), int(p.GetX())+1, int(p.GetY())+1)
		if i == 0 {
			box = at
		}
		box = box.Union(at)
	}
	return box.Inset(-max(box.Dx(), box.Dy()) / 4)
}

// cover paints an area, which was found in a picture smaller by grow, as its edge is.
func cover(g *image.Gray, area image.Rectangle, grow float64) {
	at := func(v int) int { return int(float64(v) * grow) }
	area = image.Rect(at(area.Min.X), at(area.Min.Y), at(area.Max.X), at(area.Max.Y)).Intersect(g.Rect)
	if area.Empty() {
		return
	}
	edge := g.GrayAt(area.Min.X, area.Min.Y).Y
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := g.Pix[g.PixOffset(area.Min.X, y):g.PixOffset(area.Max.X, y)]
		for x := range row {
			row[x] = edge
		}
	}
}

// wifiSecret is the password in a code that lets a phone into a Wi-Fi.
var wifiSecret = regexp.MustCompile(`(?is)^(\s*WIFI:(?:.*?;)??P:)(?:\\.|[^;\\])*`)

// withoutSecret is what a code holds without the password of a Wi-Fi, which nobody
// has to repeat.
func withoutSecret(code string) string { return wifiSecret.ReplaceAllString(code, "${1}…") }
