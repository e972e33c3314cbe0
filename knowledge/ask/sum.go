package ask

import (
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// A condition may also name a sum: "over £30,000" holds where a larger sum is
// spoken of, "up to £100" where sums are and none of them is larger.
const (
	overSum = "over "
	upToSum = "up to "
)

// sumsIn gives the sums of money that a text names.
func sumsIn(f cue.Found) []float64 {
	var out []float64
	for _, e := range f.Doc.Entities {
		if e.Kind != text.Money {
			continue
		}
		if v, ok := sumOf(f.Doc.Quote(e.Span)); ok {
			out = append(out, v)
		}
	}
	return out
}

// sumOf reads a sum as it is written in Britain: "£1,249.99", "2.5k", "3 grand".
func sumOf(s string) (float64, bool) {
	s = strings.ToLower(strings.ReplaceAll(s, ",", ""))
	from := strings.IndexAny(s, "0123456789")
	if from < 0 {
		return 0, false
	}
	s = s[from:]
	to := 0
	for to < len(s) && (s[to] == '.' || s[to] >= '0' && s[to] <= '9') {
		to++
	}
	v, err := strconv.ParseFloat(strings.TrimRight(s[:to], "."), 64)
	if rest := strings.TrimSpace(s[to:]); strings.HasPrefix(rest, "k") || strings.HasPrefix(rest, "grand") {
		v *= 1000
	}
	return v, err == nil
}

// isSum reports whether a condition names a sum that can be read.
func isSum(name string) bool {
	_, sum, _ := bound(name)
	return sum
}

// bound reads a condition that names a sum.
func bound(name string) (v float64, ok, over bool) {
	s, over := strings.CutPrefix(name, overSum)
	if !over {
		if s, ok = strings.CutPrefix(name, upToSum); !ok {
			return 0, false, false
		}
	}
	v, ok = sumOf(s)
	return v, ok, over
}

// sumHolds reports whether a condition that names a sum holds for sums.
func sumHolds(name string, sums []float64) bool {
	v, ok, over := bound(name)
	larger := func(s float64) bool { return s > v }
	return ok && len(sums) > 0 && slices.ContainsFunc(sums, larger) == over
}
