package text

import (
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// Link is a link as a platform tells it: the words shown and the true target.
type Link struct{ Shown, Target string }

// Address is what can be said of a link or mail address without opening it.
type Address struct {
	Scheme   string // "" if none was written
	Host     string // lower case, punycode decoded; "" for data: and javascript:
	Owner    string // the registrable name, such as example.co.uk; the host itself if there is none
	Rest     string // path and query
	Numeric  bool   // the host is a bare IP address
	Puny     bool   // the host was written in punycode or with foreign letters
	FreePage bool   // the owner is somebody's page under a shared suffix (pages.dev, github.io)
	Script   bool   // data: or javascript:
	Phone    bool   // a phone number stands in the path or query
	Mail     bool
	Shown    string // hidden links: the words shown
}

// webEntity makes the entity of the web token i.
func (d *Doc) webEntity(i int) Entity {
	t := d.Tokens[i]
	a := ParseAddress(d.Body[t.Start:t.End])
	kind := URL
	if a.Mail {
		kind = Mail
	}
	return Entity{Kind: kind, From: i, To: i + 1, Span: t.Span, Value: a.Host, Link: a}
}

// ParseAddress reads a link or mail address. It never fails: what cannot be
// made out is left empty.
func ParseAddress(raw string) Address {
	var a Address
	s := refang(strings.TrimSpace(raw))
	low := strings.ToLower(s)
	if strings.HasPrefix(low, "data:") || strings.HasPrefix(low, "javascript:") {
		a.Script, a.Scheme = true, low[:strings.IndexByte(low, ':')]
		return a
	}
	if k := strings.Index(s, "://"); k > 0 {
		a.Scheme, s = strings.ToLower(s[:k]), s[k+3:]
	} else if k := strings.LastIndexByte(s, '@'); k > 0 && !strings.ContainsAny(s[:k], "/?") {
		a.Mail, s = true, s[k+1:]
	}
	if rest, ok := strings.CutPrefix(s, "//"); ok {
		s = rest
	}
	host := s
	if k := strings.IndexAny(s, "/?#\\"); k >= 0 { // browsers take \ for /
		host, a.Rest = s[:k], s[k:]
	}
	if k := strings.LastIndexByte(host, '@'); k >= 0 { // http://microsoft.com@elsewhere
		host = host[k+1:]
	}
	host = hostAlone(host, a.Scheme != "" || a.Mail)
	a.name(strings.Trim(strings.ToLower(host), ".[]"))
	a.Phone = phoneInside(a.Rest)
	return a
}

// hostAlone takes the port off a host; an IPv6 address stands in brackets.
// Unless it surely is a host, what has no dot is the scheme of tel: and the like.
func hostAlone(host string, sure bool) string {
	if strings.HasPrefix(host, "[") {
		host, _, _ = strings.Cut(host, "]")
		return host
	}
	host, port, _ := strings.Cut(host, ":")
	if !sure && port != "" && strings.IndexByte(host, '.') < 0 {
		return ""
	}
	return host
}

// name fills in what the host tells.
func (a *Address) name(host string) {
	foreign := !ascii(host)
	if foreign { // as browsers do: full-width and other forms of Latin letters are plain ones
		host = strings.ToLower(norm.NFKC.String(host))
	}
	a.Host, a.Owner = host, host
	if numeric(host) {
		a.Numeric = true
		return
	}
	if foreign || strings.Contains(host, "xn--") {
		a.Puny = true
		if u, err := idna.ToUnicode(host); err == nil && u != "" {
			a.Host = u
		}
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	if owner, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		a.Owner = owner
	}
	a.FreePage = !icann && strings.IndexByte(suffix, '.') > 0
}

// numeric reports whether host is an IP address; browsers also take 2130706433
// and 0x7f.1 for one.
func numeric(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// phoneInside reports whether nine or more digits stand in a row in a path or
// query, dashes aside, beginning like a phone number.
func phoneInside(rest string) bool {
	run, plus := 0, false
	first := byte(0)
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		switch {
		case isDigit(c):
			if run == 0 {
				first = c
			}
			if run++; run >= 10 && (plus || first == '0' || first == '1' || first == '8') {
				return true
			}
		case c == '-' || c == '.':
		default:
			plus = c == '+' || c == '='
			run = 0
		}
	}
	return false
}
