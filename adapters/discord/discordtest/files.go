package discordtest

import "net/http"

// File puts a file on the file host and gives its address, which is signed.
func (s *Server) File(name string, body []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = body
	return s.http.URL + "/files/" + name + "?ex=1"
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	s.mu.Lock()
	body, ok := s.files[name]
	s.calls["file"]++
	s.mu.Unlock()
	if !ok || r.URL.Query().Get("ex") == "" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(body)
}
