package text

import (
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"go.mau.fi/util/confusable"
	"golang.org/x/text/unicode/norm"
)

// foldTable maps the runes that compatibility folding turns into ASCII:
// accented letters, full-width, mathematical, circled and squared ones, small capitals.
// It is built once at first use and read only from then on.
var foldTable = sync.OnceValue(buildFoldTable)

// The blocks that hold such runes; going through all of Unicode would cost start-up time.
var foldBlocks = [][2]rune{
	{0x00A0, 0x024F}, {0x1D00, 0x1DBF}, {0x1E00, 0x1EFF}, {0x2000, 0x206F}, {0x2070, 0x209F}, {0x2100, 0x218F},
	{0x2460, 0x24FF}, {0x2776, 0x2793}, {0x3000, 0x3000}, {0xA730, 0xA7FF}, {0xFB00, 0xFB06}, {0xFF00, 0xFFEF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F1FF},
}

// oddLetters are letters that look like Latin ones but that Unicode's
// compatibility folding leaves alone: small capitals, squared letters and the like.
var oddLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'Ł': "l", 'ı': "i", 'ħ': "h", 'ŧ': "t",
	'ᴀ': "a", 'ʙ': "b", 'ᴄ': "c", 'ᴅ': "d", 'ᴇ': "e", 'ꜰ': "f", 'ɢ': "g", 'ʜ': "h", 'ɪ': "i", 'ᴊ': "j", 'ᴋ': "k", 'ʟ': "l", 'ᴍ': "m", 'ɴ': "n", 'ᴏ': "o", 'ᴘ': "p", 'ʀ': "r", 'ꜱ': "s", 'ᴛ': "t", 'ᴜ': "u", 'ᴠ': "v", 'ᴡ': "w", 'ʏ': "y", 'ᴢ': "z",
	'❶': "1", '❷': "2", '❸': "3", '❹': "4", '❺': "5", '❻': "6", '❼': "7", '❽': "8", '❾': "9", '➀': "1", '➁': "2", '➂': "3", '➃': "4", '➄': "5", '➅': "6", '➆': "7", '➇': "8", '➈': "9",
}

func buildFoldTable() map[rune]string {
	table := make(map[rune]string, 4096)
	for _, b := range foldBlocks {
		for r := b[0]; r <= b[1]; r++ {
			if s := foldRune(r); s != "" {
				table[r] = s
			}
		}
	}
	for r := 'A'; r <= 'Z'; r++ { // negative squared and circled letters
		low := string(r + 'a' - 'A')
		table[0x1F130+r-'A'], table[0x1F150+r-'A'], table[0x1F170+r-'A'] = low, low, low
	}
	maps.Copy(table, oddLetters)
	addDigits(table)
	delete(table, '™')
	delete(table, '℠')
	return table
}

// addDigits files the digits of all scripts, which stand in runs from 0 to 9.
func addDigits(table map[rune]string) {
	add := func(lo, hi rune) {
		for r := max(lo, utf8.RuneSelf); r <= hi; r++ {
			table[r] = string('0' + (r-lo)%10)
		}
	}
	for _, x := range unicode.Nd.R16 {
		add(rune(x.Lo), rune(x.Hi))
	}
	for _, x := range unicode.Nd.R32 {
		add(rune(x.Lo), rune(x.Hi))
	}
}

// foldRune is the lower-case ASCII that NFKD makes of r without its marks, "" if it is not ASCII.
func foldRune(r rune) string {
	var out []byte
	for _, d := range norm.NFKD.String(string(r)) {
		switch {
		case unicode.Is(unicode.Mn, d):
		case d < utf8.RuneSelf:
			out = append(out, byte(unicode.ToLower(d)))
		default:
			return ""
		}
	}
	return string(out)
}

// lowerLookalikes are small letters whose capitals look Latin (М, Т, В, Н, К)
// or that Unicode's table takes for something else.
var lowerLookalikes = map[rune]string{'м': "m", 'т': "t", 'в': "b", 'н': "h", 'к': "k", 'μ': "m", 'τ': "t", 'η': "n", 'κ': "k", 'β': "b", 'ν': "v"}

// unmask turns the look-alike letters of a mixed-script word into small Latin
// ones. Words wholly in another script never come here.
func unmask(word []byte) []byte {
	out := make([]byte, 0, len(word))
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		word = word[n:]
		switch s := lookalike(r); {
		case r < utf8.RuneSelf:
			out = append(out, byte(unicode.ToLower(r)))
		case s != "":
			out = append(out, strings.ToLower(s)...)
		case !unicode.Is(unicode.Mn, r):
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
	}
	return out
}

// Latin gives word with all letters that look like Latin ones replaced by
// those, even if it is wholly in another script. It is for comparing names, and
// not for words of a language.
func Latin(word string) string { return string(unmask([]byte(word))) }

// lookalike is the Latin that r looks like, "" if there is none. Capitals that
// look like capitals come first (Η is H, though η is n); for others, such as І,
// Unicode's table names a small l.
func lookalike(r rune) string {
	if r < utf8.RuneSelf {
		return ""
	}
	low := unicode.ToLower(r)
	if s := confusable.GetReplacement(r); low != r && len(s) == 1 && isUpper(s[0]) {
		return s
	}
	if s := lowerLookalikes[low]; s != "" {
		return s
	}
	if s := confusable.GetReplacement(low); ascii(s) {
		return s
	}
	return ""
}

// spelling gives the plain spelling of a letter of Arabic, Urdu, Hindi, Punjabi
// or Bengali that is written in several ways, 0 for a sign that is often left
// out, and whether r is either.
func spelling(r rune) (rune, bool) {
	switch {
	case r < 0x0600 || r > 0x0A5E:
		return 0, false
	case r >= 0x064B && r <= 0x065F, r == 0x0670, r == 0x0640: // vowel marks, stretching stroke
		return 0, true
	case r == 0x093C, r == 0x09BC, r == 0x0A3C: // dot below
		return 0, true
	case r >= 0x0958 && r <= 0x095F: // letters with the dot in one piece
		return [...]rune{'क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'}[r-0x0958], true
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا', true
	case 'ة', 'ۃ':
		return 'ه', true
	case 'ى', 'ی', 'ئ':
		return 'ي', true
	case 'ک':
		return 'ك', true
	case 'ہ', 'ھ':
		return 'ه', true
	case 0x09DC:
		return 'ড', true
	case 0x09DD:
		return 'ঢ', true
	case 0x09DF:
		return 'য', true
	case 0x0A33:
		return 'ਲ', true
	case 0x0A36:
		return 'ਸ', true
	case 0x0A59:
		return 'ਖ', true
	case 0x0A5A:
		return 'ਗ', true
	case 0x0A5B:
		return 'ਜ', true
	case 0x0A5E:
		return 'ਫ', true
	}
	return 0, false
}

// ignorable reports whether r is not seen at all: joiners, direction marks,
// soft hyphens, variation selectors, the keycap frame.
func ignorable(r rune) bool {
	switch {
	case r >= 0x2010 && r <= 0x2029: // dashes, quotation marks, dots: the commonest signs by far
		return false
	case r == 0x00AD, r == 0x20E3, r == 0x034F, r == 0xFEFF, r == 0x115F, r == 0x3164:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// leet is the letter that a sign inside a word stands for.
func leet(c byte) byte {
	switch c {
	case '@':
		return 'a'
	case '$':
		return 's'
	}
	return 'i' // ! and |
}

// Unleet writes into buf the letters that the digits in word stand for, with
// one as the letter for 1. It returns false if no digit was changed.
func Unleet(buf, word []byte, one byte) ([]byte, bool) {
	changed := false
	for _, c := range word {
		l := c
		switch c {
		case '0':
			l = 'o'
		case '1':
			l = one
		case '3':
			l = 'e'
		case '4':
			l = 'a'
		case '5':
			l = 's'
		case '7':
			l = 't'
		case '8':
			l = 'b'
		}
		changed = changed || l != c
		buf = append(buf, l)
	}
	return buf, changed
}
