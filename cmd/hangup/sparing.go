package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"hangup/bot/picture"
)

// roomToRead is by how much Go's memory may grow over what is in use, in bytes,
// while files are read, before what is done with is collected. A file leaves many
// times its own size behind.
const roomToRead = 72 << 20

// sparing is read, with memory given back early while it runs. A limit that is set
// from outside (GOMEMLIMIT) stays if it is lower.
func sparing(read picture.Reader) picture.Reader {
	var mu sync.Mutex
	var running int
	var before int64
	enter := func() {
		mu.Lock()
		defer mu.Unlock()
		if running++; running == 1 {
			before = debug.SetMemoryLimit(-1)
			if live := inUse(); live > 0 {
				debug.SetMemoryLimit(min(before, live+roomToRead))
			}
		}
	}
	leave := func() {
		mu.Lock()
		defer mu.Unlock()
		if running--; running == 0 {
			debug.SetMemoryLimit(before)
		}
	}
	return func(ctx context.Context, name, mime string, b []byte) picture.Text {
		enter()
		defer leave()
		return read(ctx, name, mime, b)
	}
}

// inUse is how many bytes the last collection left, 0 if there was none.
func inUse() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	if metrics.Read(s); s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(s[0].Value.Uint64())
}
