package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"hangup/bot"
)

// show writes a reply, then the taps with their numbers. A reply that says
// nothing leaves the taps of the one before it in force.
func (t *talk) show(r bot.Reply) {
	if r.Silent() {
		return
	}
	t.line("")
	t.text(r.Text())
	for _, d := range r.Documents {
		t.document(d)
	}
	t.choices = r.Choices[:min(len(r.Choices), maxChoices)]
	if len(t.choices) > 0 {
		t.line("")
	}
	for i, c := range t.choices {
		t.line(fmt.Sprintf("[%d] %s", i+1, c.Label))
	}
	if len(t.choices) > 0 {
		t.line(t.words["pick"])
	}
	t.line("")
}

// document writes a letter out. What is not text can only be named.
func (t *talk) document(d bot.Document) {
	t.line("")
	key := "file-hidden"
	if strings.HasPrefix(d.MediaType, "text/") {
		key = "file"
	}
	t.line(strings.ReplaceAll(t.words[key], "{name}", d.Name))
	if key == "file" {
		t.line("")
		t.text(clean(string(d.Body)))
	}
}

func (t *talk) prompt() { t.write("> ") }

// text writes every line of s, wrapped.
func (t *talk) text(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		t.line(line)
	}
}

// line writes one line of text, wrapped and harmless.
func (t *talk) line(s string) {
	for _, l := range wrap(inert(s), t.opts.Width) {
		t.write(l + "\n")
	}
}

func (t *talk) write(s string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.out, s)
	}
}

// inert takes the power out of s: a message that is quoted could otherwise move
// the cursor, recolour the screen, write into the clipboard or turn the reading
// direction. Tabs and line breaks become spaces.
func inert(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, clean(s))
}

// wrap breaks s at spaces into lines of at most width characters. What follows a
// number or a dash is indented under its text. A longer word is broken hard.
func wrap(s string, width int) []string {
	if utf8.RuneCountInString(s) <= width {
		return []string{s}
	}
	indent := strings.Repeat(" ", min(hang(s), width/2))
	var lines []string
	line, size := "", 0
	for _, word := range pieces(s, width-len(indent)) {
		n := utf8.RuneCountInString(word)
		switch {
		case line == "":
			line, size = word, n
		case size+1+n > width:
			lines = append(lines, line)
			line, size = indent+word, len(indent)+n
		default:
			line, size = line+" "+word, size+1+n
		}
	}
	return append(lines, line)
}

// pieces are the words of s, those longer than most characters in several.
func pieces(s string, most int) []string {
	var out []string
	for word := range strings.FieldsSeq(s) {
		runes := []rune(word)
		for len(runes) > most {
			out = append(out, string(runes[:most]))
			runes = runes[most:]
		}
		out = append(out, string(runes))
	}
	return out
}

// hang is how far the second line of s is indented.
func hang(s string) int {
	mark, _, ok := strings.Cut(s, " ")
	if ok && (mark == "-" || strings.HasSuffix(mark, ".") && strings.Trim(mark[:len(mark)-1], "0123456789") == "" && len(mark) > 1 ||
		strings.HasPrefix(mark, "[") && strings.HasSuffix(mark, "]")) {
		return len(mark) + 1
	}
	return 0
}
