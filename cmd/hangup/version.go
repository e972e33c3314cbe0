package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"hangup/knowledge"
)

// release and commit are set by the linker (see Makefile).
var release, commit string

// version is "hangup version".
func version(_ context.Context, w world, _ []string) int {
	v, c := release, commit
	if v == "" {
		v = "development"
	}
	if info, ok := debug.ReadBuildInfo(); ok && c == "" {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				c = s.Value
			}
		}
	}
	if c == "" {
		c = "unknown"
	}
	b, err := knowledge.Default(knowledge.GB)
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	_, _ = fmt.Fprintf(w.out, "hangup %s\ncommit %s\n%s %s/%s\ncontent checked %s\n", v, c, runtime.Version(), runtime.GOOS, runtime.GOARCH, b.Checked())
	return exitOK
}
