package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"net/http"
	"time"
)

//go:embed assets
var assetFS embed.FS

// assetTypes are the files the page may ask for.
var assetTypes = map[string]string{
	"app.js":    "text/javascript; charset=utf-8",
	"style.css": "text/css; charset=utf-8",
	"logo.svg":  "image/svg+xml",
}

type asset struct {
	body      []byte
	mediaType string
	etag      string
}

func readAssets() (map[string]asset, error) {
	all := map[string]asset{}
	for name, mediaType := range assetTypes {
		body, err := assetFS.ReadFile("assets/" + name)
		if err != nil {
			return nil, err
		}
		all[name] = asset{body, mediaType, fmt.Sprintf(`"%x"`, sha256.Sum256(body))[:18] + `"`}
	}
	return all, nil
}

// asset serves one file. Browsers keep it and ask whether it is still the same.
func (d *Door) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := d.files[r.PathValue("name")]
	if !ok {
		d.nothingHere(w, r)
		return
	}
	w.Header().Set("Content-Type", a.mediaType)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", a.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}

func healthz(w http.ResponseWriter, _ *http.Request) {
	deliver(w, http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
}
