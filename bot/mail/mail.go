// Package mail turns mails and documents into the words that a person sees in
// them: .eml files with what is attached to them, PDF, pages of HTML, plain text.
// It knows nothing of what the words mean. Nothing it is handed is stored, nothing
// is fetched, and no address that it reads is opened.
package mail

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"hangup/bot/picture"
)

// How much is read of one file, attachments and what is attached to those included.
const (
	maxFile     = 20 << 20 // bytes of the file
	maxUnpacked = 48 << 20 // bytes of all its parts once they are decoded
	maxDepth    = 8        // parts in parts
	maxParts    = 100
	maxPictures = 4         // attached or inside a mail
	maxPDFs     = 3         // attached
	maxWords    = 256 << 10 // bytes of words of one part
)

// The ids of the sentences in say/unread.yaml that this package gives.
const (
	tooLarge  = "too-large"
	broken    = "broken"
	empty     = "empty"
	elsewhere = "elsewhere"
	slow      = "slow"
	busy      = "busy"
	part      = "part"
	pages     = "pages"
	locked    = "locked"
	archive   = "archive"
	office    = "office"
	outlook   = "outlook"
	program   = "program"
	document  = "document"
	voice     = "voice"
	video     = "video"
	noPDF     = "no-document-reader"
	noPicture = "no-reader"
	noWords   = "no-words"
	blurred   = "blurred"
)

// Reader reads files. Its methods may be called by several goroutines.
type Reader struct {
	host     *picture.Host
	pictures picture.Reader
}

// New gives a Reader that starts the programs of host. pictures reads what is
// drawn: attached pictures, and pages of a PDF without words. Without host (nil)
// no PDF is read, without pictures (nil) no picture.
func New(host *picture.Host, pictures picture.Reader) *Reader {
	return &Reader{host: host, pictures: pictures}
}

// Read reads one file, as a picture.Reader does. What kind it is decide its bytes;
// pictures are handed on. Of a mail it gives the headers that people see, the words
// that show, and apart from these where links lead, where an answer would go when
// that is elsewhere, and what is hidden; then the attachments in turn.
func (r *Reader) Read(ctx context.Context, name, mime string, b []byte) picture.Text {
	if len(b) > maxFile {
		return picture.Lacking(tooLarge)
	}
	g := &reading{Reader: r}
	g.file(ctx, file{name: name, mime: mime, body: b}, 0)
	return g.whole()
}

// file is one file, or one part of a mail, decoded.
type file struct {
	name, mime string
	charset    string // as it is said to be, "" if nothing is said
	body       []byte
}

// reading is one file being read.
type reading struct {
	*Reader
	texts                         []picture.Text
	parts, drawn, bound, unpacked int // what was met so far: parts, pictures, PDFs, bytes
	inMail                        bool
}

// add takes what was read of a part.
func (g *reading) add(t picture.Text) { g.texts = append(g.texts, t) }

// lack notes what could not be read.
func (g *reading) lack(id string) { g.add(picture.Lacking(id)) }

// whole is all that was read.
func (g *reading) whole() picture.Text {
	t := picture.Join(g.texts...)
	if t.Words() != "" {
		t.Missing = g.besides(t.Missing)
	}
	for i := range t.Blocks {
		t.Blocks[i].Text, t.Blocks[i].Shown = clean(t.Blocks[i].Text), clean(t.Blocks[i].Shown)
	}
	t.Blocks = slices.DeleteFunc(t.Blocks, func(b picture.Block) bool { return b.Text == "" })
	if len(t.Blocks) == 0 {
		t.Sure = false
		if len(t.Missing) == 0 {
			t.Missing = []string{document}
		}
	}
	return t
}

// besides is what is missing where words were read: a part is broken, not all of
// it, and a picture without words, such as a logo, takes nothing away from a mail.
func (g *reading) besides(missing []string) []string {
	var out []string
	for _, id := range missing {
		switch {
		case g.inMail && (id == noWords || id == blurred):
			continue
		case id == broken || id == slow:
			id = part
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// file reads one file by what it holds.
func (g *reading) file(ctx context.Context, f file, depth int) {
	switch k := kindOf(f.name, f.mime, f.body); k {
	case isNothing:
		if depth == 0 {
			g.lack(empty)
		}
	case isPicture:
		g.picture(ctx, f)
	case isPDF:
		g.pdf(ctx, f)
	case isMail:
		g.mail(ctx, f.body, depth)
	case isPage:
		g.page(ctx, f)
	case isText:
		g.plain(decoded(f.body, f.charset))
	default:
		g.lack(string(k))
	}
}

// plain takes words as they stand, and of an invitation what a calendar shows.
func (g *reading) plain(words string) {
	if strings.HasPrefix(words, "BEGIN:VCALENDAR") {
		words = invitation(words)
	}
	words, cut := shortened(words)
	if cut {
		g.lack(part)
	}
	g.add(picture.Text{Sure: true, Blocks: []picture.Block{{Kind: picture.Words, Text: words}}})
}

// shortened keeps the beginning and the end of very long words.
func shortened(words string) (string, bool) {
	if len(words) <= maxWords {
		return words, false
	}
	return words[:maxWords*3/4] + "\n\n" + words[len(words)-maxWords/4:], true
}

// picture hands a picture on.
func (g *reading) picture(ctx context.Context, f file) {
	switch {
	case g.inMail && tiny(f.body):
		return
	case g.pictures == nil:
		g.lack(noPicture)
		return
	case g.drawn >= maxPictures:
		g.lack(part)
		return
	}
	g.drawn++
	g.add(g.pictures(ctx, f.name, f.mime, f.body))
}

// clean is s in valid UTF-8, without signs that only steer, with lines that end
// in "\n", and no more than one empty line in a row.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRightFunc(strings.Map(seen, line), unicode.IsSpace)
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// seen drops control characters, and makes all blanks one kind.
func seen(r rune) rune {
	switch {
	case r == '\t' || unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.IsControl(r), r == '\uFEFF':
		return -1
	}
	return r
}
