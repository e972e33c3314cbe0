package discord

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hangup/bot"
)

// piece is one message of a reply, in Discord's markdown.
type piece struct {
	head, body string // the first line, and what follows it
}

// text is all of p in one.
func (p piece) text() string {
	if p.head == "" || p.body == "" {
		return p.head + p.body
	}
	return p.head + "\n\n" + p.body
}

// units is the length of s, in which a sign beyond the first plane counts twice:
// no shorter than Discord counts it.
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

// bold is around a whole line.
func bold(s string) string { return "**" + s + "**" }

// lineRoom is the most that a line may take before its marks.
const lineRoom = maxContent - 20

// render makes the messages of a reply, split between blocks.
func (c *calmer) render(r bot.Reply) []piece {
	r = c.written(r)
	var out []piece
	if r.Lead != "" {
		for _, l := range cut(r.Lead) {
			out = append(out, piece{head: bold(l)})
		}
	}
	for _, b := range r.Blocks {
		for _, chunk := range chunks(b) {
			last := len(out) - 1
			if last >= 0 && units(out[last].text())+2+units(chunk) <= maxContent {
				if out[last].body != "" {
					out[last].body += "\n\n"
				}
				out[last].body += chunk
				continue
			}
			out = append(out, piece{body: chunk})
		}
	}
	return out
}

// chunks are the lines of a block in one; a block that is longer than a message
// comes in several, parted between lines.
func chunks(b bot.Block) []string {
	var ls []string
	if b.Title != "" {
		for _, l := range cut(b.Title) {
			ls = append(ls, bold(l))
		}
	}
	for i, l := range b.Lines {
		for n, part := range cut(l) {
			ls = append(ls, mark(b, i, n == 0)+part)
		}
	}
	var out []string
	for _, l := range ls {
		last := len(out) - 1
		if last >= 0 && units(out[last])+1+units(l) <= maxContent {
			out[last] += "\n" + l
			continue
		}
		out = append(out, l)
	}
	return out
}

// mark is what stands before line i.
func mark(b bot.Block, i int, first bool) string {
	switch {
	case b.Kind == bot.Quotes:
		return "> "
	case !first:
		return ""
	case b.Kind == bot.Steps:
		return strconv.Itoa(max(b.First, 1)+i) + ". "
	case b.Kind == bot.Points:
		return "- "
	}
	return ""
}

// cut parts a line that is longer than a message, at a blank if there is one.
func cut(l string) []string {
	var out []string
	for units(l) > lineRoom {
		end := prefix(l, lineRoom)
		if i := strings.LastIndexByte(l[:end], ' '); i > end/2 {
			end = i
		}
		for end > 1 && l[end-1] == '\\' {
			end-- // the sign that it stands before has to follow
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

// firstOf is at most n characters of s.
func firstOf(s string, n int) string {
	rs := []rune(strings.TrimSpace(s))
	return string(rs[:min(n, len(rs))])
}
