package knowledge

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
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
	Cluster string `json:"cluster"`
	file    string
}

// TestCorpus measures the scanner on labelled messages in HANGUP_CORPUS (the
// default is ../../shared/corpus beside the repository). It prints recall and
// false alarms per file and label; HANGUP_ERRORS=n prints up to n errors of
// each row. It fails only where the messages cannot be read.
func TestCorpus(t *testing.T) {
	judging(t)
	b := base(t)
	table := map[string]*tally{}
	for _, m := range readCorpus(t) {
		row := m.file + " " + m.Label
		if table[row] == nil {
			table[row] = &tally{}
		}
		table[row].add(m, b.Scan(Text{Body: m.Text}), b.Scan(Text{Body: m.Text, Watch: true}))
	}
	report(t.Output(), table)
}

// tally counts the verdicts on one label of one file.
type tally struct {
	scam, warned, tech, watch rate
	errors                    []string
}

func (c *tally) add(m labelled, v, watch Verdict) {
	c.scam.add(v.Level == Scam)
	c.warned.add(v.Level != None)
	c.tech.add(v.Kind == techSupport)
	c.watch.add(interrupts(watch))
	bad := m.Label == "tech_support_scam" && (v.Level != Scam || v.Kind != techSupport && m.Alt == "") ||
		m.Label == "other_scam" && v.Level == None || m.Label == "legit" && v.Level != None
	if bad {
		c.errors = append(c.errors, told(m.ID, m.Text, v))
	}
}

// techSupport is the kind of tech-support scams.
const techSupport = "tech-support"

// interrupts reports whether hangup would speak up unasked in a family group.
func interrupts(watch Verdict) bool { return watch.Level == Scam && watch.Voice == "message" }

// told gives an error in one line: what was said of which text.
func told(id, text string, v Verdict) string {
	var flags []string
	for _, f := range v.Findings {
		flags = append(flags, f.Flag.ID)
	}
	said := strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %v", v.Level, v.Kind, v.Voice, flags)), " ")
	return fmt.Sprintf("%s: %s: %.300s", id, said, strings.ReplaceAll(text, "\n", " / "))
}

func report(w io.Writer, table map[string]*tally) {
	fmt.Fprintln(w, "\nTHE CORPUS, file by file, judged as shipped. No weights were learnt from it, but its errors may be read while rules and examples are")
	fmt.Fprintln(w, "written, so it is not unseen. Per cent, in brackets the 95 % interval (Wilson).")
	fmt.Fprintf(w, "%-40s %6s  %-22s  %-22s  %-22s  %-22s\n", "file and label", "number", "called a scam", "warned of", "called tech-support", "group alert")
	for _, r := range slices.Sorted(maps.Keys(table)) {
		c := table[r]
		fmt.Fprintf(w, "%-40s %6d  %s  %s  %s  %s\n", r, c.scam.n, c.scam, c.warned, c.tech, c.watch)
		listErrors(w, c.errors)
	}
}

// listErrors prints as many errors as HANGUP_ERRORS asks for, from all over the list.
func listErrors(w io.Writer, errors []string) {
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	n := min(limit, len(errors))
	for i := range n {
		fmt.Fprintln(w, "    ", errors[i*len(errors)/n])
	}
}

// readCorpus reads all labelled messages; without any it skips the test.
func readCorpus(t *testing.T) []labelled {
	t.Helper()
	out := corpus(t)
	if len(out) == 0 {
		t.Skip("no labelled messages: name a folder of .jsonl files with make corpus CORPUS=dir")
	}
	return out
}

// corpus gives all labelled messages there are.
func corpus(t *testing.T) []labelled {
	t.Helper()
	dir := cmp.Or(os.Getenv("HANGUP_CORPUS"), filepath.Join("..", "..", "shared", "corpus"))
	files, _ := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	var out []labelled
	for _, name := range files {
		for _, m := range readLines[labelled](t, name) {
			m.file = filepath.Base(name)
			out = append(out, m)
		}
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
	if err := in.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}
