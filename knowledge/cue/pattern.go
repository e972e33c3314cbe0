package cue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"hangup/knowledge/text"
)

// The bounds of the pattern language (content README).
const (
	defaultGap    = 3
	maxGap        = 12
	maxAlternates = 4096 // written-out forms of one phrase
)

// atom is one place of a written-out phrase: a set of words, a list, or a gap.
type atom struct {
	gap   int      // > 0: up to that many words may stand here
	list  string   // "<id>" without brackets
	words []string // folded words; a trailing * makes a prefix
}

// key tells atoms apart.
func (a atom) key() string {
	switch {
	case a.gap > 0:
		return "." + strconv.Itoa(a.gap)
	case a.list != "":
		return "<" + a.list
	}
	return strings.Join(a.words, "|")
}

// expand writes a phrase out into its forms: sequences of atoms without
// options and without alternatives of several words. A gap that an option
// leaves at the end of a form falls away with it.
func expand(phrase string) ([][]atom, error) {
	forms, err := forms(phrase)
	if err != nil {
		return nil, err
	}
	for i, f := range forms {
		f = joinGaps(f)
		for len(f) > 0 && f[len(f)-1].gap > 0 {
			f = f[:len(f)-1]
		}
		if len(f) == 0 || f[0].gap > 0 {
			return nil, fmt.Errorf("a form of it is empty or begins in a gap")
		}
		forms[i] = f
	}
	return forms, nil
}

// joinGaps makes one gap of those that stand side by side once the option
// between them is left out: "a .. b? .. c".
func joinGaps(form []atom) []atom {
	out := form[:0]
	for _, a := range form {
		if k := len(out) - 1; k >= 0 && a.gap > 0 && out[k].gap > 0 {
			out[k].gap = min(out[k].gap+a.gap, 2*maxGap)
			continue
		}
		out = append(out, a)
	}
	return out
}

// forms writes out a sequence of pieces.
func forms(s string) ([][]atom, error) {
	pieces, err := lex(s)
	if err != nil {
		return nil, err
	}
	out := [][]atom{nil}
	for _, p := range pieces {
		alts, err := p.alternatives()
		if err != nil {
			return nil, err
		}
		if len(out)*len(alts) > maxAlternates {
			return nil, fmt.Errorf("more than %d forms", maxAlternates)
		}
		var next [][]atom
		for _, f := range out {
			for _, alt := range alts {
				next = append(next, append(slices.Clone(f), alt...))
			}
		}
		out = next
	}
	return out, nil
}

// piece is one part of a phrase as written.
type piece struct {
	body     string
	group    bool
	optional bool
}

// lex cuts a phrase at blanks, keeping ( … ) together.
func lex(phrase string) ([]piece, error) {
	var out []piece
	s := strings.TrimSpace(phrase)
	for s != "" {
		var p piece
		if s[0] == '(' {
			end := closing(s)
			if end < 0 {
				return nil, fmt.Errorf("a ( without )")
			}
			p.body, p.group, s = s[1:end], true, s[end+1:]
			if strings.HasPrefix(s, "?") {
				p.optional, s = true, s[1:]
			}
			if s != "" && s[0] != ' ' {
				return nil, fmt.Errorf("a blank is missing behind )")
			}
		} else {
			p.body, s, _ = strings.Cut(s, " ")
			if strings.HasSuffix(p.body, "?") {
				p.body, p.optional = p.body[:len(p.body)-1], true
			}
			if strings.ContainsAny(p.body, "()|") {
				return nil, fmt.Errorf("%q: put alternatives in ( )", p.body)
			}
		}
		out = append(out, p)
		s = strings.TrimLeft(s, " ")
	}
	return out, nil
}

// closing is the place of the bracket that closes the one s begins with, or -1.
func closing(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// split cuts the alternatives of a group, leaving inner groups whole.
func split(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	return append(out, s[from:])
}

// alternatives gives the atom sequences that p stands for; an empty one if it is optional.
func (p piece) alternatives() ([][]atom, error) {
	var out [][]atom
	if !p.group {
		seq, err := sequence(p.body)
		if err != nil {
			return nil, err
		}
		out = append(out, seq)
	} else {
		var single []string
		for _, alt := range split(p.body) {
			seqs, err := forms(alt)
			if err != nil {
				return nil, err
			}
			if len(seqs) == 1 && len(seqs[0]) == 0 {
				return nil, fmt.Errorf("an empty alternative")
			}
			for _, seq := range seqs {
				if len(seq) == 1 && len(seq[0].words) > 0 {
					single = append(single, seq[0].words...)
					continue
				}
				out = append(out, seq)
			}
		}
		if len(single) > 0 {
			slices.Sort(single)
			out = append(out, []atom{{words: slices.Compact(single)}})
		}
	}
	if p.optional {
		out = append(out, nil)
	}
	return out, nil
}

// sequence reads one alternative: words, lists and gaps in a row.
func sequence(s string) ([]atom, error) {
	var out []atom
	for w := range strings.FieldsSeq(s) {
		switch {
		case strings.HasPrefix(w, ".."):
			n := defaultGap
			if rest := w[2:]; rest != "" {
				v, err := strconv.Atoi(rest)
				if err != nil || v < 1 || v > maxGap {
					return nil, fmt.Errorf("%q: a gap is .. or ..1 to ..%d", w, maxGap)
				}
				n = v
			}
			out = append(out, atom{gap: n})
		case strings.HasPrefix(w, "<"):
			if !strings.HasSuffix(w, ">") || len(w) < 3 {
				return nil, fmt.Errorf("%q: a list is written <id>", w)
			}
			out = append(out, atom{list: w[1 : len(w)-1]})
		default:
			words, err := foldWords(w)
			if err != nil {
				return nil, err
			}
			out = append(out, words...)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("an empty alternative")
	}
	return out, nil
}

// folded keeps what words of content fold into: the same ones come up again
// and again.
var folded sync.Map // string → []string

// foldWords folds a word of content as the text is folded; it may fall into several.
func foldWords(w string) ([]atom, error) {
	prefix := strings.HasSuffix(w, "*")
	if k := strings.IndexByte(w, '*'); k >= 0 && k < len(w)-1 {
		return nil, fmt.Errorf("%q: a * stands only at the end of a word", w)
	}
	words := plainWords(strings.TrimSuffix(w, "*"))
	if len(words) == 0 {
		return nil, fmt.Errorf("%q holds no word", w)
	}
	out := make([]atom, len(words))
	for i, word := range words {
		if prefix && i == len(words)-1 {
			word += "*"
		}
		out[i].words = []string{word}
	}
	return out, nil
}

// plainWords are the folded words of w; they must not be changed.
func plainWords(w string) []string {
	if known, ok := folded.Load(w); ok {
		if words, ok := known.([]string); ok {
			return words
		}
	}
	d := text.Fold(w)
	words := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		words[i] = d.Word(i)
	}
	folded.Store(w, words)
	return words
}
