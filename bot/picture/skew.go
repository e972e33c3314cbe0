package picture

import (
	"image"
	"math"
)

// The tilt that is looked for, in degrees, and the least that is put right.
const (
	maxTilt  = 10.0
	tiltStep = 0.25
	minTilt  = 0.4
)

// tilt tells by how many degrees the lines of a flat picture fall to the right:
// turned by as much against it, most dark pixels stand in the fewest rows.
func tilt(g *image.Gray) float64 {
	small := g
	for small.Rect.Dx() > 1200 {
		small = shrunk(small, 2)
	}
	dots := darkDots(small)
	if len(dots) < 100 {
		return 0
	}
	best, at := sharpness(dots, small.Rect.Dy(), 0)*1.02, 0.0
	for a := -maxTilt; a <= maxTilt; a += tiltStep {
		if s := sharpness(dots, small.Rect.Dy(), a); s > best {
			best, at = s, a
		}
	}
	if math.Abs(at) < minTilt {
		return 0
	}
	return at
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
	if n := len(out)/most + 1; n > 1 {
		for i := range len(out) / n {
			out[i] = out[i*n]
		}
		out = out[:len(out)/n]
	}
	return out
}

// sharpness is how uneven the rows are filled once the picture is turned.
func sharpness(dots []image.Point, h int, degrees float64) float64 {
	slope := math.Tan(degrees * math.Pi / 180)
	rows := make([]float64, 3*h+2)
	for _, d := range dots {
		y := int(float64(d.Y)-slope*float64(d.X)) + h
		if y >= 0 && y < len(rows) {
			rows[y]++
		}
	}
	var sum float64
	for i := 1; i < len(rows); i++ {
		sum += (rows[i] - rows[i-1]) * (rows[i] - rows[i-1])
	}
	return sum
}
