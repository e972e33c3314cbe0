package picture

import "image"

// flat gives dark letters on white, whatever colours they had: how far each
// pixel is from the ground it stands on. The ground is the median of what lies
// around a pixel, reach pixels to each side, and keeps the edges of bubbles,
// buttons and windows.
func flat(g *image.Gray, reach int) *image.Gray {
	const step = 4 // the ground has no fine lines, so it is looked for in a smaller picture
	w, h := g.Rect.Dx(), g.Rect.Dy()
	ground := medians(shrunk(g, step), max(reach/step, 2))
	out := image.NewGray(image.Rect(0, 0, w, h))
	var counts [256]int
	for y := range h {
		for x := range w {
			d := int(g.Pix[y*g.Stride+x]) - between(ground, x, y, step)
			d = max(d, -d)
			out.Pix[y*w+x] = uint8(d)
			counts[d]++
		}
	}
	floor := min(5*share(counts[:], w*h/2)/2, 40) // what noise makes of a plain ground
	gain := 255 * 256 / max(share(counts[:], w*h-w*h/200)-floor, 32)
	for i, d := range out.Pix {
		out.Pix[i] = uint8(255 - min(max(int(d)-floor, 0)*gain/256, 255))
	}
	return out
}

// share is the distance from the ground that n of the pixels do not reach.
func share(counts []int, n int) int {
	for d, c := range counts {
		if n -= c; n < 0 {
			return d
		}
	}
	return len(counts) - 1
}

// shrunk is g with step times step pixels made one, their mean.
func shrunk(g *image.Gray, step int) *image.Gray {
	w, h := max(g.Rect.Dx()/step, 1), max(g.Rect.Dy()/step, 1)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sum, n := 0, 0
			for dy := y * step; dy < min((y+1)*step, g.Rect.Dy()); dy++ {
				for _, p := range g.Pix[dy*g.Stride+x*step : dy*g.Stride+min((x+1)*step, g.Rect.Dx())] {
					sum += int(p)
					n++
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / max(n, 1))
		}
	}
	return out
}

// between is the shade at a pixel of the larger picture.
func between(small *image.Gray, x, y, step int) int {
	w, h := small.Rect.Dx(), small.Rect.Dy()
	fx, fy := 2*x+1-step, 2*y+1-step // in halves of a pixel from the middle of the first
	x0, y0 := min(max(fx/(2*step), 0), w-1), min(max(fy/(2*step), 0), h-1)
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	ax, ay := min(max(fx-x0*2*step, 0), 2*step), min(max(fy-y0*2*step, 0), 2*step)
	at := func(x, y int) int { return int(small.Pix[y*small.Stride+x]) }
	top := at(x0, y0)*(2*step-ax) + at(x1, y0)*ax
	low := at(x0, y1)*(2*step-ax) + at(x1, y1)*ax
	return (top*(2*step-ay) + low*ay) / (4 * step * step)
}

// medians gives each pixel the median of those up to r away in both directions.
func medians(g *image.Gray, r int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(g.Rect)
	for y := range h {
		m := window{}
		top, low := max(y-r, 0), min(y+r, h-1)
		for x := range min(r, w) {
			m.column(g, x, top, low, 1)
		}
		for x := range w {
			if x+r < w {
				m.column(g, x+r, top, low, 1)
			}
			if x-r-1 >= 0 {
				m.column(g, x-r-1, top, low, -1)
			}
			out.Pix[y*out.Stride+x] = m.median()
		}
	}
	return out
}

// window counts the shades in a part of a picture.
type window struct {
	counts [256]int
	coarse [16]int
	n      int
}

// column adds or takes a column of pixels.
func (m *window) column(g *image.Gray, x, top, low, by int) {
	for y := top; y <= low; y++ {
		p := g.Pix[y*g.Stride+x]
		m.counts[p] += by
		m.coarse[p>>4] += by
	}
	m.n += by * (low - top + 1)
}

func (m *window) median() uint8 {
	rest, c := m.n/2, 0
	for c < 15 && rest >= m.coarse[c] {
		rest -= m.coarse[c]
		c++
	}
	p := c << 4
	for p < 255 && rest >= m.counts[p] {
		rest -= m.counts[p]
		p++
	}
	return uint8(p)
}
