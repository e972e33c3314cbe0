package letter

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tok is one piece of what somebody wrote: a number in digits, a word in small
// letters, or one sign.
type tok struct {
	kind  tokKind
	text  string
	glued bool // nothing stands between it and the piece before
}

type tokKind uint8

const (
	signTok tokKind = iota
	wordTok
	digitTok
)

// maxRead is how much of an answer is read for amounts and dates, in bytes.
const maxRead = 600

// dashes and the like are written in one way each.
var dashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‒", "-", "’", "'", "‘", "'", "½", " 1/2 ", "＄", "$")

// lex cuts s into pieces. joined says that points and commas between digits
// belong to the number, as in sums.
func lex(s string, joined bool) []tok {
	if len(s) > maxRead {
		s = strings.ToValidUTF8(s[:maxRead], "")
	}
	rs := []rune(strings.Map(ownDigit, strings.ToLower(norm.NFKC.String(dashes.Replace(s)))))
	var out []tok
	glued := false
	for i := 0; i < len(rs); {
		n, kind := piece(rs[i:], joined)
		if n == 0 {
			i, glued = i+1, false
			continue
		}
		if kind != wordTok || rs[i] != '\'' {
			out = append(out, tok{kind, strings.ReplaceAll(string(rs[i:i+n]), "'", ""), glued})
		}
		i, glued = i+n, true
	}
	return out
}

// piece is how long the first piece of rs is, 0 for a blank.
func piece(rs []rune, joined bool) (int, tokKind) {
	switch r := rs[0]; {
	case isDigit(r):
		return digits(rs, joined), digitTok
	case unicode.IsLetter(r):
		n := 1
		for n < len(rs) && (unicode.IsLetter(rs[n]) || rs[n] == '\'' || unicode.IsMark(rs[n])) {
			n++
		}
		return n, wordTok
	case unicode.IsSpace(r) && r != '\n' || unicode.IsControl(r) && r != '\n':
		return 0, signTok
	}
	return 1, signTok
}

// digits is the length of the number at the start of rs.
func digits(rs []rune, joined bool) int {
	n := 1
	for n < len(rs) {
		inside := joined && n+1 < len(rs) && isDigit(rs[n+1]) && strings.ContainsRune(".,'", rs[n])
		if !isDigit(rs[n]) && !inside {
			break
		}
		n++
	}
	return n
}

// zeros are the noughts of other scripts; the other nine digits follow each.
var zeros = []rune{'\u0660', '\u06f0', '\u0966', '\u09e6', '\u0a66', '\u0ae6', '\u0b66', '\u0be6', '\u0c66', '\u0ce6', '\u0d66'}

// ownDigit gives a digit of another script as our own, anything else as it is.
func ownDigit(r rune) rune {
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// at gives the piece at i, the zero one outside.
func at(ts []tok, i int) tok {
	if i < 0 || i >= len(ts) {
		return tok{}
	}
	return ts[i]
}

// word gives the word at i, "" if there is none.
func word(ts []tok, i int) string {
	if t := at(ts, i); t.kind == wordTok {
		return t.text
	}
	return ""
}

// sign reports whether one of the given signs stands at i.
func sign(ts []tok, i int, signs string) bool {
	t := at(ts, i)
	return t.kind == signTok && t.text != "" && strings.Contains(signs, t.text)
}

// words reports whether the words of phrase stand from i on.
func words(ts []tok, i int, phrase string) bool {
	for w := range strings.FieldsSeq(phrase) {
		if word(ts, i) != w {
			return false
		}
		i++
	}
	return true
}

// oneOf gives how many pieces the longest of the phrases takes from i on, 0 if none stands there.
func oneOf(ts []tok, i int, phrases []string) int {
	best, first := 0, word(ts, i)
	if first == "" {
		return 0
	}
	for _, p := range phrases {
		if !strings.HasPrefix(p, first) {
			continue
		}
		if n := strings.Count(p, " ") + 1; n > best && words(ts, i, p) {
			best = n
		}
	}
	return best
}
