package telegram

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hangup/bot"
)

// piece is one message of a reply: the same words as HTML and plain.
type piece struct {
	html, plain string
}

// units is the length of s as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// render makes the messages of a reply, split between blocks.
func (c *calmer) render(r bot.Reply) []piece {
	r = c.reply(r)
	var out []piece
	for _, p := range chunks(r) {
		last := len(out) - 1
		if last >= 0 && units(out[last].plain)+2+units(p.plain) <= maxText {
			out[last].html += "\n\n" + p.html
			out[last].plain += "\n\n" + p.plain
			continue
		}
		out = append(out, p)
	}
	return out
}

// chunks are the lead and the blocks; one that is longer than a message comes
// in several, parted between lines.
func chunks(r bot.Reply) []piece {
	var out []piece
	if lead := r.Lead; lead != "" {
		for _, l := range cut(lead) {
			out = append(out, piece{"<b>" + html.EscapeString(l) + "</b>", l})
		}
	}
	for _, b := range r.Blocks {
		out = append(out, blockChunks(b)...)
	}
	return out
}

// quoteMark is around the words of others.
const quoteStart, quoteEnd = "<blockquote>", "</blockquote>"

func blockChunks(b bot.Block) []piece {
	var out []piece
	var now piece
	flush := func() {
		if now.plain != "" {
			out = append(out, now)
		}
		now = piece{}
	}
	add := func(p piece) {
		if now.plain != "" && units(now.plain)+1+units(p.plain) > maxText {
			flush()
		}
		if now.plain == "" {
			now = p
			return
		}
		sep := "\n"
		if strings.HasSuffix(now.html, quoteEnd) && strings.HasPrefix(p.html, quoteStart) {
			now.html = strings.TrimSuffix(now.html, quoteEnd) // one box for all
			p.html = strings.TrimPrefix(p.html, quoteStart)
		}
		now.html += sep + p.html
		now.plain += sep + p.plain
	}
	if title := b.Title; title != "" {
		for _, l := range cut(title) {
			add(piece{"<b>" + html.EscapeString(l) + "</b>", l})
		}
	}
	for i, l := range b.Lines {
		for _, part := range cut(mark(b, i) + l) {
			add(lineOf(b.Kind, part))
		}
	}
	flush()
	return out
}

func lineOf(k bot.BlockKind, l string) piece {
	if k == bot.Quotes {
		return piece{quoteStart + html.EscapeString(l) + quoteEnd, l}
	}
	return piece{html.EscapeString(l), l}
}

// mark is what stands before line i.
func mark(b bot.Block, i int) string {
	switch b.Kind {
	case bot.Steps:
		return strconv.Itoa(max(b.First, 1)+i) + ". "
	case bot.Points:
		return "• "
	}
	return ""
}

// cut parts a line that is longer than a message, at a blank if there is one.
func cut(l string) []string {
	var out []string
	for units(l) > maxText {
		end := prefix(l, maxText)
		if i := strings.LastIndexByte(l[:end], ' '); i > end/2 {
			end = i
		}
		out = append(out, l[:end])
		l = strings.TrimLeft(l[end:], " ")
	}
	return append(out, l)
}

// prefix is how many bytes of s fit into n units.
func prefix(s string, n int) int {
	at := 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if n--; r > 0xFFFF {
			n--
		}
		if n < 0 {
			break
		}
		at += size
	}
	return at
}

// visible is s as valid text in one piece, without what is not seen and turns
// the order of words; line breaks become blanks.
func visible(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s))
}
