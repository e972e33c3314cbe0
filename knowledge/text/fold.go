package text

import (
	"bytes"
	"unicode/utf8"
)

// folder walks over a text once and writes its tokens.
type folder struct {
	d     *Doc
	sent  int
	brk   Break // strongest break since the last token
	start int   // original start of the open token, valid if open
	end   int
	from  int
	open  bool
	lines int // lines that ended since the last token
	// what the open token holds
	letters, digits, foreign, latin, capital bool
	quotedText                               bool   // there are remains of quoted-printable
	target                                   string // where the open link leads
	shown                                    int    // where its words begin
	anchors                                  []Link
}

// raise notes a break of at least b before the next token.
func (f *folder) raise(b Break) { f.brk = max(f.brk, b) }

// piece folds body[from:to].
func (f *folder) piece(from, to int) {
	body := f.d.Body
	noWeb := 0 // no link begins before this place
	for i := from; i < to; {
		if end := f.remains(i, to); end > i {
			i = end
			continue
		}
		if !f.open && i >= noWeb && webStart(body[i]) {
			end, ok := scanWeb(body, i, to)
			if ok {
				f.web(i, end)
				i = end
				continue
			}
			noWeb = end
		}
		if c := body[i]; c < utf8.RuneSelf {
			f.ascii(c, i, to)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(body[i:to])
		f.rune(r, i, n)
		i += n
	}
	f.close()
}

// remains folds what is left of a mail's or page's code at i, and joins words
// parted at the end of a line. It gives the place behind it, or i.
func (f *folder) remains(i, to int) int {
	body := f.d.Body
	switch body[i] {
	case '<':
		return f.tag(i, to)
	case '&':
		return f.named(i, to)
	case '=':
		if f.quotedText {
			return f.quoted(i, to)
		}
	case '-':
		if f.open && f.letters && f.end == i && i+2 < to && body[i+1] == '\n' && body[i+2] >= 'a' && body[i+2] <= 'z' {
			return i + 2
		}
	}
	return i
}

// ascii handles one ASCII byte at i.
func (f *folder) ascii(c byte, i, to int) {
	switch {
	case c >= 'a' && c <= 'z':
		f.put(c, i, i+1)
		f.letters, f.latin = true, true
	case c >= 'A' && c <= 'Z':
		f.put(c+'a'-'A', i, i+1)
		f.letters, f.latin = true, true
	case c >= '0' && c <= '9':
		f.put(c, i, i+1)
		f.digits = true
	case c == '\'' || c == '`':
		// inside a word it is dropped: don't is dont
		if f.open && i+1 < to && isWordByte(f.d.Body[i+1]) {
			f.end = i + 1
			return
		}
		f.close()
	case (c == '.' || c == ',') && f.open && !f.letters && i+1 < to && isDigit(f.d.Body[i+1]):
		f.end = i + 1 // 4,500 and 4.50 are one number
	case (c == '@' || c == '$' || c == '!' || c == '|') && f.inWord(i, to):
		f.put(leet(c), i, i+1)
	default:
		f.close()
		f.punct(c, i, to)
	}
}

// inWord reports whether the sign at i stands between letters of one word.
func (f *folder) inWord(i, to int) bool {
	return f.open && f.letters && f.end == i && i+1 < to && isLetterByte(f.d.Body[i+1])
}

// punct notes what break a punctuation byte makes.
func (f *folder) punct(c byte, i, to int) {
	body := f.d.Body
	switch c {
	case '.', '!', '?':
		ends := i+1 >= to || body[i+1] <= ' ' || body[i+1] == '"' || body[i+1] == ')' || c != '.' || isUpper(body[i+1])
		if ends && !(c == '.' && shortened(body[:i])) {
			f.raise(Sentence)
		}
	case '\n':
		f.newLine()
	case '\r':
		if i+1 >= to || body[i+1] != '\n' {
			f.newLine()
		}
	case ',', ':', ';', '(', ')', '[', ']', '"':
		f.raise(Clause)
	case '-':
		if i > 0 && body[i-1] == ' ' {
			f.raise(Clause)
		}
	}
}

// newLine notes the end of a line; an empty line ends the sentence.
func (f *folder) newLine() {
	if f.lines++; f.lines > 1 {
		f.raise(Sentence)
	}
	f.raise(NewLine)
}

// shortened reports whether s ends in a word whose full stop ends no sentence
// ("Mr", "e.g").
func shortened(s string) bool {
	from := len(s)
	for from > 0 && len(s)-from < 4 && isLetterByte(s[from-1]) {
		from--
	}
	switch s[from:] {
	case "Mr", "Mrs", "Ms", "Dr", "vs":
		return true
	case "g", "e":
		return from > 1 && s[from-1] == '.' && (s[from-2] == 'e' || s[from-2] == 'i')
	}
	return false
}

func (f *folder) put(c byte, start, end int) {
	f.begin(start)
	f.d.Fold = append(f.d.Fold, c)
	f.end = end
}

func (f *folder) putRune(r rune, start, n int) {
	f.begin(start)
	f.d.Fold = utf8.AppendRune(f.d.Fold, r)
	f.end = start + n
}

func (f *folder) begin(start int) {
	if !f.open {
		f.open, f.start, f.from = true, start, len(f.d.Fold)
		f.letters, f.digits, f.foreign, f.latin, f.capital = false, false, false, false, false
	}
}

// close ends the open token.
func (f *folder) close() {
	if !f.open {
		return
	}
	f.open = false
	switch {
	case f.foreign && f.latin: // look-alikes are told by their capitals too: lower case comes last
		f.d.Fold = append(f.d.Fold[:f.from], unmask(f.d.Fold[f.from:])...)
	case f.capital:
		f.d.Fold = append(f.d.Fold[:f.from], bytes.ToLower(f.d.Fold[f.from:])...)
	}
	c := Word
	if f.digits {
		c = Digits
		if f.letters {
			c = Mixed
		}
	}
	f.emit(f.start, f.end, f.from, c)
}

// web writes a link or mail address as one token.
func (f *folder) web(start, end int) {
	from := len(f.d.Fold)
	f.d.Fold = append(f.d.Fold, bytes.ToLower([]byte(f.d.Body[start:end]))...)
	f.emit(start, end, from, Web)
}

func (f *folder) emit(start, end, from int, c Class) {
	if f.brk == Sentence && len(f.d.Tokens) > 0 {
		f.sent++
	}
	f.d.Tokens = append(f.d.Tokens, Token{
		Span: Span{start, end}, From: from, To: len(f.d.Fold), Sent: f.sent, Before: f.brk, Class: c,
	})
	f.brk, f.lines = NoBreak, 0
}

func isDigit(c byte) bool      { return c >= '0' && c <= '9' }
func isUpper(c byte) bool      { return c >= 'A' && c <= 'Z' }
func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || isUpper(c) }
func isWordByte(c byte) bool   { return isLetterByte(c) || isDigit(c) || c >= utf8.RuneSelf }
