package knowledge

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hangup/knowledge/source"
)

// Forbidden is a wording that no text people read may hold.
type Forbidden struct {
	ID     string `yaml:"id"`
	Words  string `yaml:"words"` // a regular expression, small and capital letters alike
	Reason string `yaml:"reason"`
}

// wording is a forbidden wording, ready to be looked for.
type wording struct {
	*regexp.Regexp
	needs []string // in whatever it matches stands one of these, folded; nil if that is not known
}

// newWording makes the expression of a forbidden wording.
func newWording(f Forbidden) (wording, error) {
	re, err := regexp.Compile("(?i)" + f.Words)
	if err != nil {
		return wording{}, err //nolint:wrapcheck // the editor is told in other words
	}
	parsed, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return wording{}, err //nolint:wrapcheck // it never comes to that
	}
	return wording{re, needs(parsed)}, nil
}

// in gives what of the wording stands in a text, "" if nothing does. The
// expression is slow, and hardly any text holds even a word of it.
func (w wording) in(s Shown, folded string) string {
	if w.needs != nil && !slices.ContainsFunc(w.needs, func(n string) bool { return strings.Contains(folded, n) }) {
		return ""
	}
	return w.FindString(s.Text)
}

// needs gives literals, folded, one of which stands in whatever re matches; nil
// if there are none.
func needs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{foldCase(string(re.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if n := needs(sub); shortest(n) > shortest(best) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := needs(sub)
			if n == nil {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

// shortest is the length of the shortest literal, 0 if there is none.
func shortest(literals []string) int {
	least := 0
	for i, l := range literals {
		if i == 0 || len(l) < least {
			least = len(l)
		}
	}
	return least
}

// foldCase is the same for all that an expression takes for the same letters.
func foldCase(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, s)
}

// forbidden finds the forbidden wordings in what is shown, but for those that
// home says too and that are forbidden everywhere.
func (b *Base) forbidden(shown []Shown, home map[string]bool) source.Mistakes {
	var bad source.Mistakes
	folded := make([]string, len(shown))
	for i, s := range shown {
		folded[i] = foldCase(s.Text)
	}
	for i, it := range b.content.forbidden {
		w, err := newWording(it.Value)
		if err != nil {
			bad = append(bad, it.At.Mistake(it.Value.Words, "forbidden "+it.Value.ID+" is not a regular expression", "fix it"))
			continue
		}
		for j, s := range shown {
			if i < len(b.written.forbidden) && home[s.Text] {
				continue
			}
			if m := w.in(s, folded[j]); m != "" {
				bad = append(bad, s.at.Mistake(m, s.Where+" says "+strconv.Quote(m), it.Value.Reason))
			}
		}
	}
	return bad
}
