package ask

import "testing"

func TestSumOf(t *testing.T) {
	for s, want := range map[string]float64{"£1,249.99": 1249.99, "£45k": 45000, "2.5k": 2500, "3 grand": 3000, "100 quid": 100, "£100.": 100, "30000 pounds": 30000} {
		if got, ok := sumOf(s); !ok || got != want {
			t.Errorf("sumOf(%q) = %v, %v; want %v", s, got, ok, want)
		}
	}
	if _, ok := sumOf("a few quid"); ok {
		t.Error("a sum without digits was read")
	}
}

func TestSumHolds(t *testing.T) {
	for _, c := range []struct {
		name string
		sums []float64
		want bool
	}{
		{"over £30,000", []float64{500, 34500}, true},
		{"over £30,000", []float64{30000}, false},
		{"over £30,000", nil, false},
		{"up to £100", []float64{100, 20}, true},
		{"up to £100", []float64{20, 101}, false},
		{"up to £100", nil, false},
		{"caller-on-line", []float64{20}, false},
	} {
		if got := sumHolds(c.name, c.sums); got != c.want {
			t.Errorf("%s with %v: got %v", c.name, c.sums, got)
		}
	}
}
