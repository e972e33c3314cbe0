package text

import (
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
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

// webStart reports whether a link or mail address may begin with c.
func webStart(c byte) bool { return isLetterByte(c) || isDigit(c) }

// hostByte reports whether c may stand in a host or in the name of a mailbox.
func hostByte(c byte) bool {
	return isLetterByte(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '%' || c >= 0x80
}

// scanWeb reports whether a link or mail address begins at i, and where it
// ends. When there is none, end is where to look again, so that the whole text
// is gone over once only.
func scanWeb(s string, i, to int) (end int, ok bool) {
	j, dots, at := hostEnd(s, i, to)
	scheme := schemeEnd(s, i, j, to)
	switch {
	case scheme > 0:
		return trimWeb(s, i, pathEnd(s, scheme, to)), true
	case at && dots:
		return trimWeb(s, i, j), true
	case !dots:
		return j, false
	}
	host := refang(s[i:j])
	path := j < to && (s[j] == '/' || s[j] == ':' && j+1 < to && isDigit(s[j+1]))
	end = j
	if path {
		end = pathEnd(s, j, to)
	}
	end = trimWeb(s, i, end)
	return end, bareHost(strings.TrimRight(host, "."), path)
}

// hostEnd is the end of the run of host bytes at i, defanged dots included.
func hostEnd(s string, i, to int) (j int, dots, at bool) {
	for j = i; j < to; j++ {
		c := s[j]
		if c == '@' && !at && j > i {
			at = true
			continue
		}
		if n := defanged(s[j:to]); n > 0 {
			dots = true
			j += n - 1
			continue
		}
		if !hostByte(c) {
			break
		}
		if c == '.' && j > i && j+1 < to && hostByte(s[j+1]) && s[j+1] != '.' {
			dots = true
		}
	}
	return j, dots, at
}

// defanged is the length of a dot written so that it cannot be used, or 0.
func defanged(s string) int {
	if len(s) < 3 || s[0] != '[' && s[0] != '(' {
		return 0
	}
	for _, d := range [...]string{"[.]", "(.)", "[dot]", "(dot)", "[DOT]"} {
		if strings.HasPrefix(s, d) {
			return len(d)
		}
	}
	return 0
}

// schemeEnd is the place after the scheme's colon if s[i:j] is a scheme, else 0.
func schemeEnd(s string, i, j, to int) int {
	if j >= to || j-i > 10 || j-i < 3 {
		return 0
	}
	colon := j
	switch {
	case s[j] == ':':
		colon++
	case strings.HasPrefix(s[j:to], "[:]"):
		colon += 3
	default:
		return 0
	}
	switch strings.ToLower(s[i:j]) {
	case "http", "https", "hxxp", "hxxps", "ftp":
		if strings.HasPrefix(s[colon:to], "//") {
			return colon + 2
		}
	case "data", "javascript":
		if colon < to && s[colon] > ' ' {
			return colon
		}
	}
	return 0
}

// pathEnd is where the link that has reached j ends.
func pathEnd(s string, j, to int) int {
	for j < to && s[j] > ' ' && s[j] != '<' && s[j] != '>' && s[j] != '"' && s[j] != '\\' {
		j++
	}
	return j
}

// trimWeb takes closing punctuation off the end of a link.
func trimWeb(s string, i, end int) int {
	for end > i+1 && strings.IndexByte(".,;:!?)]}'*_-|", s[end-1]) >= 0 {
		end--
	}
	return end
}

// refang undoes the ways in which people make links harmless.
func refang(s string) string {
	if strings.IndexByte(s, '[') < 0 && strings.IndexByte(s, '(') < 0 {
		return s
	}
	return strings.NewReplacer("[.]", ".", "(.)", ".", "[dot]", ".", "(dot)", ".", "[DOT]", ".", "[:]", ":").Replace(s)
}

// bareHost reports whether host, written without a scheme, is surely meant as
// an address: it ends in a suffix of the public list and is not a missing
// space after a full stop.
func bareHost(host string, path bool) bool {
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || dot == len(host)-1 {
		return false
	}
	tld, name := host[dot+1:], host[:dot]
	if _, err := netip.ParseAddr(host); err == nil {
		return path
	}
	if isUpper(tld[0]) && !isUpper(name[len(name)-1]) {
		return false
	}
	tld = strings.ToLower(tld)
	if isDigit(tld[0]) || !path && doubtfulEnding(tld) && strings.IndexByte(name, '.') < 0 && !strings.ContainsAny(name, "-0123456789") {
		return false
	}
	_, icann := publicsuffix.PublicSuffix(strings.ToLower(host))
	if icann {
		return strings.IndexByte(strings.ToLower(host), '.') > 0
	}
	suffix, _ := publicsuffix.PublicSuffix(strings.ToLower(host))
	return strings.IndexByte(suffix, '.') > 0
}

// doubtfulEnding reports whether a top-level name is also a common word or a file's ending.
func doubtfulEnding(tld string) bool {
	switch tld {
	case "so", "to", "in", "is", "it", "at", "be", "no", "my", "us", "am", "do", "as", "by", "or", "we", "he", "hi", "pm", "ok",
		"zip", "mov", "md", "py", "sh", "rs", "ps", "pl", "ai", "id", "la", "de", "es", "un", "now", "here", "click", "today", "call", "help", "live", "link", "win", "men", "one", "you", "how", "page", "open", "new", "case", "care", "bank", "pay", "money", "secure", "safe", "win32":
		return true
	}
	return false
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
	host := s
	if k := strings.IndexAny(s, "/?#"); k >= 0 {
		host, a.Rest = s[:k], s[k:]
	}
	if k := strings.LastIndexByte(host, '@'); k >= 0 { // http://microsoft.com@elsewhere
		host = host[k+1:]
	}
	if k := strings.LastIndexByte(host, ':'); k >= 0 && !strings.Contains(host, "]") {
		host = host[:k]
	}
	a.name(strings.Trim(strings.ToLower(host), ".[]"))
	a.Phone = phoneInside(a.Rest)
	return a
}

// name fills in what the host tells.
func (a *Address) name(host string) {
	a.Host, a.Owner = host, host
	if _, err := netip.ParseAddr(host); err == nil {
		a.Numeric = true
		return
	}
	if strings.Contains(host, "xn--") || !ascii(host) {
		a.Puny = true
		if u, err := idna.ToUnicode(host); err == nil {
			a.Host = u
		}
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	if owner, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		a.Owner = owner
	}
	a.FreePage = !icann && strings.IndexByte(suffix, '.') > 0
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

// addHidden notes the links that a platform tells of and that the words of the
// text do not show, each at the words it lies under or at the last token.
func (d *Doc) addHidden(links []Link) {
	for _, l := range links {
		a := ParseAddress(l.Target)
		if a.Host == "" && !a.Script {
			continue
		}
		a.Shown = l.Shown
		at := strings.Index(d.Body, l.Shown)
		from, to := len(d.Tokens)-1, len(d.Tokens)
		if l.Shown != "" && at >= 0 {
			from, to = d.tokensOf(Span{at, at + len(l.Shown)})
		}
		if from < 0 || from >= to {
			continue
		}
		d.Hidden = append(d.Hidden, Entity{Kind: URL, From: from, To: to,
			Span: Span{d.Tokens[from].Start, d.Tokens[to-1].End}, Value: a.Host, Link: a})
	}
}

// tokensOf gives the tokens that lie in s, from up to to.
func (d *Doc) tokensOf(s Span) (from, to int) {
	for from = 0; from < len(d.Tokens) && d.Tokens[from].End <= s.Start; from++ {
	}
	for to = from; to < len(d.Tokens) && d.Tokens[to].Start < s.End; to++ {
	}
	return from, to
}
