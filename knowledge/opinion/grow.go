package opinion

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Case is something to learn weighing from: its numbers, and whether the
// answer is yes.
type Case struct {
	Numbers []float32
	Yes     bool
}

// Growth says how a forest is grown.
type Growth struct {
	Trees  int
	Rate   float64 // share of each tree's step that is taken
	Share  float64 // of the cases that each tree sees
	Least  float64 // weight a leaf must hold
	Smooth float64 // pull of a leaf's step towards 0
	Seed   uint64
}

// Growing was chosen by cross-validation (content/opinion/README.md).
var Growing = Growth{Trees: 120, Rate: 0.1, Share: 0.7, Least: 4, Smooth: 1, Seed: 1}

// bins is into how many steps each number is cut while a forest grows.
const bins = 32

// Grow grows a forest. The same cases, names and settings give the same one.
func Grow(cases []Case, names []string, g Growth) *Forest {
	w := grower{Growth: g, cases: cases, n: len(names), rng: rand.New(rand.NewPCG(g.Seed, g.Seed))} //nolint:gosec // which cases a tree sees is no secret
	w.cut()
	yes := 0
	for _, c := range cases {
		yes += map[bool]int{true: 1}[c.Yes]
	}
	f := &Forest{Names: names, Start: math.Log(float64(yes+1) / float64(len(cases)-yes+1))}
	w.sum = make([]float64, len(cases))
	for i := range w.sum {
		w.sum[i] = f.Start
	}
	for range g.Trees {
		f.Trees = append(f.Trees, w.tree())
	}
	return f
}

// grower holds what is known while a forest grows.
type grower struct {
	Growth
	cases  []Case
	n      int // numbers of a case
	rng    *rand.Rand
	limits [][]float32 // by number: where it is cut
	binned []uint8     // case by case: the bin of each number
	sum    []float64   // score so far
	slope  []float64   // of the loss, 0 for cases this tree does not see
	bend   []float64
	node   []int // where each case stands in the tree
}

// cut finds for each number where to cut it, so that each bin holds about as
// many cases, and files the cases.
func (w *grower) cut() {
	w.limits = make([][]float32, w.n)
	w.binned = make([]uint8, len(w.cases)*w.n)
	for k := range w.n {
		values := make([]float32, len(w.cases))
		for i, c := range w.cases {
			values[i] = c.Numbers[k]
		}
		slices.Sort(values)
		var limits []float32
		for b := 1; b < bins; b++ {
			limits = append(limits, values[len(values)*b/bins])
		}
		w.limits[k] = slices.Compact(limits)
		for i, c := range w.cases {
			at, _ := slices.BinarySearch(w.limits[k], c.Numbers[k]) // values up to a limit lie below it
			w.binned[i*w.n+k] = uint8(at)
		}
	}
}

// tree grows one tree and adds what it says to the sums.
func (w *grower) tree() Tree {
	w.derive()
	var t Tree
	w.node = make([]int, len(w.cases))
	for from, level := 0, 0; level < Depth; level++ {
		width := 1 << level
		for i := range width {
			t.At[from+i], t.Limit[from+i] = w.split(from + i)
		}
		for i, at := range w.node {
			if w.cases[i].Numbers[t.At[at]] > t.Limit[at] {
				w.node[i] = 2*at + 2
			} else {
				w.node[i] = 2*at + 1
			}
		}
		from += width
	}
	w.gains(&t)
	return t
}

// derive gives the slope and bend of the logistic loss at each case seen.
func (w *grower) derive() {
	w.slope, w.bend = make([]float64, len(w.cases)), make([]float64, len(w.cases))
	for i, c := range w.cases {
		if w.rng.Float64() >= w.Share {
			continue
		}
		p := 1 / (1 + math.Exp(-w.sum[i]))
		w.slope[i], w.bend[i] = p, p*(1-p)
		if c.Yes {
			w.slope[i]--
		}
	}
}

// split finds the best question for the cases at a node. Without a good one
// it asks what all answer with no.
func (w *grower) split(node int) (at int, limit float32) {
	slope := make([]float64, w.n*bins)
	bend := make([]float64, w.n*bins)
	for i, x := range w.node {
		if x != node || w.bend[i] == 0 {
			continue
		}
		for k, b := range w.binned[i*w.n : (i+1)*w.n] {
			slope[k*bins+int(b)] += w.slope[i]
			bend[k*bins+int(b)] += w.bend[i]
		}
	}
	best := 0.0
	limit = math.MaxFloat32
	for k := range w.n {
		gain, b := w.bestCut(slope[k*bins:(k+1)*bins], bend[k*bins:(k+1)*bins])
		if gain > best && b < len(w.limits[k]) {
			best, at, limit = gain, k, w.limits[k][b]
		}
	}
	return at, limit
}

// bestCut gives the bin behind which to cut one number, and what that gains.
func (w *grower) bestCut(slope, bend []float64) (gain float64, bin int) {
	var all, weight float64
	for b := range slope {
		all += slope[b]
		weight += bend[b]
	}
	worth := func(s, h float64) float64 { return s * s / (h + w.Smooth) }
	var s, h float64
	for b := range bins - 1 {
		s += slope[b]
		h += bend[b]
		if h < w.Least || weight-h < w.Least {
			continue
		}
		if g := worth(s, h) + worth(all-s, weight-h) - worth(all, weight); g > gain {
			gain, bin = g, b
		}
	}
	return gain, bin
}

// gains gives the leaves their steps and adds them to all sums.
func (w *grower) gains(t *Tree) {
	var slope, bend [answers]float64
	for i, x := range w.node {
		slope[x-questions] += w.slope[i]
		bend[x-questions] += w.bend[i]
	}
	for k := range t.Gain {
		t.Gain[k] = float32(-w.Rate * slope[k] / (bend[k] + w.Smooth))
	}
	for i, x := range w.node {
		w.sum[i] += float64(t.Gain[x-questions])
	}
}
