package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// taken is how many bytes a picture takes while it is decoded.
func taken(name string, c image.Config, b []byte) int {
	pixels := c.Width * c.Height
	if name == "jpeg" {
		return pixels * jpegDepth(b) / 2
	}
	switch c.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model:
		return 8 * pixels
	case color.GrayModel:
		return pixels
	case color.Gray16Model:
		return 2 * pixels
	}
	if _, ok := c.ColorModel.(color.Palette); ok {
		return pixels
	}
	return 4 * pixels
}

// The markers of a JPEG by which it is known how it is put together (ITU T.81, B.1).
const (
	startOfFrame = 0xc0 // and those behind it; at once
	progressive  = 0xc2 // in several passes
	lastFrame    = 0xcf
	startOfScan  = 0xda
)

// jpegDepth is how many bytes two pixels of a JPEG take: one for each of their
// parts, and four more until the end where it is put together in several passes.
func jpegDepth(b []byte) int {
	const whole = 8 // four parts at full size
	b = b[min(2, len(b)):]
	for len(b) > 9 && b[0] == 0xff && b[1] != startOfScan {
		kind, n := b[1], int(binary.BigEndian.Uint16(b[2:]))
		if n < 2 || n+2 > len(b) {
			break
		}
		// 0xc4, 0xc8 and 0xcc are tables.
		if kind >= startOfFrame && kind <= lastFrame && kind%4 != 0 || kind == startOfFrame {
			depth := halves(b[4 : 2+n])
			if kind == progressive {
				depth *= 5
			}
			return depth
		}
		b = b[2+n:]
	}
	return 5 * whole
}

// halves is how many parts two pixels have, which the head of a frame tells: the
// colours mostly have fewer than the light.
func halves(head []byte) int {
	const before = 6 // depth, height, width, number of parts
	most, sum := 1, 0
	for i := before; i+3 <= len(head); i += 3 {
		across, down := int(head[i+1]>>4), int(head[i+1]&15)
		most, sum = max(most, across*down), sum+across*down
	}
	return max(2, (2*sum+most-1)/most)
}
