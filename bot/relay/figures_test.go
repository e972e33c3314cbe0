package relay_test

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestRelayFigures measures, when asked to: from accept to the reply at the
// platform, messages a second, and what an idle hangup takes.
func TestRelayFigures(t *testing.T) {
	program := os.Getenv("HANGUP_BENCH")
	if program == "" {
		t.Skip("make relaybench measures this")
	}
	latency(t)
	for _, chats := range []int{8, 64} {
		throughput(t, chats)
	}
	idle(t, program)
}

// latency is one message at a time, each synced to the disk.
func latency(t *testing.T) {
	t.Helper()
	w := carry(t, nil)
	var took []time.Duration
	for n := range 300 {
		began := time.Now()
		w.server.Push(1, strconv.Itoa(n+1), nil)
		for len(w.server.Sent()) <= n {
			<-time.After(100 * time.Microsecond)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("from message to reply, one at a time: p50 %s, p99 %s", took[150].Round(10*time.Microsecond), took[297].Round(10*time.Microsecond))
	w.stop()
}

// throughput is many messages at once.
func throughput(t *testing.T, chats int) {
	t.Helper()
	w := carry(t, nil)
	each := 1600 / chats
	began := time.Now()
	for n := range each {
		for chat := range chats {
			w.server.Push(int64(chat+1), strconv.Itoa(n+1), nil)
		}
	}
	until(t, 5*time.Minute, "everything is answered", func() bool { return len(w.server.Sent()) >= each*chats })
	t.Logf("%d chats: %.0f messages a second", chats, float64(each*chats)/time.Since(began).Seconds())
	if got := tally(w.server.Sent(), chats, each); got.lost+got.disordered+got.doubled > 0 {
		t.Errorf("%+v", got)
	}
	w.stop()
}

// idle is the whole program with nothing to do.
func idle(t *testing.T, program string) {
	t.Helper()
	c := exec.Command(program)
	c.Env = append(os.Environ(), "HANGUP_DATA_DIR="+t.TempDir(), "WEB_ADDR=127.0.0.1:0")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	<-time.After(5 * time.Second)
	before := ticks(c.Process.Pid)
	<-time.After(20 * time.Second)
	size, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("idle: %s of memory, %.2f %% of one processor; the program is %.1f MB", memory(c.Process.Pid), float64(ticks(c.Process.Pid)-before)/20, float64(size.Size())/1e6)
}

// ticks is the processor time of a process in hundredths of a second, 0 where
// the system does not say.
func ticks(pid int) int {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	fields := strings.Fields(string(raw))
	if err != nil || len(fields) < 15 {
		return 0
	}
	user, _ := strconv.Atoi(fields[13])
	system, _ := strconv.Atoi(fields[14])
	return user + system
}

// memory is what a process takes of it.
func memory(pid int) string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return "an unknown amount"
	}
	for l := range strings.SplitSeq(string(raw), "\n") {
		if kb, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			return strings.TrimSpace(kb)
		}
	}
	return "an unknown amount"
}
