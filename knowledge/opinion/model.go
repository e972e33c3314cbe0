package opinion

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Model is a linear classifier. Unless its classes stand apart, class 0 is
// "none of the others". It is never changed once read and may be used by several goroutines.
type Model struct {
	Classes []string
	Bias    []float32
	// packed holds the weights of a bucket side by side, a byte each and 128
	// more than they are, in units of Scale; stride words a bucket.
	packed []uint64
	stride int
	Scale  float32
	Apart  bool // each class is judged by itself, and no class is "none"
	Plain  bool // looks at words and cues only, not at groups of letters
}

// Opinion is what the model says of a text.
type Opinion struct {
	LogOdds float64 // that it is a scam of any kind against none
	Kind    string  // the likeliest kind of scam
}

// magic begins a file of weights.
const magic = "hangup-opinion-2\n"

// Write gives the bytes of a model: the classes, the biases, the scale, then
// one signed byte a weight, all packed by gzip.
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
	head := []string{strings.Join(m.Classes, ",")}
	if m.Apart {
		head = append(head, "apart")
	}
	if m.Plain {
		head = append(head, "plain")
	}
	out := []byte(magic + strings.Join(head, " ") + "\n")
	for _, b := range m.Bias {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(b))
	}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(m.Scale))
	n := len(m.Classes)
	for i := range n << Bits {
		out = append(out, byte(m.weight(uint32(i/n), i%n)))
	}
	return out
}

// Read reads a model that Write gave.
func Read(packed []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errors.New("opinion: not a file of weights; build it anew with make train")
	}
	r := bufio.NewReaderSize(z, chunk)
	m, err := readHead(r)
	if err != nil {
		return nil, err
	}
	numbers := make([]byte, 4*len(m.Classes)+4)
	if _, err := io.ReadFull(r, numbers); err != nil {
		return nil, errCut
	}
	for i := range len(m.Classes) + 1 {
		m.Bias = append(m.Bias, math.Float32frombits(binary.LittleEndian.Uint32(numbers[4*i:])))
	}
	m.Bias, m.Scale = m.Bias[:len(m.Classes)], m.Bias[len(m.Classes)]
	if err := m.unpack(r); err != nil {
		return nil, errCut
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, errCut
	}
	return m, nil
}

// chunk is how many bytes of a file are unpacked at once.
const chunk = 1 << 15

// errCut is what a file of weights gives that is not as long as it should be.
var errCut = errors.New("opinion: the file of weights is cut off; build it anew with make train")

// readHead reads what stands before the numbers.
func readHead(r *bufio.Reader) (*Model, error) {
	begin, err := r.Peek(len(magic))
	if err != nil || string(begin) != magic {
		return nil, errors.New("opinion: not a file of weights; build it anew with make train")
	}
	_, _ = r.Discard(len(magic))
	line, err := r.ReadSlice('\n')
	head := strings.Fields(string(line))
	if err != nil || len(head) == 0 {
		return nil, errors.New("opinion: not a file of weights; build it anew with make train")
	}
	m := &Model{Classes: strings.Split(head[0], ","), Apart: slices.Contains(head[1:], "apart"), Plain: slices.Contains(head[1:], "plain")}
	if len(m.Classes) > maxClasses {
		return nil, errors.New("opinion: the file of weights has too many classes; build it anew with make train")
	}
	return m, nil
}

// fewFeatures: a text with fewer is too short for a strong opinion.
const fewFeatures = 100

// Length is what each feature counts in a text of n different ones: long texts
// do not count more for being long, and a word or two says little.
func Length(n int) float64 { return 1 / math.Sqrt(float64(max(n, fewFeatures))) }

// maxClasses is how many classes a model may have.
const maxClasses = 64

// Scores appends the score of every class to out.
func (m *Model) Scores(out []float64, v *View) []float64 {
	return m.ScoresOf(out, v.Buckets(m.Plain))
}

// ScoresOf is Scores for a text whose features are given, each once.
func (m *Model) ScoresOf(out []float64, buckets []uint32) []float64 {
	var sums [maxClasses]int32
	for from := 0; from < len(buckets); from += lane {
		m.add(&sums, buckets[from:min(from+lane, len(buckets))])
	}
	unit := Length(len(buckets)) * float64(m.Scale)
	for c, b := range m.Bias {
		out = append(out, float64(sums[c])*unit+float64(b))
	}
	return out
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

// Judge gives the model's opinion by the scores of its classes.
func (m *Model) Judge(scores []float64) Opinion {
	best, sum := 1, 0.0
	for c := 1; c < len(scores); c++ {
		if scores[c] > scores[best] {
			best = c
		}
	}
	for c := 1; c < len(scores); c++ {
		sum += math.Exp(scores[c] - scores[best])
	}
	return Opinion{LogOdds: scores[best] + math.Log(sum) - scores[0], Kind: m.Classes[best]}
}

// phraseWords is how many words are shown as the reason for an opinion.
const phraseWords = 6

// Strongest gives the run of words that speaks most for a class: tokens from
// up to but without to, beginning and ending in words that speak for it. A text without words has none.
func (m *Model) Strongest(v *View, kind string) (from, to int) {
	class := slices.Index(m.Classes, kind)
	if v.tokens == 0 || class < 0 {
		return 0, 0
	}
	by := v.perToken()
	for i, f := range v.features {
		if f.Token < 0 || m.Plain && i >= v.words {
			continue
		}
		by[f.Token] += int32(m.weight(f.Bucket, class))
		if !m.Apart {
			by[f.Token] -= int32(m.weight(f.Bucket, 0))
		}
	}
	best, sum := int32(math.MinInt32), int32(0)
	for i := range by {
		sum += by[i]
		if i >= phraseWords {
			sum -= by[i-phraseWords]
		}
		if sum > best {
			from, best = max(0, i-phraseWords+1), sum
		}
	}
	to = min(from+phraseWords, v.tokens)
	for to-from > 1 && by[to-1] <= 0 {
		to--
	}
	for to-from > 1 && by[from] <= 0 {
		from++
	}
	return from, to
}
