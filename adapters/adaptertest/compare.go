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

// lockedBuffer is a bytes.Buffer for many writers.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
