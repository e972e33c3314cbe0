package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// TestMain removes the program that was built for the tests, if it was.
func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
	os.Exit(code) //nolint:forbidigo // TestMain is main here
}

// built is the program as a file.
var built struct {
	once      sync.Once
	dir, file string
	said      string
	err       error
}

// builtProgram gives hangup as a file, built once for all the tests that run it as a
// process. It is built without C, as make builds it, so that the two share what
// is compiled.
func builtProgram(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "hangup-test"); built.err != nil { //nolint:usetesting // it outlives the test
			return
		}
		built.file = filepath.Join(built.dir, "hangup")
		if runtime.GOOS == "windows" {
			built.file += ".exe"
		}
		c := exec.Command("go", "build", "-buildvcs=false", "-o", built.file, ".")
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		built.said, built.err = string(out), err
	})
	if built.err != nil {
		t.Fatalf("building: %v: %s", built.err, built.said)
	}
	return built.file
}

// command runs hangup to its end, with nothing of our own environment, and gives
// its exit code and what it printed.
func command(t *testing.T, in string, env map[string]string, words ...string) (code int, out, errs string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), builtProgram(t), words...)
	c.Dir, c.Env = t.TempDir(), []string{"PATH=" + os.Getenv("PATH")}
	for key, value := range env {
		c.Env = append(c.Env, key+"="+value)
	}
	var printed, complained strings.Builder
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &printed, &complained
	if err := c.Run(); err != nil && c.ProcessState == nil {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), printed.String(), complained.String()
}
