package ask

import (
	"slices"
	"sync"
)

// folds is into how many parts Probe cuts the wordings.
const folds = 5

// Probe understands every wording of every topic by an index and weights that
// know none of its idea: near copies of a wording are left out with it. f gets
// the topic it belongs to, the wording and what was understood.
func (r *Reader) Probe(f func(t *Topic, wording string, u Understanding)) {
	ws := r.wordings()
	read := r.readAll(ws)
	part := foldsOf(ws, read)
	heard := make([]Understanding, len(ws))
	var busy sync.WaitGroup
	for k := range folds {
		busy.Go(func() {
			x := r.without(ws, read, func(i int) bool { return part[i] == k })
			for i, w := range ws {
				if part[i] == k && w.asked {
					heard[i], _ = r.read(r.set.Read(w.text), x)
				}
			}
		})
	}
	busy.Wait()
	for i, w := range ws {
		if w.asked {
			f(r.topics[w.topic], w.text, heard[i])
		}
	}
}

// without is an index that has not learnt from some wordings.
func (r *Reader) without(ws []wording, read [][]feat, out func(int) bool) *index {
	var useWords []wording
	var useRead [][]feat
	for i := range ws {
		if !out(i) {
			useWords, useRead = append(useWords, ws[i]), append(useRead, read[i])
		}
	}
	x, docs := buildIndex(r.topics, useWords, useRead)
	x.learnt = learn(x, docs).index(x)
	return x
}

// Learn learns anew from all wordings.
func (r *Reader) Learn() *Learnt {
	ws := r.wordings()
	x, docs := buildIndex(r.topics, ws, r.readAll(ws))
	return learn(x, docs)
}

// foldsOf says to which part each wording belongs: wordings of a topic that
// share their pairs of words, directly or through others, to the same.
func foldsOf(ws []wording, read [][]feat) []int {
	c := cluster{of: make([]int, len(ws)), pairs: make([]map[uint32]bool, len(ws))}
	byTopic := map[int32][]int{}
	for i, w := range ws {
		c.of[i], c.pairs[i] = i, pairsOf(read[i])
		for _, j := range byTopic[w.topic] {
			if c.alike(i, j) {
				c.of[c.root(i)] = c.root(j)
			}
		}
		byTopic[w.topic] = append(byTopic[w.topic], i)
	}
	size := make([]int, folds)
	members := make([][]int, len(ws))
	for i := range ws {
		members[c.root(i)] = append(members[c.root(i)], i)
	}
	slices.SortStableFunc(members, func(a, b []int) int { return len(b) - len(a) })
	out := make([]int, len(ws))
	for _, m := range members {
		least := slices.Index(size, slices.Min(size))
		size[least] += len(m)
		for _, i := range m {
			out[i] = least
		}
	}
	return out
}

// cluster joins wordings of one idea; of leads from each to another of them.
type cluster struct {
	of    []int
	pairs []map[uint32]bool
}

func (c *cluster) root(i int) int {
	for c.of[i] != i {
		c.of[i] = c.of[c.of[i]]
		i = c.of[i]
	}
	return i
}

// alike reports whether a third of the shorter wording's pairs, or half if it
// has few, stand in the other.
func (c *cluster) alike(i, j int) bool {
	a, b := c.pairs[i], c.pairs[j]
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for p := range a {
		if b[p] {
			n++
		}
	}
	return n >= 2 && 3*n >= len(a) || n >= 1 && 2*n >= len(a)
}

// pairsOf are the pairs of words among features.
func pairsOf(fs []feat) map[uint32]bool {
	out := map[uint32]bool{}
	for _, f := range fs {
		if f.w == pairWeight {
			out[f.key] = true
		}
	}
	return out
}
