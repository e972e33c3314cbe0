package ask

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Learnt is how much each feature speaks for each topic, learnt from all
// wordings together. It is never changed and may be used by several goroutines.
type Learnt struct {
	topics []string          // ids
	unit   float32           // of the weights
	rows   map[uint32][]cell // by feature
}

// cell is the weight of a feature for a topic; those left out are 0.
type cell struct {
	topic uint16 // place in Learnt.topics
	w     int8
}

// learntMagic begins a file of weights.
const learntMagic = "hangup-topics-1\n"

// Write gives the bytes of l: the topics, the unit, then each feature with its
// weights, all packed by gzip. The same weights give the same bytes.
func (l *Learnt) Write() ([]byte, error) {
	raw := []byte(learntMagic + strings.Join(l.topics, ",") + "\n")
	raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(l.unit))
	for _, h := range slices.Sorted(maps.Keys(l.rows)) {
		raw = binary.LittleEndian.AppendUint32(raw, h)
		raw = binary.LittleEndian.AppendUint16(raw, uint16(len(l.rows[h])))
		for _, c := range l.rows[h] {
			raw = append(binary.LittleEndian.AppendUint16(raw, c.topic), byte(c.w))
		}
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(raw)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("packing the weights of topics: %w", err)
	}
	return packed.Bytes(), nil
}

// maxUnpacked bounds what a file of weights may unpack to.
const maxUnpacked = 64 << 20

// errLearnt says that a file of weights cannot be used.
var errLearnt = errors.New("not a file of topic weights; build it anew with make train")

// ReadLearnt reads what Write gave.
func ReadLearnt(packed []byte) (*Learnt, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errLearnt
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxUnpacked))
	rest, ok := bytes.CutPrefix(raw, []byte(learntMagic))
	line, body, found := bytes.Cut(rest, []byte("\n"))
	if err != nil || !ok || !found || len(body) < 4 {
		return nil, errLearnt
	}
	l := &Learnt{topics: strings.Split(string(line), ","), rows: map[uint32][]cell{}}
	l.unit = math.Float32frombits(binary.LittleEndian.Uint32(body))
	if err := l.read(body[4:]); err != nil {
		return nil, err
	}
	return l, nil
}

// The bytes of a row's head and of a cell in a file of weights.
const (
	rowBytes  = 6
	cellBytes = 3
)

// read reads the rows.
func (l *Learnt) read(body []byte) error {
	cells := make([]cell, 0, len(body)/cellBytes)
	for len(body) > 0 {
		if len(body) < rowBytes {
			return errLearnt
		}
		h, n := binary.LittleEndian.Uint32(body), int(binary.LittleEndian.Uint16(body[4:]))
		body = body[rowBytes:]
		if len(body) < n*cellBytes {
			return errLearnt
		}
		from := len(cells)
		for ; n > 0; n-- {
			c := cell{binary.LittleEndian.Uint16(body), int8(body[2])}
			if int(c.topic) >= len(l.topics) {
				return errLearnt
			}
			cells, body = append(cells, c), body[cellBytes:]
		}
		l.rows[h] = cells[from:len(cells):len(cells)]
	}
	return nil
}

// learntIndex is what was learnt, by the features and topics of an index.
type learntIndex struct {
	rows [][]cell // by feature
	to   []int    // by learnt topic: its number in the index, -1 for one that is gone
	unit float32
}

// index brings l to the features of x, so that a search needs no names. A nil
// l gives nil.
func (l *Learnt) index(x *index) *learntIndex {
	if l == nil {
		return nil
	}
	out := &learntIndex{rows: make([][]cell, len(x.weight)), unit: l.unit}
	for _, id := range l.topics {
		out.to = append(out.to, slices.IndexFunc(x.topics, func(t *Topic) bool { return t.ID == id }))
	}
	for key, f := range x.feature {
		out.rows[f] = l.rows[key]
	}
	return out
}

// learntWeight is how much the learnt chance of a topic counts beside its
// nearness; it counts in full from fullNearness on, since somebody whose words
// stand in no wording may mean something else altogether.
const (
	learntWeight = 0.3
	fullNearness = 0.4
)

// add adds to each topic the chance that it is the right one.
func (l *learntIndex) add(out []Match, q vector) {
	if l == nil {
		return
	}
	p := make([]float32, len(l.to))
	for i, f := range q.at {
		v := q.w[i] * sharpness * l.unit
		for _, c := range l.rows[f] {
			p[c.topic] += v * float32(c.w)
		}
	}
	softmax(p)
	for i, t := range l.to {
		if t >= 0 {
			out[t].Score += learntWeight * float64(p[i]) * min(1, out[t].Score/fullNearness)
		}
	}
}
