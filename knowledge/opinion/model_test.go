package opinion_test

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"hangup/knowledge/cue"
	"hangup/knowledge/opinion"
	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// set is a small set of cues to find.
func set(tb testing.TB) *cue.Set {
	tb.Helper()
	records := []source.Item[cue.Record]{
		{Value: cue.Record{ID: "virus", Phrases: []string{"virus found"}}},
		{Value: cue.Record{ID: "ring", Phrases: []string{"(ring|call) us"}}},
	}
	s, bad := cue.Compile(nil, records)
	if err := bad.Err(); err != nil {
		tb.Fatal(err)
	}
	return s
}

func look(s *cue.Set, body string) *opinion.View {
	var v opinion.View
	v.Look(s.Find(text.Fold(body)))
	return &v
}

// examples are a world in which a virus and a call together are a scam.
func examples(s *cue.Set) []opinion.Example {
	var out []opinion.Example
	for _, x := range []struct {
		body  string
		class int
	}{
		{"virus found on your computer, ring us at once please", 1},
		{"a virus found here, call us now to fix this today", 1},
		{"pay the parcel fee by the link to get it sent", 2},
		{"your parcel waits, pay the small fee with the link", 2},
		{"virus found and removed by the scan, nothing to do", 0},
		{"ring us about the table you booked for Sunday lunch", 0},
		{"your parcel came this morning and is next door", 0},
	} {
		out = append(out, opinion.Example{Buckets: look(s, x.body).Buckets(false), Classes: []int{x.class}})
	}
	return out
}

var classes = []string{"none", "tech", "parcel"}

func train(s *cue.Set) *opinion.Model {
	return opinion.Train(examples(s), classes, opinion.Settings{Rounds: 60, Rate: 0.3, Decay: 1e-6, Seed: 1})
}

func TestTrainedModelJudges(t *testing.T) {
	s := set(t)
	m := train(s)
	for _, c := range []struct {
		body string
		kind string // "" for no scam
	}{
		{"virus found on the laptop, call us at once", "tech"},
		{"pay the fee for your parcel by this link", "parcel"},
		{"ring us about lunch on Sunday", ""},
	} {
		v := look(s, c.body)
		o := m.Judge(m.Scores(nil, v))
		if (o.LogOdds > 0) != (c.kind != "") || c.kind != "" && o.Kind != c.kind {
			t.Errorf("%q: log-odds %.2f, kind %s; want kind %q", c.body, o.LogOdds, o.Kind, c.kind)
		}
		if from, to := m.Strongest(v, o.Kind); from < 0 || from >= to || to > len(text.Fold(c.body).Tokens) {
			t.Errorf("%q: reasons from word %d to %d", c.body, from, to)
		}
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	s := set(t)
	a, b := train(s), train(s)
	x, errX := a.Write()
	y, errY := b.Write()
	if errX != nil || errY != nil || !bytes.Equal(x, y) {
		t.Fatalf("two trainings differ (%v, %v)", errX, errY)
	}
}

func TestWrittenModelJudgesTheSame(t *testing.T) {
	s := set(t)
	m := train(s)
	raw, err := m.Write()
	if err != nil {
		t.Fatal(err)
	}
	back, err := opinion.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	v := look(s, "virus found on the laptop, call us at once")
	want, got := m.Scores(nil, v), back.Scores(nil, v)
	for i := range want {
		if math.Abs(want[i]-got[i]) > 1e-6 {
			t.Errorf("class %s: %.3f before, %.3f after", classes[i], want[i], got[i])
		}
	}
}

func TestBrokenWeightsAreRefused(t *testing.T) {
	m := train(set(t))
	raw, err := m.Write()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"empty": nil, "not packed": []byte("weights"), "cut": raw[:len(raw)/2]} {
		if _, err := opinion.Read(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEmptyTextHasNoReasons(t *testing.T) {
	s := set(t)
	m, v := train(s), look(s, "")
	if from, to := m.Strongest(v, "tech"); from != to {
		t.Errorf("reasons from word %d to %d", from, to)
	}
	if o := m.Judge(m.Scores(nil, v)); math.IsNaN(o.LogOdds) {
		t.Errorf("got %+v", o)
	}
}

func TestViewUsedAgainIsTheSame(t *testing.T) {
	s := set(t)
	fresh := slices.Clone(look(s, "pay the fee by this link").Buckets(false))
	v := look(s, "virus found on the laptop, call us at once")
	v.Look(s.Find(text.Fold("pay the fee by this link")))
	if !slices.Equal(fresh, v.Buckets(false)) {
		t.Errorf("got %v, want %v", v.Buckets(false), fresh)
	}
}
