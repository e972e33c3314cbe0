package mail

import (
	"bytes"
	"context"
	"mime"
	"slices"
	"strings"
	"unicode"

	"hangup/bot/picture"
)

// mail reads a mail as it is kept: header, then body.
func (g *reading) mail(ctx context.Context, b []byte, depth int) {
	outer := g.inMail
	g.inMail = true
	h, body := parted(lettersBefore(b))
	if blocks := h.seen(); len(blocks) > 0 {
		g.add(picture.Text{Sure: true, Blocks: blocks})
	}
	g.entity(ctx, h, body, depth+1)
	g.inMail = outer || g.inMail
}

// entity reads the body of a mail, or a part of it.
func (g *reading) entity(ctx context.Context, h header, body []byte, depth int) {
	g.parts++
	if depth > maxDepth || g.parts > maxParts || ctx.Err() != nil {
		g.lack(part)
		return
	}
	kind, params := h.media()
	if strings.HasPrefix(kind, "multipart/") {
		g.multipart(ctx, kind, params["boundary"], body, depth)
		return
	}
	if g.unpacked += len(body); g.unpacked > maxUnpacked {
		g.lack(part)
		return
	}
	f := file{name: h.fileName(params), mime: kind, charset: params["charset"], body: unpacked(body, h["content-transfer-encoding"])}
	g.leaf(ctx, kind, f, depth)
}

// leaf reads a part that is decoded and has no parts of its own, or is a mail.
func (g *reading) leaf(ctx context.Context, kind string, f file, depth int) {
	wide := strings.HasPrefix(strings.ToLower(f.charset), "utf-16")
	words := f.name == "" && strings.HasPrefix(kind, "text/") && (wide || readable(f.body[:min(len(f.body), lookWithin)]))
	switch {
	case kind == "message/rfc822" || kind == "message/global":
		g.mail(ctx, f.body, depth)
	case strings.HasSuffix(kind, "signature"), kind == "text/rfc822-headers", kind == "message/delivery-status",
		strings.HasPrefix(f.name, "smime.p7s"), len(bytes.TrimSpace(f.body)) == 0:
	case kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime" || kind == "application/pgp-encrypted":
		g.lack(locked)
	case kind == "message/partial" || kind == "message/external-body":
		g.lack(part)
	case words && kind == "text/html":
		g.page(ctx, f)
	case words && kind == "text/plain":
		g.plain(decoded(f.body, f.charset))
	default:
		g.file(ctx, f, depth)
	}
}

// media is the type of a part with its parameters; without one it is plain text.
func (h header) media() (string, map[string]string) {
	raw := h["content-type"]
	kind, params, err := mime.ParseMediaType(raw)
	if err == nil && strings.Contains(kind, "/") {
		return kind, params
	}
	kind, rest, _ := strings.Cut(raw, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	params = map[string]string{}
	for p := range strings.SplitSeq(rest, ";") {
		name, value, _ := strings.Cut(p, "=")
		params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	if !strings.Contains(kind, "/") {
		kind = "text/plain"
	}
	return kind, params
}

// fileName is the name of an attachment, "" for what is shown in its place.
func (h header) fileName(params map[string]string) string {
	how, more, err := mime.ParseMediaType(h["content-disposition"])
	name := unworded(params["name"])
	if err == nil && more["filename"] != "" {
		name = unworded(more["filename"])
	}
	if name == "" && how == "attachment" {
		name = "attachment"
	}
	return name
}

// multipart reads the parts that people see of a part that has some.
func (g *reading) multipart(ctx context.Context, kind, boundary string, body []byte, depth int) {
	parts := split(body, boundary)
	switch {
	case len(parts) == 0:
		g.plain(decoded(body, ""))
	case kind == "multipart/alternative":
		g.best(ctx, parts, depth)
	default:
		for i, p := range parts {
			if i >= maxParts {
				g.lack(part)
				return
			}
			h, b := parted(p)
			if kind == "multipart/digest" && h["content-type"] == "" {
				h["content-type"] = "message/rfc822"
			}
			g.entity(ctx, h, b, depth+1)
		}
	}
}

// best reads one of several ways to say the same: the last that mail programs
// know and that has words.
func (g *reading) best(ctx context.Context, parts [][]byte, depth int) {
	for i, p := range slices.Backward(parts) {
		h, body := parted(p)
		kind, _ := h.media()
		shown := kind == "text/html" || kind == "text/plain" || strings.HasPrefix(kind, "multipart/")
		if !shown && i > 0 {
			continue
		}
		from := len(g.texts)
		g.entity(ctx, h, body, depth+1)
		if strings.ContainsFunc(picture.Join(g.texts[from:]...).Words(), unicode.IsLetter) {
			return
		}
	}
}

// split cuts a body at its boundary. Without one it takes what looks like one.
func split(body []byte, boundary string) [][]byte {
	if boundary == "" {
		boundary = firstBoundary(body)
	}
	if boundary == "" {
		return nil
	}
	var parts [][]byte
	line := []byte("--" + boundary)
	from := -1
	for at := 0; at < len(body) && len(parts) <= maxParts; {
		end := len(body)
		if k := bytes.IndexByte(body[at:], '\n'); k >= 0 {
			end = at + k + 1
		}
		rest, ok := bytes.CutPrefix(body[at:end], line)
		last := bytes.HasPrefix(rest, []byte("--"))
		if rest = bytes.TrimSpace(bytes.TrimPrefix(rest, []byte("--"))); ok && len(rest) == 0 {
			if from >= 0 {
				parts = append(parts, body[from:at])
			}
			if from = end; last {
				return parts
			}
		}
		at = end
	}
	if from >= 0 && from < len(body) { // it was cut off
		parts = append(parts, body[from:])
	}
	return parts
}

// firstBoundary guesses a boundary that the header does not tell.
func firstBoundary(body []byte) string {
	line, rest, _ := bytes.Cut(bytes.TrimLeft(body, "\r\n"), []byte("\n"))
	line = bytes.TrimSpace(line)
	if len(line) < 6 || !bytes.HasPrefix(line, []byte("--")) || bytes.ContainsAny(line, " \t") || !bytes.Contains(rest, line) {
		return ""
	}
	return string(line[2:])
}

// invitation is what a calendar shows of an invitation.
func invitation(s string) string {
	s = strings.NewReplacer("\r\n ", "", "\n ", "", "\r\n\t", "", "\n\t", "").Replace(s)
	var out []string
	for line := range strings.Lines(s) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		name, _, _ = strings.Cut(name, ";")
		if name == "SUMMARY" || name == "DESCRIPTION" || name == "LOCATION" {
			out = append(out, strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value))
		}
	}
	return strings.Join(out, "\n")
}
