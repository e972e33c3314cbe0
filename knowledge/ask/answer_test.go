package ask_test

import (
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/ask"
)

func holding(names ...string) func(string) bool {
	return func(n string) bool { return slices.Contains(names, n) }
}

func TestAnswerReadsAsTheCaseIs(t *testing.T) {
	a := ask.Answer{
		Lead: "lead", Why: []string{"why"}, Do: []string{"do"}, More: []string{"more"},
		Cases: []ask.Case{
			{Condition: ask.Condition{When: []string{"apple"}}, First: []string{"apple first"}},
			{Condition: ask.Condition{When: []string{"abroad + now"}, Unless: []string{"home"}}, Lead: "abroad lead", Do: []string{"abroad do"}},
			{Condition: ask.Condition{When: []string{"abroad", "far"}}, Lead: "far lead", Why: []string{}},
		},
	}
	for _, c := range []struct{ holds, lead, why, do string }{
		{"", "lead", "why", "do"},
		{"apple", "lead", "why", "apple first|do"},
		{"abroad", "far lead", "", "do"},
		{"abroad now", "abroad lead", "", "abroad do"},
		{"abroad now home", "far lead", "", "do"},
		{"apple abroad now", "abroad lead", "", "apple first|abroad do"},
	} {
		got := a.For(holding(strings.Fields(c.holds)...))
		if got.Lead != c.lead || strings.Join(got.Why, "|") != c.why || strings.Join(got.Do, "|") != c.do || len(got.More) != 1 {
			t.Errorf("%q: got %+v", c.holds, got)
		}
	}
}

func TestSituationOpensAsTheCaseIs(t *testing.T) {
	s := &ask.Situation{Lead: "Wi-Fi off.", Act: "cut-off", Cases: []ask.Opening{{Condition: ask.Condition{When: []string{"phone"}}, Lead: "Flight mode.", Act: "flight"}}}
	if got := s.For(holding()); got != s {
		t.Errorf("nothing holds: got %+v", got)
	}
	if got := s.For(holding("phone")); got.Lead != "Flight mode." || got.Act != "flight" || s.Lead != "Wi-Fi off." {
		t.Errorf("on a phone: got %+v of %+v", got, s)
	}
}
