package mail_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hangup/bot/mail"
	"hangup/bot/picture"
)

// hostile is a file that somebody made to do harm, or that got harmed.
type hostile struct {
	name, file string
	body       func(t *testing.T) string
	missing    string // the first sentence, "" when words are read and nothing is missing
	words      string // some that are read, "" for none in particular
}

// as gives body for a file that needs no making.
func as(s string) func(*testing.T) string { return func(*testing.T) string { return s } }

const top = "From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: hi\r\n"

// mixed is a mail with the parts given.
func mixed(parts ...string) string {
	return top + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + strings.Join(parts, "\r\n--x\r\n") + "\r\n--x--\r\n"
}

// attached is a part of a mail that holds a file.
func attached(name, body string) string {
	return "Content-Type: application/octet-stream; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(body))
}

// nested puts a head before a body n times.
func nested(n int, head func(i int) string, body string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(head(i))
	}
	return b.String() + body
}

// gzipped is n noughts, packed.
func gzipped(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(make([]byte, n))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	zipped = "PK\x03\x04\x14\x00\x00\x00\x08\x00aaaaaaaaaaaaaaaa\x09\x00\x00\x00scam.html"
	plain  = "Content-Type: text/plain\r\n\r\nPay today."
)

// hostiles are files that need no other program to be read.
var hostiles = []hostile{
	{name: "links in links", file: "page.html", missing: "part", words: "words",
		body: as("<p>words</p>" + strings.Repeat("<svg><a href=https://x.example/1>", 200) + strings.Repeat("<table><td><a href=https://x.example/2>", 200))},
	{name: "words that begin as a picture does", file: "note.txt", words: "locked", body: as("BMO: your account is locked, ring us")},
	{name: "empty", missing: "empty", body: as("")},
	{name: "blank", missing: "empty", body: as(strings.Repeat(" \r\n", 5000))},
	{name: "noughts", missing: "document", body: as(strings.Repeat("\x00", 5000))},
	{name: "too large", missing: "too-large", body: as(strings.Repeat("a", 20<<20+1))},
	{name: "parts in parts", missing: "part", body: as(top + nested(500, func(i int) string {
		return fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}, plain))},
	{name: "mails in mails", missing: "part", body: as(nested(300, func(int) string { return top + "Content-Type: message/rfc822\r\n\r\n" }, "Pay today."))},
	{name: "alternatives in alternatives", missing: "part", body: as(top + nested(64, func(i int) string {
		return fmt.Sprintf("Content-Type: multipart/alternative; boundary=b%d\r\n\r\n--b%d\r\n\r\n--b%d\r\n", i, i, i)
	}, plain))},
	{name: "ten thousand parts", missing: "part", words: "Pay today.", body: as(mixed(strings.Repeat(plain+"\r\n--x\r\n", 10000)))},
	{name: "a boundary that never comes", words: "Pay today.", body: as(top + "Content-Type: multipart/mixed; boundary=never\r\n\r\nPay today.")},
	{name: "no boundary told", words: "Pay today.", body: as(top + "Content-Type: multipart/mixed\r\n\r\n--abcdef\r\n" + plain + "\r\n--abcdef--\r\n")},
	{name: "an empty boundary", words: "Pay today.", body: as(top + "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n" + plain)},
	{name: "cut within base64", words: "Pay tod", body: as(top + "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte("Pay today."))[:10])},
	{name: "cut within a part", words: "Pay today.", body: as(strings.TrimSuffix(mixed(plain), "\r\n--x--\r\n"))},
	{name: "cut within the header", words: "a@b.example", body: as("From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multi")},
	{name: "fifteen megabytes of base64", missing: "part", words: "aaaa", body: as(top + "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("a"), 11<<20)))},
	{name: "a bomb of gzip", missing: "archive", words: "Pay today.", body: func(t *testing.T) string { t.Helper(); return mixed(plain, attached("a.gz", gzipped(t, 8<<20))) }},
	{name: "zip in a mail", missing: "archive", words: "Pay today.", body: as(mixed(plain, attached("invoice.zip", zipped)))},
	{name: "zip in a mail in a mail", missing: "archive", body: as(mixed("Content-Type: message/rfc822\r\n\r\n" + mixed(plain, attached("invoice.pdf", zipped))))},
	{name: "zip that says it is words", file: "note.txt", missing: "archive", body: as(zipped)},
	{name: "an office file", missing: "office", body: as("PK\x03\x04\x14\x00\x06\x00\x08\x00" + "aaaaaaaaaaaaaaaa\x13\x00\x00\x00[Content_Types].xml word/document.xml")},
	{name: "an old office file", missing: "office", body: as(mixed(plain, attached("invoice.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 512))))},
	{name: "a mail as Outlook keeps it", missing: "outlook", body: as(mixed(plain, attached("invoice.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 512))))},
	{name: "one under another name", missing: "outlook", body: as(mixed(plain, attached("invoice.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 512)+"_\x00_\x00n\x00a\x00m\x00e\x00i\x00d\x00_\x00v\x00e\x00r\x00s\x00i\x00o\x00n\x001\x00")))},
	{name: "a program named as a PDF", file: "invoice.pdf", missing: "program", body: as("MZ\x90\x00" + strings.Repeat("\x00", 60) + "%PDF-1.4")},
	{name: "a script", file: "invoice.js", missing: "program", body: as("var a = new ActiveXObject('WScript.Shell')")},
	{name: "a disc", file: "invoice.iso", missing: "archive", body: as(strings.Repeat("\x01", 32769) + "CD001" + strings.Repeat("\x00", 99))},
	{name: "a picture that is a page", missing: "no-reader", body: as("GIF89a/*<html><script>alert(1)</script>*/=1;")},
	{name: "a sealed mail", missing: "locked", body: as(top + "Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\nMIAGCSqGSIb3")},
	{name: "a recording", missing: "voice", body: as("ID3\x03\x00\x00\x00\x00\x00\x00")},
	{name: "a film", missing: "video", body: as("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")},
	{name: "two hundred thousand headers", words: "Pay today.", body: as(top + strings.Repeat("X-A: b\r\n", 200000) + "\r\nPay today.")},
	{name: "a header without end", words: "Pay today.", body: as(top + "X-A: " + strings.Repeat("b", 5<<20) + "\r\n\r\nPay today.")},
	{name: "a header folded a million times", words: "Pay today.", body: as(top + "Reply-To: " + strings.Repeat("b\r\n ", 1000000) + "\r\n\r\nPay today.")},
	{name: "encoded words without end", words: "Pay today.", body: as("From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: " + strings.Repeat("=?utf-8?B?4pyT?= ", 100000) + "\r\n\r\nPay today.")},
	{name: "Latin 1 that says it is UTF-8", words: "Café costs £5", body: as(top + "Content-Type: text/plain; charset=utf-8\r\n\r\nCaf\xe9 costs \xa35")},
	{name: "UTF-8 that says it is Latin 1", words: "Café costs £5", body: as(top + "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nCafé costs £5")},
	{name: "a charset of its own", words: "Pay today", body: as(top + "Content-Type: text/plain; charset=x-evil\r\n\r\nPay today")},
	{name: "UTF-16 that is none", words: "hi", body: as(top + "Content-Type: text/plain; charset=utf-16\r\n\r\nPay today.")},
	{name: "elements in elements", file: "a.html", missing: "part", words: "Pay today.", body: as("<html>" + strings.Repeat("<div>", 200000) + "Pay today.")},
	{name: "letters in bold in bold", file: "a.html", missing: "part", words: "Pay today.", body: as("<html><p>" + strings.Repeat("<b><i>", 100000) + "Pay today.")},
	{name: "links without end", file: "a.html", words: "Pay today.", body: as("<html>" + strings.Repeat("<a href='http://a.example/'>x</a>", 50000) + "Pay today.")},
	{name: "tables in tables", file: "a.html", missing: "part", body: as("<html>" + strings.Repeat("<table><tr><td>", 50000) + "Pay today.")},
	{name: "a style without end", file: "a.html", words: "Pay today.", body: as("<html><style>" + strings.Repeat("a{", 200000) + "</style>Pay today.")},
	{name: "a tag that never closes", file: "a.html", missing: "document", body: as("<html><p " + strings.Repeat("a='b' ", 200000))},
}

// TestHostile reads every hostile file: each ends in words or in a sentence.
func TestHostile(t *testing.T) {
	before := runtime.NumGoroutine()
	say := sentences(t)
	r := mail.New(nil, nil)
	for _, h := range hostiles {
		t.Run(h.name, func(t *testing.T) { h.check(t, r, say, 30*time.Second) })
	}
	leftOver(t, before)
}

// check reads a hostile file and looks at what came of it.
func (h hostile) check(t *testing.T, r *mail.Reader, say map[string]string, within time.Duration) {
	t.Helper()
	body := []byte(h.body(t))
	ctx, stop := context.WithTimeout(context.Background(), 2*within)
	defer stop()
	start := time.Now()
	read := r.Read(ctx, h.file, "", body)
	if took := time.Since(start); took > within {
		t.Errorf("took %v", took)
	}
	switch {
	case h.missing == "" && (len(read.Missing) > 0 || read.Words() == ""):
		t.Errorf("missing %v, words %.80q", read.Missing, read.Words())
	case h.missing != "" && !slices.Contains(read.Missing, h.missing):
		t.Errorf("missing %v, want %s; words %.200q", read.Missing, h.missing, read.Words())
	case !strings.Contains(read.Words(), h.words):
		t.Errorf("no %q in %.200q", h.words, read.Words())
	}
	for _, id := range read.Missing {
		if say[id] == "" {
			t.Errorf("%s is no sentence in say/unread.yaml", id)
		}
	}
}

// sentences are those about what cannot be read.
func sentences(t *testing.T) map[string]string {
	t.Helper()
	b, err := base()
	if err != nil {
		t.Fatal(err)
	}
	return b.Sayings("unread")
}

// leftOver fails when goroutines or programs are still there that were not before.
func leftOver(t *testing.T, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		runtime.Gosched()
		<-time.After(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines are left over", n-before)
	}
	children, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range children {
		if pids, err := os.ReadFile(file); err == nil && len(bytes.TrimSpace(pids)) > 0 {
			t.Errorf("programs are left over: %s", pids)
		}
	}
}

// FuzzRead: no file makes the reader fail, and each ends in words or a sentence.
func FuzzRead(f *testing.F) {
	for _, s := range []string{zipped, plain, mixed(plain, attached("invoice.zip", zipped)), mixed("Content-Type: message/rfc822\r\n\r\n" + mixed(plain))} {
		f.Add([]byte(s))
	}
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if raw, err := os.ReadFile(file); err == nil {
			f.Add(raw)
		}
	}
	r := mail.New(nil, func(context.Context, string, string, []byte) picture.Text { return picture.Lacking("no-words") })
	f.Fuzz(func(t *testing.T, b []byte) {
		read := r.Read(context.Background(), "a.eml", "message/rfc822", b)
		if len(read.Blocks) == 0 && len(read.Missing) == 0 {
			t.Errorf("nothing was read and nothing is said about it: %q", b)
		}
		for _, l := range read.Blocks {
			if l.Text == "" || strings.ToValidUTF8(l.Text, "") != l.Text || strings.ContainsAny(l.Text, "\x00\x1b\r") {
				t.Errorf("%s: %q", l.Kind, l.Text)
			}
		}
	})
}

// TestPicturesInMails: those that can hold words are handed on, in their order, a
// few of them only.
func TestPicturesInMails(t *testing.T) {
	shot := func(w, h int) string {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	var names []string
	r := mail.New(nil, func(_ context.Context, name, _ string, _ []byte) picture.Text {
		names = append(names, name)
		return picture.Text{Blocks: []picture.Block{{Kind: picture.Words, Text: "Call 0808 157 0192"}}}
	})
	inline := "Content-Type: text/html\r\n\r\n<p>See the invoice.<img src=\"data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(shot(400, 300))) + "\">"
	read := r.Read(context.Background(), "a.eml", "", []byte(mixed(plain, inline, attached("spacer.png", shot(1, 1)), attached("one.png", shot(640, 480)))))
	if strings.Join(names, " ") != " one.png" || read.Sure || len(read.Missing) > 0 {
		t.Errorf("handed on %q, sure %v, missing %v", names, read.Sure, read.Missing)
	}
	names = nil
	many := slices.Repeat([]string{attached("one.png", shot(640, 480))}, 9)
	if read := r.Read(context.Background(), "", "", []byte(mixed(many...))); len(names) != 4 || !slices.Contains(read.Missing, "part") {
		t.Errorf("handed on %q, missing %v", names, read.Missing)
	}
}
