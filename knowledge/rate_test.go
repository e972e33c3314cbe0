package knowledge

import (
	"fmt"
	"math"
	"testing"
)

// rate is how many of n were so.
type rate struct{ k, n int }

func (r *rate) add(yes bool) {
	r.k += bit(yes)
	r.n++
}

// share is the rate as a number from 0 to 1; 0 of 0 is 0.
func (r rate) share() float64 {
	if r.n == 0 {
		return 0
	}
	return float64(r.k) / float64(r.n)
}

// normal95 is how many standard deviations 95 % of a normal distribution lie within.
const normal95 = 1.959964

// wilson gives the ends of the 95 % interval after Wilson, from 0 to 1. It
// takes the n for independent.
func (r rate) wilson() (low, high float64) {
	if r.n == 0 {
		return 0, 1
	}
	n, p, z := float64(r.n), r.share(), normal95
	centre := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (centre-half)/(1+z*z/n)), min(1, (centre+half)/(1+z*z/n))
}

// with gives the rate with its interval, counted per 100 or per 1,000.
func (r rate) with(per float64) string {
	if r.n == 0 {
		return fmt.Sprintf("%6s %-15s", "-", "")
	}
	low, high := r.wilson()
	return fmt.Sprintf("%6s %-15s", plain(per*r.share()), "("+plain(per*low)+" to "+plain(per*high)+")")
}

// String gives the rate in per cent with its interval.
func (r rate) String() string { return r.with(100) }

// plain gives small numbers with two places and others with one.
func plain(x float64) string {
	if x > 0 && x < 1 {
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.1f", x)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		rate      rate
		low, high float64
	}{
		{rate{0, 10}, 0, 0.2775},
		{rate{5, 10}, 0.2366, 0.7634},
		{rate{10, 10}, 0.7225, 1},
		{rate{81, 263}, 0.2553, 0.3662},
		{rate{0, 0}, 0, 1},
	} {
		low, high := tt.rate.wilson()
		if math.Abs(low-tt.low) > 1e-4 || math.Abs(high-tt.high) > 1e-4 {
			t.Errorf("%v: interval from %.4f to %.4f, want %.4f to %.4f", tt.rate, low, high, tt.low, tt.high)
		}
	}
}
