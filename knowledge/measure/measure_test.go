package measure

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestSyllables(t *testing.T) {
	tests := []struct {
		word string
		want int
	}{
		{"cat", 1}, {"the", 1}, {"be", 1}, {"make", 1}, {"fire", 1}, {"bank", 1},
		{"apple", 2}, {"table", 2}, {"money", 2}, {"people", 2}, {"account", 2}, {"password", 2}, {"because", 2}, {"Wi-Fi", 2},
		{"computer", 3}, {"Microsoft", 3},
		{"stopped", 1}, {"used", 1}, {"wanted", 2}, {"ended", 2}, {"needed", 2},
		{"don't", 1}, {"ring!", 1}, {"“Hello”", 2}, {"(bank)", 1},
		{"159", 1}, {"0300", 1}, {"—", 0}, {"", 0}, {"...", 0},
		{"reportfraud.police.uk", 2}, {"a/b", 2}, {"x@y", 2},
	}
	for _, tt := range tests {
		if got := Syllables(tt.word); got != tt.want {
			t.Errorf("Syllables(%q) = %d, want %d", tt.word, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"two", "Hang up. Ring your bank.", []string{"Hang up.", " Ring your bank."}},
		{"marks", "Is it? Yes! No… Go", []string{"Is it?", " Yes!", " No…", " Go"}},
		{"line ends", "One two\nthree", []string{"One two\n", "three"}},
		{"dot inside", "Go to police.uk now", []string{"Go to police.uk now"}},
		{"quotation", `He said "Stop." Then`, []string{`He said "Stop.`, `" Then`}},
		{"typographic quotation", "“Stop.” Then", []string{"“Stop.", "” Then"}},
		{"brackets", "(Stop.) Then", []string{"(Stop.", ") Then"}},
		{"nothing", "", nil},
		{"blanks", "  \t", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Sentences(tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("Sentences(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestOf(t *testing.T) {
	tests := []struct {
		name, in                  string
		words, sentences, longest int
		grade                     float64
	}{
		{"one easy sentence", "The cat sat on the mat.", 6, 1, 6, 0},
		{"two", "Hang up. Ring your bank on 159.", 7, 2, 5, 0},
		{"hard", "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 1, 13, 11.26},
		{"middling", "Turn off the computer now. Ring the bank from another phone today.", 12, 2, 7, 3.47},
		{"dash is no word", "stop — now", 2, 1, 2, 0},
		{"no words", "... — !", 0, 0, 0, 0},
		{"nothing", "", 0, 0, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Of(tt.in)
			if r.Words != tt.words || r.Sentences != tt.sentences || r.Longest != tt.longest || math.Abs(r.Grade-tt.grade) > 0.01 {
				t.Errorf("Of(%q) = %+v, want %d words, %d sentences, longest %d, grade %.2f", tt.in, r, tt.words, tt.sentences, tt.longest, tt.grade)
			}
			if r.Sentences > 0 && r.PerSentence != float64(r.Words)/float64(r.Sentences) {
				t.Errorf("PerSentence = %v", r.PerSentence)
			}
		})
	}
}

func FuzzOf(f *testing.F) {
	for _, s := range []string{"Hang up. Ring your bank.", "\xff.\n\n", "…", "a.b.c @ 1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Of(s)
		if r.Longest > r.Words || r.Sentences > r.Words || r.Grade < 0 || r.Words > len(s) {
			t.Errorf("Of(%q) = %+v", s, r)
		}
		if joined := strings.Join(Sentences(s), ""); !strings.HasPrefix(strings.ToValidUTF8(s, "\ufffd"), joined) && !strings.HasPrefix(string([]rune(s)), joined) {
			t.Errorf("the sentences of %q lose words: %q", s, joined)
		}
	})
}
