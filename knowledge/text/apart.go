package text

import "unicode/utf8"

// apartMin is how many single letters in a row make a word written apart.
// Fewer occur in honest text ("e. g.", "U S A").
const apartMin = 4

// joinApart makes one token of words written as single letters with a space,
// dot or dash between ("A n y D e s k", "a.n.y.d.e.s.k").
func (d *Doc) joinApart() {
	out := d.Tokens[:0]
	for i := 0; i < len(d.Tokens); {
		n := d.apartRun(i)
		if n < apartMin {
			out = append(out, d.Tokens[i])
			i++
			continue
		}
		t := d.Tokens[i]
		last := d.Tokens[i+n-1]
		t.End, t.To = last.End, last.To // the letters of a run stand side by side in Fold
		t.To = t.From + copy(d.Fold[t.From:t.To], unmask(d.Fold[t.From:t.To]))
		out = append(out, t)
		i += n
	}
	d.Tokens = out
}

// apartRun counts the single-letter tokens from i on that belong together.
func (d *Doc) apartRun(i int) int {
	n, first, latin := 0, 0, false
	for j := i; j < len(d.Tokens); j++ {
		t := d.Tokens[j]
		single := t.Class == Word && utf8.RuneLen(d.firstRune(j)) == t.To-t.From
		latin = latin || d.Fold[t.From] < utf8.RuneSelf
		gap := 0
		if n > 0 {
			gap = t.Start - d.Tokens[j-1].End
		}
		// a wider gap than the first one parts two words written apart
		if !single || gap > 3 || n > 1 && gap > first || n == 2 && gap < first {
			break
		}
		if n == 1 {
			first = gap
		}
		n++
	}
	if !latin { // single signs of another script are words of their own
		return 0
	}
	return n
}

func (d *Doc) firstRune(i int) rune {
	r, _ := utf8.DecodeRune(d.Bytes(i))
	return r
}
