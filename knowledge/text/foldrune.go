package text

import (
	"unicode"
	"unicode/utf8"
)

// rune handles one non-ASCII rune of n bytes at i.
func (f *folder) rune(r rune, i, n int) {
	if ignorable(r) {
		if f.open {
			f.end = i + n
		}
		return
	}
	if r == '’' || r == '‘' || r == 'ʼ' || r == '′' {
		f.apostrophe(i + n)
		return
	}
	switch {
	case f.folded(r, i, n):
	case f.plainer(r, i, n):
	case unicode.IsMark(r):
		f.mark(r, i, n)
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		f.putRune(r, i, n)
		f.letters, f.foreign = true, true
		f.capital = f.capital || unicode.IsUpper(r)
	default:
		f.close()
		switch r {
		case '…', '。', '！', '？', '؟', '۔', '।':
			f.raise(Sentence)
		case '–', '—', '«', '»', '“', '”', '、', '،', '·', '•':
			f.raise(Clause)
		case ' ', '\u2029':
			f.raise(NewLine)
		}
	}
}

// plainer writes letters that are spelled in several ways in one of them, and
// drops what is often left out: the vowel marks and stretching stroke of
// Arabic, the dot below of Indian letters.
func (f *folder) plainer(r rune, i, n int) bool {
	to, ok := spelling(r)
	if !ok {
		return false
	}
	if to == 0 {
		if f.open {
			f.end = i + n
		}
		return true
	}
	f.putRune(to, i, n)
	f.letters, f.foreign = true, true
	return true
}

// apostrophe drops an apostrophe that ends at end if letters go on behind it.
func (f *folder) apostrophe(end int) {
	if !f.open {
		return
	}
	if end < len(f.d.Body) && isWordByte(f.d.Body[end]) {
		f.end = end
		return
	}
	f.close()
}

// folded writes what the fold table has for r, if anything.
func (f *folder) folded(r rune, i, n int) bool {
	to, ok := foldTable()[r]
	if !ok {
		return false
	}
	for j := 0; j < len(to); j++ {
		c := to[j]
		switch {
		case isDigit(c):
			f.digits = true
		case isLetterByte(c):
			f.letters, f.latin = true, true
		default: // a folded blank or sign, such as a full-width comma
			f.close()
			f.punct(c, i+n-1, len(f.d.Body))
			continue
		}
		f.put(c, i, i+n)
	}
	return true
}

// mark keeps combining marks of scripts that need them and drops the Latin ones.
func (f *folder) mark(r rune, i, n int) {
	if !f.open {
		return
	}
	f.end = i + n
	if f.foreign && !f.latin {
		f.d.Fold = utf8.AppendRune(f.d.Fold, r)
	}
}
