package knowledge

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"

	"hangup/knowledge/act"
)

// TestDeeds: every deed can be read, and names steps that exist.
func TestDeeds(t *testing.T) {
	b := base(t)
	known := func(id string) bool {
		_, step := b.Step(id)
		_, situation := b.Situation(id)
		return step || situation
	}
	if err := act.Check(b.deeds, known).Err(); err != nil {
		t.Fatal(err)
	}
}

// turns are the turns to learn from.
func turns(t *testing.T) []act.Example {
	t.Helper()
	return append(readLines[act.Example](t, "act/testdata/acts.jsonl"), readLines[act.Example](t, "act/testdata/turns.jsonl")...)
}

// TestAnswers reads every answer to a question by what was learnt from other
// ideas, and prints the figures. It fails only when less than a quarter is
// right, which means that something is broken.
func TestAnswers(t *testing.T) {
	judging(t)
	b := base(t)
	var answers, right, wrong, others, taken int
	b.acts.ProbeAnswers(turns(t), b.sayings(), func(e act.Example, choice string) {
		if e.Answer == "" {
			others++
			taken += bit(choice != "")
			return
		}
		answers++
		right += bit(choice == e.Answer)
		wrong += bit(choice != "" && choice != e.Answer)
	})
	t.Logf("%d answers, each read without its idea: right %.1f%%, wrong %.1f%%; of %d other turns %.1f%% are taken for an answer",
		answers, share(right, answers), share(wrong, answers), others, share(taken, others))
	if 4*right < answers {
		t.Errorf("only %d of %d are right", right, answers)
	}
}

// TestActs judges every example of an act by what was learnt from other ideas,
// and prints the figures; with HANGUP_ERRORS=n the n most frequent confusions.
// It fails only when less than half is right, which means that something is broken.
func TestActs(t *testing.T) {
	judging(t)
	var n, right, sure, wrong int
	confused := map[string]int{}
	base(t).acts.Probe(turns(t), func(e act.Example, kind string, isSure bool) {
		n++
		right += bit(kind == e.Act)
		sure += bit(isSure)
		wrong += bit(isSure && kind != e.Act)
		if isSure && kind != e.Act {
			confused[e.Act+" taken for "+kind]++
		}
	})
	t.Logf("%d turns, each judged without its idea: right %.1f%%, sure %.1f%%, of the sure ones wrong %.1f%%",
		n, share(right, n), share(sure, n), share(wrong, sure))
	keys := slices.SortedFunc(maps.Keys(confused), func(a, b string) int { return cmp.Or(confused[b]-confused[a], cmp.Compare(a, b)) })
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	for _, k := range keys[:min(limit, len(keys))] {
		t.Logf("%4d  %s", confused[k], k)
	}
	if 2*right < n {
		t.Errorf("only %d of %d are right", right, n)
	}
}

func share(k, n int) float64 { return 100 * float64(k) / float64(max(n, 1)) }

// TestDone: what is said to be done is heard, and what is not done is not.
func TestDone(t *testing.T) {
	b := base(t)
	all := func(Deed) bool { return true }
	shown := func(ids ...string) func(Deed) bool { return func(d Deed) bool { return slices.Contains(ids, d.ID) } }
	for _, c := range []struct{ said, want, shown string }{
		{"rung nationwide", "bank", ""},
		{"been on to the bank", "bank", ""},
		{"spoke to a lady at lloyds", "bank", ""},
		{"bank knows now", "bank", ""},
		{"havent rung the bank", "", ""},
		{"going to ring the bank", "", ""},
		{"told me to ring the bank", "", ""},
		{"he rang from the bank", "", ""},
		{"someone rang me from barclays", "", ""},
		{"rang them", "bank", "bank"},
		{"rang them", "", ""},
		{"pulled the plug out", "cut-off", ""},
		{"its off", "cut-off", "cut-off"},
		{"wifi is off", "cut-off", ""},
		{"how do i turn it off", "", "cut-off"},
		{"cant turn the wifi off", "", ""},
		{"flight mode on", "flight-mode", ""},
		{"put it in aeroplane mode", "flight-mode", ""},
		{"cards are all blocked", "freeze", ""},
		{"blocked his number", "blocked", ""},
		{"told it about the laptop", "it-desk", ""},
		{"helpdesk have the laptop now", "it-desk", ""},
		{"uninstalled anydesk", "tool-gone", ""},
		{"scan came back clean", "full-scan", ""},
		{"changed all my passwords", "passwords", ""},
		{"got a crime number", "reported", ""},
		{"no he never got in", "nobody-in", ""},
		{"nobody is on it", "nobody-in", ""},
		{"i didnt know he was in it", "", ""},
		{"they are in it", "", ""},
		{"i never paid them anything", "not-paid", ""},
		{"i didnt give them the code", "not-code", ""},
		{"im too scared to turn it off", "", "cut-off"},
		{"he told me my card was frozen", "", "freeze"},
		{"he says my account is blocked", "", "freeze"},
		{"should it be off", "", "cut-off"},
		{"ive turned it off", "cut-off", "cut-off"},
		{"i logged in to my own bank on it", "", "bank"},
		{"i want to close it", "", "page-gone"},
		{"tried to ring the bank", "", ""},
	} {
		var got []string
		for _, d := range b.Done(c.said, all, shown(c.shown)) {
			got = append(got, d.ID)
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%q (shown %q): heard %v, want %q", c.said, c.shown, got, c.want)
		}
	}
}
