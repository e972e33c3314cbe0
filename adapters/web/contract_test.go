package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hangup/adapters/adaptertest"
	"hangup/bot"
)

const testKey = "a-signing-key-of-the-tests-only!"

func TestContract(t *testing.T) {
	adaptertest.Run(t, adaptertest.Contract{
		Quotes: true, Secrets: []string{testKey, "hangup_chat"},
		Open: func(t *testing.T, s adaptertest.Setup) adaptertest.Door {
			t.Helper()
			return openBrowser(t, Options{Words: realWords(t), Converse: Converse(s.Converse), Log: s.Log, Key: []byte(testKey)})
		},
	})
}

// browser is a person at a browser without scripts.
type browser struct {
	home   string
	client *http.Client
	cancel context.CancelFunc
	ended  chan error
}

func openBrowser(t *testing.T, o Options) *browser {
	t.Helper()
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	ctx, cancel := context.WithCancel(context.Background())
	b := &browser{"http://" + l.Addr().String(), &http.Client{Jar: jar}, cancel, make(chan error, 1)}
	go func() { b.ended <- d.Serve(ctx, l) }()
	t.Cleanup(cancel)
	return b
}

func (b *browser) Send(t *testing.T, m bot.Message) adaptertest.Seen {
	t.Helper()
	f := url.Values{"kind": {"ask"}, "text": {m.Text}}
	switch {
	case len(m.Quotes) > 0:
		f = url.Values{"kind": {"check"}, "text": {strings.ReplaceAll(m.Quotes[0].Text, "\n", "\r\n")}}
	case m.Choice != "":
		f = url.Values{"kind": {"choice"}, "choice": {m.Choice}}
	case m.Command == "now":
		f = url.Values{"kind": {"now"}}
	case m.Command != "":
		f.Set("text", "/"+m.Command+" "+m.Text)
	}
	return seen(t, b.post(t, "/talk", f))
}

// post sends a form with the nonce of a fresh page, as a browser would.
func (b *browser) post(t *testing.T, path string, f url.Values) *html.Node {
	t.Helper()
	page := b.get(t, "/")
	nonce := find(page, func(n *html.Node) bool { return attr(n, "name") == "nonce" })
	f.Set("nonce", attr(nonce[0], "value"))
	resp, err := b.client.PostForm(b.home+path, f)
	return parse(t, resp, err)
}

func (b *browser) get(t *testing.T, path string) *html.Node {
	t.Helper()
	resp, err := b.client.Get(b.home + path)
	return parse(t, resp, err)
}

func (b *browser) Stop(t *testing.T) {
	t.Helper()
	b.cancel()
	if err := <-b.ended; err != nil {
		t.Errorf("Serve returned %v, want nil", err)
	}
}

func parse(t *testing.T, resp *http.Response, err error) *html.Node {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	root, err := html.Parse(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// seen is what is in the reply: its words, and its buttons with what they send.
func seen(t *testing.T, root *html.Node) adaptertest.Seen {
	t.Helper()
	talk := find(root, func(n *html.Node) bool { return attr(n, "id") == "talk" })
	replies := find(talk[0], func(n *html.Node) bool { return n.Data == "article" && attr(n, "class") == "reply" })
	if len(replies) != 1 {
		t.Fatalf("the page has %d replies, want 1", len(replies))
	}
	s := adaptertest.Seen{Parts: []string{textOf(replies[0])}}
	for _, form := range find(replies[0], func(n *html.Node) bool { return n.Data == "form" && attr(n, "action") == "/talk#answer" }) {
		id := find(form, func(n *html.Node) bool { return attr(n, "name") == "choice" })
		button := find(form, func(n *html.Node) bool { return n.Data == "button" })
		s.Choices = append(s.Choices, bot.Choice{ID: attr(id[0], "value"), Label: strings.TrimSpace(textOf(button[0]))})
	}
	return s
}

func find(root *html.Node, want func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + "\n")
		}
	}
	return b.String()
}

// realWords are the words people see, with a stand-in for each fact.
func realWords(tb testing.TB) map[string]string {
	tb.Helper()
	f, err := os.Open("../../knowledge/content/say/web.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	words := map[string]string{}
	for in := bufio.NewScanner(f); in.Scan(); {
		key, text, ok := strings.Cut(in.Text(), ": ")
		if ok && !strings.HasPrefix(key, "#") {
			words[key] = strings.ReplaceAll(strings.Trim(text, `"`), "{fact:bank-hotline}", "159")
		}
	}
	return words
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
