package opinion

import (
	"fmt"
	"io"
)

// Eight weights lie in one word and are summed at once, each in 16 bits: that
// is enough for lane buckets.
const (
	lane = 256
	bias = 128
	half = 0x00ff00ff00ff00ff
	wide = maxClasses / 8
)

// pack lays the weights out; at gives weight i, the classes of a bucket side
// by side.
func (m *Model) pack(at func(i int) int8) {
	n := len(m.Classes)
	m.stride = (n + 7) / 8
	m.packed = make([]uint64, m.stride<<Bits)
	for b := range 1 << Bits {
		for c := range n {
			m.packed[b*m.stride+c/8] |= uint64(int(at(b*n+c))+bias) << (8 * (c % 8))
		}
	}
}

// unpack lays the weights out that r gives, a signed byte each.
func (m *Model) unpack(r io.Reader) error {
	n := len(m.Classes)
	m.stride = (n + 7) / 8
	m.packed = make([]uint64, m.stride<<Bits)
	some := make([]byte, rows*n)
	for b := 0; b < 1<<Bits; b += rows {
		if _, err := io.ReadFull(r, some); err != nil {
			return fmt.Errorf("unpacking weights: %w", err)
		}
		for i := range rows {
			row := m.packed[(b+i)*m.stride:][:m.stride]
			for c, x := range some[i*n : (i+1)*n] {
				row[c/8] |= uint64(x^bias) << (8 * (c % 8))
			}
		}
	}
	return nil
}

// rows is how many buckets are unpacked at once.
const rows = 256

// weight is the weight of a bucket for a class.
func (m *Model) weight(bucket uint32, class int) int8 {
	return int8(int(m.packed[int(bucket)*m.stride+class/8]>>(8*(class%8))&0xff) - bias)
}

// add adds the weights of at most lane buckets to sums.
func (m *Model) add(sums *[maxClasses]int32, buckets []uint32) {
	var even, odd [wide]uint64
	for _, b := range buckets {
		for w, x := range m.packed[int(b)*m.stride : int(b+1)*m.stride] {
			even[w&(wide-1)] += x & half
			odd[w&(wide-1)] += x >> 8 & half
		}
	}
	for c := range m.Classes {
		x := even[c/8]
		if c%2 == 1 {
			x = odd[c/8]
		}
		sums[c] += int32(x>>(16*(c%8/2))&0xffff) - int32(len(buckets)*bias)
	}
}
