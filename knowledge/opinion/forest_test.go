package opinion_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/opinion"
)

// cases are a world in which neither number tells anything alone: yes is where
// just one of them is high. The third number is noise.
func cases(n int) []opinion.Case {
	rng := rand.New(rand.NewPCG(7, 7))
	var out []opinion.Case
	for range n {
		a, b := rng.Float32(), rng.Float32()
		out = append(out, opinion.Case{Numbers: []float32{a, b, rng.Float32()}, Yes: (a > 0.5) != (b > 0.5)})
	}
	return out
}

var numbers = []string{"a", "b", "noise"}

func TestForestWeighsNumbersTogether(t *testing.T) {
	f := opinion.Grow(cases(2000), numbers, opinion.Growing)
	wrong := 0
	fresh := cases(3000)[2000:]
	for _, c := range fresh {
		if (f.Score(c.Numbers) > 0) != c.Yes {
			wrong++
		}
	}
	if wrong*20 > len(fresh) {
		t.Errorf("%d of %d wrong; at most one in twenty", wrong, len(fresh))
	}
}

func TestGrowingIsRepeatable(t *testing.T) {
	a, b := opinion.Grow(cases(300), numbers, opinion.Growing), opinion.Grow(cases(300), numbers, opinion.Growing)
	if !slices.Equal(a.Write(), b.Write()) {
		t.Error("two forests of the same cases differ")
	}
}

func TestWrittenForestScoresTheSame(t *testing.T) {
	f := opinion.Grow(cases(500), numbers, opinion.Growing)
	back, err := opinion.ReadForest(f.Write())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(back.Names, numbers) {
		t.Errorf("names %v", back.Names)
	}
	for _, c := range cases(200) {
		if d := f.Score(c.Numbers) - back.Score(c.Numbers); d > 0.01 || d < -0.01 {
			t.Fatalf("%v: scores differ by %g", c.Numbers, d)
		}
	}
}

func TestBrokenForestIsRefused(t *testing.T) {
	good := string(opinion.Grow(cases(100), numbers, opinion.Growing).Write())
	for name, raw := range map[string]string{
		"empty": "", "no forest": "trees", "cut": good[:len(good)-20], "number out of range": strings.Replace(good, "\n0 ", "\n9 ", 1),
		"no start": strings.Join(strings.Split(good, "\n")[:2], "\n"), "start no number": "hangup-forest-1\na b\nNaN\n",
	} {
		if _, err := opinion.ReadForest([]byte(raw)); err == nil && raw != good {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestForestOfOneKindOfCase(t *testing.T) {
	all := cases(50)
	for i := range all {
		all[i].Yes = true
	}
	if f := opinion.Grow(all, numbers, opinion.Growing); f.Score([]float32{0, 0, 0}) <= 0 {
		t.Error("all cases were yes, the forest says no")
	}
}
