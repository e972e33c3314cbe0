package plan_test

import (
	"strings"
	"testing"

	"hangup/knowledge/ask"
	"hangup/knowledge/plan"
)

// TestCover: each situation has a step among the first, and the most pressing
// and those that are always shown keep theirs.
func TestCover(t *testing.T) {
	steps := []plan.Step{
		{ID: "cut-off", Do: "Cut it off.", Urgency: plan.Now, Rank: 10},
		{ID: "hang-up", Do: "Hang up.", Urgency: plan.Now, Rank: 20},
		{ID: "bank", Do: "Ring the bank.", Urgency: plan.Now, Rank: 30, Always: true},
		{ID: "maker", Do: "Tell the maker.", Urgency: plan.Now, Rank: 40},
		{ID: "desk", Do: "Tell IT.", Urgency: plan.Later, Rank: 50},
	}
	books := []plan.Playbook{
		{ID: "A", Situations: []string{"inside"}, Steps: []string{"cut-off", "hang-up", "bank"}},
		{ID: "B", Situations: []string{"cards"}, Steps: []string{"bank", "maker"}},
		{ID: "C", Situations: []string{"work"}, Steps: []string{"desk"}},
	}
	situations := []ask.Situation{{ID: "inside", Order: 1}, {ID: "cards", Order: 2}, {ID: "work", Order: 3}}
	p, bad := plan.New(items(steps...), items(books...), nil, items(situations...), nil)
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		situations string
		n          int
		want       string
	}{
		{"inside", 3, "cut-off hang-up bank"},
		{"inside cards", 3, "cut-off bank maker"},
		{"inside cards work", 4, "cut-off bank maker desk"},
		{"inside cards work", 3, "cut-off bank maker"}, // no room for all: the more pressing ones
		{"cards", 3, "bank maker"},
	} {
		all := strings.Fields(c.situations)
		var got []string
		for _, s := range p.Cover(p.For(all, nil), all, c.n) {
			got = append(got, s.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %d steps: got %v, want %s", c.situations, c.n, got, c.want)
		}
	}
}
