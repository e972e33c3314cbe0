package opinion_test

import (
	"math"
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

func features(s *cue.Set, body string) []opinion.Feature {
	return opinion.Features(nil, s.Find(text.Fold(body)))
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
		out = append(out, opinion.Example{Features: features(s, x.body), Class: x.class, Weight: 1})
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
		d := text.Fold(c.body)
		o := m.Judge(features(s, c.body), len(d.Tokens))
		if (o.LogOdds > 0) != (c.kind != "") || c.kind != "" && o.Kind != c.kind {
			t.Errorf("%q: log-odds %.2f, kind %s; want kind %q", c.body, o.LogOdds, o.Kind, c.kind)
		}
		if len(o.Tokens) == 0 || o.Tokens[0] < 0 || o.Tokens[len(o.Tokens)-1] >= len(d.Tokens) {
			t.Errorf("%q: reasons %v of %d words", c.body, o.Tokens, len(d.Tokens))
		}
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	s := set(t)
	a, b := train(s), train(s)
	for i := range a.Weights {
		if a.Weights[i] != b.Weights[i] {
			t.Fatalf("weight %d differs: %v and %v", i, a.Weights[i], b.Weights[i])
		}
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
	fs := features(s, "virus found on the laptop, call us at once")
	want, got := m.Scores(fs), back.Scores(fs)
	for i := range want {
		if math.Abs(want[i]-got[i]) > 0.1 {
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
	if o := train(set(t)).Judge(nil, 0); len(o.Tokens) != 0 || math.IsNaN(o.LogOdds) {
		t.Errorf("got %+v", o)
	}
}
