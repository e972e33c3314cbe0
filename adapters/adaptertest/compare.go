package adaptertest

import (
	"bytes"
	"strings"
	"sync"
	"testing"
)

// words is s as one line with single spaces: platforms and terminals break lines
// where they like.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func wantSeen(t *testing.T, seen Seen, want string) {
	t.Helper()
	if all := strings.Join(seen.Parts, "\n"); !strings.Contains(words(all), words(want)) {
		t.Errorf("the person sees %.200q, want %q in it", all, want)
	}
}

// LockedBuffer is a bytes.Buffer for many writers. The zero value is empty and ready.
type LockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends p.
func (l *LockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all that was written.
func (l *LockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
