package opinion

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// Model is a linear classifier. Class 0 is "no scam"; the others are kinds of
// scam. It is never changed once read and may be used by several goroutines.
type Model struct {
	Classes []string
	Bias    []float32
	// Weights holds len(Classes) numbers for each bucket, one after the other.
	Weights []float32
}

// Opinion is what the model says of a text.
type Opinion struct {
	LogOdds float64 // that it is a scam of any kind against none
	Kind    string  // the likeliest kind of scam
	Tokens  []int   // the tokens that say so most, in order of the text; at most six
}

// magic begins a file of weights.
const magic = "hangup-opinion-1\n"

// Write gives the bytes of a model: the classes, the biases, the largest
// weight, then one signed byte a weight, all packed by gzip.
func (m *Model) Write() ([]byte, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("packing weights: %w", err)
	}
	if _, err = z.Write(m.bytes()); err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("packing weights: %w", err)
	}
	return packed.Bytes(), nil
}

func (m *Model) bytes() []byte {
	out := []byte(magic + strings.Join(m.Classes, ",") + "\n")
	for _, b := range m.Bias {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(b))
	}
	top := float32(1e-9)
	for _, w := range m.Weights {
		top = max(top, max(w, -w))
	}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(top))
	for _, w := range m.Weights {
		out = append(out, byte(int8(math.Round(float64(w/top)*127))))
	}
	return out
}

// Read reads a model that Write gave.
func Read(packed []byte) (*Model, error) {
	raw, err := unpack(packed)
	rest, ok := strings.CutPrefix(string(raw), magic)
	names, body, found := strings.Cut(rest, "\n")
	if err != nil || !ok || !found {
		return nil, errors.New("opinion: not a file of weights; build it anew with make train")
	}
	m := &Model{Classes: strings.Split(names, ",")}
	n := len(m.Classes)
	if len(body) != 4*n+4+n<<Bits {
		return nil, errors.New("opinion: the file of weights is cut off; build it anew with make train")
	}
	at := func(i int) float32 {
		return math.Float32frombits(binary.LittleEndian.Uint32([]byte(body[4*i : 4*i+4])))
	}
	for i := range n {
		m.Bias = append(m.Bias, at(i))
	}
	top := at(n) / 127
	m.Weights = make([]float32, n<<Bits)
	for i, c := range []byte(body[4*n+4:]) {
		m.Weights[i] = float32(int8(c)) * top
	}
	return m, nil
}

// maxUnpacked bounds what a file of weights may unpack to.
const maxUnpacked = 64 << 20

func unpack(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking weights: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxUnpacked))
	if err != nil {
		return nil, fmt.Errorf("unpacking weights: %w", err)
	}
	return raw, nil
}

// Logits gives the score of every class for the features, each bucket once.
func (m *Model) Logits(fs []Feature, scores []float64) {
	seen := make([]uint64, 1<<Bits/64)
	n, unique := len(m.Classes), 0
	for _, f := range fs {
		if seen[f.Bucket/64]&(1<<(f.Bucket%64)) != 0 {
			continue
		}
		seen[f.Bucket/64] |= 1 << (f.Bucket % 64)
		unique++
		for c, w := range m.Weights[int(f.Bucket)*n : int(f.Bucket)*n+n] {
			scores[c] += float64(w)
		}
	}
	length := Length(unique)
	for c := range scores {
		scores[c] = scores[c]*length + float64(m.Bias[c])
	}
}

// fewFeatures: a text with fewer is too short for a strong opinion.
const fewFeatures = 100

// Length is what each feature counts in a text of n different ones: long texts
// do not count more for being long, and a word or two says little.
func Length(n int) float64 { return 1 / math.Sqrt(float64(max(n, fewFeatures))) }

// Scores gives the score of every class.
func (m *Model) Scores(fs []Feature) []float64 {
	scores := make([]float64, len(m.Classes))
	m.Logits(fs, scores)
	return scores
}

// Best gives the class with the highest score and how far it is before the next.
func (m *Model) Best(scores []float64) (class string, margin float64) {
	best, next := 0, -1
	for c := 1; c < len(scores); c++ {
		switch {
		case scores[c] > scores[best]:
			best, next = c, best
		case next < 0 || scores[c] > scores[next]:
			next = c
		}
	}
	if next < 0 {
		return m.Classes[best], 0
	}
	return m.Classes[best], scores[best] - scores[next]
}

// Judge gives the model's opinion of a text of so many tokens.
func (m *Model) Judge(fs []Feature, tokens int) Opinion {
	scores := m.Scores(fs)
	best, sum := 1, 0.0
	for c := 1; c < len(scores); c++ {
		if scores[c] > scores[best] {
			best = c
		}
	}
	for c := 1; c < len(scores); c++ {
		sum += math.Exp(scores[c] - scores[best])
	}
	return Opinion{LogOdds: scores[best] + math.Log(sum) - scores[0], Kind: m.Classes[best], Tokens: m.strongest(fs, best, tokens)}
}

// phraseWords is how many words are shown as the reason for an opinion.
const phraseWords = 6

// strongest gives the run of words that speaks most for a class.
func (m *Model) strongest(fs []Feature, class, tokens int) []int {
	if tokens == 0 {
		return nil
	}
	by := make([]float32, tokens)
	n := len(m.Classes)
	for _, f := range fs {
		if f.Token >= 0 {
			by[f.Token] += m.Weights[int(f.Bucket)*n+class] - m.Weights[int(f.Bucket)*n]
		}
	}
	from, best := 0, float32(math.Inf(-1))
	sum := float32(0)
	for i := range by {
		sum += by[i]
		if i >= phraseWords {
			sum -= by[i-phraseWords]
		}
		if sum > best {
			from, best = max(0, i-phraseWords+1), sum
		}
	}
	out := make([]int, 0, phraseWords)
	for i := from; i < min(from+phraseWords, tokens); i++ {
		out = append(out, i)
	}
	return out
}
