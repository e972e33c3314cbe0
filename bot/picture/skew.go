package picture

import (
	"image"
	"math"
)

// The lean that is looked for, in degrees, and the least that is put right.
const (
	maxTilt  = 10.0
	tiltStep = 0.25
	minTilt  = 0.4
	maxFan   = 7.0 // of a square; twice as much of what is twice as high
	fanStep  = 1.0
	minFan   = 2.5
	fewDots  = 12000 // are enough to look for both at once
	// How much sharper the rows have to become for it to count.
	tiltGain = 1.02
	fanGain  = 1.1
)

// lean is how the lines of a photographed screen run: by how many degrees they
// fall to the right in the middle, and by how many more at the bottom than at the
// top, as they do where one side was nearer.
type lean struct{ tilt, fan float64 }

// leaning looks for the lean of a flat picture: put right, most dark pixels stand
// in the fewest rows.
func leaning(g *image.Gray) lean {
	small := g
	for small.Rect.Dx() > 1200 {
		small = shrunk(small, 2)
	}
	r := rows{dots: darkDots(small), w: small.Rect.Dx(), h: small.Rect.Dy()}
	if len(r.dots) < 100 {
		return lean{}
	}
	best, top := r.best(lean{}, r.sharpness(lean{})*tiltGain, around(lean{}, maxTilt, tiltStep, 0, 1))
	some := rows{dots: thinned(r.dots, fewDots), w: r.w, h: r.h}
	most := math.Round(maxFan * float64(r.h) / float64(r.w))
	fan, _ := some.best(lean{}, 0, around(lean{}, maxTilt, 2*tiltStep, min(most, 2*maxFan), fanStep))
	fan, wide := r.best(fan, 0, around(fan, 2*tiltStep, tiltStep, fanStep, fanStep/2))
	if math.Abs(fan.fan) >= minFan && wide > top*fanGain {
		best = fan
	}
	if math.Abs(best.tilt) < minTilt {
		best.tilt = 0
	}
	return best
}

// around are the leans about one, up to so many degrees away.
func around(l lean, tilt, tiltBy, fan, fanBy float64) []lean {
	var out []lean
	for f := -fan; f <= fan; f += fanBy {
		for a := -tilt; a <= tilt; a += tiltBy {
			out = append(out, lean{l.tilt + a, l.fan + f})
		}
	}
	return out
}

// darkDots are the dark pixels, or a part of them where there are many.
func darkDots(g *image.Gray) []image.Point {
	const most = 60000
	var out []image.Point
	for y := range g.Rect.Dy() {
		for x, p := range g.Pix[y*g.Stride : y*g.Stride+g.Rect.Dx()] {
			if p < 140 {
				out = append(out, image.Pt(x, y))
			}
		}
	}
	return thinned(out, most)
}

// thinned are most of the dots at most.
func thinned(dots []image.Point, most int) []image.Point {
	n := len(dots)/most + 1
	out := make([]image.Point, 0, len(dots)/n+1)
	for i := 0; i < len(dots); i += n {
		out = append(out, dots[i])
	}
	return out
}

// rows counts dark pixels by the row that they come to stand in.
type rows struct {
	dots  []image.Point
	w, h  int
	count []float64
}

// best is the lean after which the rows are sharpest, if they are sharper than top.
func (r *rows) best(of lean, top float64, others []lean) (lean, float64) {
	for _, l := range others {
		if s := r.sharpness(l); s > top {
			of, top = l, s
		}
	}
	return of, top
}

// sharpness is how uneven the rows are filled once a lean is put right.
func (r *rows) sharpness(l lean) float64 {
	slope, more := math.Tan(l.tilt*math.Pi/180), math.Tan(l.fan*math.Pi/180)/float64(r.h)
	if r.count == nil {
		r.count = make([]float64, 3*r.h+2)
	}
	clear(r.count)
	for _, d := range r.dots {
		x, y := float64(d.X-r.w/2), float64(d.Y-r.h/2)
		if at := int(y-x*(slope+more*y)) + 3*r.h/2; at >= 0 && at < len(r.count) {
			r.count[at]++
		}
	}
	var sum float64
	for i := 1; i < len(r.count); i++ {
		sum += (r.count[i] - r.count[i-1]) * (r.count[i] - r.count[i-1])
	}
	return sum
}
