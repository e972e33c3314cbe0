package bot

import (
	"slices"
	"strings"

	"hangup/knowledge/text"
)

// hears reports whether one of the folded lines of a saying fits.
func (t *turn) hears(key string, fits func(line string) bool) bool {
	return slices.ContainsFunc(t.heard[key], fits)
}

// saidButton reports whether the words are one of the lines of a saying, or
// begin with it.
func (t *turn) saidButton(key, said string) bool {
	return t.hears(key, func(w string) bool { return strings.HasPrefix(said+" ", w+" ") })
}

// saidShort is saidButton for words that mean little when more is said: only
// small words or more of the same may follow.
func (t *turn) saidShort(key, said string) bool {
	same := slices.Concat(t.heard["says.tail"], t.heard[key])
	return t.hears(key, func(w string) bool {
		return strings.HasPrefix(said+" ", w+" ") && onlyOf(said[len(w):], same)
	})
}

// saidAny reports whether the words hold one of the lines of a saying.
func (t *turn) saidAny(key, said string) bool {
	return t.hears(key, func(w string) bool { return strings.Contains(" "+said+" ", " "+w+" ") })
}

// foldWords gives the folded words of s with single spaces.
func foldWords(s string) string {
	d := text.Fold(s)
	var b strings.Builder
	for i := range d.Tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.Write(d.Bytes(i))
	}
	return b.String()
}
