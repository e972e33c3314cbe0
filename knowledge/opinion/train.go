package opinion

import (
	"math"
	"math/rand/v2"
)

// Example is a text to learn from: its features and its class.
type Example struct {
	Features []Feature
	Class    int
	Weight   float64 // how much it counts; 1 is normal
}

// Settings say how to learn.
type Settings struct {
	Rounds int     // times over all examples
	Rate   float64 // first step size
	Decay  float64 // pull of the weights towards 0
	Seed   uint64
}

// Defaults were chosen by cross-validation (content/opinion/README.md).
var Defaults = Settings{Rounds: 14, Rate: 0.15, Decay: 1e-4, Seed: 1}

// Train learns a model by multinomial logistic regression, with step sizes
// that shrink for features often seen (AdaGrad). The same examples, classes
// and settings give the same model.
func Train(examples []Example, classes []string, s Settings) *Model {
	t := trainer{n: len(classes), rate: s.Rate, decay: s.Decay}
	t.w = make([]float64, t.n<<Bits)
	t.g = make([]float64, t.n<<Bits)
	t.bias, t.biasG = make([]float64, t.n), make([]float64, t.n)
	rng := rand.New(rand.NewPCG(s.Seed, s.Seed)) //nolint:gosec // the order of learning is no secret
	order := rng.Perm(len(examples))
	buckets := make([][]uint32, len(examples))
	for i, e := range examples {
		buckets[i] = unique(e.Features)
	}
	for range s.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(buckets[i], examples[i].Class, examples[i].Weight)
		}
	}
	m := &Model{Classes: classes, Weights: make([]float32, len(t.w))}
	for i, w := range t.w {
		m.Weights[i] = float32(w)
	}
	for _, b := range t.bias {
		m.Bias = append(m.Bias, float32(b))
	}
	return m
}

type trainer struct {
	n           int
	rate, decay float64
	w, g        []float64 // weights and sums of squared gradients
	bias, biasG []float64
}

// unique gives each bucket once.
func unique(fs []Feature) []uint32 {
	seen := make(map[uint32]bool, len(fs))
	var out []uint32
	for _, f := range fs {
		if !seen[f.Bucket] {
			seen[f.Bucket] = true
			out = append(out, f.Bucket)
		}
	}
	return out
}

// learn takes one step for one example.
func (t *trainer) learn(buckets []uint32, class int, weight float64) {
	x := Length(len(buckets))
	p := make([]float64, t.n)
	copy(p, t.bias)
	for _, b := range buckets {
		for c := range t.n {
			p[c] += t.w[int(b)*t.n+c] * x
		}
	}
	softmax(p)
	p[class]--
	for c := range t.n {
		p[c] *= weight
		t.biasG[c] += p[c] * p[c]
		t.bias[c] -= 0.1 * p[c] / (1 + math.Sqrt(t.biasG[c]))
	}
	for _, b := range buckets {
		for c := range t.n {
			i := int(b)*t.n + c
			g := p[c]*x + t.decay*t.w[i]
			t.g[i] += g * g
			t.w[i] -= t.rate * g / (0.05 + math.Sqrt(t.g[i]))
		}
	}
}

func softmax(p []float64) {
	top := p[0]
	for _, v := range p {
		top = max(top, v)
	}
	sum := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
