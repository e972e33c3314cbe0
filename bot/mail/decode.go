package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// unpacked undoes a Content-Transfer-Encoding. What is broken is passed over, as
// mail programs do; an unknown one changes nothing.
func unpacked(body []byte, how string) []byte {
	switch strings.ToLower(strings.TrimSpace(how)) {
	case "base64":
		return fromBase64(body)
	case "quoted-printable":
		return fromQuoted(body)
	}
	return body
}

// sixBits gives the value of a letter of base64, 0xFF for one that is none.
var sixBits = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xFF
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	return t
}()

// fromBase64 passes over whatever is not base64, and goes on behind padding.
func fromBase64(body []byte) []byte {
	out := make([]byte, 0, len(body)*3/4)
	held, bits := uint32(0), 0
	for _, c := range body {
		if c == '=' {
			held, bits = 0, 0
		}
		v := sixBits[c]
		if v == 0xFF {
			continue
		}
		held = held<<6 | uint32(v)
		if bits += 6; bits >= 8 {
			bits -= 8
			out = append(out, byte(held>>bits))
		}
	}
	return out
}

// fromQuoted undoes quoted-printable; a "=" that begins nothing stands for itself.
func fromQuoted(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for line := range bytes.Lines(body) {
		end := bytes.TrimRight(line, " \t\r\n")
		soft := bytes.HasSuffix(end, []byte("="))
		end = bytes.TrimSuffix(end, []byte("="))
		for i := 0; i < len(end); i++ {
			if end[i] == '=' && i+2 < len(end) && hex(end[i+1]) < 16 && hex(end[i+2]) < 16 {
				out = append(out, hex(end[i+1])<<4|hex(end[i+2]))
				i += 2
				continue
			}
			out = append(out, end[i])
		}
		if !soft && line[len(line)-1] == '\n' {
			out = append(out, '\n')
		}
	}
	return out
}

// hex is the value of a hexadecimal digit, 16 for anything else.
func hex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

// decoded makes UTF-8 of words that are said to be in a charset. The bytes are
// believed before the label: what is UTF-8 beyond doubt is that, and what is said
// to be UTF-8 and is not is Windows-1252.
func decoded(b []byte, label string) string {
	label = strings.ToLower(strings.Trim(label, ` "'`))
	plain := label == "" || label == "us-ascii" || label == "ascii" || label == "utf-8" || label == "utf8"
	switch bom := b[:min(len(b), 2)]; {
	case string(bom) == "\xff\xfe":
		label, plain = "utf-16le", false
	case string(bom) == "\xfe\xff":
		label, plain = "utf-16be", false
	case utf8.Valid(b) && (plain || high(b)) && !strings.HasPrefix(label, "utf-16"):
		return string(b)
	}
	if e, name := charset.Lookup(label); !plain && e != nil && name != "replacement" {
		if out, err := e.NewDecoder().Bytes(b); err == nil {
			return string(out)
		}
	}
	if end := len(b) - min(len(b), utf8.UTFMax-1); high(b[:end]) && cutUTF8(b, end) {
		return string(bytes.ToValidUTF8(b, nil))
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	return string(out)
}

// high tells whether there is any byte beyond ASCII.
func high(b []byte) bool {
	return bytes.ContainsFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
}

// cutUTF8 tells whether b is UTF-8 that ends within a letter, which begins at end or later.
func cutUTF8(b []byte, end int) bool {
	for i := end; i < len(b); i++ {
		if utf8.Valid(b[:i]) && !utf8.FullRune(b[i:]) {
			return true
		}
	}
	return false
}
