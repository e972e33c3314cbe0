package knowledge

import (
	"slices"
	"testing"
)

func base(tb testing.TB) *Base {
	tb.Helper()
	b, err := Default(GB)
	if err != nil {
		tb.Fatalf("content:\n%v", err)
	}
	return b
}

// TestFlagExamples runs every red flag's own hits and misses. A hit must show
// the flag; a miss must not.
func TestFlagExamples(t *testing.T) {
	b := base(t)
	for _, it := range b.content.flags {
		r := it.Value
		t.Run(r.ID, func(t *testing.T) {
			for _, s := range r.Hits {
				if !slices.Contains(b.scanner.Met(Text{Body: s}), r.ID) {
					t.Errorf("%s:%d: not found in its hit: %q", it.At.File, it.At.Line, s)
				}
			}
			for _, s := range r.Misses {
				if slices.Contains(b.scanner.Met(Text{Body: s}), r.ID) {
					t.Errorf("%s:%d: found in its miss: %q", it.At.File, it.At.Line, s)
				}
			}
		})
	}
}
