package mail

import (
	"bytes"
	"image"
	_ "image/gif"  // only to know how large a picture is
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise
	"net/http"
	"path"
	"slices"
	"strings"

	"hangup/bot/picture"
)

// kind is what a file is. The kinds that cannot be read are ids of sentences.
type kind string

// The kinds.
const (
	isNothing kind = ""
	isPicture kind = "picture"
	isPDF     kind = "PDF"
	isMail    kind = "mail"
	isPage    kind = "page"
	isText    kind = "text"
)

// magic is how files of a kind begin. A PDF may begin a little later.
var magic = []struct {
	begins string
	kind   kind
}{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", office}, {"{\\rtf", office}, {"x\x9f\x3e\x22", office},
	{"MZ", program}, {"\x7fELF", program}, {"\xcf\xfa\xed\xfe", program}, {"\xca\xfe\xba\xbe", program},
	{"L\x00\x00\x00\x01\x14\x02\x00", program}, {"#!", program}, {"dex\n", program},
	{"PK\x03\x04", archive}, {"PK\x05\x06", archive}, {"PK\x07\x08", archive}, {"\x1f\x8b", archive}, {"BZh", archive},
	{"7z\xbc\xaf\x27\x1c", archive}, {"Rar!", archive}, {"\xfd7zXZ\x00", archive}, {"\x28\xb5\x2f\xfd", archive}, {"MSCF", archive},
}

// officeParts are what only a packed office file holds near its beginning.
var officeParts = []string{"[Content_Types].xml", "word/", "xl/", "ppt/", "mimetypeapplication/vnd.oasis", "mimetypeapplication/epub"}

// programNames are files that run when they are opened, whatever they hold.
var programNames = []string{".bat", ".cmd", ".com", ".exe", ".hta", ".js", ".jse", ".lnk", ".msi", ".pif", ".ps1", ".reg", ".scr", ".vbe", ".vbs", ".wsf", ".apk", ".jar", ".dmg", ".app"}

// lookWithin is how far into a file its kind is looked for.
const lookWithin = 1024

// kindOf tells what a file is by its bytes, and only where these leave it open by
// its name and by what it is said to be.
func kindOf(name, mime string, b []byte) kind {
	head := b[:min(len(b), lookWithin)]
	ext := strings.ToLower(path.Ext(strings.TrimRight(name, " .")))
	switch found := http.DetectContentType(b); {
	case len(bytes.TrimSpace(head)) == 0 && len(bytes.TrimSpace(b)) == 0:
		return isNothing
	case found == "image/bmp" && !picture.Is(b): // words that begin with BM
	case strings.HasPrefix(found, "image/") || isHEIC(head):
		return isPicture
	case strings.HasPrefix(found, "audio/") || found == "application/ogg":
		return voice
	case strings.HasPrefix(found, "video/"):
		return video
	}
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.begins)) {
			return packed(m.kind, ext, b)
		}
	}
	switch {
	case slices.Contains(programNames, ext):
		return program
	case bytes.Contains(head, []byte("%PDF-")):
		return isPDF
	case len(b) > 32774 && string(b[32769:32774]) == "CD001", len(b) > 262 && string(b[257:262]) == "ustar":
		return archive
	case !readable(head):
		return document
	}
	return written(ext, mime, head)
}

// outlookPart is the name of a part that only mails as Outlook keeps them have, in UTF-16.
const outlookPart = "_\x00_\x00n\x00a\x00m\x00e\x00i\x00d\x00_\x00v\x00e\x00r\x00s\x00i\x00o\x00n\x00"

// packed tells what a packed file is for.
func packed(k kind, ext string, b []byte) kind {
	if k == office && (ext == ".msg" || bytes.Contains(b, []byte(outlookPart))) {
		return outlook
	}
	if k != archive {
		return k
	}
	if slices.Contains(programNames, ext) {
		return program
	}
	head := string(b[:min(len(b), 4*lookWithin)])
	if slices.ContainsFunc(officeParts, func(p string) bool { return strings.Contains(head, p) }) {
		return office
	}
	return archive
}

// isHEIC tells a picture of the kind that iPhones take.
func isHEIC(head []byte) bool {
	return len(head) > 12 && string(head[4:8]) == "ftyp" &&
		slices.Contains([]string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"}, string(head[8:12]))
}

// written tells which kind of text a file is.
func written(ext, mime string, head []byte) kind {
	mime, _, _ = strings.Cut(strings.ToLower(mime), ";")
	mime = strings.TrimSpace(mime)
	switch {
	case looksLikeMail(head):
		return isMail
	case strings.HasPrefix(http.DetectContentType(head), "text/html"), mime == "text/html", mime == "application/xhtml+xml",
		slices.Contains([]string{".html", ".htm", ".xhtml", ".shtml"}, ext):
		return isPage
	case mime == "message/rfc822", ext == ".eml", ext == ".emlx", ext == ".mht", ext == ".mhtml":
		return isMail
	}
	return isText
}

// readable tells whether bytes can be words: no NUL, unless they are UTF-16.
func readable(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	steering := 0
	for _, c := range head {
		if c == 0 {
			return false
		}
		if c < ' ' && !strings.ContainsRune("\t\n\r\f\x1b", rune(c)) {
			steering++
		}
	}
	return steering*20 <= len(head)
}

// mailHeaders begin the first lines of a mail as it is kept.
var mailHeaders = []string{"from", "to", "subject", "date", "received", "return-path", "delivered-to", "mime-version", "message-id",
	"content-type", "reply-to", "x-received", "dkim-signature", "authentication-results", "arc-seal", "arc-authentication-results", "x-mozilla-status"}

// looksLikeMail tells whether the first lines are headers of a mail. Two of the
// names that only machines write are enough; From, To and Subject also stand above
// words that somebody copied.
func looksLikeMail(head []byte) bool {
	known, machine := 0, 0
	for line := range bytes.SplitSeq(lettersBefore(head), []byte("\n")) {
		name, _, ok := bytes.Cut(line, []byte(":"))
		i := slices.Index(mailHeaders, strings.ToLower(string(name)))
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			return known > 1 && machine > 0
		case ok && i >= 0:
			known++
			if i > 3 {
				machine++
			}
		}
	}
	return known > 1 && machine > 0
}

// tiny tells a picture too small to hold words, such as a spacer or an icon.
func tiny(b []byte) bool {
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	return err == nil && (c.Width*c.Height < 20000 || c.Height < 24)
}
