package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// corners is a picture of 64 by 32 whose corners tell which way up it is: dark at
// the top left, half dark at the top right.
func corners() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 64, 32))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	for y := range 16 {
		for x := range 16 {
			g.SetGray(x, y, color.Gray{Y: 0})
			g.SetGray(63-x, y, color.Gray{Y: 120})
		}
	}
	return g
}

// held is how the sensor saw a picture that orientation puts right again.
func held(g *image.Gray, orientation int) *image.Gray {
	switch orientation {
	case 2:
		return mirrored(g)
	case 3:
		return turned(turned(g))
	case 4:
		return turned(turned(mirrored(g)))
	case 5: // mirrored, then a quarter: its own opposite
		return mirrored(turned(g))
	case 6:
		return turned(turned(turned(g)))
	case 7:
		return mirrored(turned(turned(turned(g))))
	case 8:
		return turned(g)
	}
	return g
}

// withEXIF is a JPEG with an orientation, in one of the two orders of bytes.
func withEXIF(t *testing.T, g *image.Gray, orientation uint16, order binary.AppendByteOrder, mark string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, g, nil); err != nil {
		t.Fatal(err)
	}
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 1)
	tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3), 1)
	tiff = order.AppendUint16(order.AppendUint16(tiff, orientation), 0)
	exif := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(head, exif...), b.Bytes()[2:]...)
}

// TestUpright: however a camera was held, what it says of that is followed.
func TestUpright(t *testing.T) {
	for orientation := uint16(1); orientation <= 8; orientation++ {
		for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			g, err := decode(withEXIF(t, held(corners(), int(orientation)), orientation, order, mark), workSide)
			if err != nil {
				t.Fatal(err)
			}
			if g.Rect.Dx() != 64 || g.Rect.Dy() != 32 {
				t.Errorf("%d %s: %v", orientation, mark, g.Rect)
				continue
			}
			for _, p := range []struct{ x, y, want int }{{8, 8, 0}, {56, 8, 120}, {8, 24, 255}, {56, 24, 255}} {
				if got := int(g.GrayAt(p.x, p.y).Y); got < p.want-20 || got > p.want+20 {
					t.Errorf("%d %s: at %d, %d it is %d, want %d", orientation, mark, p.x, p.y, got, p.want)
				}
			}
		}
	}
	for _, orientation := range []uint16{0, 9, 65535} { // none there is
		if g, err := decode(withEXIF(t, corners(), orientation, binary.BigEndian, "MM"), workSide); err != nil || g.Rect.Dx() != 64 {
			t.Errorf("orientation %d: %v", orientation, err)
		}
	}
}

// TestKept: however a picture is kept in memory, it comes out in grey, without room
// between its rows, and no larger than asked for.
func TestKept(t *testing.T) {
	want := corners()
	rgba, nrgba := image.NewRGBA(want.Rect), image.NewNRGBA(want.Rect)
	deep := image.NewGray16(want.Rect)
	for y := range 32 {
		for x := range 64 {
			c := want.GrayAt(x, y)
			rgba.Set(x, y, c)
			nrgba.Set(x, y, c)
			deep.Set(x, y, c)
			if c.Y == 255 { // shines through, on nothing
				rgba.SetRGBA(x, y, color.RGBA{})
				nrgba.SetNRGBA(x, y, color.NRGBA{R: 9})
			}
		}
	}
	inner := image.Rect(3, 2, 64, 32)
	for name, img := range map[string]image.Image{"grey": want, "rgba": rgba, "nrgba": nrgba, "deep": deep} {
		sub, _ := img.(interface {
			SubImage(image.Rectangle) image.Image
		})
		got := kept(toGrey(sub.SubImage(inner)), 100)
		if got.Rect != image.Rect(0, 0, 61, 30) || got.Stride != 61 {
			t.Errorf("%s: %v, rows of %d", name, got.Rect, got.Stride)
		}
		for _, p := range []image.Point{{0, 0}, {12, 13}, {13, 0}, {60, 0}, {60, 29}} {
			if a, b := got.GrayAt(p.X, p.Y).Y, want.GrayAt(p.X+3, p.Y+2).Y; a != b {
				t.Errorf("%s: at %v it is %d, want %d", name, p, a, b)
			}
		}
	}
	if g := kept(corners(), 16); g.Rect != image.Rect(0, 0, 16, 8) {
		t.Errorf("cut to 16 it is %v", g.Rect)
	}
}
