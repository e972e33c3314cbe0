package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// readForm reads the parameters of a request in each of the ways that the Bot API
// takes them: in the address, as a form, as a form with files, as JSON. What
// cannot be read is missing, and refused for that.
func readForm(r *http.Request) {
	kind := r.Header.Get("Content-Type")
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		_ = r.ParseMultipartForm(maxForm) //nolint:gosec // the body is bounded; see above
	case strings.HasPrefix(kind, "application/json"):
		r.Form = r.URL.Query()
		readJSON(r, r.Form)
	default:
		_ = r.ParseForm() // see above
	}
}

// readJSON puts the fields of a JSON object into a form: strings as they are,
// everything else as JSON.
func readJSON(r *http.Request, form url.Values) {
	var fields map[string]json.RawMessage
	if json.NewDecoder(r.Body).Decode(&fields) != nil {
		return
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		form.Set(name, text)
	}
}
