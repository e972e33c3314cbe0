package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"hangup/bot"
)

// The bounds of files that come with a form.
const (
	maxUpload  = 20 << 20 // bytes of all of them
	maxHeld    = 48 << 20 // bytes of all uploads that are in memory at the same time
	maxFiles   = 4
	uploadTime = 60 * time.Second // a photo over a slow line
	answerTime = 60 * time.Second // reading it, and the answer
)

// The ids in say/unread.yaml of what becomes of a file that is not taken.
const (
	fileTooLarge = "too-large"
	fileWhenFull = "busy"
)

// errFull is an upload for which there is no memory at the moment.
var errFull = errors.New("web: too many uploads at once")

// pot is the memory for uploads. It may be used by several goroutines.
type pot struct{ held atomic.Int64 }

// take takes n bytes if there are as many.
func (p *pot) take(n int) bool {
	if p.held.Add(int64(n)) <= maxHeld {
		return true
	}
	p.held.Add(int64(-n))
	return false
}

// incoming is a form with files that is being read. Nothing of it ever touches the disk.
type incoming struct {
	fields url.Values
	left   int // bytes of fields that are still taken
	files  []bot.Attachment
	room   int  // bytes of files that are still taken
	pot    *pot // nil: files are thrown away
	held   int  // bytes taken out of pot
}

// readFiles is readForm with the files that came with it, which are in memory only
// until free is called; it may be called always. A file that is too large, or for
// which there is no memory, is there without its bytes and says so: the words
// beside it are worth an answer.
func (d *Door) readFiles(w http.ResponseWriter, r *http.Request) (fields url.Values, files []bot.Attachment, free func(), err error) {
	if r.PostForm != nil || !isUpload(r) {
		fields, err = readForm(w, r)
		return fields, nil, func() {}, err
	}
	// A server that has no such limits, as in a test, gives an error here.
	limits := http.NewResponseController(w)
	_ = limits.SetReadDeadline(time.Now().Add(uploadTime))
	_ = limits.SetWriteDeadline(time.Now().Add(uploadTime + answerTime))
	r.Body = http.MaxBytesReader(w, r.Body, maxBody+maxUpload+maxDrain)
	u := &incoming{fields: url.Values{}, left: maxBody, room: maxUpload, pot: &d.uploads}
	err = u.read(r)
	return u.fields, u.files, func() { d.uploads.held.Add(int64(-u.held)) }, err
}

// read streams the parts. Where all of them together are over the bound while a
// file is read, what came before is taken.
func (u *incoming) read(r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return errUnread
	}
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return reason(err)
		}
		if p.FileName() == "" {
			err = u.field(p)
		} else if err = u.file(p); errors.Is(reason(err), errTooLong) {
			return nil
		}
		if err != nil {
			return reason(err)
		}
	}
}

func (u *incoming) field(p *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(p, int64(u.left)+1))
	if err == nil && len(value) > u.left {
		err = errTooLong
	}
	u.fields.Add(p.FormName(), string(value))
	u.left -= len(value)
	return err
}

// file adds a file, up to as many as are read. A form that was sent without one
// has an empty part for it.
func (u *incoming) file(p *multipart.Part) error {
	if u.pot == nil || len(u.files) == maxFiles {
		_, err := io.Copy(io.Discard, p)
		return err
	}
	at := bot.Attachment{Kind: bot.DocFile, MediaType: p.Header.Get("Content-Type"), Name: p.FileName()}
	if strings.HasPrefix(at.MediaType, "image/") {
		at.Kind = bot.Picture
	}
	room, held := u.room, u.held
	body, err := io.ReadAll(&metered{p, u})
	switch {
	case errors.Is(err, errFull):
		at.Missing = []string{fileWhenFull}
	case errors.Is(err, errTooLong):
		at.Missing = []string{fileTooLarge}
	case err != nil:
		return err
	case len(body) == 0:
		at.Missing = []string{"empty"}
	default:
		at.Body, at.Size = body, int64(len(body))
	}
	u.files = append(u.files, at)
	if at.Missing == nil {
		return nil
	}
	u.pot.held.Add(int64(held - u.held))
	u.room, u.held = room, held
	_, err = io.Copy(io.Discard, p)
	return err
}

// metered takes memory for what is read of a file.
type metered struct {
	of *multipart.Part
	u  *incoming
}

// Read reads a part of a file, errTooLong and errFull where there is no room for it.
func (m *metered) Read(b []byte) (int, error) {
	n, err := m.of.Read(b)
	if n > m.u.room {
		return 0, errTooLong
	}
	if !m.u.pot.take(n) {
		return 0, errFull
	}
	m.u.room -= n
	m.u.held += n
	return n, err
}
