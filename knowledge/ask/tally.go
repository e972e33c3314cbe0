package ask

// Tally counts how often something was heard, rightly and wrongly.
type Tally struct{ Right, Wrong int }

// Recall is the share of n stories in which it was heard.
func (t Tally) Recall(n int) float64 { return float64(t.Right) / float64(max(1, n)) }

// Precision is the share of what was heard that was right, 1 if nothing was heard.
func (t Tally) Precision() float64 {
	if t.Right+t.Wrong == 0 {
		return 1
	}
	return float64(t.Right) / float64(t.Right+t.Wrong)
}

// Count counts one more time that it was heard.
func (t *Tally) Count(right bool) {
	if right {
		t.Right++
	} else {
		t.Wrong++
	}
}
