package text

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Texts copied out of mails and pages hold remains of HTML. Tags are no words;
// those of blocks end a line, and links lead where their tag says.

// blockTags end a line; inlineTags do not; hiddenTags hold what nobody sees.
const (
	blockTags  = " br p div tr td th li ul ol table h1 h2 h3 h4 h5 h6 hr body html head title center blockquote section article header footer "
	inlineTags = " a b i u s em strong span font img small big sub sup code tt label button input form option select meta link strike mark tbody thead pre o:p "
	hiddenTags = " script style "
)

// maxTag is how long a tag may be.
const maxTag = 2000

// tag reads the tag that begins at i and gives its name and its end; an end
// of 0 says that there is none.
func tag(s string, i, to int) (name string, closing bool, end int) {
	j := i + 1
	if strings.HasPrefix(s[j:to], "!--") {
		if k := strings.Index(s[j:to], "-->"); k >= 0 {
			return "", false, j + k + 3
		}
		return "", false, 0
	}
	if j < to && s[j] == '/' {
		closing = true
		j++
	}
	from := j
	for j < to && (isLetterByte(s[j]) || isDigit(s[j]) || s[j] == ':') {
		j++
	}
	name = strings.ToLower(s[from:j])
	known := name != "" && (strings.Contains(blockTags, " "+name+" ") || strings.Contains(inlineTags, " "+name+" ") || strings.Contains(hiddenTags, " "+name+" "))
	if !known {
		return "", false, 0
	}
	k := strings.IndexByte(s[j:min(to, j+maxTag)], '>')
	if k < 0 {
		return "", false, 0
	}
	return name, closing, j + k + 1
}

// tag skips the tag at i, if there is one, and gives the place behind it.
func (f *folder) tag(i, to int) int {
	name, closing, end := tag(f.d.Body, i, to)
	if end == 0 {
		return i
	}
	if name == "a" {
		f.anchor(f.d.Body[i:end], i, end, closing)
	}
	switch padded := " " + name + " "; {
	case strings.Contains(hiddenTags, padded) && !closing:
		f.close()
		if k := strings.Index(strings.ToLower(f.d.Body[end:to]), "</"+name); k >= 0 {
			return end + k
		}
	case strings.Contains(blockTags, padded):
		f.close()
		f.newLine()
	}
	return end
}

// anchor notes where a link leads and which words it lies under.
func (f *folder) anchor(tag string, start, end int, closing bool) {
	if !closing {
		f.target, f.shown = attribute(tag, "href"), end
		return
	}
	if f.target != "" && len(f.anchors) < maxAnchors {
		f.anchors = append(f.anchors, Link{Shown: strings.TrimSpace(f.d.Body[f.shown:start]), Target: html.UnescapeString(f.target)})
	}
	f.target = ""
}

// maxAnchors bounds the links taken from tags.
const maxAnchors = 64

// attribute gives the value of an attribute of a tag, "" if it has none.
func attribute(tag, name string) string {
	k := strings.Index(strings.ToLower(tag), name+"=")
	if k < 0 {
		return ""
	}
	v := tag[k+len(name)+1:]
	v = strings.TrimPrefix(v, "3D") // as quoted-printable leaves it
	if v == "" {
		return ""
	}
	if q := v[0]; q == '"' || q == '\'' {
		v, _, _ = strings.Cut(v[1:], string(q))
		return v
	}
	return strings.TrimRight(strings.Fields(v + " ")[0], ">")
}

// maxName is how long the name of a character may be.
const maxName = 10

// named folds a character written by name, such as &nbsp;, and gives the
// place behind it, or i if there is none at i.
func (f *folder) named(i, to int) int {
	k := strings.IndexByte(f.d.Body[i:min(to, i+maxName)], ';')
	if k < 2 {
		return i
	}
	written := f.d.Body[i : i+k+1]
	plain := html.UnescapeString(written)
	if plain == written {
		return i
	}
	f.stand(plain, i, i+k+1)
	return i + k + 1
}

// stand folds plain, for which body[start:end] stands.
func (f *folder) stand(plain string, start, end int) {
	for _, r := range plain {
		switch {
		case r >= utf8.RuneSelf:
			f.rune(r, start, end-start)
		case isLetterByte(byte(r)) || isDigit(byte(r)):
			f.ascii(byte(r), start, end)
			if f.open {
				f.end = end
			}
		case r == '\'':
			if !f.open || end >= len(f.d.Body) || !isWordByte(f.d.Body[end]) {
				f.close()
			} else {
				f.end = end
			}
		default:
			f.close()
			f.punct(byte(r), end-1, len(f.d.Body))
		}
	}
}

// looksQuoted reports whether s holds the remains of quoted-printable: lines
// that end in "=" and letters written as "=C3=A9" (RFC 2045 section 6.7).
func looksQuoted(s string) bool {
	s = s[:min(len(s), MaxBytes)]
	n := 0
	for i := strings.IndexByte(s, '='); i >= 0 && i+2 < len(s); {
		if _, ok := quotedByte(s, i); ok || s[i+1] == '\n' {
			if n++; n > 1 {
				return true
			}
		}
		k := strings.IndexByte(s[i+1:], '=')
		if k < 0 {
			break
		}
		i += k + 1
	}
	return false
}

// quotedByte is the byte written as "=XX" at i.
func quotedByte(s string, i int) (byte, bool) {
	if i+2 >= len(s) || s[i] != '=' {
		return 0, false
	}
	hi, ok1 := hexDigit(s[i+1])
	lo, ok2 := hexDigit(s[i+2])
	return hi<<4 | lo, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// quoted folds what is written as quoted-printable at i and gives the place
// behind it, or i if nothing is.
func (f *folder) quoted(i, to int) int {
	s := f.d.Body[:to]
	for _, soft := range []string{"=\n", "=\r\n"} {
		if strings.HasPrefix(s[i:], soft) { // the word goes on in the next line
			return i + len(soft)
		}
	}
	var plain []byte
	end := i
	for c, ok := quotedByte(s, end); ok && len(plain) < utf8.UTFMax; c, ok = quotedByte(s, end) {
		plain = append(plain, c)
		end += 3
		if utf8.FullRune(plain) {
			break
		}
	}
	if end > i {
		f.stand(string(plain), i, end)
	}
	return end
}
