package cue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/text"
)

// atom is what may stand at one place of a written-out phrase: one of a set
// of words, or a list.
type atom struct {
	key   string   // tells atoms apart
	list  string   // "<id>" without brackets
	words []string // folded words; a trailing * makes a prefix
	term  term     // -1 until a form has it
}

// step is one place of a written-out phrase: the number of an atom, or a gap
// of up to so many words, as a negative number.
type step int32

// writer writes phrases out. It remembers what the same words and groups came
// to: most come up again and again.
type writer struct {
	atoms  []atom
	known  map[string]step     // by the key of the atom
	words  map[string][]step   // by the word as it is written
	groups map[string][][]step // by what stands in the brackets; not to be changed
	room   []step              // for forms to come
}

func newWriter() *writer {
	return &writer{known: make(map[string]step, manyWords), words: make(map[string][]step, manyWords), groups: map[string][][]step{}}
}

// manyWords is about how many words and groups the content has.
const manyWords = 1 << 14

// atom gives the number of an atom; its words must not be changed.
func (w *writer) atom(list string, words ...string) step {
	key := "<" + list
	if list == "" {
		key = strings.Join(words, "|")
	}
	n, ok := w.known[key]
	if !ok {
		n = step(len(w.atoms))
		w.known[key] = n
		w.atoms = append(w.atoms, atom{key: key, list: list, words: words, term: -1})
	}
	return n
}

// expand writes a phrase out into its forms: sequences of steps without
// options and without alternatives of several words. A gap that an option
// leaves at the end of a form falls away with it.
func (w *writer) expand(phrase string) ([][]step, error) {
	forms, err := w.forms(phrase)
	if err != nil {
		return nil, err
	}
	for i, f := range forms {
		f = joinGaps(f)
		for len(f) > 0 && f[len(f)-1] < 0 {
			f = f[:len(f)-1]
		}
		if len(f) == 0 || f[0] < 0 {
			return nil, fmt.Errorf("a form of it is empty or begins in a gap")
		}
		forms[i] = f
	}
	return forms, nil
}

// joinGaps makes one gap of those that stand side by side once the option
// between them is left out: "a .. b? .. c".
func joinGaps(form []step) []step {
	out := form[:0]
	for _, x := range form {
		if k := len(out) - 1; k >= 0 && x < 0 && out[k] < 0 {
			out[k] = max(out[k]+x, -2*maxGap)
			continue
		}
		out = append(out, x)
	}
	return out
}

// forms writes out a sequence of pieces.
func (w *writer) forms(s string) ([][]step, error) {
	pieces, err := lex(s)
	if err != nil {
		return nil, err
	}
	out := [][]step{nil}
	for _, p := range pieces {
		alts, err := w.alternatives(p)
		if err != nil {
			return nil, err
		}
		n := len(alts)
		if p.optional {
			n++
		}
		if len(out)*n > maxAlternates {
			return nil, fmt.Errorf("more than %d forms", maxAlternates)
		}
		next := make([][]step, 0, len(out)*n)
		for _, f := range out {
			for _, alt := range alts {
				next = append(next, w.join(f, alt))
			}
			if p.optional {
				next = append(next, w.join(f, nil))
			}
		}
		out = next
	}
	return out, nil
}

// join gives a and b in a row, in memory of their own.
func (w *writer) join(a, b []step) []step {
	n := len(a) + len(b)
	if len(w.room) < n {
		w.room = make([]step, max(n, roomSteps))
	}
	out := w.room[:0:n]
	w.room = w.room[n:]
	return append(append(out, a...), b...)
}

// roomSteps is how many steps room is made for at once.
const roomSteps = 4096

// alternatives gives the sequences that p stands for, but for the empty one
// if it is optional. They must not be changed.
func (w *writer) alternatives(p piece) ([][]step, error) {
	if !p.group {
		seq, err := w.sequence(p.body)
		return [][]step{seq}, err
	}
	if known, ok := w.groups[p.body]; ok {
		return known, nil
	}
	var out [][]step
	single := make([]string, 0, 1+strings.Count(p.body, "|"))
	for _, alt := range split(p.body) {
		if letters(alt) { // nearly all are
			single = append(single, alt)
			continue
		}
		seqs, err := w.branches(alt)
		if err != nil {
			return nil, err
		}
		if len(seqs) == 1 && len(seqs[0]) == 0 {
			return nil, fmt.Errorf("an empty alternative")
		}
		for _, seq := range seqs {
			if len(seq) == 1 && seq[0] >= 0 && w.atoms[seq[0]].list == "" {
				single = append(single, w.atoms[seq[0]].words...)
				continue
			}
			out = append(out, seq)
		}
	}
	if len(single) > 0 {
		slices.Sort(single)
		out = append(out, []step{w.atom("", slices.Compact(single)...)})
	}
	w.groups[p.body] = out
	return out, nil
}

// branches gives the forms of one alternative.
func (w *writer) branches(alt string) ([][]step, error) {
	if strings.ContainsAny(alt, "()?") {
		return w.forms(alt)
	}
	seq, err := w.sequence(alt)
	return [][]step{seq}, err
}

// sequence reads one alternative: words, lists and gaps in a row.
func (w *writer) sequence(s string) ([]step, error) {
	var out []step
	for x := range strings.FieldsSeq(s) {
		switch {
		case strings.HasPrefix(x, ".."):
			n := defaultGap
			if rest := x[2:]; rest != "" {
				v, err := strconv.Atoi(rest)
				if err != nil || v < 1 || v > maxGap {
					return nil, fmt.Errorf("%q: a gap is .. or ..1 to ..%d", x, maxGap)
				}
				n = v
			}
			out = append(out, step(-n))
		case strings.HasPrefix(x, "<"):
			if !strings.HasSuffix(x, ">") || len(x) < 3 {
				return nil, fmt.Errorf("%q: a list is written <id>", x)
			}
			out = append(out, w.atom(x[1:len(x)-1]))
		default:
			words, err := w.word(x)
			if err != nil {
				return nil, err
			}
			if len(x) == len(s) {
				return words, nil
			}
			out = append(out, words...)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("an empty alternative")
	}
	return out, nil
}

// word gives the steps of a word of content, which may fold into several.
// They must not be changed.
func (w *writer) word(x string) ([]step, error) {
	if known, ok := w.words[x]; ok {
		return known, nil
	}
	if k := strings.IndexByte(x, '*'); k >= 0 && k < len(x)-1 {
		return nil, fmt.Errorf("%q: a * stands only at the end of a word", x)
	}
	plain := strings.TrimSuffix(x, "*")
	words := foldWords(plain)
	if len(words) == 0 {
		return nil, fmt.Errorf("%q holds no word", x)
	}
	if plain != x {
		words[len(words)-1] += "*"
	}
	out := make([]step, len(words))
	for i := range words {
		out[i] = w.atom("", words[i])
	}
	w.words[x] = out
	return out, nil
}

// foldWords folds a word of content as the text is folded.
func foldWords(w string) []string {
	if letters(w) {
		return []string{w}
	}
	d := text.Fold(w)
	words := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		words[i] = d.Word(i)
	}
	return words
}

// letters reports whether w is small Latin letters only, which fold into
// themselves.
func letters(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return w != "" && len(w) < maxLetters
}

// maxLetters is longer than any word of content, and shorter than what is cut.
const maxLetters = 64
