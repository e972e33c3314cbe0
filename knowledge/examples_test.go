package knowledge

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// TestExamples scans our own labelled messages in scan/testdata and prints how
// many are right. The second opinion has learnt from them, so these figures only
// tell that nothing is broken; make train prints those on unseen ideas.
func TestExamples(t *testing.T) {
	judging(t)
	files, _ := filepath.Glob("scan/testdata/*.jsonl")
	if len(files) == 0 {
		t.Fatal("no examples in scan/testdata")
	}
	b := base(t)
	var all score
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) { scanExamples(t, b, f, &all) })
	}
	t.Log("all: ", all.String())
	if 100*all.warned < 85*all.scams {
		t.Errorf("only %d of %d scams are warned of", all.warned, all.scams)
	}
}

func scanExamples(t *testing.T, b *Base, file string, all *score) {
	t.Helper()
	var c score
	called := 0
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	for _, e := range readLines[Labelled](t, file) {
		v := b.Scan(Text{Body: e.Text})
		all.add(e, v)
		if wrong := c.add(e, v); wrong != "" && limit > 0 {
			limit--
			t.Logf("    %s %s: %s: %.200q", e.ID, e.Family, wrong, e.Text)
		}
		if e.Level == "none" && v.Level == Scam {
			called++
			t.Logf("    %s: a genuine message is called a scam: %.120q", e.ID, e.Text)
		}
	}
	t.Log(c.String())
	if 100*called > 2*c.n { // by its own weights; make train tells what it is on unseen ones
		t.Errorf("%d of %d genuine messages are called a scam", called, c.genuine)
	}
}

// score counts what was right.
type score struct {
	scams, called, warned, kind, variant int
	genuine, alarmed                     int
	n, voice, signs, found               int
}

// add counts one verdict and says what is wrong with it, "" if nothing is.
func (c *score) add(e Labelled, v Verdict) string {
	c.n++
	c.voice += bit(v.Voice == e.Voice)
	if e.Level == "none" {
		c.genuine++
		c.alarmed += bit(v.Level != None)
		if v.Level != None {
			return "warned of"
		}
		return ""
	}
	c.scams++
	c.warned += bit(v.Level != None)
	c.called += bit(v.Level == Scam)
	c.kind += bit(v.Level != None && v.Kind == e.Kind)
	c.variant += bit(v.Level != None && v.Variant == e.Variant)
	for _, s := range e.Signs {
		c.signs++
		c.found += bit(slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Flag.Sign == s }))
	}
	switch {
	case v.Level == None:
		return "missed as " + v.Voice
	case v.Kind != e.Kind:
		return "called " + v.Kind
	case e.Level == "scam" && v.Level != Scam:
		return "only suspicious"
	}
	return ""
}

// String gives the figures in one line.
func (c *score) String() string {
	share := func(k, n int) string {
		if n == 0 {
			return "-"
		}
		return fmt.Sprintf("%.1f%%", 100*float64(k)/float64(n))
	}
	return fmt.Sprintf("%d messages, %d scams: called a scam %s, warned %s, kind right %s, variant right %s, signs found %s; %d genuine: warned of %s; voice right %s",
		c.n, c.scams, share(c.called, c.scams), share(c.warned, c.scams), share(c.kind, c.scams), share(c.variant, c.scams), share(c.found, c.signs),
		c.genuine, share(c.alarmed, c.genuine), share(c.voice, c.n))
}
