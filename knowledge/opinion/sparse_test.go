package opinion_test

import (
	"bytes"
	"testing"

	"hangup/knowledge/opinion"
)

// fruit are texts of two kinds and of neither, by their features.
func fruit() []opinion.Example {
	var out []opinion.Example
	for i := range uint32(12) {
		out = append(out,
			opinion.Example{Buckets: []uint32{1, 100 + i}, Classes: []int{0}},
			opinion.Example{Buckets: []uint32{2, 100 + i}, Classes: []int{1}},
			opinion.Example{Buckets: []uint32{1, 2, 100 + i}, Classes: []int{0, 1}},
			opinion.Example{Buckets: []uint32{3, 100 + i}})
	}
	return out
}

func TestSparse(t *testing.T) {
	how := opinion.Settings{Rounds: 20, Rate: 0.2, Seed: 1, Apart: true}
	m := opinion.TrainSparse(fruit(), []string{"apple", "pear"}, how)
	packed, err := m.Write()
	if err != nil {
		t.Fatal(err)
	}
	again, err := opinion.ReadSparse(packed)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*opinion.Sparse{m, again} {
		one, both, none := m.Scores(nil, []uint32{1}), m.Scores(nil, []uint32{1, 2}), m.Scores(nil, []uint32{3})
		if one[0] <= one[1] || both[0] <= none[0] || both[1] <= none[1] {
			t.Errorf("got %v for one, %v for both, %v for none", one, both, none)
		}
	}
	if twice, _ := opinion.TrainSparse(fruit(), []string{"apple", "pear"}, how).Write(); !bytes.Equal(packed, twice) {
		t.Error("learning twice gave other bytes")
	}
	for n := range len(packed) {
		if _, err := opinion.ReadSparse(packed[:n]); err == nil {
			t.Fatalf("the first %d bytes were taken for weights", n)
		}
	}
}
