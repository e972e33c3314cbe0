package picture

import (
	"image"
	"math"
)

// within is g, made smaller where its longest side is over most pixels.
func within(g *image.Gray, most int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	longest := max(w, h)
	if longest <= most {
		return g
	}
	return resized(g, max(w*most/longest, 1), max(h*most/longest, 1))
}

// resized is g in another size. golang.org/x/image does the same, ten times as
// slowly where the result is grey. Of what is only stretched it keeps the few
// rows that one row of the result is made of.
func resized(g *image.Gray, w, h int) *image.Gray {
	across, down := kernel(g.Rect.Dx(), w), kernel(g.Rect.Dy(), h)
	most := 0
	for _, k := range down {
		most = max(most, len(k.weights))
	}
	ring := make([][]float32, most)
	for i := range ring {
		ring[i] = make([]float32, w)
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]float32, w)
	next := 0 // the row of g that is stretched next
	for y, k := range down {
		for ; next < k.from+len(k.weights); next++ {
			stretch(ring[next%most], g.Pix[next*g.Stride:], across)
		}
		clear(sums)
		for i, f := range k.weights {
			for x, v := range ring[(k.from+i)%most] {
				sums[x] += f * v
			}
		}
		for x, v := range sums {
			out.Pix[y*out.Stride+x] = uint8(min(max(v+.5, 0), 255))
		}
	}
	return out
}

// stretch gives one row another width.
func stretch(to []float32, row []uint8, across []taps) {
	for x, k := range across {
		var sum float32
		for i, f := range k.weights {
			sum += f * float32(row[k.from+i])
		}
		to[x] = sum
	}
}

// taps are the pixels that one pixel is made of, and how much of each.
type taps struct {
	from    int
	weights []float32
}

// kernel gives the taps for n pixels out of old, by Catmull and Rom.
func kernel(old, n int) []taps {
	scale := float64(old) / float64(n)
	wide := max(scale, 1)
	out := make([]taps, n)
	for i := range out {
		middle := (float64(i) + .5) * scale
		from, to := max(int(middle-2*wide), 0), min(int(middle+2*wide)+1, old)
		ws, sum := make([]float32, to-from), float32(0)
		for j := range ws {
			ws[j] = float32(catmullRom((float64(from+j) + .5 - middle) / wide))
			sum += ws[j]
		}
		for j := range ws {
			ws[j] /= sum
		}
		out[i] = taps{from, ws}
	}
	return out
}

func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// straightened is g with a lean put right, on a white ground large enough.
func straightened(g *image.Gray, l lean) *image.Gray {
	sin, cos := math.Sincos(l.tilt * math.Pi / 180)
	w, h := float64(g.Rect.Dx()), float64(g.Rect.Dy())
	more := math.Tan(l.fan*math.Pi/180) / h
	nw, nh := w*cos+h*math.Abs(sin), h*cos+w*math.Abs(sin)
	out := image.NewGray(image.Rect(0, 0, int(nw), int(nh)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			dx, dy := float64(x)-nw/2, float64(y)-nh/2
			dy /= 1 - dx*more
			out.Pix[y*out.Stride+x] = shade(g, dx*cos-dy*sin+w/2, dx*sin+dy*cos+h/2)
		}
	}
	return out
}

// shade is the grey between four pixels, white outside.
func shade(g *image.Gray, x, y float64) uint8 {
	if x < 0 || y < 0 || int(x)+1 >= g.Rect.Dx() || int(y)+1 >= g.Rect.Dy() {
		return 255
	}
	const one = 256
	fx, fy := int((x-math.Floor(x))*one), int((y-math.Floor(y))*one)
	i := int(y)*g.Stride + int(x)
	top := int(g.Pix[i])*(one-fx) + int(g.Pix[i+1])*fx
	low := int(g.Pix[i+g.Stride])*(one-fx) + int(g.Pix[i+g.Stride+1])*fx
	return uint8((top*(one-fy) + low*fy) / (one * one))
}
