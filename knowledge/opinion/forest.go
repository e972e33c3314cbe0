package opinion

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Depth is how many questions a tree asks.
const Depth = 3

const (
	questions = 1<<Depth - 1
	answers   = 1 << Depth
)

// Forest weighs many numbers against each other: what the models say, what the
// rules say, how long a text is. It is a sum of small trees (gradient boosting,
// Friedman 2001). It is never changed once made and may be used by several
// goroutines.
type Forest struct {
	Names []string // of the numbers, in their order
	Start float64
	Trees []Tree
}

// Tree asks three questions one after the other: is number At[i] above
// Limit[i]? The next question is 2i+1 if not and 2i+2 if so. Gain is what it
// then adds.
type Tree struct {
	At    [questions]int
	Limit [questions]float32
	Gain  [answers]float32
}

// leaf gives the number of the leaf that x falls into.
func (t *Tree) leaf(x []float32) int {
	i := 0
	for range Depth {
		if x[t.At[i]] > t.Limit[i] {
			i = 2*i + 2
		} else {
			i = 2*i + 1
		}
	}
	return i - questions
}

// Score gives the log-odds for numbers in the order of Names.
func (f *Forest) Score(x []float32) float64 {
	sum := f.Start
	for i := range f.Trees {
		sum += float64(f.Trees[i].Gain[f.Trees[i].leaf(x)])
	}
	return sum
}

// forestMagic begins a file of trees.
const forestMagic = "hangup-forest-1"

// Write gives the forest as text: what it is, its names, its start, then a
// line for each tree: seven pairs of number and limit, eight gains.
func (f *Forest) Write() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%g\n", forestMagic, strings.Join(f.Names, " "), f.Start)
	for _, t := range f.Trees {
		for i := range t.At {
			fmt.Fprintf(&b, "%d %g ", t.At[i], t.Limit[i])
		}
		for i, g := range t.Gain {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%.4g", g)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// errForest is what a broken file of trees gives.
var errForest = errors.New("opinion: not a file of trees; build it anew with make train")

// ReadForest reads a forest that Write gave.
func ReadForest(raw []byte) (*Forest, error) {
	lines := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	if len(lines) < 3 || lines[0] != forestMagic {
		return nil, errForest
	}
	f := &Forest{Names: strings.Fields(lines[1])}
	var err error
	if f.Start, err = strconv.ParseFloat(lines[2], 64); err != nil || math.IsNaN(f.Start) {
		return nil, errForest
	}
	for _, line := range lines[3:] {
		t, err := readTree(line, len(f.Names))
		if err != nil {
			return nil, err
		}
		f.Trees = append(f.Trees, t)
	}
	return f, nil
}

// readTree reads one line; numbers is how many numbers there are to ask for.
func readTree(line string, numbers int) (Tree, error) {
	var t Tree
	words := strings.Fields(line)
	if len(words) != 2*questions+answers {
		return t, errForest
	}
	for i := range questions {
		at, err := strconv.Atoi(words[2*i])
		limit, err2 := strconv.ParseFloat(words[2*i+1], 32)
		if err != nil || err2 != nil || at < 0 || at >= numbers {
			return t, errForest
		}
		t.At[i], t.Limit[i] = at, float32(limit)
	}
	for i := range answers {
		gain, err := strconv.ParseFloat(words[2*questions+i], 32)
		if err != nil {
			return t, errForest
		}
		t.Gain[i] = float32(gain)
	}
	return t, nil
}
