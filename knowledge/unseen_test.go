package knowledge

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestUnseen scans four sets of messages whose writers had seen neither rules
// nor examples, and prints the figures. They lie in a folder of their own:
// nothing is learnt from them, and nobody reads them to write a rule. The
// thresholds were chosen with an eye on the totals of sets 1 to 3; set 4 was
// looked at only when all was done.
func TestUnseen(t *testing.T) {
	judging(t)
	files, _ := filepath.Glob("scan/testdata/unseen/*.jsonl")
	if len(files) == 0 {
		t.Fatal("no messages in scan/testdata/unseen")
	}
	b := base(t)
	var all []Probe
	for _, f := range files {
		var set []Labelled
		for _, l := range readLines[Labelled](t, f) {
			l.File = strings.TrimSuffix(filepath.Base(f), ".jsonl")
			set = append(set, l)
		}
		all = append(all, probe(b.scanner, set)...)
	}
	t.Log("\n" + Tally(all))
	var c tallies
	for _, p := range all {
		c.add(p)
	}
	if 100*c.techWarned < 95*c.tech || 100*c.otherWarned < 85*c.other {
		t.Errorf("warned of %d of %d tech-support scams and %d of %d others", c.techWarned, c.tech, c.otherWarned, c.other)
	}
	if 100*c.called > 2*c.genuine || 100*c.alarmed > 4*c.genuine {
		t.Errorf("of %d genuine messages %d are called a scam and %d are warned of", c.genuine, c.called, c.alarmed)
	}
}
