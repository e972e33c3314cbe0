package ask

import (
	"slices"
	"strings"
	"unicode"
)

// How words are mended: from shortestMended letters on and up to longestMended
// (what is longer is no word, and would take time and memory without end), to a word that stands
// at least commonWord times in the wordings, by one letter too many, too few,
// wrong or swapped with its neighbour; from longWord letters on by two. The
// first letter is seldom mistyped and has to be the same.
const (
	shortestMended = 4
	longestMended  = 20
	longWord       = 8
	commonWord     = 4
)

// speller mends mistyped words of questions to those in which questions are
// asked. It is never changed once built.
type speller struct {
	count map[string]int      // by word
	from  map[string][]string // by what is left of them (see without): the words it may be
}

// newSpeller learns the words of texts. Those that known reports are right as
// they are, and are never mended.
func newSpeller(texts []string) *speller {
	s := &speller{count: map[string]int{}, from: map[string][]string{}}
	for _, t := range texts {
		for w := range strings.FieldsFuncSeq(strings.ToLower(t), notLetter) {
			s.count[w]++
		}
	}
	for w, n := range s.count {
		if n >= commonWord && len(w) >= shortestMended && len(w) <= longestMended {
			for _, d := range without(w) {
				s.from[d] = append(s.from[d], w)
			}
		}
	}
	return s
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// mend gives body with its mistyped words mended. Words that known reports are
// left alone, and so are names, digits and addresses.
func (s *speller) mend(body string, known func(string) bool) string {
	shouts := strings.ToUpper(body) == body
	var out strings.Builder
	last := 0
	for from, to := range words(body) {
		w := body[from:to]
		if len(w) < shortestMended || len(w) > longestMended || !plain(w, shouts) {
			continue
		}
		low := strings.ToLower(w)
		if s.count[low] >= commonWord || known(low) {
			continue
		}
		if better := s.nearest(low); better != "" {
			out.WriteString(body[last:from])
			out.WriteString(better)
			last = to
		}
	}
	if last == 0 {
		return body
	}
	out.WriteString(body[last:])
	return out.String()
}

// plain reports whether a word may be mended: it is of plain letters, and no
// name, which begins with a capital.
func plain(w string, shouts bool) bool {
	for i := range len(w) {
		small, big := w[i] >= 'a' && w[i] <= 'z', w[i] >= 'A' && w[i] <= 'Z'
		if !small && (!big || !shouts) {
			return false
		}
	}
	return true
}

// words gives the places of the words of body between blanks and stops; words
// that touch digits, dots inside or signs of addresses are none.
func words(body string) func(yield func(from, to int) bool) {
	inside := func(c byte) bool { return c > ' ' && !strings.ContainsRune(",;:!?()\"", rune(c)) }
	return func(yield func(from, to int) bool) {
		for i := 0; i < len(body); {
			if !inside(body[i]) {
				i++
				continue
			}
			from := i
			for i < len(body) && inside(body[i]) {
				i++
			}
			to := from + len(strings.TrimRight(body[from:i], ".'"))
			if to > from && !yield(from, to) {
				return
			}
		}
	}
}

// nearest gives the word that w was most likely meant as, "" for none: the one
// with the fewest mistakes, of those the most common.
func (s *speller) nearest(w string) string {
	mistakes := 1
	if len(w) >= longWord {
		mistakes = 2
	}
	less := without(w)
	for most := 1; most <= mistakes; most++ {
		best := ""
		for _, d := range less {
			for _, c := range s.from[d] {
				if c[0] == w[0] && (best == "" || s.count[c] > s.count[best] || s.count[c] == s.count[best] && c < best) && apart(w, c, most) {
					best = c
				}
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// without is w, and what it becomes by leaving out one letter, or two of a long word.
func without(w string) []string {
	out := append([]string{w}, lessOne(w)...)
	if len(w) >= longWord {
		for _, d := range lessOne(w) {
			out = append(out, lessOne(d)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// lessOne are the words that w becomes by leaving out one letter.
func lessOne(w string) []string {
	out := make([]string, 0, len(w))
	for i := range len(w) {
		out = append(out, w[:i]+w[i+1:])
	}
	return out
}

// apart reports whether a becomes b by at most so many letters added, left out,
// changed or swapped with their neighbour (optimal string alignment).
func apart(a, b string, most int) bool {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+bit(a[i-1] != b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)] <= most
}
