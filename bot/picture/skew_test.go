package picture

import (
	"fmt"
	"image"
	"math"
	"testing"
)

// ruled is a white page with lines of dashes that lean.
func ruled(w, h int, l lean) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	slope, more := math.Tan(l.tilt*math.Pi/180), math.Tan(l.fan*math.Pi/180)/float64(h)
	for row := -h; row < h; row += 24 {
		for x := w / 10; x < w*9/10; x++ {
			dx := float64(x - w/2)
			y := int((float64(row)+slope*dx)/(1-more*dx)) + h/2
			if (x/9+row)%3 == 0 || y < h/10 || y > h*9/10 {
				continue
			}
			for dy := range 8 {
				g.Pix[(y+dy)*g.Stride+x] = 0
			}
		}
	}
	return g
}

// TestLeaning: how lines lean is found to about half a degree, and put right.
func TestLeaning(t *testing.T) {
	for _, size := range []image.Point{{800, 1400}, {1400, 800}} {
		for _, l := range []lean{{}, {2, 0}, {-6, 0}, {9, 0}, {0, 3.5}, {-3, 3}, {4, -3}} {
			t.Run(fmt.Sprint(size, l), func(t *testing.T) {
				g := ruled(size.X, size.Y, l)
				got := leaning(g)
				if math.Abs(got.tilt-l.tilt) > .5 || math.Abs(got.fan-l.fan) > 1 {
					t.Errorf("it leans %+v", got)
				}
				if again := leaning(straightened(g, got)); again != (lean{}) {
					t.Errorf("put right it still leans %+v", again)
				}
			})
		}
	}
	if l := leaning(image.NewGray(image.Rect(0, 0, 5, 5))); l != (lean{}) {
		t.Errorf("a speck leans %+v", l)
	}
}

// TestBesides: a second reading adds clear words where the first has none, in their
// place, and parts no line.
func TestBesides(t *testing.T) {
	first := append(at(1, 30, 300, "Your plan was renewed"), at(5, 30, 300, "to stop it at once")...)
	second := append(at(1, 30, 300, "Y0ur plan was renewed"), at(3, 30, 300, "call 0808 157 0192")...)
	blurred := at(7, 30, 90, "smudge")
	blurred[0].sure = 40
	var got []string
	for _, l := range linesOf(besides(first, append(second, blurred...))) {
		s := ""
		for _, w := range l.words {
			s += w.chars + " "
		}
		got = append(got, s)
	}
	if s := fmt.Sprint(got); s != "[Your plan was renewed  call 0808 157 0192  to stop it at once ]" {
		t.Errorf("read %s", s)
	}
	if n := len(besides(nil, second)); n != 8 {
		t.Errorf("beside nothing are %d words", n)
	}
}
