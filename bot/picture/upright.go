package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how a camera says that it was held: 1 to 8 as in EXIF, 1 where
// it says nothing.
func orientation(jpeg []byte) int {
	b := jpeg[2:]
	for len(b) > 4 && b[0] == 0xff {
		kind, n := b[1], int(binary.BigEndian.Uint16(b[2:]))
		if kind == 0xda || n < 2 || n+2 > len(b) {
			break
		}
		if exif, ok := bytes.CutPrefix(b[4:2+n], []byte("Exif\x00\x00")); ok && kind == 0xe1 {
			return exifOrientation(exif)
		}
		b = b[2+n:]
	}
	return 1
}

// exifOrientation looks the tag up in the first directory of a TIFF header.
func exifOrientation(b []byte) int {
	const tag = 0x0112
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(b[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := order.Uint32(b[4:])
	if uint64(at)+2 > uint64(len(b)) {
		return 1
	}
	n := int(order.Uint16(b[at:]))
	b = b[at+2:]
	for ; n > 0 && len(b) >= 12; n, b = n-1, b[12:] {
		if v := int(order.Uint16(b[8:])); order.Uint16(b) == tag && v >= 1 && v <= 8 {
			return v
		}
	}
	return 1
}

// upright turns a picture as its orientation asks.
func upright(g *image.Gray, orientation int) *image.Gray {
	switch orientation {
	case 2:
		return mirrored(g)
	case 3:
		return turned(turned(g))
	case 4:
		return mirrored(turned(turned(g)))
	case 5:
		return mirrored(turned(g))
	case 6:
		return turned(g)
	case 7:
		return mirrored(turned(turned(turned(g))))
	case 8:
		return turned(turned(turned(g)))
	}
	return g
}

// turned is g a quarter clockwise.
func turned(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range w {
		row := out.Pix[y*out.Stride : y*out.Stride+h]
		for x := range row {
			row[x] = g.Pix[(h-1-x)*g.Stride+y]
		}
	}
	return out
}

// mirrored is g with left and right changed.
func mirrored(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.Pix[y*out.Stride+x] = g.Pix[y*g.Stride+w-1-x]
		}
	}
	return out
}
