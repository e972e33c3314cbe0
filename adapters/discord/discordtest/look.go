package discordtest

import "testing"

// Sessions is how many sessions were begun, Resumed how often one was resumed.
func (s *Server) Sessions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.began
}

// Resumed is how often a session was resumed.
func (s *Server) Resumed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.resumed
}

// Intents is what the bot last asked for.
func (s *Server) Intents() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.intents
}

// WaitConnected waits until a session runs.
func (s *Server) WaitConnected(tb testing.TB) {
	tb.Helper()
	s.WaitFor(tb, "connection", func() bool { return s.gate.now != nil && s.gate.now.s != nil })
}

// WaitResumed waits until a session was resumed n times.
func (s *Server) WaitResumed(tb testing.TB, n int) {
	tb.Helper()
	s.WaitFor(tb, "resume", func() bool { return s.gate.resumed >= n })
}

// WaitSessions waits until n sessions were begun.
func (s *Server) WaitSessions(tb testing.TB, n int) {
	tb.Helper()
	s.WaitFor(tb, "session", func() bool { return s.gate.began >= n })
}

// Push sends any event.
func (s *Server) Push(kind string, about any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send(kind, about)
}

// Gone reports that no connection is open; it is for WaitFor.
func (s *Server) Gone() bool { return s.gate.now == nil }
