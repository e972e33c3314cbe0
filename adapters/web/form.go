package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hangup/bot"
)

// maxBody is the largest body read, in bytes. Encoding may make a text of
// maxText three times as long.
const maxBody = 3*maxText + 64<<10

// The reasons for not reading a request. Each has its own status and sentence.
var (
	errTooLong = errors.New("web: too long")
	errUnread  = errors.New("web: not a form that can be read")
)

// The bounds of files that come with a form.
const (
	maxUpload  = 20 << 20 // bytes of all of them
	maxFiles   = 4
	uploadTime = 60 * time.Second // a photo over a slow line
	answerTime = 60 * time.Second // reading it, and the answer
)

// readForm reads the fields of r, whether it is a plain form or an upload. Files
// that came with it are thrown away.
func readForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	if r.PostForm != nil { // read already, by limited
		return r.PostForm, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if isUpload(r) {
		fields, _, err := readUpload(r)
		return fields, err
	}
	if err := r.ParseForm(); err != nil {
		return nil, reason(err)
	}
	return r.PostForm, nil
}

// readFiles is readForm with the files that came with it, which are in memory only.
func readFiles(w http.ResponseWriter, r *http.Request) (url.Values, []bot.Attachment, error) {
	if r.PostForm != nil || !isUpload(r) {
		fields, err := readForm(w, r)
		return fields, nil, err
	}
	// A server that has no such limits, as in a test, gives an error here.
	limits := http.NewResponseController(w)
	_ = limits.SetReadDeadline(time.Now().Add(uploadTime))
	_ = limits.SetWriteDeadline(time.Now().Add(uploadTime + answerTime))
	r.Body = http.MaxBytesReader(w, r.Body, maxBody+maxUpload)
	return readUpload(r)
}

func isUpload(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind == "multipart/form-data"
}

// readUpload streams the parts: nothing of an upload ever touches the disk.
func readUpload(r *http.Request) (fields url.Values, files []bot.Attachment, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, errUnread
	}
	fields = url.Values{}
	left := maxBody
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return fields, files, nil
		}
		if err != nil {
			return nil, nil, reason(err)
		}
		if p.FileName() != "" {
			files, err = addFile(files, p)
		} else {
			left, err = addField(fields, p, left)
		}
		if err != nil {
			return nil, nil, reason(err)
		}
	}
}

// addFile adds a file, up to as many as are read. A form that was sent without
// one has an empty part for it.
func addFile(files []bot.Attachment, p *multipart.Part) ([]bot.Attachment, error) {
	if len(files) == maxFiles {
		_, err := io.Copy(io.Discard, p)
		return files, err
	}
	body, err := io.ReadAll(p)
	if err != nil || len(body) == 0 {
		return files, err
	}
	kind := bot.DocFile
	if strings.HasPrefix(p.Header.Get("Content-Type"), "image/") {
		kind = bot.Picture
	}
	return append(files, bot.Attachment{Kind: kind, MediaType: p.Header.Get("Content-Type"), Name: p.FileName(), Size: int64(len(body)), Body: body}), nil
}

func addField(fields url.Values, p *multipart.Part, left int) (int, error) {
	value, err := io.ReadAll(io.LimitReader(p, int64(left)+1))
	if err == nil && len(value) > left {
		err = errTooLong
	}
	fields.Add(p.FormName(), string(value))
	return left - len(value), err
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
