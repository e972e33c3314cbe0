package web

import (
	"bytes"
	"encoding/base64"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hangup/bot"
)

// person is an HTTP client with its own cookies.
type person struct {
	*http.Client
	home string
}

func newPerson(srv *httptest.Server) *person {
	jar, _ := cookiejar.New(nil)
	return &person{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, srv.URL}
}

func (p *person) do(t *testing.T, method, path, mediaType, content string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, p.home+path, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := p.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body(t, resp)
}

func (p *person) form(t *testing.T, path string, f url.Values, header ...string) (*http.Response, string) {
	t.Helper()
	return p.do(t, "POST", path, "application/x-www-form-urlencoded", f.Encode(), header...)
}

func TestHeaders(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse}))
	for _, path := range []string{"/", "/assets/app.js", "/nothing", "/healthz", "/api/none"} {
		resp, _ := p.do(t, "GET", path, "", "")
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if resp.Header.Get("Permissions-Policy") == "" || resp.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: no permissions policy, or a cookie before anybody did something", path)
		}
	}
	resp, page := p.form(t, "/talk", url.Values{"kind": {"now"}})
	if resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("an answer may be kept by caches: %q", resp.Header.Get("Cache-Control"))
	}
	for _, bad := range []string{"<style", " style=", " onclick", "javascript:", "http://", "https://"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

func TestAddresses(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse}))
	for _, c := range []struct {
		method, path string
		code         int
		holds        string
	}{
		{"GET", "/", 200, "<h1"}, {"HEAD", "/", 200, ""}, {"GET", "/healthz", 200, "ok"}, {"GET", "/talk", 303, ""},
		{"GET", "/nothing", 404, "nothing at this address"}, {"GET", "/assets/none.js", 404, ""}, {"GET", "/api/none", 404, `{"error":"`},
		{"PUT", "/talk", 405, ""}, {"GET", "/api/chat", 404, ""}, {"POST", "/api/scan", 405, ""},
		{"GET", "/assets/logo.svg", 200, "<svg"}, {"GET", "/assets/..%2fdoor.go", 404, ""},
	} {
		resp, page := p.do(t, c.method, c.path, "", "")
		if resp.StatusCode != c.code || !strings.Contains(page, c.holds) {
			t.Errorf("%s %s: %d %.80q, want %d with %q", c.method, c.path, resp.StatusCode, page, c.code, c.holds)
		}
	}
	resp, _ := p.do(t, "GET", "/assets/style.css", "", "")
	again, page := p.do(t, "GET", "/assets/style.css", "", "", "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || page != "" {
		t.Errorf("an unchanged file is sent again: %d", again.StatusCode)
	}
}

func TestCookie(t *testing.T) {
	fake := &fakeTalk{}
	srv := serve(t, Options{Converse: fake.converse, Key: []byte(testKey)})
	p := newPerson(srv)
	say := func(header ...string) *http.Response {
		resp, _ := p.form(t, "/talk", url.Values{"kind": {"ask"}, "text": {"hello"}}, header...)
		return resp
	}
	first := say()
	set := first.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie %q is not %s", set, want)
		}
	}
	if strings.Contains(set, "Secure") || strings.Contains(set, "Expires") {
		t.Errorf("over plain http the cookie is %q", set)
	}
	if again := say(); again.Header.Get("Set-Cookie") != "" {
		t.Error("a known browser gets another cookie")
	}
	heard := fake.all()
	if heard[0].Chat != heard[1].Chat || len(heard[0].Chat.ID) < 22 {
		t.Errorf("chats are %v and %v, want the same 128 bits", heard[0].Chat, heard[1].Chat)
	}
	stranger := newPerson(srv)
	forged := strings.Split(strings.Split(set, "=")[1], ".")[0] + "." + coding.EncodeToString(make([]byte, 32))
	for _, value := range []string{forged, "x", "", ".", "a.b"} {
		stranger.form(t, "/talk", url.Values{"text": {"hello"}}, "Cookie", cookieName+"="+value)
		if last := fake.all()[len(fake.all())-1]; last.Chat == heard[0].Chat {
			t.Errorf("the forged cookie %q opens another person's chat", value)
		}
	}
	resp, _ := newPerson(srv).form(t, "/talk", url.Values{"kind": {"now"}}, "X-Forwarded-Proto", "https")
	if !strings.Contains(resp.Header.Get("Set-Cookie"), "Secure") {
		t.Error("behind https the cookie is not Secure")
	}
	resp, _ = p.form(t, "/talk", url.Values{"kind": {"forget"}})
	if !strings.Contains(resp.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("forgetting leaves the cookie: %q", resp.Header.Get("Set-Cookie"))
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	fake := &fakeTalk{}
	p := newPerson(serve(t, Options{Converse: fake.converse}))
	for _, path := range []string{"/talk", "/api/chat", "/card", "/file"} {
		for _, header := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
			resp, page := p.form(t, path, url.Values{"kind": {"now"}, "text": {"hello"}}, header...)
			if resp.StatusCode != http.StatusForbidden || !strings.Contains(page, "another website") {
				t.Errorf("%s with %v: %d %.100q, want 403 with a sentence", path, header, resp.StatusCode, page)
			}
			if isJSON := strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json"); isJSON != strings.HasPrefix(path, "/api/") {
				t.Errorf("%s answers %s", path, resp.Header.Get("Content-Type"))
			}
		}
	}
	if n := len(fake.all()); n != 0 {
		t.Errorf("%d foreign messages reached the conversation", n)
	}
	if resp, _ := p.form(t, "/talk", url.Values{"kind": {"now"}}, "Origin", p.home); resp.StatusCode != http.StatusOK {
		t.Errorf("our own form gets %d", resp.StatusCode)
	}
}

func TestBadForms(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse}))
	const form = "application/x-www-form-urlencoded"
	for _, c := range []struct {
		name, mediaType, content string
		code                     int
		holds                    string
	}{
		{"empty", form, "", 200, "You asked"},
		{"only spaces", form, "kind=check&text=+++", 200, "You asked"},
		{"unknown kind", form, "kind=zz&text=hi", 200, "You asked: hi"},
		{"invalid UTF-8 and NUL", form, "text=%ff%00%fe", 200, "You asked: "},
		{"a broken escape", form, "text=%zz", 400, "could not read"},
		{"a megabyte", form, "text=" + strings.Repeat("x", 1_000_000), 200, "You asked"},
		{"over a megabyte", form, "text=" + strings.Repeat("x", maxText+1), 413, "too long"},
		{"far too much", form, "text=" + strings.Repeat("x", 9<<20), 413, "too long"},
		{"another type", "text/plain", "hello", 200, "You asked"},
		{"an upload without a boundary", "multipart/form-data", "hello", 400, "could not read"},
		{"a broken upload", "multipart/form-data; boundary=x", "--x\r\nnonsense", 400, "could not read"},
		{"a panic", form, "text=panic", 500, "went wrong on our side"},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, page := p.do(t, "POST", "/talk", c.mediaType, c.content)
			if resp.StatusCode != c.code || !strings.Contains(page, c.holds) {
				t.Errorf("%d %.300q, want %d with %q", resp.StatusCode, page, c.code, c.holds)
			}
			if c.code >= 400 && !strings.Contains(page, "159") {
				t.Error("the acts for an emergency are missing")
			}
		})
	}
}

func TestPanicIsLoggedWithoutWords(t *testing.T) {
	var log bytes.Buffer
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse, Log: slog.New(slog.NewTextHandler(&log, nil))}))
	p.form(t, "/talk", url.Values{"text": {"panic"}})
	if out := log.String(); !strings.Contains(out, "panicked") || strings.Contains(out, "secret words") {
		t.Errorf("the log says %q", out)
	}
}

func upload(t *testing.T, text string, withFile bool) (mediaType, content string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	w.WriteField("text", text)
	if withFile {
		f, _ := w.CreateFormFile("upload", "shot.png")
		io.WriteString(f, "\x89PNG")
	}
	w.Close()
	return w.FormDataContentType(), b.String()
}

func TestUploads(t *testing.T) {
	fake := &fakeTalk{}
	p := newPerson(serve(t, Options{Converse: fake.converse}))
	mediaType, content := upload(t, "", true)
	if resp, _ := p.do(t, "POST", "/talk", mediaType, content); resp.StatusCode != http.StatusOK {
		t.Errorf("a file alone: %d", resp.StatusCode)
	}
	mediaType, content = upload(t, "is this real", true)
	if _, page := p.do(t, "POST", "/talk", mediaType, content); !strings.Contains(page, "You asked: is this real") {
		t.Errorf("a file with text: %.200q", page)
	}
	for _, m := range fake.all() {
		if len(m.Attachments) != 1 || string(m.Attachments[0].Body) != "\x89PNG" || m.Attachments[0].Name != "shot.png" {
			t.Errorf("the conversation got the files %+v", m.Attachments)
		}
	}
	if n := len(fake.all()); n != 2 {
		t.Errorf("the conversation heard %d messages, want 2", n)
	}
}

func TestFormIDs(t *testing.T) {
	base := url.Values{"nonce": {"n"}, "kind": {"ask"}, "text": {"hello"}}
	same := formID(base, nil)
	if same == "" || same != formID(url.Values{"text": {"hello"}, "kind": {"ask"}, "nonce": {"n"}}, nil) {
		t.Error("the same form has another id")
	}
	for _, k := range []string{"nonce", "kind", "text", "choice"} {
		other := url.Values{"nonce": {"n"}, "kind": {"ask"}, "text": {"hello"}}
		other.Set(k, "other")
		if formID(other, nil) == same {
			t.Errorf("another %s has the same id: its answer would be the old one", k)
		}
	}
	if formID(url.Values{"text": {"hello"}}, nil) != "" {
		t.Error("without a nonce every message would be a duplicate")
	}
}

var sealedField = regexp.MustCompile(`action="/(card|file)"[^>]*>\s*<input type="hidden" name="sealed" value="([^"]+)"`)

func TestCardAndFile(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse}))
	field := func(f url.Values) string {
		_, page := p.form(t, "/talk", f)
		m := sealedField.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no sealed field in %.500q", page)
		}
		return m[2]
	}
	card, letter := field(url.Values{"kind": {"now"}}), field(url.Values{"text": {"a letter please"}})
	if _, page := p.form(t, "/card", url.Values{"sealed": {card}}); !strings.Contains(page, "<li>Ring 159") || strings.Contains(page, "for a living") {
		t.Errorf("the card is %.600q", page)
	}
	resp, got := p.form(t, "/file", url.Values{"sealed": {letter}})
	if got != "Dear bank,\nthey stole it." || resp.Header.Get("Content-Disposition") != `attachment; filename=claim-letter.txt` {
		t.Errorf("the letter is %q, %v", got, resp.Header)
	}
	for path, sealed := range map[string]string{"/card": letter, "/file": card} {
		for _, s := range []string{sealed, "", "x.y", card[:len(card)-2], base64.StdEncoding.EncodeToString([]byte("{}"))} {
			if resp, _ := p.form(t, path, url.Values{"sealed": {s}}); resp.StatusCode != http.StatusGone {
				t.Errorf("%s of something else gets %d", path, resp.StatusCode)
			}
		}
	}
}

func TestSilentReplyStillSaysSomething(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: func(_ ctx, _ bot.Message) bot.Outcome { return bot.Outcome{} }}))
	if _, page := p.form(t, "/talk", url.Values{"text": {"hello"}}); !strings.Contains(page, "159") {
		t.Errorf("an empty reply shows %.300q", page)
	}
}
