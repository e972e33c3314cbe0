package opinion

import (
	"math"
)

// Sparse is a linear classifier of many classes, most of whose weights are
// nothing and are not kept. It is never changed once made and may be used by
// several goroutines.
type Sparse struct {
	Classes []string
	Bias    []float32
	unit    float32  // of the weights
	start   []uint32 // by bucket: where its cells begin; one more at the end
	cells   []cell
}

// cell is the weight of a bucket for a class.
type cell struct {
	class uint8
	w     int8
}

// Nothing is kept of weights up to this, in units of a byte. (By
// cross-validation on the stories, up to 2 costs nothing.)
const leastKept = 2

// maxSparse is how many classes a Sparse model may have.
const maxSparse = 256

// TrainSparse is Train for many classes; s.Plain does not count.
func TrainSparse(examples []Example, classes []string, s Settings) *Sparse {
	t := train(examples, len(classes), s)
	m := &Sparse{Classes: classes, start: make([]uint32, 1<<Bits+1)}
	top := float32(1e-9)
	for _, x := range t.w {
		top = max(top, x, -x)
	}
	m.unit = top / math.MaxInt8
	for b := range 1 << Bits {
		m.start[b] = uint32(len(m.cells))
		for c, x := range t.w[b*t.n : (b+1)*t.n] {
			if w := int8(math.Round(float64(x / m.unit))); w > leastKept || w < -leastKept {
				m.cells = append(m.cells, cell{uint8(c), w})
			}
		}
	}
	m.start[1<<Bits] = uint32(len(m.cells))
	for _, b := range t.bias {
		m.Bias = append(m.Bias, b.w)
	}
	return m
}

// Scores appends the score of every class to out, for a text whose features
// are given, each once.
func (m *Sparse) Scores(out []float64, buckets []uint32) []float64 {
	var sums [maxSparse]int32
	for _, b := range buckets {
		for _, c := range m.cells[m.start[b]:m.start[b+1]] {
			sums[c.class] += int32(c.w)
		}
	}
	unit := Length(len(buckets)) * float64(m.unit)
	for c, b := range m.Bias {
		out = append(out, float64(sums[c])*unit+float64(b))
	}
	return out
}
