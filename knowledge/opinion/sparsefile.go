package opinion

import (
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

// sparseMagic begins a file of a Sparse model.
const sparseMagic = "hangup-sparse-1\n"

// maxUnpacked bounds what such a file may unpack to.
const maxUnpacked = 64 << 20

// errSparse is what a file gives that is none.
var errSparse = errors.New("opinion: not a file of sparse weights; build it anew with make train")

// Write gives the bytes of m: the classes, the biases, the unit, how many cells
// each bucket has, then the cells, all packed by gzip. The same model gives the
// same bytes.
func (m *Sparse) Write() ([]byte, error) {
	raw := []byte(sparseMagic + strings.Join(m.Classes, ",") + "\n")
	for _, b := range append(slices.Clip(m.Bias), m.unit) {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(b))
	}
	for b := range 1 << Bits {
		raw = append(raw, byte(m.start[b+1]-m.start[b]))
	}
	for _, c := range m.cells {
		raw = append(raw, c.class, byte(c.w))
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
		return nil, fmt.Errorf("packing weights: %w", err)
	}
	return packed.Bytes(), nil
}

// ReadSparse reads what Write gave.
func ReadSparse(packed []byte) (*Sparse, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errSparse
	}
	raw, err := io.ReadAll(io.LimitReader(z, maxUnpacked))
	rest, ok := bytes.CutPrefix(raw, []byte(sparseMagic))
	line, body, found := bytes.Cut(rest, []byte("\n"))
	if err != nil || !ok || !found {
		return nil, errSparse
	}
	m := &Sparse{Classes: strings.Split(string(line), ","), start: make([]uint32, 1<<Bits+1)}
	n := len(m.Classes)
	if n >= maxSparse || len(body) < 4*n+4+1<<Bits {
		return nil, errSparse
	}
	for i := range n {
		m.Bias = append(m.Bias, math.Float32frombits(binary.LittleEndian.Uint32(body[4*i:])))
	}
	m.unit = math.Float32frombits(binary.LittleEndian.Uint32(body[4*n:]))
	if err := m.readCells(body[4*n+4:]); err != nil {
		return nil, err
	}
	return m, nil
}

// readCells reads how many cells each bucket has, and the cells.
func (m *Sparse) readCells(body []byte) error {
	counts, body := body[:1<<Bits], body[1<<Bits:]
	for b, n := range counts {
		m.start[b+1] = m.start[b] + uint32(n)
	}
	if len(body) != 2*int(m.start[1<<Bits]) {
		return errSparse
	}
	m.cells = make([]cell, len(body)/2)
	for i := range m.cells {
		m.cells[i] = cell{body[2*i], int8(body[2*i+1])}
		if int(m.cells[i].class) >= len(m.Classes) {
			return errSparse
		}
	}
	return nil
}
