package plan_test

import (
	"strings"
	"testing"

	"hangup/knowledge/ask"
	"hangup/knowledge/plan"
	"hangup/knowledge/source"
)

// items wraps records as if they had been read.
func items[T any](vs ...T) []source.Item[T] {
	out := make([]source.Item[T], len(vs))
	for i, v := range vs {
		out[i].Value = v
	}
	return out
}

var (
	steps = []plan.Step{
		{ID: "cut-off", Do: "Cut it off.", Urgency: plan.Now, Rank: 10},
		{ID: "leave-on", Do: "Leave it on.", Urgency: plan.Now, Rank: 20},
		{ID: "bank", Do: "Ring the bank.", Urgency: plan.Now, Rank: 30},
		{ID: "report", Do: "Report it.", Urgency: plan.Later, Rank: 90},
	}
	books = []plan.Playbook{
		{ID: "A", Situations: []string{"inside"}, Steps: []string{"cut-off", "bank", "report"}, Words: map[string]string{"bank": "Ring it: he was in."}},
		{ID: "B", Situations: []string{"paid"}, Steps: []string{"bank", "report"}, Words: map[string]string{"bank": "Ring it: you paid.", "report": "Report it, with receipts."}},
		{ID: "C", Situations: []string{"work"}, Steps: []string{"leave-on"}, Drops: []string{"cut-off"}},
		{ID: "D", Situations: []string{"asked"}, With: []string{"inside"}, Steps: []string{"leave-on"}},
	}
	questions = []plan.Question{
		{ID: "in", Ask: "In?", Choices: []plan.Answer{{ID: "y", Label: "Yes", Adds: []string{"inside"}, Next: "money"}, {ID: "n", Label: "No", Next: "money"}}},
		{ID: "money", Ask: "Money?", Choices: []plan.Answer{{ID: "y", Label: "Yes", Known: []string{"paid"}}, {ID: "n", Label: "No"}}},
	}
	situations = []ask.Situation{{ID: "inside", Order: 1, Act: "cut-off", Asks: "in"}, {ID: "paid", Order: 2}, {ID: "work"}, {ID: "asked"}}
)

func plans(t *testing.T) *plan.Plans {
	t.Helper()
	p, bad := plan.New(items(steps...), items(books...), items(questions...), items(situations...), nil)
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFor(t *testing.T) {
	for _, c := range []struct {
		name             string
		situations, done []string
		want             string
	}{
		{"one", []string{"inside"}, nil, "cut-off bank report"},
		{"merged, no step twice", []string{"paid", "inside"}, nil, "cut-off bank report"},
		{"done is left out", []string{"inside"}, []string{"cut-off"}, "bank report"},
		{"dropped by another playbook", []string{"inside", "work"}, nil, "leave-on bank report"},
		{"needs another", []string{"asked"}, nil, ""},
		{"has the other", []string{"asked", "inside"}, nil, "cut-off leave-on bank report"},
		{"unknown", []string{"elsewhere"}, nil, ""},
		{"nothing", nil, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range plans(t).For(c.situations, c.done) {
				got = append(got, s.ID)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestForInTheWordsOfTheMostPressing(t *testing.T) {
	for _, c := range []struct {
		name       string
		situations []string
		want       string
	}{
		{"alone", []string{"paid"}, "Ring it: you paid. Report it, with receipts."},
		{"the more pressing speaks", []string{"paid", "inside"}, "Cut it off. Ring it: he was in. Report it, with receipts."},
		{"no words of its own", []string{"work"}, "Leave it on."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range plans(t).For(c.situations, nil) {
				got = append(got, s.Do)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), c.want)
			}
		})
	}
	if s, _ := plans(t).Step("bank"); s.Do != "Ring the bank." {
		t.Errorf("the step itself now reads %q", s.Do)
	}
}

func TestAskPassesOverWhatIsKnown(t *testing.T) {
	p := plans(t)
	for _, c := range []struct {
		from  string
		known []string
		want  string
	}{
		{"in", nil, "in"}, {"in", []string{"inside"}, "money"}, {"in", []string{"inside", "paid"}, ""}, {"nonsense", nil, ""},
	} {
		got := ""
		if q := p.Ask(c.from, c.known); q != nil {
			got = q.ID
		}
		if got != c.want {
			t.Errorf("from %s with %v: got %q, want %q", c.from, c.known, got, c.want)
		}
	}
}

func TestMistakes(t *testing.T) {
	wrong := func(change func(s []plan.Step, b []plan.Playbook, q []plan.Question)) string {
		s, b, q := append([]plan.Step{}, steps...), append([]plan.Playbook{}, books...), append([]plan.Question{}, questions...)
		change(s, b, q)
		_, bad := plan.New(items(s...), items(b...), items(q...), items(situations...), nil)
		return bad.Error()
	}
	for name, c := range map[string]struct {
		change func([]plan.Step, []plan.Playbook, []plan.Question)
		want   string
	}{
		"rank twice":   {func(s []plan.Step, _ []plan.Playbook, _ []plan.Question) { s[1].Rank = 10 }, "no rank of its own"},
		"long step":    {func(s []plan.Step, _ []plan.Playbook, _ []plan.Question) { s[0].Do = strings.Repeat("word ", 26) }, "26 words"},
		"urgency":      {func(s []plan.Step, _ []plan.Playbook, _ []plan.Question) { s[0].Urgency = "soon" }, "unknown urgency"},
		"unknown step": {func(_ []plan.Step, b []plan.Playbook, _ []plan.Question) { b[0].Steps = []string{"nap"} }, "unknown step \"nap\""},
		"words for no step": {func(_ []plan.Step, b []plan.Playbook, _ []plan.Question) {
			b[2].Words = map[string]string{"bank": "Ring."}
		}, "none of its steps"},
		"long words": {func(_ []plan.Step, b []plan.Playbook, _ []plan.Question) {
			b[1].Words = map[string]string{"bank": strings.Repeat("word ", 26)}
		}, "are 26"},
		"steps out of rank": {func(_ []plan.Step, b []plan.Playbook, _ []plan.Question) { b[0].Steps = []string{"bank", "cut-off"} }, "stands behind one of a higher rank"},
		"one choice":        {func(_ []plan.Step, _ []plan.Playbook, q []plan.Question) { q[1].Choices = q[1].Choices[:1] }, "has 1 choices"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wrong(c.change); !strings.Contains(got, c.want) {
				t.Errorf("got %q, want it to say %q", got, c.want)
			}
		})
	}
}
