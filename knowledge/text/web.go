package text

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// webStart reports whether a link or mail address may begin with c.
func webStart(c byte) bool { return isLetterByte(c) || isDigit(c) || c >= 0xC3 }

// hostByte reports whether the ASCII byte c may stand in a host or in the name
// of a mailbox.
func hostByte(c byte) bool {
	return isLetterByte(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '%'
}

// hostRune is the length of the rune that s begins with if it may stand in a
// host, else 0. Emoji, quotation marks and dashes may not.
func hostRune(s string) int {
	if s[0] < utf8.RuneSelf {
		if hostByte(s[0]) {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || unicode.Is(unicode.No, r) || unicode.Is(unicode.So, r) && foldTable()[r] != "" || ignorable(r) {
		return n
	}
	return 0
}

// scanWeb reports whether a link or mail address begins at i, and where it
// ends. When there is none, end is where to look again, so that the whole text
// is gone over once only.
func scanWeb(s string, i, to int) (end int, ok bool) {
	j, dots, at := hostEnd(s, i, to)
	scheme := schemeEnd(s, i, j, to)
	switch {
	case scheme > 0 && s[scheme-1] == ':': // data: and javascript:
		return blankEnd(s, scheme, to), true
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
		n := hostRune(s[j:to])
		if n == 0 {
			break
		}
		if c == '.' && j > i && j+1 < to && s[j+1] != '.' && hostRune(s[j+1:to]) > 0 {
			dots = true
		}
		j += n - 1
	}
	return j, dots, at
}

// fakeDots are the ways of writing the dot of a host so that it cannot be
// used, and the dots of other scripts, which browsers take for one.
var fakeDots = [...]string{"[.]", "(.)", "{.}", "[dot]", "(dot)", "[DOT]", "(DOT)", "。", "．", "｡"}

// defanged is the length of a dot that is written in another way, or 0.
func defanged(s string) int {
	if len(s) < 3 || s[0] != '[' && s[0] != '(' && s[0] != '{' && s[0] != 0xE3 && s[0] != 0xEF {
		return 0
	}
	for _, d := range fakeDots {
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
	case "javascript":
		if colon < to && s[colon] > ' ' {
			return colon
		}
	case "data":
		if mediaType(s[colon:to]) {
			return colon
		}
	}
	return 0
}

// mediaType reports whether s goes on as a data: address does, and not as prose.
func mediaType(s string) bool {
	for _, m := range [...]string{"text/", "image/", "application/", ";base64,", ",%3", ",<"} {
		if strings.HasPrefix(strings.ToLower(s[:min(len(s), 16)]), m) {
			return true
		}
	}
	return false
}

// pathEnd is where the link that has reached j ends.
func pathEnd(s string, j, to int) int {
	for j < to && s[j] > ' ' && strings.IndexByte("<>\"\\", s[j]) < 0 {
		if s[j] < utf8.RuneSelf {
			j++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[j:to])
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			break
		}
		j += n
	}
	return j
}

// blankEnd is where the next blank stands.
func blankEnd(s string, j, to int) int {
	for j < to && s[j] > ' ' {
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

var plainDots = strings.NewReplacer("[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[DOT]", ".", "(DOT)", ".",
	"。", ".", "．", ".", "｡", ".", "[:]", ":")

// refang undoes the ways in which people make links harmless, and takes out
// what is not seen.
func refang(s string) string {
	if !ascii(s) {
		s = strings.Map(func(r rune) rune {
			if ignorable(r) {
				return -1
			}
			return r
		}, s)
	} else if !strings.ContainsAny(s, "[({") {
		return s
	}
	return plainDots.Replace(s)
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
	host = strings.ToLower(host)
	capital := isUpper(tld[0]) && !isUpper(name[len(name)-1])
	tld = strings.ToLower(tld)
	if capital && tld != "com" && tld != "net" && tld != "org" && tld != "uk" { // a new sentence
		return false
	}
	if isDigit(tld[0]) || strings.Contains(name, "..") || !path && doubtfulEnding(tld) && !looksHost(name) {
		return false
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	return icann || strings.IndexByte(suffix, '.') > 0
}

// looksHost reports whether the part of a host before its ending is more
// likely of a host than two sentences without a blank: "K.k.how".
func looksHost(name string) bool {
	if strings.ContainsAny(name, "-0123456789") {
		return true
	}
	before, last := "", name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		before, last = name[:i], name[i+1:]
	}
	return len(before) > 1 && len(last) > 1
}

// doubtfulEnding reports whether a top-level name is also a common word or a file's ending.
func doubtfulEnding(tld string) bool {
	if len(tld) == 2 {
		switch tld { // countries whose addresses people meet and that are no words
		case "uk", "co", "io", "tv", "cc", "ru", "cn", "eu", "ca", "au", "nz", "ie", "fr", "nl", "ch", "se", "dk", "fi", "cz", "br", "jp", "kr", "za", "ng", "tr", "gl", "ly", "gd", "gg", "vc", "ws", "su", "ro", "hu", "gr", "pt", "gs", "tk", "ml", "cf", "gq":
			return false
		}
		return true
	}
	switch tld {
	case "zip", "mov", "now", "here", "click", "today", "call", "help", "live", "link", "win", "men", "one", "you", "how", "page", "contact", "email", "phone", "watch", "buy", "get", "read", "save", "search", "see", "world", "work", "love", "life", "free", "best", "gift", "open", "new", "case", "care", "bank", "pay", "money", "secure", "safe", "win32", "lol", "wow", "fun", "day", "home", "date", "dad", "baby", "cool", "fit", "food", "fish", "dog", "cat", "game", "gold", "mom", "news", "off", "party", "plus", "red", "rest", "run", "show", "soccer", "sucks", "tips", "toys", "wed", "wine", "yoga", "bar", "bid", "blue", "car", "chat", "coach":
		return true
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
