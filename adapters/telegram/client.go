package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The bounds of one request.
const (
	requestTime = 15 * time.Second
	fileTime    = 60 * time.Second
	maxAnswer   = 16 << 20 // bytes of one answer
)

// api calls the methods of the Bot API. No error of its holds the token, an
// address or what was sent.
type api struct {
	base  string
	token string
	c     *http.Client
}

// silence keeps the library's logger quiet: its lines hold the token.
var silence = sync.OnceFunc(func() { _ = tgbotapi.SetLogger(mute{}) })

type mute struct{}

// Println drops a line.
func (mute) Println(...any) {}

// Printf drops a line.
func (mute) Printf(string, ...any) {}

func newAPI(token, base string, c *http.Client) *api {
	silence()
	if c == nil {
		c = &http.Client{Timeout: pollWait + requestTime}
	}
	mine := *c
	mine.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &api{base: base, token: token, c: &mine}
}

// statusError is an answer that is not the Bot API's: a page of some server in between.
type statusError int

// Error names the status.
func (e statusError) Error() string { return fmt.Sprintf("answered with status %d", int(e)) }

// guard is the library's client for one call: it takes the call's context and
// drops the address, which holds the token, from errors.
type guard struct {
	ctx    context.Context //nolint:containedctx // the library's client interface has no place for it
	c      *http.Client
	status int
}

// Do sends a request of the library.
func (g *guard) Do(r *http.Request) (*http.Response, error) {
	resp, err := g.c.Do(r.WithContext(g.ctx)) //nolint:gosec // the operator's own address
	if err != nil {
		return nil, bare(err)
	}
	defer func() { _ = resp.Body.Close() }()
	g.status = resp.StatusCode
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, bare(err)
	}
	if !json.Valid(body) || !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return nil, statusError(resp.StatusCode)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// bare drops the address from a transport error.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// call does one method; out may be nil.
func (a *api) call(ctx context.Context, method string, p tgbotapi.Params, out any) error {
	return a.upload(ctx, method, p, nil, out)
}

// upload does one method with files.
func (a *api) upload(ctx context.Context, method string, p tgbotapi.Params, files []tgbotapi.RequestFile, out any) error {
	if method != "getUpdates" {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, requestTime)
		defer cancel()
	}
	g := &guard{ctx: ctx, c: a.c}
	b := tgbotapi.BotAPI{Token: a.token, Client: g}
	b.SetAPIEndpoint(a.base + "/bot%s/%s")
	var res *tgbotapi.APIResponse
	var err error
	if len(files) > 0 {
		res, err = b.UploadFiles(method, p, files)
	} else {
		res, err = b.MakeRequest(method, p)
	}
	if err != nil {
		return a.clean(method, err, g.status)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(res.Result, out); err != nil {
		return fmt.Errorf("telegram %s: the answer has an unknown form", method)
	}
	return nil
}

// clean names the method in an error and makes sure that the token is not in it.
func (a *api) clean(method string, err error, status int) error {
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		if e.Code == 0 {
			e.Code = status // UploadFiles leaves it out
		}
		e.Message = a.scrub(e.Message)
		return fmt.Errorf("telegram %s: %w", method, e)
	}
	if s := err.Error(); a.scrub(s) != s {
		return fmt.Errorf("telegram %s: the request failed", method)
	}
	return fmt.Errorf("telegram %s: %w", method, err)
}

// scrub takes the token out of words that came from elsewhere.
func (a *api) scrub(s string) string {
	_, secret, _ := strings.Cut(a.token, ":")
	return strings.ReplaceAll(strings.ReplaceAll(s, a.token, "[hidden]"), secret, "[hidden]")
}

// codeOf gives the error code of the Bot API, or the HTTP status of whatever
// answered in its place, 0 if nobody did.
func codeOf(err error) int {
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		return e.Code
	}
	if s, ok := errors.AsType[statusError](err); ok {
		return int(s)
	}
	return 0
}

// says reports whether the Bot API's error has these words in it.
func says(err error, words ...string) bool {
	e, ok := errors.AsType[*tgbotapi.Error](err)
	if !ok {
		return false
	}
	low := strings.ToLower(e.Message)
	for _, w := range words {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// errNoFile is an attachment whose bytes cannot be had.
var errNoFile = errors.New("telegram: the attachment cannot be fetched")

// ErrTooBig is an attachment over the 20 MB that a bot can download.
var ErrTooBig = fmt.Errorf("telegram: over 20 MB: %w", bot.ErrTooLarge)

// Fetch downloads what Attachment.Ref stands for. ErrTooBig means that it never will.
func (a *Adapter) Fetch(ctx context.Context, at bot.Attachment) ([]byte, error) {
	if at.Ref == "" {
		return nil, errNoFile
	}
	if at.Size > maxFile {
		return nil, ErrTooBig
	}
	var file tgbotapi.File
	if err := a.api.call(ctx, "getFile", tgbotapi.Params{"file_id": at.Ref}, &file); err != nil {
		if says(err, "file is too big") {
			return nil, ErrTooBig
		}
		return nil, err
	}
	return a.api.download(ctx, file.FilePath)
}

// download gets a file from below the same base as the methods.
func (a *api) download(ctx context.Context, path string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, fileTime)
	defer cancel()
	if path == "" || strings.Contains(path, "..") {
		return nil, errNoFile
	}
	at := a.base + "/file/bot" + a.token + "/" + (&url.URL{Path: path}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, http.NoBody)
	if err != nil {
		return nil, errNoFile
	}
	resp, err := a.c.Do(req)
	if err != nil {
		return nil, a.clean("file", bare(err), 0)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, a.clean("file", statusError(resp.StatusCode), 0)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxFile+1))
	if err != nil {
		return nil, a.clean("file", bare(err), 0)
	}
	if len(body) > maxFile {
		return nil, ErrTooBig
	}
	return body, nil
}
