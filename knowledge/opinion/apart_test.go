package opinion_test

import (
	"slices"
	"testing"

	"hangup/knowledge/opinion"
	"hangup/knowledge/text"
)

// TestClassesApart: a text may have several classes, or none.
func TestClassesApart(t *testing.T) {
	s := set(t)
	how := opinion.Settings{Rounds: 60, Rate: 0.3, Decay: 1e-6, Seed: 1, Apart: true, Plain: true}
	var learn []opinion.Example
	for _, x := range []struct {
		body    string
		classes []int
	}{
		{"buy a gift card and be quick", []int{0, 1}},
		{"a gift card is how to pay", []int{0}},
		{"be quick or lose the account", []int{1}},
		{"lunch is on Sunday at one", nil},
		{"the printer works again", nil},
		{"get the gift card today", []int{0}},
		{"quick, quick, act now", []int{1}},
	} {
		learn = append(learn, opinion.Example{Buckets: look(s, x.body).Buckets(true), Classes: x.classes})
	}
	m := opinion.Train(learn, []string{"gift", "hurry"}, how)
	for _, c := range []struct {
		body        string
		gift, hurry bool
	}{
		{"be quick and pay by gift card", true, true}, {"a gift card for Sunday", true, false}, {"be quick", false, true}, {"the printer on Sunday", false, false},
	} {
		got := m.Scores(nil, look(s, c.body))
		if (got[0] > 0) != c.gift || (got[1] > 0) != c.hurry {
			t.Errorf("%q: log-odds %.2f and %.2f", c.body, got[0], got[1])
		}
	}
	if from, to := m.Strongest(look(s, "hello there, now please be very quick with it my dear old friend"), "hurry"); to-from > 6 || from > 6 || to < 7 {
		t.Errorf("the words for hurry run from %d to %d", from, to)
	}
	raw, err := m.Write()
	if err != nil {
		t.Fatal(err)
	}
	if back, err := opinion.Read(raw); err != nil || !back.Apart || !back.Plain {
		t.Errorf("read back: %v, %+v", err, back != nil && back.Apart)
	}
}

// TestManyFeaturesSum: sums do not run over in a text with more features than
// are added in one go.
func TestManyFeaturesSum(t *testing.T) {
	s := set(t)
	m := train(s)
	body := ""
	for i := range 900 {
		body += string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + "x virus found "
	}
	v := look(s, body)
	if n := len(v.Buckets(false)); n < 1000 {
		t.Fatalf("only %d features", n)
	}
	for _, x := range m.Scores(nil, v) {
		if x > 1000 || x < -1000 {
			t.Errorf("score %g", x)
		}
	}
}

func TestPartsAndOtherFeatures(t *testing.T) {
	s := set(t)
	f := s.Find(text.Fold("virus found. ring us"))
	var part, whole opinion.View
	part.LookAt(f, 0, 2)
	alone := look(s, "virus found")
	if got, want := slices.Sorted(slices.Values(part.Buckets(false))), slices.Sorted(slices.Values(alone.Buckets(false))); !slices.Equal(got, want) {
		t.Errorf("a part reads as %v, alone as %v", got, want)
	}
	whole.Look(f)
	n := len(whole.Buckets(false))
	whole.Add([]uint32{7, 7, 9})
	if got := len(whole.Buckets(false)); got != n+2 {
		t.Errorf("got %d features, want %d", got, n+2)
	}
}

func TestUnknownTeachesNothing(t *testing.T) {
	e := []opinion.Example{{Buckets: []uint32{1, 2}, Classes: []int{0}, Unknown: []int{1}}}
	m := opinion.Train(e, []string{"a", "b"}, opinion.Settings{Rounds: 9, Rate: 0.3, Seed: 1, Apart: true})
	if got := m.ScoresOf(nil, []uint32{1, 2}); got[0] <= 0 || got[1] != 0 {
		t.Errorf("got %v", got)
	}
}
