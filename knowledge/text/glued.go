package text

import "unicode/utf8"

// Vocabulary knows words.
type Vocabulary interface {
	// Ends appends the lengths of all known words that word begins with.
	Ends(ends []int, word []byte) []int
}

// The bounds of words taken apart.
const (
	minGlued  = 9  // shorter ones are left alone
	maxGlued  = 60 // bytes
	minLetter = 2  // shortest part, but for "a" and "i"
)

// partGlued takes apart words that stand without blanks between them
// ("yourcomputerisblocked"), where every part is a word that known knows, and
// long numbers that stick to words. Only plain letters are taken apart: there
// each letter stands for one byte of the original.
func (d *Doc) partGlued(known Vocabulary) {
	if known == nil {
		return
	}
	var p parter
	for i := range d.Tokens {
		if cuts := p.cuts(d, i, known); len(cuts) > 0 {
			d.cutTokens(known, &p)
			return
		}
	}
}

// cutTokens writes the tokens anew with all glued ones cut.
func (d *Doc) cutTokens(known Vocabulary, p *parter) {
	out := make([]Token, 0, len(d.Tokens)+8)
	for i, t := range d.Tokens {
		from := 0
		for _, cut := range p.cuts(d, i, known) {
			out = append(out, part(d, t, from, cut))
			from = cut
			t.Before = NoBreak
		}
		out = append(out, part(d, t, from, t.To-t.From))
	}
	d.Tokens = out
}

// part is the piece of a token from letter from up to to.
func part(d *Doc, t Token, from, to int) Token {
	if from == 0 && to == t.To-t.From {
		return t
	}
	t.Start, t.End = t.Start+from, t.Start+to
	t.From, t.To = t.From+from, t.From+to
	t.Class = classOf(d.Fold[t.From:t.To])
	return t
}

func classOf(w []byte) Class {
	digits, letters := false, false
	for _, c := range w {
		digits = digits || isDigit(c)
		letters = letters || !isDigit(c)
	}
	switch {
	case digits && letters:
		return Mixed
	case digits:
		return Digits
	}
	return Word
}

// parter is working memory for taking words apart.
type parter struct {
	ends []int
	out  []int
	best [maxGlued + 1]int // fewest parts up to here
	back [maxGlued + 1]int // where the last of them begins
}

// cuts gives where to cut token i, nil for nowhere.
func (p *parter) cuts(d *Doc, i int, known Vocabulary) []int {
	t := d.Tokens[i]
	n := t.To - t.From
	if n < minGlued || n > maxGlued || t.End-t.Start != n {
		return nil
	}
	w := d.Fold[t.From:t.To]
	for _, c := range w {
		if c >= utf8.RuneSelf {
			return nil
		}
	}
	switch t.Class {
	case Mixed:
		return p.numberCuts(w)
	case Word:
		return p.wordCuts(w, known)
	}
	return nil
}

// minNumber is how many digits in a row make a number of its own.
const minNumber = 7

// numberCuts cuts a long number off the letters before and behind it.
func (p *parter) numberCuts(w []byte) []int {
	p.out = p.out[:0]
	if w[0] == '0' && w[1] == 'x' {
		return nil
	}
	for i := 0; i < len(w); {
		j := i
		for j < len(w) && isDigit(w[j]) == isDigit(w[i]) {
			j++
		}
		if isDigit(w[i]) && j-i >= minNumber {
			if i > 0 {
				p.out = append(p.out, i)
			}
			if j < len(w) {
				p.out = append(p.out, j)
			}
		}
		i = j
	}
	return p.out
}

// wordCuts finds the way to cut w into the fewest known words.
func (p *parter) wordCuts(w []byte, known Vocabulary) []int {
	const none = 1 << 20
	p.best[0] = 0
	for i := 1; i <= len(w); i++ {
		p.best[i] = none
	}
	for i := range w {
		if p.best[i] == none {
			continue
		}
		p.ends = known.Ends(p.ends[:0], w[i:])
		for _, n := range p.ends {
			if n < minLetter && w[i] != 'a' && w[i] != 'i' {
				continue
			}
			if p.best[i]+1 < p.best[i+n] {
				p.best[i+n], p.back[i+n] = p.best[i]+1, i
			}
		}
	}
	parts := p.best[len(w)]
	if parts < 2 || parts*3 > len(w) { // a word that is known, or crumbs
		return nil
	}
	p.out = p.out[:0]
	for i := p.back[len(w)]; i > 0; i = p.back[i] {
		p.out = append(p.out, i)
	}
	for a, b := 0, len(p.out)-1; a < b; a, b = a+1, b-1 {
		p.out[a], p.out[b] = p.out[b], p.out[a]
	}
	return p.out
}
