package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"
)

// spoil is what happens to a screen on its way to us. The zero spoil is a
// screenshot that arrives as it was taken.
type spoil struct {
	name     string
	longest  int     // pixels of the longest side, 0 to leave it
	tilt     float64 // degrees
	keystone float64 // how much narrower the far side is
	photo    bool    // of a screen: the surroundings show, the light is uneven
	blur     float64 // sigma, pixels
	noise    float64 // sigma, of 255
	moire    float64 // how strong, of 255
	glare    float64 // how strong a lamp shines back, of 255
	quality  int     // of JPEG, 0 for PNG
}

// The classes of pictures, in the order of the bars.
const (
	clean = iota
	chatApp
	mildPhoto
	badPhoto
	classes
)

var classNames = [classes]string{"clean screenshot", "as chat apps send it", "mild photo", "bad photo"}

// spoils are the ways of a class; screen i takes the way i modulo their number.
var spoils = [classes][]spoil{
	{{name: "png"}},
	{
		{name: "jpeg 80", longest: 1280, quality: 80}, {name: "jpeg 70", longest: 1600, quality: 70},
		{name: "jpeg 60", longest: 1280, quality: 60}, {name: "jpeg 50", longest: 1280, quality: 50},
		{name: "jpeg 40", longest: 1280, quality: 40},
	},
	{
		{name: "tilt 2", longest: 2000, photo: true, tilt: 2, blur: .7, noise: 4, quality: 80},
		{name: "tilt -2", longest: 2000, photo: true, tilt: -2, keystone: .02, blur: .7, noise: 4, quality: 75},
		{name: "keystone", longest: 2000, photo: true, keystone: .04, blur: .8, noise: 5, quality: 80},
		{name: "moiré", longest: 2000, photo: true, tilt: 1, moire: 10, blur: .6, noise: 4, quality: 80},
		{name: "glare", longest: 2000, photo: true, tilt: -1, keystone: .02, glare: 60, blur: .7, noise: 5, quality: 75},
	},
	{
		{name: "tilt 4", longest: 1600, photo: true, tilt: 4, keystone: .04, blur: 1, noise: 8, moire: 10, quality: 65},
		{name: "tilt -6", longest: 1800, photo: true, tilt: -6, keystone: .03, blur: 1, noise: 8, quality: 60},
		{name: "640 px", longest: 640, quality: 40},
		{name: "tilt -4, glare", longest: 1600, photo: true, tilt: -4, keystone: .06, glare: 120, blur: 1, noise: 6, quality: 70},
		{name: "tilt 6, moiré", longest: 1800, photo: true, tilt: 6, keystone: .05, moire: 22, blur: .9, noise: 8, quality: 60},
	},
}

// apply gives the file that arrives. seed makes it the same each time.
func (s spoil) apply(t *testing.T, of image.Image, seed uint64) []byte {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 9))
	img := scaled(of, s.longest)
	if s.photo {
		img = s.photograph(img)
	}
	if s.blur > 0 {
		img = blurred(img, s.blur)
	}
	s.light(img, chance)
	var out bytes.Buffer
	err := png.Encode(&out, img)
	if s.quality > 0 {
		out.Reset()
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: s.quality})
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// scaled is img with its longest side cut to n pixels; it never grows.
func scaled(img image.Image, n int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); n > 0 && longest > n {
		w, h = w*n/longest, h*n/longest
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	return out
}

// photograph turns and narrows img on a dark desk.
func (s spoil) photograph(img *image.RGBA) *image.RGBA {
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	out := image.NewRGBA(img.Bounds())
	sin, cos := math.Sincos(s.tilt * math.Pi / 180)
	const fills = .9
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			dx, dy := (float64(x)-w/2)/fills, (float64(y)-h/2)/fills
			dx, dy = dx*cos+dy*sin, -dx*sin+dy*cos
			far := 1 + 2*s.keystone*dx/w // the right side is nearer
			at := bilinear(img, dx/far+w/2, dy/far+h/2)
			out.SetRGBA(x, y, at)
		}
	}
	return out
}

var desk = color.RGBA{38, 30, 26, 255}

func bilinear(img *image.RGBA, x, y float64) color.RGBA {
	if x < 0 || y < 0 || int(x)+1 >= img.Bounds().Dx() || int(y)+1 >= img.Bounds().Dy() {
		return desk
	}
	fx, fy := x-math.Floor(x), y-math.Floor(y)
	i := img.PixOffset(int(x), int(y))
	mix := func(c int) uint8 {
		top := float64(img.Pix[i+c])*(1-fx) + float64(img.Pix[i+4+c])*fx
		low := float64(img.Pix[i+img.Stride+c])*(1-fx) + float64(img.Pix[i+img.Stride+4+c])*fx
		return uint8(top*(1-fy) + low*fy)
	}
	return color.RGBA{mix(0), mix(1), mix(2), 255}
}

// blurred is img out of focus.
func blurred(img *image.RGBA, sigma float64) *image.RGBA {
	r := int(math.Ceil(2.5 * sigma))
	k := make([]float64, 2*r+1)
	var sum float64
	for i := range k {
		k[i] = math.Exp(-float64((i-r)*(i-r)) / (2 * sigma * sigma))
		sum += k[i]
	}
	return along(along(img, k, sum, 1, 0), k, sum, 0, 1)
}

func along(img *image.RGBA, k []float64, sum float64, sx, sy int) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(b)
	r := len(k) / 2
	for y := range b.Dy() {
		for x := range b.Dx() {
			var c [3]float64
			for i, f := range k {
				at := img.PixOffset(min(max(x+(i-r)*sx, 0), b.Dx()-1), min(max(y+(i-r)*sy, 0), b.Dy()-1))
				for j := range c {
					c[j] += f * float64(img.Pix[at+j])
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(c[0] / sum), uint8(c[1] / sum), uint8(c[2] / sum), 255})
		}
	}
	return out
}

// light lays noise, moiré and glare over img.
func (s spoil) light(img *image.RGBA, chance *rand.Rand) {
	b := img.Bounds()
	gx, gy, size := .3*float64(b.Dx()), .35*float64(b.Dy()), .16*float64(max(b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			fx, fy := float64(x), float64(y)
			add := s.noise*chance.NormFloat64() +
				s.moire*math.Sin(fx*1.1+fy*.13)*math.Sin(fy*1.07-fx*.09) +
				s.glare*math.Exp(-((fx-gx)*(fx-gx)+(fy-gy)*(fy-gy))/(2*size*size))
			dim := 1.0
			if s.photo {
				dim = .8 + .2*fx/float64(b.Dx())
			}
			i := img.PixOffset(x, y)
			for c := range 3 {
				img.Pix[i+c] = uint8(min(max(float64(img.Pix[i+c])*dim+add, 0), 255))
			}
		}
	}
}
