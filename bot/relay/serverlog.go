package relay

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
)

// serverLog takes what the embedded server has to say. It knows no texts: the
// server speaks of its own files and streams only.
type serverLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	last string // the last fatal error

	failed atomic.Bool // a write to the disk has failed
}

// fatal is why the server did not start.
func (l *serverLog) fatal() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last == "" {
		return errors.New("the store did not start in time; try again, or name another folder in HANGUP_DATA_DIR")
	}
	return fmt.Errorf("%s; see that there is room on the disk and that the folder can be written", l.last)
}

// Noticef is not wanted.
func (*serverLog) Noticef(string, ...any) {}

// Debugf is not wanted.
func (*serverLog) Debugf(string, ...any) {}

// Tracef is not wanted.
func (*serverLog) Tracef(string, ...any) {}

// Warnf logs a warning of the server for those who look closely.
func (l *serverLog) Warnf(format string, v ...any) {
	l.log.Debug("store", "warning", fmt.Sprintf(format, v...))
}

// Errorf logs an error of the server, and notes when it stops writing.
func (l *serverLog) Errorf(format string, v ...any) {
	if strings.Contains(strings.ToLower(format), "write error") || strings.Contains(fmt.Sprint(v...), "no space left") {
		l.failed.Store(true)
	}
	l.log.Warn("store", "error", fmt.Sprintf(format, v...))
}

// Fatalf keeps why the server cannot start. It does not end the process.
func (l *serverLog) Fatalf(format string, v ...any) {
	l.mu.Lock()
	l.last = fmt.Sprintf(format, v...)
	l.mu.Unlock()
}
