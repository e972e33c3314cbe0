package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// start runs "hangup serve" on a free port and gives its address. It is stopped,
// and has to end well, when the test ends.
func start(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	dir := t.TempDir()
	r, w := io.Pipe()
	var errs bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, world{strings.NewReader(""), w, &errs, map[string]string{"WEB_ADDR": "127.0.0.1:0", "HANGUP_DATA_DIR": dir}}, []string{"serve"})
		_ = w.Close()
	}()
	t.Cleanup(func() {
		stop()
		select {
		case code := <-done:
			if code != exitOK {
				t.Errorf("serve ended with %d: %s", code, errs.String())
			}
		case <-time.After(10 * time.Second):
			t.Error("serve did not end within ten seconds")
		}
	})
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "the web page is on "); ok {
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return address
		}
	}
	t.Fatalf("serve printed no address: %s", errs.String())
	return ""
}

// post sends a JSON object and gives the answer's status and fields.
func post(t *testing.T, c *http.Client, address, body string) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var out map[string]any
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return res.StatusCode, out
}

func client(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 10 * time.Second}
}

func TestServeAnswers(t *testing.T) {
	address, c := start(t), client(t)
	page := fetch(t, c, address+"/")
	if !strings.Contains(page, "Someone is on the phone or in my computer now") {
		t.Errorf("the page has no crisis button:\n%s", page)
	}
	if card := fetch(t, c, address+"/card"); !strings.Contains(card, "Our family word:") || !strings.Contains(card, "159") {
		t.Errorf("the card for beside the phone:\n%s", card)
	}
	if sheet := fetch(t, c, address+"/card.pdf"); !strings.HasPrefix(sheet, "%PDF") {
		t.Errorf("the sheet of it: %.40q", sheet)
	}
	status, got := post(t, c, address+"/api/scan", `{"id":"1","text":"Your computer is infected. Call Microsoft on 0800 046 5729 now"}`)
	if status != http.StatusOK || got["level"] != "scam" || got["kind"] != "tech-support" {
		t.Errorf("scan: %d %v", status, got)
	}
	status, got = post(t, c, address+"/api/ask", `{"id":"1","text":"they are on my computer right now"}`)
	if text, _ := got["text"].(string); status != http.StatusOK || !strings.HasPrefix(text, "Turn off") {
		t.Errorf("ask: %d %v", status, got)
	}
	if status, got = post(t, c, address+"/api/scan", `{"file":"/etc/passwd"}`); status != http.StatusBadRequest {
		t.Errorf("a stranger named a file: %d %v", status, got)
	}
}

// TestServeRemembers forwards a scam and asks "what do I do now": the answer is
// about that scam, for this visitor and for no other.
func TestServeRemembers(t *testing.T) {
	address, ann, bob := start(t), client(t), client(t)
	post(t, ann, address+"/api/chat", `{"quote":{"text":"Your computer is infected. Call Microsoft on 0800 046 5729 now","forwarded":true}}`)
	_, got := post(t, ann, address+"/api/chat", `{"text":"what do i do now"}`)
	if text, _ := got["text"].(string); !strings.Contains(text, "Has anything happened yet?") {
		t.Errorf("ann's next step is not about her message: %v", got)
	}
	_, got = post(t, bob, address+"/api/chat", `{"text":"what do i do now"}`)
	if text, _ := got["text"].(string); strings.Contains(text, "Has anything happened yet?") {
		t.Errorf("bob was told about ann's message: %v", got)
	}
}

// TestServeForms uses the page as a browser without scripts does.
func TestServeForms(t *testing.T) {
	address, c := start(t), client(t)
	fetch(t, c, address+"/")
	res, err := c.PostForm(address+"/talk", url.Values{"kind": {"now"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), "Hang up now") {
		t.Errorf("the crisis button: %d %v\n%s", res.StatusCode, err, body)
	}
}

func fetch(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
