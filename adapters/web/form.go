package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
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

// readForm reads the fields of r, whether it is a plain form or an upload.
// hasFile tells that files came with it; they are thrown away unread.
func readForm(w http.ResponseWriter, r *http.Request) (fields url.Values, hasFile bool, err error) {
	if r.PostForm != nil { // read already, by limited
		return r.PostForm, false, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		return readUpload(r)
	}
	if err := r.ParseForm(); err != nil {
		return nil, false, reason(err)
	}
	return r.PostForm, false, nil
}

// readUpload streams the parts: nothing of an upload ever touches the disk.
func readUpload(r *http.Request) (fields url.Values, hasFile bool, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, false, errUnread
	}
	fields = url.Values{}
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return fields, hasFile, nil
		}
		if err != nil {
			return nil, hasFile, reason(err)
		}
		isFile, err := readPart(p, fields)
		if err != nil {
			return nil, hasFile, reason(err)
		}
		hasFile = hasFile || isFile
	}
}

func readPart(p *multipart.Part, fields url.Values) (isFile bool, err error) {
	if p.FileName() != "" {
		n, err := io.Copy(io.Discard, p)
		return n > 0, err
	}
	value, err := io.ReadAll(p)
	fields.Add(p.FormName(), string(value))
	return false, err
}

func reason(err error) error {
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
