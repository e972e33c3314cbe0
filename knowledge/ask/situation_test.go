package ask_test

import (
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/ask"
)

// tales tell of a caller, or of nothing, in words that no cue of reader knows.
func tales() []ask.Story {
	var out []ask.Story
	for _, who := range []string{"a man", "a fella", "some lady", "one bloke", "this chap", "a woman", "somebody", "an agent", "a lad", "a clerk"} {
		out = append(out,
			ask.Story{Own: true, Idea: who, Situations: []string{"caller"}, Text: who + " is nattering down the blower at me"},
			ask.Story{Own: true, Idea: who, Situations: []string{"caller"}, Text: "I made some tea and sat down in the good chair by the fire. Then I fed the cat and looked at the rain for a while. " + who + " is nattering down the blower at me. The bins go out on Monday."},
			ask.Story{Own: true, Idea: who, Text: who + " walked by the shop in the rain"},
			ask.Story{Own: true, Idea: who, Text: "the bins go out on monday said " + who},
			ask.Story{Own: true, Idea: who, Text: "i made some tea for " + who + " and fed the cat"})
	}
	return out
}

func TestSituationsInOtherWords(t *testing.T) {
	r := reader(t)
	m, all := r.LearnSituations(tales(), []string{"caller"})
	if h := all[0]; h.Stories != 20 || h.Cues.Right != 0 || h.Both.Recall(h.Stories) < 0.9 || h.Both.Precision() < 0.7 {
		t.Fatalf("got %+v", h)
	}
	filler := strings.Repeat("We had soup at noon. The garden is wet and the cat is in. ", 6)
	r.Listen(nil, m)
	for words, want := range map[string]bool{
		"the vicar is nattering down the blower at me":                     true,
		filler + "the vicar is nattering down the blower at me. " + filler: true,
		"the bins go out on monday said the vicar":                         false,
		"nattering": false, // too few words
		"the vicar is nattering down the blower at me but i hung up":                    false, // the exception holds
		"the vicar is nattering down the blower at me. i hung up":                       false, // also after it
		"i hung up. the vicar is nattering down the blower at me":                       true,
		"not on the phone to the vicar but he is nattering down the blower at me i say": false, // a cue is negated
	} {
		if got := r.Read(words).Crisis(); got != want {
			t.Errorf("%q: crisis %v, want %v", words, got, want)
		}
	}
	if got := r.ByCues("he is on the phone"); !slices.Equal(got, []string{"caller"}) {
		t.Errorf("by cues: got %v", got)
	}
}

func TestTally(t *testing.T) {
	if got := (ask.Tally{Right: 3, Wrong: 1}); got.Recall(6) != 0.5 || got.Precision() != 0.75 {
		t.Errorf("got %v and %v", got.Recall(6), got.Precision())
	}
	if got := (ask.Tally{}); got.Recall(0) != 0 || got.Precision() != 1 {
		t.Errorf("nothing heard: got %v and %v", got.Recall(0), got.Precision())
	}
}
