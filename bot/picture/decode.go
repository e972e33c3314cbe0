package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime/debug"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

// The bounds of a picture.
const (
	MaxBytes  = 20 << 20 // of a file
	maxPixels = 40e6
	maxSide   = 20000     // pixels; what is longer is no screen
	maxMemory = 153 << 20 // bytes that the decoded picture may take
	large     = 24 << 20  // bytes of a decoded picture that are given back at once
	huge      = 96 << 20  // bytes of one beside which no program runs
)

// The ways in which a file is no picture that can be read.
var (
	errForeign = errors.New("it is no picture of a kind that can be read")
	errHEIC    = errors.New("it is a picture of a kind that nothing here reads")
	errLarge   = errors.New("it is too large")
	errBroken  = errors.New("it is broken")
)

// format is one kind of picture: how it begins and what reads it.
type format struct {
	name   string
	config func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
}

func reading(name string, config func(*bytes.Reader) (image.Config, error), decode func(*bytes.Reader) (image.Image, error)) format {
	return format{name,
		func(b []byte) (image.Config, error) { return config(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return decode(bytes.NewReader(b)) },
	}
}

// formatOf tells by its first bytes what kind of picture b is, "" if it is none.
// HEIC and its kin are known but not read.
func formatOf(b []byte) string {
	begins := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case begins("\x89PNG\r\n\x1a\n"):
		return "png"
	case begins("\xff\xd8\xff"):
		return "jpeg"
	case begins("GIF87a"), begins("GIF89a"):
		return "gif"
	case begins("BM") && len(b) > 26 && b[6] == 0 && b[7] == 0 && b[15] == 0:
		return "bmp"
	case begins("RIFF") && len(b) > 15 && string(b[8:12]) == "WEBP":
		return "webp"
	case len(b) > 12 && string(b[4:8]) == "ftyp" && heifBrand(string(b[8:12])):
		return "heic"
	}
	return ""
}

func heifBrand(s string) bool {
	switch s {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

// Is tells by its first bytes whether a file is a picture, also one of a kind
// that cannot be read.
func Is(b []byte) bool { return formatOf(b) != "" }

func reader(name string) (format, error) {
	switch name {
	case "png":
		return reading(name, func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }), nil
	case "jpeg":
		return reading(name, func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }), nil
	case "gif": // its first frame
		return reading(name, func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) }), nil
	case "bmp":
		return reading(name, func(r *bytes.Reader) (image.Config, error) { return bmp.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return bmp.Decode(r) }), nil
	case "webp":
		return reading(name, func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }), nil
	case "heic":
		return format{}, errHEIC
	}
	return format{}, errForeign
}

// decode gives the picture in b in shades of grey, the right way up, its longest
// side cut to most pixels. Its size is looked at before anything of it is unpacked.
func decode(b []byte, most int) (grey *image.Gray, err error) {
	f, err := reader(formatOf(b))
	if err != nil {
		return nil, err
	}
	if len(b) > MaxBytes {
		return nil, errLarge
	}
	if f.name == "webp" {
		b = still(b)
	}
	defer func() {
		if recover() != nil { // the decoders are not ours
			grey, err = nil, errBroken
		}
	}()
	c, err := f.config(b)
	switch {
	case err != nil || c.Width <= 0 || c.Height <= 0:
		return nil, errBroken
	case c.Width > maxSide || c.Height > maxSide || c.Width > maxPixels/c.Height || taken(f.name, c, b) > maxMemory:
		return nil, errLarge
	}
	img, err := f.decode(b)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", errBroken, f.name)
	}
	grey = kept(toGrey(img), most)
	if taken(f.name, c, b) > large {
		debug.FreeOSMemory()
	}
	if f.name == "jpeg" {
		grey = upright(grey, orientation(b))
	}
	return grey, nil
}

// isHuge reports whether a picture takes so much memory while it is decoded that
// there is none for a program beside it. One that cannot be read is not.
func isHuge(b []byte) (yes bool) {
	defer func() { _ = recover() }() // the decoders are not ours
	f, err := reader(formatOf(b))
	if err != nil {
		return false
	}
	c, err := f.config(b)
	return err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxSide && c.Height <= maxSide && taken(f.name, c, b) > huge
}

// kept is g, its longest side cut to most pixels, in memory of its own.
func kept(g *image.Gray, most int) *image.Gray {
	if max(g.Rect.Dx(), g.Rect.Dy()) > most {
		return within(g, most)
	}
	out := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		copy(out.Pix[y*out.Stride:(y+1)*out.Stride], g.Pix[y*g.Stride:])
	}
	return out
}

// toGrey turns a picture into shades of grey, what shines through into white. It
// does so in the memory of the picture itself where that can be: there is none
// for two large ones.
func toGrey(img image.Image) *image.Gray {
	b := img.Bounds()
	size := image.Rect(0, 0, b.Dx(), b.Dy())
	switch img := img.(type) {
	case *image.Gray:
		return &image.Gray{Pix: img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], Stride: img.Stride, Rect: size}
	case *image.YCbCr:
		return &image.Gray{Pix: img.Y[img.YOffset(b.Min.X, b.Min.Y):], Stride: img.YStride, Rect: size}
	case *image.RGBA:
		return fourToOne(img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], img.Stride, size, false)
	case *image.NRGBA:
		return fourToOne(img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], img.Stride, size, true)
	}
	out := image.NewGray(size)
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Pix[y*out.Stride+x] = greyOf(img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

// fourToOne makes one byte of each four, and puts it before those that come next.
func fourToOne(pix []byte, stride int, size image.Rectangle, plain bool) *image.Gray {
	w, h := size.Dx(), size.Dy()
	for y := range h {
		greyRow(pix[y*w:(y+1)*w], pix[y*stride:], plain)
	}
	return &image.Gray{Pix: pix[:w*h], Stride: w, Rect: size}
}

// greyRow turns four bytes a pixel into one. plain colours are those that do not
// hold their alpha yet.
func greyRow(row, pix []byte, plain bool) {
	for x := range row {
		p := pix[4*x : 4*x+4 : 4*x+4]
		v := (299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2])) / 1000
		a := uint32(p[3])
		if plain {
			v = v * a / 255
		}
		row[x] = uint8(v + 255 - a)
	}
}

func greyOf(c color.Color) uint8 {
	r, g, b, a := c.RGBA()
	v := (299*r + 587*g + 114*b) / 1000
	return uint8((v + 0xffff - a) >> 8)
}
