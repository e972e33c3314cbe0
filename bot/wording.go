package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// wording is words in a row, each with its alternatives; one without any is a
// gap of up to maxHole words. "^" is the beginning, "$" the end.
type wording [][]string

// maxHole is how many words a ".." in a wording stands for at most.
const maxHole = 3

// newTalks reads the talks of a base, in the order of their names.
func newTalks(base *knowledge.Base) []talk {
	var out []talk
	for key, said := range base.Sayings("says") {
		if id, ok := strings.CutPrefix(key, "talk-"); ok {
			out = append(out, newTalk(id, said))
		}
	}
	slices.SortFunc(out, func(a, b talk) int { return strings.Compare(a.id, b.id) })
	return out
}

func newTalk(id, said string) talk {
	k := talk{id: id}
	for _, l := range lines(said) {
		name, option := strings.CutPrefix(l, "@")
		if !option {
			k.words = append(k.words, newWording(l))
			continue
		}
		name, rest, _ := strings.Cut(name, " ")
		switch name {
		case "when":
			k.when = strings.Fields(rest)
		case "unless":
			k.unless = strings.Fields(rest)
		case "anywhere":
			k.anywhere = true
		case "quiet":
			k.quiet = true
		case "act":
			k.act = true
		case "strong":
			k.strong = true
		case "statement":
			k.statement = true
		case "group":
			k.group = true
		case "whole":
			k.whole = true
		case "plain":
			k.plain = true
		case "notes":
			k.notes = rest
		case "asks":
			k.asks = rest
		case "did":
			k.did = strings.Fields(rest)
		case "topic":
			k.topic = rest
		case "situation":
			k.situation = rest
		case "tap":
			k.tap = rest
		case "command":
			k.command = rest
		}
	}
	return k
}

func newWording(line string) wording {
	var out wording
	for f := range strings.FieldsSeq(line) {
		if f == ".." {
			out = append(out, nil)
			continue
		}
		out = append(out, strings.Split(f, "|"))
	}
	return out
}

// fits gives how many words of said a wording names, 0 if it does not stand in it.
func (w wording) fits(said []string) int {
	if len(w) > 0 && slices.Equal(w[0], []string{"^"}) {
		return w[1:].here(said)
	}
	best := 0
	for i := range said {
		best = max(best, w.here(said[i:]))
	}
	return best
}

// here is fits for words that begin with the wording.
func (w wording) here(said []string) int {
	switch {
	case len(w) == 0:
		return 0
	case slices.Equal(w[0], []string{"$"}):
		return 0
	case w[0] == nil:
		best := 0
		for skip := 0; skip <= maxHole && skip < len(said); skip++ {
			best = max(best, w[1:].here(said[skip:]))
		}
		return best
	case len(said) == 0 || !slices.ContainsFunc(w[0], func(a string) bool { return sameWord(a, said[0]) }):
		return 0
	case len(w) == 1:
		return 1
	case slices.Equal(w[1], []string{"$"}):
		if len(said) == 1 {
			return 1
		}
		return 0
	}
	if n := w[1:].here(said[1:]); n > 0 {
		return n + 1
	}
	return 0
}

// sameWord compares a word with one of a wording, which may end in a star.
func sameWord(want, word string) bool {
	if start, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(word, start)
	}
	return want == word
}
