package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// The bounds of one request.
const (
	requestTime = 15 * time.Second
	askTime     = 3 * time.Second
	fileTime    = 60 * time.Second
)

// api makes the requests of the REST API. No error of its holds the token, an
// address or what was sent.
type api struct {
	token string
	base  *url.URL
	next  http.RoundTripper
	s     *discordgo.Session // for requests only
}

func newAPI(token string, base *url.URL, c *http.Client) *api {
	p := &api{token: token, base: base, next: http.DefaultTransport}
	if c != nil && c.Transport != nil {
		p.next = c.Transport
	}
	p.s = p.session()
	return p
}

// session makes a session of the library that says nothing, keeps nothing, does
// not repeat anything by itself, and goes to our base for everything.
func (p *api) session() *discordgo.Session {
	s, _ := discordgo.New("Bot " + p.token) // it never fails
	s.StateEnabled, s.SyncEvents = false, true
	s.ShouldReconnectOnError, s.ShouldRetryOnRateLimit = false, false
	s.MaxRestRetries = 0
	s.LogLevel = -1
	s.Client = p.client(&guard{api: p})
	return s
}

func (p *api) client(g *guard) *http.Client {
	return &http.Client{Transport: g, Timeout: fileTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// guard is the library's transport for one request: it goes to our base, and
// notes what the library does not tell of the answer.
type guard struct {
	*api

	status int
	global bool
	after  time.Duration
}

// RoundTrip sends one request to our base.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	path := strings.TrimPrefix(r.URL.EscapedPath(), "/api/v"+discordgo.APIVersion)
	u := *g.base
	u.RawQuery = r.URL.RawQuery
	r.URL = u.JoinPath(path)
	r.Host = ""
	resp, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, bare(err)
	}
	g.status = resp.StatusCode
	g.global = resp.Header.Get("X-RateLimit-Global") != "" || resp.Header.Get("X-RateLimit-Scope") == "global"
	if s, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil {
		g.after = time.Duration(s * float64(time.Second))
	}
	return resp, nil
}

// bare drops the address, which may hold an interaction's token, from an error.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// The library's addresses that are used as they are.
var (
	userMe   = discordgo.EndpointUser("@me")
	appMe    = discordgo.EndpointOAuth2Application("@me")
	dmOpen   = discordgo.EndpointUserChannels("@me")
	gateways = discordgo.EndpointGatewayBot
)

// request is one call of the REST API.
type request struct {
	method, at string
	bucket     string // "" for at
	kind       string // Content-Type of raw
	body       any
	raw        []byte // instead of body
}

// get asks for something.
func (p *api) get(ctx context.Context, at string, out any) error {
	return p.do(ctx, request{method: http.MethodGet, at: at}, out)
}

// do makes one request; out may be nil. It never waits for a bucket: what would
// have to wait is a *waitError.
func (p *api) do(ctx context.Context, r request, out any) error {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	if r.body != nil {
		raw, err := json.Marshal(r.body)
		if err != nil {
			return errors.New("discord: what is to be sent cannot be written")
		}
		r.raw, r.kind = raw, "application/json"
	}
	if r.bucket == "" {
		r.bucket, _, _ = strings.Cut(r.at, "?")
	}
	b, err := p.lock(ctx, r.bucket)
	if err != nil {
		return err
	}
	g := &guard{api: p}
	body, err := p.s.RequestWithLockedBucket(r.method, r.at, r.kind, r.raw, b, 0, discordgo.WithContext(ctx), discordgo.WithClient(p.client(g)))
	if err != nil {
		return g.clean(err)
	}
	if g.status == http.StatusNoContent || out == nil {
		return nil
	}
	if json.Unmarshal(body, out) != nil {
		return errors.New("discord: an answer has an unknown form")
	}
	return nil
}

// lock takes a bucket. The library would sleep in it, whatever the context says.
func (p *api) lock(ctx context.Context, id string) (*discordgo.Bucket, error) {
	b := p.s.Ratelimiter.GetBucket(id)
	for !b.TryLock() {
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("discord: %w", ctx.Err())
		case <-time.After(2 * time.Millisecond):
		}
	}
	if wait := p.s.Ratelimiter.GetWaitTime(b, 1); wait > 0 {
		b.Unlock()
		return nil, &waitError{after: wait}
	}
	b.Remaining--
	return b, nil
}

// hashed is one of a few buckets for requests whose addresses never come again.
func hashed(kind, key string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key))
	return kind + strconv.Itoa(int(h.Sum32()%64))
}

// waitError is Discord's wish that we wait.
type waitError struct {
	after time.Duration
	all   bool
}

// Error says how long.
func (e *waitError) Error() string { return "discord asks to wait " + e.after.String() }

// apiError is a refusal of the API, or of whatever answered in its place.
type apiError struct {
	status, code int
}

// Error gives the numbers, never Discord's words, which may repeat ours.
func (e *apiError) Error() string {
	return fmt.Sprintf("discord answered with status %d and code %d", e.status, e.code)
}

// clean makes an error of ours of one of the library's, which holds the request.
func (g *guard) clean(err error) error {
	var limit *discordgo.RateLimitError
	var rest *discordgo.RESTError
	switch {
	case errors.As(err, &limit):
		return &waitError{max(limit.RetryAfter, g.after, 50*time.Millisecond), g.global}
	case g.status == http.StatusTooManyRequests: // a page of some server in between
		return &waitError{max(g.after, time.Second), true}
	case errors.As(err, &rest) && rest.Message != nil:
		return &apiError{g.status, rest.Message.Code}
	case g.status >= http.StatusMultipleChoices:
		return &apiError{status: g.status}
	}
	err = bare(err)
	if s := err.Error(); strings.Contains(s, g.token) || strings.Contains(s, "/webhooks/") || strings.Contains(s, "/interactions/") {
		return errors.New("discord: the request failed")
	}
	return fmt.Errorf("discord: %w", err)
}

// The codes of the API that are told apart (discord.com/developers/docs/topics/
// opcodes-and-status-codes).
const (
	codeTooLarge  = 40005
	codeAcked     = 40060
	codeNoAccess  = 50001
	codeNoRight   = 50013
	codeForm      = 50035
	codeNoHistory = 160002
)

// codeOf gives the code of the API, 0 if there is none.
func codeOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.code
	}
	return 0
}

// statusOf gives the HTTP status of a refusal, 0 if nobody answered.
func statusOf(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.status
	}
	return 0
}
