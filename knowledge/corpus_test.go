package knowledge

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// labelled is a message of the development corpus.
type labelled struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Label   string `json:"label"`
	Alt     string `json:"alt_label"`
	Channel string `json:"channel"`
	Lang    string `json:"lang"`
	file    string
}

// TestCorpus measures the scanner on labelled messages in HANGUP_CORPUS (the
// default is ../../shared/corpus beside the repository). It prints recall and
// false alarms per file and label; HANGUP_ERRORS=n prints up to n errors of
// each row. It fails only where the messages cannot be read, or where an
// ordinary message that somebody wrote by hand is called a scam too often.
func TestCorpus(t *testing.T) {
	dir := cmp.Or(os.Getenv("HANGUP_CORPUS"), filepath.Join("..", "..", "shared", "corpus"))
	files, _ := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if len(files) == 0 {
		t.Skipf("no labelled messages in %s: set HANGUP_CORPUS to a folder of .jsonl files to measure", dir)
	}
	b := base(t)
	table := map[string]*tally{}
	for _, f := range files {
		for _, m := range readLabelled(t, f) {
			row := filepath.Base(f) + " " + m.Label
			if table[row] == nil {
				table[row] = &tally{}
			}
			table[row].add(m, b.Scan(Text{Body: m.Text}), b.Scan(Text{Body: m.Text, Watch: true}))
		}
	}
	report(t, table)
}

// tally counts the verdicts on one label of one file.
type tally struct {
	n, scam, warned, tech, watch int
	errors                       []string
}

func (c *tally) add(m labelled, v, watch Verdict) {
	c.n++
	c.scam += bit(v.Level == Scam)
	c.warned += bit(v.Level != None)
	c.tech += bit(v.Kind == "tech-support")
	c.watch += bit(watch.Level == Scam && watch.Voice == "message")
	bad := m.Label == "tech_support_scam" && (v.Level != Scam || v.Kind != "tech-support" && m.Alt == "") ||
		m.Label == "other_scam" && v.Level == None || m.Label == "legit" && v.Level != None
	if bad {
		var flags []string
		for _, f := range v.Findings {
			flags = append(flags, f.Flag.ID)
		}
		text := strings.ReplaceAll(m.Text, "\n", " / ")
		c.errors = append(c.errors, fmt.Sprintf("%s %s %s %s %v %.300s", m.ID, v.Level, v.Kind, v.Voice, flags, text))
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func report(t *testing.T, table map[string]*tally) {
	t.Helper()
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	var rows []string
	for r := range table {
		rows = append(rows, r)
	}
	slices.Sort(rows)
	for _, r := range rows {
		c := table[r]
		share := func(n int) float64 { return 100 * float64(n) / float64(c.n) }
		t.Logf("%-42s %5d messages: scam %5.1f%%  warned %5.1f%%  called tech-support %5.1f%%  group alert %5.1f%%",
			r, c.n, share(c.scam), share(c.warned), share(c.tech), share(c.watch))
		for _, e := range c.errors[:min(limit, len(c.errors))] {
			t.Log("    ", e)
		}
	}
}

func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	out := readLines[labelled](t, name)
	for i := range out {
		out[i].file = filepath.Base(name)
	}
	return out
}

// readLines reads a file of JSON lines.
func readLines[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var v T
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			t.Fatalf("%s:%d: %v", name, len(out)+1, err)
		}
		out = append(out, v)
	}
	return out
}
