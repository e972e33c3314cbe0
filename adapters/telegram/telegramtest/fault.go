package telegramtest

import (
	"net/http"
	"strconv"
	"time"
)

// Fault is how a call goes wrong.
type Fault struct {
	Status int           // 0: the connection is cut
	After  int           // retry_after in seconds, with status 429
	Page   bool          // an HTML page as some server in between sends it
	Words  string        // description, "" for a usual one
	Done   bool          // the call is carried out before it goes wrong
	Slow   time.Duration // waits first; with status 200 nothing else is wrong
}

// Fail makes the next calls of a method go wrong, one fault each; "*" is every method.
func (s *Server) Fail(method string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], faults...)
}

// FailIf makes calls go wrong: f is asked for each, with its method and how often
// that was called before, and gives nil where nothing is wrong. It must not call
// the server. A nil f ends it.
func (s *Server) FailIf(f func(method string, n int) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failIf = f
}

// fault takes the next fault of a method.
func (s *Server) fault(method string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.calls[method]
	s.calls[method]++
	s.changed()
	if s.failIf != nil {
		if f := s.failIf(method, n); f != nil {
			return *f, true
		}
	}
	for _, key := range []string{method, "*"} {
		if fs := s.faults[key]; len(fs) > 0 {
			s.faults[key] = fs[1:]
			return fs[0], true
		}
	}
	return Fault{}, false
}

// fail does what a fault says; false if the call goes on after all.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, f Fault) bool {
	if f.Slow > 0 {
		select {
		case <-time.After(f.Slow):
		case <-r.Context().Done():
		case <-s.closed:
		}
	}
	switch {
	case f.Status == http.StatusOK:
		return false
	case f.Status == 0:
		panic(http.ErrAbortHandler) //nolint:forbidigo // this is how a handler cuts its connection
	case f.Page:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte("<html><body><h1>" + http.StatusText(f.Status) + "</h1></body></html>"))
		return true
	}
	words := f.Words
	if words == "" {
		words = http.StatusText(f.Status)
		if f.After > 0 {
			words += ": retry after " + strconv.Itoa(f.After)
		}
	}
	answer(w, nil, &refusal{code: f.Status, description: words, after: f.After})
	return true
}
