package picture

import (
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	multi "github.com/makiuchi-d/gozxing/multi/qrcode"
	"github.com/makiuchi-d/gozxing/oned"
)

// The bounds of looking for codes.
const (
	codeSide = 1600 // longest side, in pixels: a code that a phone can read is large
	maxCodes = 8
	maxCode  = 2 << 10 // bytes of one
)

// codes gives what the QR and bar codes of a picture hold, and paints the QR codes
// over: their dots are no words. None is ever opened.
func codes(whole *image.Gray) []Block {
	g := within(whole, codeSide)
	var out []Block
	for _, source := range []gozxing.LuminanceSource{luminance(g), luminance(inverted(g))} {
		texts, areas := qrCodes(source)
		for _, area := range areas {
			cover(whole, area, float64(whole.Rect.Dx())/float64(g.Rect.Dx()))
		}
		for _, found := range append(texts, barCode(source)...) {
			found = withoutSecret(found)
			b := Block{Kind: Code, Text: found[:min(len(found), maxCode)]}
			if found != "" && len(out) < maxCodes && !slices.Contains(out, b) {
				out = append(out, b)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

func luminance(g *image.Gray) gozxing.LuminanceSource {
	return gozxing.NewLuminanceSourceFromImage(g)
}

var tryHarder = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}

// qrCodes gives the QR codes of a picture, nil also where the library gives up.
func qrCodes(source gozxing.LuminanceSource) (out []string, areas []image.Rectangle) {
	defer func() { _ = recover() }()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return nil, nil
	}
	if crowded(bitmap) {
		return nil, nil
	}
	found, err := multi.NewQRCodeMultiReader().DecodeMultiple(bitmap, tryHarder)
	if err != nil {
		return nil, nil
	}
	for _, r := range found {
		out, areas = append(out, r.GetText()), append(areas, areaOf(r.GetResultPoints()))
	}
	return out, areas
}

// maxFinders is how many rows of dark and light, one to one to three to one to
// one as in the corner of a code, eight codes may have. The library compares
// every three corners: in a picture full of them it would never end.
const maxFinders = 6000

// crowded reports whether a picture holds too many corners of codes to be read.
func crowded(bitmap *gozxing.BinaryBitmap) bool {
	m, err := bitmap.GetBlackMatrix()
	if err != nil {
		return true
	}
	found := 0
	for y := range m.GetHeight() {
		var runs [5]int // the lengths of the last five runs
		dark := false
		for x := range m.GetWidth() {
			if m.Get(x, y) == dark {
				runs[4]++
				continue
			}
			if dark && cornerLike(runs) {
				found++
			}
			copy(runs[:], runs[1:])
			runs[4], dark = 1, !dark
		}
	}
	return found > maxFinders
}

// cornerLike reports whether five runs are about as one to one to three to one to one.
func cornerLike(runs [5]int) bool {
	sum := 0
	for _, n := range runs {
		if n == 0 {
			return false
		}
		sum += n
	}
	for i, n := range runs {
		want := 1
		if i == 2 {
			want = 3
		}
		if off := 7*n - want*sum; sum < 7 || off > want*sum/2 || -off > want*sum/2 {
			return false
		}
	}
	return true
}

// barCode gives the bar code of a picture, the kinds that letters and tickets have.
func barCode(source gozxing.LuminanceSource) (out []string) {
	defer func() { _ = recover() }()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return nil
	}
	if r, err := oned.NewCode128Reader().Decode(bitmap, nil); err == nil {
		out = append(out, r.GetText())
	}
	return out
}

func inverted(g *image.Gray) *image.Gray {
	out := image.NewGray(g.Rect)
	for i, p := range g.Pix { // pictures of ours have no room between their rows
		out.Pix[i] = 255 - p
	}
	return out
}
