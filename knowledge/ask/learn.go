package ask

import (
	"math"
	"math/rand/v2"
)

// How the weights are learnt (chosen by make questions).
const (
	rounds    = 10   // times over all wordings
	rate      = 0.3  // first step size
	decay     = 1e-5 // pull of the weights towards 0
	sharpness = 3    // how much one text's features count together
	seed      = 1
	tooSmall  = 1e-4 // a mistake so small teaches nothing
	least     = 4    // weights up to this are left out, in units of a byte
)

// learner learns by multinomial logistic regression how much each feature
// speaks for each topic, with step sizes that shrink for features often seen
// (AdaGrad). The same wordings give the same weights.
type learner struct {
	topics int
	w, g   []float32 // by feature, the topics side by side
	p      []float32
}

// learn learns from the wordings in x, given as vectors.
func learn(x *index, docs []vector) *Learnt {
	n := len(x.topics)
	l := learner{topics: n, w: make([]float32, len(x.weight)*n), g: make([]float32, len(x.weight)*n), p: make([]float32, n)}
	rng := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the order of learning is no secret
	order := rng.Perm(len(docs))
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.step(docs[i], int(x.topicOf[i]))
		}
	}
	return l.learnt(x)
}

// step learns from one wording.
func (l *learner) step(d vector, topic int) {
	clear(l.p)
	for i, f := range d.at {
		for t, w := range l.w[int(f)*l.topics : int(f+1)*l.topics] {
			l.p[t] += w * d.w[i] * sharpness
		}
	}
	softmax(l.p)
	l.p[topic]--
	for i, f := range d.at {
		row, g := l.w[int(f)*l.topics:int(f+1)*l.topics], l.g[int(f)*l.topics:int(f+1)*l.topics]
		for t, p := range l.p {
			if p < tooSmall && p > -tooSmall {
				continue
			}
			d := p*d.w[i]*sharpness + decay*row[t]
			g[t] += d * d
			row[t] -= rate * d / (0.05 + float32(math.Sqrt(float64(g[t]))))
		}
	}
}

// learnt rounds the weights to a byte each.
func (l *learner) learnt(x *index) *Learnt {
	top := float32(1e-9)
	for _, w := range l.w {
		top = max(top, w, -w)
	}
	out := &Learnt{unit: top / math.MaxInt8, rows: map[uint32][]cell{}}
	for _, t := range x.topics {
		out.topics = append(out.topics, t.ID)
	}
	for key, f := range x.feature {
		var row []cell
		for t, w := range l.w[int(f)*l.topics : int(f+1)*l.topics] {
			if c := int8(math.Round(float64(w / out.unit))); c > least || c < -least {
				row = append(row, cell{uint16(t), c})
			}
		}
		if len(row) > 0 {
			out.rows[key] = row
		}
	}
	return out
}

func softmax(p []float32) {
	top := p[0]
	for _, v := range p {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range p {
		p[i] = float32(math.Exp(float64(v - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
