package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"time"
)

// What a program may take where its Job does not say.
const (
	jobTime   = 20 * time.Second
	jobMemory = 512 << 20
	jobOutput = 16 << 20
	maxSays   = 4 << 10 // of its complaints
	maxQueue  = 32      // jobs that wait for a core
	maxAtOnce = 2       // jobs that run, however many cores there are: each takes up to 70 MB
)

// Host is what this machine has for reading files: its programs, and how many of
// them may run at once. Its methods may be called by several goroutines.
type Host struct {
	slots chan struct{} // holds one for each job that runs
	queue chan struct{} // holds one for each job that runs or waits
}

// NewHost gives a Host that runs one program per core at a time; 0 cores means
// those of the machine, but no more than two.
func NewHost(cores int) *Host {
	if cores <= 0 {
		cores = min(runtime.NumCPU(), maxAtOnce)
	}
	return &Host{slots: make(chan struct{}, cores), queue: make(chan struct{}, cores+maxQueue)}
}

// Has tells whether a program is installed.
func (h *Host) Has(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// Job is one run of a program. It gets In as its standard input and gives what
// it prints; it sees no file of ours, writes none, and no shell is between.
type Job struct {
	Program string
	Args    []string
	In      []byte
	Within  time.Duration // how long it may run, 0 for 20 s; waiting for a core does not count
	Memory  uint64        // bytes of memory it may ask for, 0 for 512 MiB; kept on Linux
	MostOut int           // bytes it may print, 0 for 16 MiB
}

// The ways in which a job fails before its program does.
var (
	ErrNoProgram = errors.New("the program is not installed")
	ErrBusy      = errors.New("too many jobs are waiting")
	ErrSlow      = errors.New("it took too long")
	ErrTooMuch   = errors.New("it printed too much")
)

// FailedError is a program that ended with a complaint, or was ended by a limit.
type FailedError struct {
	Program string
	Code    int    // exit code, -1 when a signal ended it
	Says    string // the beginning of what it complained of; may hold words of the file, so it is never logged
}

// Error names the program and its exit code, and nothing that it said.
func (e *FailedError) Error() string { return fmt.Sprintf("%s ended with code %d", e.Program, e.Code) }

// Run runs a job once a core is free, and gives what it printed. The error is
// one of those above, a *FailedError, or that of ctx. When Run returns the
// program has ended.
func (h *Host) Run(ctx context.Context, j Job) ([]byte, error) {
	path, err := exec.LookPath(j.Program)
	if err != nil {
		return nil, ErrNoProgram
	}
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	defer func() { <-h.queue }()
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-h.slots }()
	return j.filled().run(ctx, path)
}

// quiet waits until no program runs, and keeps any from starting until free is called.
func (h *Host) quiet(ctx context.Context) (free func(), err error) {
	n := 0
	free = func() {
		for range n {
			<-h.slots
		}
	}
	for range cap(h.slots) {
		select {
		case h.slots <- struct{}{}:
			n++
		case <-ctx.Done():
			free()
			return nil, context.Cause(ctx)
		}
	}
	return free, nil
}

// filled is j with the usual limits where it has none.
func (j Job) filled() Job {
	if j.Within <= 0 {
		j.Within = jobTime
	}
	if j.Memory == 0 {
		j.Memory = jobMemory
	}
	if j.MostOut <= 0 {
		j.MostOut = jobOutput
	}
	return j
}

func (j Job) run(ctx context.Context, path string) ([]byte, error) {
	ctx, stop := context.WithTimeoutCause(ctx, j.Within, ErrSlow)
	defer stop()
	out, says := &capped{most: j.MostOut}, &capped{most: maxSays, drop: true}
	cmd := exec.CommandContext(ctx, path, j.Args...) //nolint:gosec // a fixed name, looked up; no shell
	cmd.Stdout, cmd.Stderr = out, says
	cmd.Env = []string{"LC_ALL=C", "OMP_THREAD_LIMIT=1"}
	cmd.WaitDelay = time.Second
	alone(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", j.Program, err)
	}
	// The system kills a program of a thread that ends; this one stays.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", j.Program, err)
	}
	// The limits stand before the first byte of the file is handed over.
	if err := limit(cmd.Process.Pid, j); err == nil {
		_, _ = io.Copy(in, bytes.NewReader(j.In)) // whoever does not read it all says why
	} else {
		stop()
	}
	_ = in.Close()
	return j.ended(ctx, cmd.Wait(), out, says)
}

// ended says what came of a run.
func (j Job) ended(ctx context.Context, err error, out, says *capped) ([]byte, error) {
	switch {
	case out.over:
		return out.b, ErrTooMuch
	case err == nil:
		return out.b, nil
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	}
	failed := &FailedError{Program: j.Program, Code: -1, Says: string(says.b)}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		failed.Code = exit.ExitCode()
	}
	return out.b, failed
}

// capped keeps up to most bytes. What comes after is dropped, or refused, which
// ends the program.
type capped struct {
	b    []byte
	most int
	drop bool
	over bool
}

// Write takes p as far as there is room.
func (c *capped) Write(p []byte) (int, error) {
	n := min(len(p), c.most-len(c.b))
	c.b = append(c.b, p[:n]...)
	if n == len(p) {
		return n, nil
	}
	c.over = true
	if c.drop {
		return len(p), nil
	}
	return n, ErrTooMuch
}
