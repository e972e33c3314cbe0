package opinion

import (
	"math"
	"math/rand/v2"
)

// Example is a text to learn from: its features, each once, and its classes:
// exactly one unless the model is of Apart classes.
type Example struct {
	Buckets []uint32
	Classes []int
	Unknown []int // classes of which it is not known whether the text is of them
}

// Settings say how to learn.
type Settings struct {
	Rounds int     // times over all examples
	Rate   float32 // first step size
	Decay  float32 // pull of the weights towards 0
	Seed   uint64
	Least  float32 // smaller mistakes teach nothing
	Apart  bool    // each class is judged by itself: a text may have several, or none
	Plain  bool    // the features are of words and cues only
}

// Defaults were chosen by cross-validation (content/opinion/README.md).
var Defaults = Settings{Rounds: 14, Rate: 0.15, Decay: 1e-4, Seed: 1}

// Train learns a model by logistic regression, multinomial or of each class
// apart, with step sizes that shrink for features often seen (AdaGrad). The
// same examples, classes and settings give the same model.
func Train(examples []Example, classes []string, s Settings) *Model {
	t := train(examples, len(classes), s)
	m := t.model(classes)
	m.Apart, m.Plain = s.Apart, s.Plain
	return m
}

// train learns the weights of n classes.
func train(examples []Example, n int, s Settings) *trainer {
	t := &trainer{n: n, rate: s.Rate, decay: s.Decay, least: s.Least, apart: s.Apart}
	t.w, t.g = make([]float32, t.n<<Bits), make([]float32, t.n<<Bits)
	t.bias = make([]weight, t.n)
	rng := rand.New(rand.NewPCG(s.Seed, s.Seed)) //nolint:gosec // the order of learning is no secret
	order := rng.Perm(len(examples))
	for range s.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(examples[i])
		}
	}
	return t
}

// weight is one number learnt, with the sum of its squared gradients.
type weight struct{ w, g float32 }

type trainer struct {
	n                  int
	rate, decay, least float32
	apart              bool
	w, g               []float32 // by bucket, the classes side by side: weights, and sums of squared gradients
	bias               []weight
	teaches            []int // the classes on which the example at hand teaches something
}

// model rounds what was learnt to a byte a weight.
func (t *trainer) model(classes []string) *Model {
	m := &Model{Classes: classes}
	top := float32(1e-9)
	for _, x := range t.w {
		top = max(top, x, -x)
	}
	m.Scale = top / math.MaxInt8
	m.pack(func(i int) int8 { return int8(math.Round(float64(t.w[i] / m.Scale))) })
	for _, b := range t.bias {
		m.Bias = append(m.Bias, b.w)
	}
	return m
}

// learn takes one step for one example.
func (t *trainer) learn(e Example) {
	x := float32(Length(len(e.Buckets)))
	p := make([]float32, t.n)
	for _, b := range e.Buckets {
		for c, w := range t.w[int(b)*t.n : int(b+1)*t.n] {
			p[c] += w
		}
	}
	for c := range p {
		p[c] = p[c]*x + t.bias[c].w
	}
	if t.apart {
		sigmoids(p)
	} else {
		softmax(p)
	}
	for _, c := range e.Classes {
		p[c]--
	}
	for _, c := range e.Unknown {
		p[c] = 0
	}
	for c := range p {
		b := &t.bias[c]
		b.g += p[c] * p[c]
		b.w -= 0.1 * p[c] / (1 + root(b.g))
	}
	t.teaches = t.teaches[:0]
	for c := range p {
		if p[c] > t.least || -p[c] > t.least || t.least == 0 {
			t.teaches = append(t.teaches, c)
		}
	}
	for _, b := range e.Buckets {
		for _, c := range t.teaches {
			i := int(b)*t.n + c
			g := p[c]*x + t.decay*t.w[i]
			t.g[i] += g * g
			t.w[i] -= t.rate * g / (0.05 + root(t.g[i]))
		}
	}
}

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func softmax(p []float32) {
	top := p[0]
	for _, v := range p {
		top = max(top, v)
	}
	sum := float32(0)
	for i := range p {
		p[i] = float32(math.Exp(float64(p[i] - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

func sigmoids(p []float32) {
	for i, v := range p {
		p[i] = float32(1 / (1 + math.Exp(-float64(v))))
	}
}
