package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
)

// maxBody is the largest body read, in bytes. Encoding may make a text of
// maxText three times as long.
const maxBody = 3*maxText + 64<<10

// The reasons for not reading a request. Each has its own status and sentence.
var (
	errTooLong = errors.New("web: too long")
	errUnread  = errors.New("web: not a form that can be read")
)

// readForm reads the fields of r, whether it is a plain form or an upload. Files
// that came with it are thrown away.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	if r.PostForm != nil { // read already, by limited
		return r.PostForm, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if isUpload(r) {
		u := incoming{fields: url.Values{}, left: maxBody}
		return u.fields, u.read(r)
	}
	if err := r.ParseForm(); err != nil {
		return nil, reason(err)
	}
	return r.PostForm, nil
}

func isUpload(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind == "multipart/form-data"
}

func reason(err error) error {
	if errors.Is(err, errTooLong) {
		return err
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return errTooLong
	}
	return errUnread
}

// refuseBody answers a request whose body could not be used.
func (d *Door) refuseBody(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errTooLong) {
		d.refuse(w, r, http.StatusRequestEntityTooLarge, "too-long")
		return
	}
	d.refuse(w, r, http.StatusBadRequest, "unread-form")
}
