package mail

import (
	"bytes"
	"io"
	"mime"
	"net/mail"
	"strings"

	"golang.org/x/net/publicsuffix"

	"hangup/bot/picture"
)

// maxValue is how much of one header is kept.
const maxValue = 4 << 10

// header holds the first header of each name, by its name in lower case, on one
// line and not yet decoded.
type header map[string]string

// lettersBefore is a mail without what may stand before its headers: empty lines,
// a byte-order mark, the line that mailboxes put between mails, the length that
// Apple Mail writes.
func lettersBefore(b []byte) []byte {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\r\n \t")
	line, rest, ok := bytes.Cut(b, []byte("\n"))
	if ok && (bytes.HasPrefix(line, []byte("From ")) || len(bytes.Trim(line, "0123456789 \r")) == 0) {
		return rest
	}
	return b
}

// parted cuts a mail or a part of one into its header and its body. Lines of the
// header that are none are passed over.
func parted(b []byte) (header, []byte) {
	h := header{}
	last := ""
	for len(b) > 0 {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			return h, b
		}
		line = line[:min(len(line), maxValue)]
		if line[0] == ' ' || line[0] == '\t' {
			if v := h[last]; last != "" && len(v) < maxValue {
				h[last] = v + " " + strings.TrimSpace(string(line))
			}
			continue
		}
		last = h.take(line)
	}
	return h, nil
}

// wanted are the headers that are kept.
const wanted = " from reply-to list-id subject content-type content-transfer-encoding content-disposition content-id "

// take keeps a line if it is the first of a header that is wanted, and gives its
// name, "" if it is not kept.
func (h header) take(line []byte) string {
	name, value, ok := strings.Cut(string(line), ":")
	name = strings.ToLower(strings.TrimSpace(name))
	if _, twice := h[name]; !ok || twice || name == "" || strings.Contains(name, " ") || !strings.Contains(wanted, " "+name+" ") {
		return ""
	}
	h[name] = strings.TrimSpace(value)
	return name
}

// words decodes a header.
func (h header) words(name string) string { return unworded(h[name]) }

// unworded decodes what is written as =?charset?B?…?=, and bytes of no charset.
func unworded(s string) string {
	d := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		return strings.NewReader(decoded(b, label)), err
	}}
	if plain, err := d.DecodeHeader(s); err == nil {
		s = plain
	}
	return strings.Join(strings.Fields(clean(decoded([]byte(s), ""))), " ")
}

// address is one address of a header, as the first that stands there.
type address struct{ name, box string }

// address reads a header of addresses. What is no address is a name.
func (h header) address(name string) address {
	raw := h[name]
	if list, err := mail.ParseAddressList(raw); err == nil && len(list) > 0 {
		return address{unworded(list[0].Name), list[0].Address}
	}
	shown := unworded(raw)
	if from, to := strings.LastIndex(shown, "<"), strings.LastIndex(shown, ">"); from >= 0 && to > from {
		return address{strings.Trim(strings.TrimSpace(shown[:from]), `"'`), strings.TrimSpace(shown[from+1 : to])}
	}
	if strings.Count(shown, "@") == 1 && !strings.Contains(shown, " ") {
		return address{"", shown}
	}
	return address{shown, ""}
}

// String is an address as mail programs show it.
func (a address) String() string {
	switch {
	case a.box == "":
		return a.name
	case a.name == "" || a.name == a.box:
		return a.box
	}
	return a.name + " <" + a.box + ">"
}

// owner is who owns the name behind the @, "" if there is none.
func (a address) owner() string {
	at := strings.LastIndex(a.box, "@")
	if at < 0 {
		return ""
	}
	host := strings.ToLower(strings.TrimRight(a.box[at+1:], "."))
	if owner, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return owner
	}
	return host
}

// seen are the headers that people see, and who an answer would go to when that
// is somebody else than who it comes from. Of a mailing list that is how it works.
func (h header) seen() []picture.Block {
	var lines []string
	var out []picture.Block
	from, back := h.address("from"), h.address("reply-to")
	if s := from.String(); s != "" {
		lines = append(lines, "From: "+s)
		out = append(out, picture.Block{Kind: picture.Sender, Text: s})
	}
	if s := h.words("subject"); s != "" {
		lines = append(lines, "Subject: "+s)
	}
	if len(lines) > 0 {
		out = append(out, picture.Block{Kind: picture.Words, Text: strings.Join(lines, "\n")})
	}
	if back.box != "" && from.box != "" && back.owner() != from.owner() && h["list-id"] == "" {
		out = append(out, picture.Block{Kind: picture.Answers, Text: back.String(), Shown: from.String()})
	}
	return out
}
