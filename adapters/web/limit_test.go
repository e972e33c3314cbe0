package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestTooMany(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	srv := serve(t, Options{Converse: (&fakeTalk{}).converse, Now: func() time.Time { return now }})
	p := newPerson(srv)
	ask := url.Values{"kind": {"ask"}, "text": {"hello"}}
	for i := range burst {
		if resp, _ := p.form(t, "/talk", ask); resp.StatusCode != http.StatusOK {
			t.Fatalf("question %d gets %d", i, resp.StatusCode)
		}
	}
	for _, path := range []string{"/talk", "/api/chat"} {
		resp, page := p.form(t, path, ask)
		if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") == "" || !strings.Contains(page, "159") {
			t.Errorf("%s over the limit: %d, %q, %.100q; want 429, when to try again, and the acts", path, resp.StatusCode, resp.Header.Get("Retry-After"), page)
		}
	}
	if resp, page := p.form(t, "/talk", url.Values{"kind": {"now"}}); resp.StatusCode != http.StatusOK || !strings.Contains(page, "Turn off this computer&#39;s Wi-Fi") {
		t.Errorf("over the limit the crisis button gets %d", resp.StatusCode)
	}
	huge := url.Values{"kind": {"now"}, "text": {strings.Repeat("x", 2*maxCrisis)}}
	if resp, _ := p.form(t, "/talk", huge); resp.StatusCode != http.StatusTooManyRequests {
		t.Errorf("over the limit a huge crisis form gets %d", resp.StatusCode)
	}
	if resp, _ := p.form(t, "/talk", ask, "X-Forwarded-For", "198.51.100.7"); resp.StatusCode != http.StatusTooManyRequests {
		t.Errorf("a made-up address lifts the limit: %d", resp.StatusCode)
	}
	now = now.Add(time.Minute)
	if resp, _ := p.form(t, "/talk", ask); resp.StatusCode != http.StatusOK {
		t.Errorf("a minute later: %d", resp.StatusCode)
	}
}

func TestAddressOf(t *testing.T) {
	for _, c := range []struct {
		name, remote, forwarded string
		trust                   bool
		want                    string
	}{
		{"a peer", "192.0.2.1:99", "", false, "192.0.2.1"},
		{"an untrusted header", "192.0.2.1:99", "203.0.113.9", false, "192.0.2.1"},
		{"what the proxy added comes last", "10.0.0.1:99", "1.1.1.1, 203.0.113.9", true, "203.0.113.9"},
		{"a proxy without a header", "10.0.0.1:99", "", true, "10.0.0.1"},
		{"nonsense from a proxy", "10.0.0.1:99", "<script>", true, "unknown"},
		{"IPv6 by its network", "[2001:db8:1:2:3::4]:99", "", false, "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.1]:99", "", false, "192.0.2.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = c.remote
			if c.forwarded != "" {
				r.Header.Set("X-Forwarded-For", c.forwarded)
			}
			d := &Door{opts: Options{TrustProxy: c.trust}}
			if got := d.address(r); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLimiterIsBounded(t *testing.T) {
	now := time.Now()
	l := newLimiter(func() time.Time { return now })
	for i := range 3 * maxAddresses {
		l.allow(time.Duration(i).String())
	}
	if len(l.seen) > maxAddresses {
		t.Errorf("%d addresses are remembered, the most is %d", len(l.seen), maxAddresses)
	}
}
