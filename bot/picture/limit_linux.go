package picture

import (
	"errors"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// alone puts a program into a group of its own, which ends as a whole, and ends
// it with us.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// limit bounds the memory and time of a running program, and lets it write no
// file at all.
func limit(pid int, j Job) error {
	seconds := uint64(j.Within.Seconds()) + 1
	return errors.Join(
		bound(pid, unix.RLIMIT_AS, j.Memory),
		bound(pid, unix.RLIMIT_CPU, seconds),
		bound(pid, unix.RLIMIT_FSIZE, 0),
		bound(pid, unix.RLIMIT_CORE, 0),
	)
}

func bound(pid, what int, most uint64) error {
	err := unix.Prlimit(pid, what, &unix.Rlimit{Cur: most, Max: most}, nil)
	if errors.Is(err, unix.ESRCH) { // it has ended already
		return nil
	}
	return err
}
