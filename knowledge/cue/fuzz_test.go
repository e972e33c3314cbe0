package cue

import (
	"strings"
	"testing"

	"hangup/knowledge/text"
)

func FuzzPattern(f *testing.F) {
	for _, s := range []string{
		"call us", "infect* pc", "(a|b c|(d|e) f)", "(maybe)? x", "word? y", "a .. b", "a ..12 b", "<ring> (us|our)? ..4 <phone>",
		"(", ")", "(a", "a)", "()", "(|)", "??", "..", "..0", "<", "<>", "*", "a*b", "don't", "\xff", "((((((a))))))", "a .. b? .. c", "(a)?(b)?",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			return
		}
		forms, err := newWriter().expand(s)
		if err != nil {
			return
		}
		for _, form := range forms {
			if len(form) == 0 || form[0] < 0 || form[len(form)-1] < 0 {
				t.Errorf("%q has the form %v", s, form)
			}
			for i, x := range form {
				if i > 0 && x < 0 && form[i-1] < 0 {
					t.Errorf("%q has two gaps in a row: %v", s, form)
				}
			}
		}
		set, _ := Compile(items(testLists()), items([]Record{{ID: "x", Phrases: []string{s}}}))
		set.Find(text.Fold(s + " call us now a b c"))
	})
}

// FuzzLetters sees that words of letters only, which are not folded, fold into
// themselves.
func FuzzLetters(f *testing.F) {
	for _, s := range []string{"call", "x", "zero", "double", "dot", "at", "www", "http", "localhost", "rnicrosoft", "mr", "quot", strings.Repeat("a", maxLetters-1)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !letters(s) {
			return
		}
		if d := text.Fold(s); len(d.Tokens) != 1 || d.Word(0) != s {
			t.Errorf("%q folds into %q", s, d.Fold)
		}
	})
}

func FuzzFind(f *testing.F) {
	set := compile(f, append(manyCues(), negationCues()[0].renamed("other"))...)
	for _, s := range []string{
		message, "do not click, open or reply but call 0800 046 5729", "micros0ft-help.com/08081570192 A n y D e s k", "give us a give us a call",
		strings.Repeat("we will never but ", 50), strings.Repeat("please to call computer virus ", 60), "\xff\x00", "",
	} {
		f.Add(s, "http://evil.example")
	}
	f.Fuzz(func(t *testing.T, s, target string) {
		d := text.Fold(s, text.Link{Shown: "call", Target: target})
		found := set.Find(d)
		if len(found.Hits) > maxHits {
			t.Errorf("%d hits", len(found.Hits))
		}
		for _, h := range found.Hits {
			span := h.Span(d)
			if h.From < 0 || h.From >= h.To || h.To > len(d.Tokens) || span.Start < 0 || span.Start >= span.End || span.End > len(s) {
				t.Fatalf("hit %+v of %s in %d tokens", h, set.Name(h.Cue), len(d.Tokens))
			}
		}
		for _, n := range found.Names {
			if n.From < 0 || n.From >= n.To || n.To > len(d.Tokens) {
				t.Fatalf("name %+v in %d tokens", n, len(d.Tokens))
			}
		}
	})
}

// renamed is r with another id.
func (r Record) renamed(id string) Record {
	r.ID = id
	return r
}
