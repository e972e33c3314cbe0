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

// codes gives what the QR and bar codes of a picture hold. None is ever opened.
func codes(g *image.Gray) []Block {
	g = within(g, codeSide)
	var out []Block
	for _, source := range []gozxing.LuminanceSource{luminance(g), luminance(inverted(g))} {
		for _, found := range append(qrCodes(source), barCode(source)...) {
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
func qrCodes(source gozxing.LuminanceSource) (out []string) {
	defer func() { _ = recover() }()
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return nil
	}
	found, err := multi.NewQRCodeMultiReader().DecodeMultiple(bitmap, tryHarder)
	if err != nil {
		return nil
	}
	for _, r := range found {
		out = append(out, r.GetText())
	}
	return out
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
	for i, p := range g.Pix {
		out.Pix[i] = 255 - p
	}
	return out
}
