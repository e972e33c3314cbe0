package ask_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/ask"
)

// tales tell of a caller, or of nothing, in words that no cue of reader knows.
func tales() []ask.Story {
	var out []ask.Story
	for _, who := range []string{"a man", "a fella", "some lady", "one bloke", "this chap", "a woman", "somebody", "an agent", "a lad", "a clerk", "a voice", "one girl"} {
		add := func(topic, text string, situations ...string) {
			out = append(out, ask.Story{Own: true, Idea: who, Who: "me", Topic: topic, Situations: situations, Text: text})
		}
		add("account", who+" is nattering down the blower at me", "caller")
		add("account", who+" nattered down the blower last week")
		add("page", "I made some tea and sat down in the good chair by the fire. Then I fed the cat and looked at the rain for a while. "+who+" is nattering down the blower at me. The bins go out on Monday.", "caller")
		add("page", who+" walked by the shop in the rain")
		add("page", "the bins go out on monday said "+who)
		out = append(out, ask.Story{Own: true, Idea: who, Who: "theirs", Topic: "page", Text: "our gran made some tea for " + who + " and fed the cat"})
	}
	return out
}

// study learns from tales.
func study(t *testing.T, r *ask.Reader, f func(ask.Story, ask.Understanding)) ask.Ear {
	t.Helper()
	r.Listen(nil, ask.Ear{})
	return r.Study(tales(), []string{"caller", "call-ended"}, f)
}

func TestHearsInOtherWords(t *testing.T) {
	r := reader(t)
	n, right := 0, 0
	e := study(t, r, func(s ask.Story, u ask.Understanding) {
		n++
		right += map[bool]int{true: 1}[u.Crisis() == slices.Contains(s.Situations, "caller")]
	})
	if n != len(tales()) || 10*right < 9*n {
		t.Errorf("%d of %d tales were understood by what was learnt from others", right, n)
	}
	r.Listen(nil, e)
	filler := strings.Repeat("We had soup at noon. The garden is wet and the cat is in. ", 6)
	for words, want := range map[string]bool{
		"the vicar is nattering down the blower at me":                     true,
		filler + "the vicar is nattering down the blower at me. " + filler: true,
		"the bins go out on monday said the vicar":                         false,
		"the vicar nattered down the blower last week":                     false,
	} {
		if got := r.Read(words).Crisis(); got != want {
			t.Errorf("%q: crisis %v, want %v", words, got, want)
		}
	}
	if got := r.ByCues("he is on the phone"); !slices.Equal(got, []string{"caller"}) {
		t.Errorf("by cues: got %v", got)
	}
	u := r.Read("the vicar is nattering down the blower at me")
	if len(u.Certain().Situations) != 0 {
		t.Errorf("what no cue knows is taken for certain: %+v", u.Certain())
	}
	if !r.Read("our gran made some tea for the vicar and fed the cat").Helper {
		t.Error("did not hear that it is about somebody else")
	}
}

// TestStudyTwice: the same stories give the same Ear.
func TestStudyTwice(t *testing.T) {
	a, b := study(t, reader(t), nil), study(t, reader(t), nil)
	one, err := a.Heard.Write()
	two, err2 := b.Heard.Write()
	if err != nil || err2 != nil || !bytes.Equal(one, two) || !reflect.DeepEqual(a.Weighs, b.Weighs) {
		t.Errorf("learning twice gave other weights, or %v, %v", err, err2)
	}
}

func TestWeighs(t *testing.T) {
	all := []ask.Weigh{{Class: "caller", Whole: 1.5, Piece: -0.25, Cue: 2, Topic: 0.125, Constant: -1}, {Class: "for-theirs", Constant: 3}}
	got, err := ask.ReadWeighs(ask.WriteWeighs(all))
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := ask.ReadWeighs([]byte("caller 1 2 x\n")); err == nil {
		t.Error("a line that is cut off was taken for weights")
	}
}

func TestTally(t *testing.T) {
	var x ask.Tally
	for _, right := range []bool{true, true, true, false} {
		x.Count(right)
	}
	if x.Recall(6) != 0.5 || x.Precision() != 0.75 {
		t.Errorf("got %v and %v", x.Recall(6), x.Precision())
	}
	if got := (ask.Tally{}); got.Recall(0) != 0 || got.Precision() != 1 {
		t.Errorf("nothing heard: got %v and %v", got.Recall(0), got.Precision())
	}
}
