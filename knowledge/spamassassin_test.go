package knowledge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSpamAssassin puts SpamAssassin beside us: the same messages of the
// corpus in the same run, its local rules only, one process and one core each.
func TestSpamAssassin(t *testing.T) {
	measuring(t)
	messages := readCorpus(t)
	if err := exec.CommandContext(t.Context(), "perl", "-MMail::SpamAssassin", "-e", "1").Run(); err != nil {
		t.Skip("SpamAssassin is not on this machine, so nothing is compared; to turn on: sudo apt-get install --no-install-recommends spamassassin")
	}
	r := duel{version: "SpamAssassin"}
	r.scanAll(base(t), messages)
	r.spamAssassin(t, messages)
	r.report(t.Output())
}

// duel holds what both said of every message.
type duel struct {
	version     string
	rows        []duelRow
	our, theirs time.Duration // for all messages
}

type duelRow struct {
	label, channel string
	level          Level
	score          float64 // SpamAssassin's
}

// scanAll scans every message on one core.
func (d *duel) scanAll(b *Base, messages []labelled) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	start := time.Now()
	for _, m := range messages {
		d.rows = append(d.rows, duelRow{label: m.Label, channel: m.Channel, level: b.Scan(Text{Body: m.Text}).Level})
	}
	d.our = time.Since(start)
}

// spamAssassin has every message scored. Its time is that of its checks alone,
// without start-up.
func (d *duel) spamAssassin(t *testing.T, messages []labelled) {
	t.Helper()
	var in bytes.Buffer
	for _, m := range messages {
		line, err := json.Marshal(map[string]string{"text": m.Text, "channel": m.Channel})
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	cmd := exec.CommandContext(t.Context(), "perl", filepath.Join("..", "tools", "spamassassin.pl"), t.TempDir())
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("SpamAssassin: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(messages)+1 {
		t.Fatalf("SpamAssassin gave %d lines for %d messages", len(lines), len(messages))
	}
	d.version = lines[0]
	for i, line := range lines[1:] {
		var seconds float64
		if _, err := fmt.Sscan(line, &d.rows[i].score, &seconds); err != nil {
			t.Fatalf("SpamAssassin's line %q: %v", line, err)
		}
		d.theirs += time.Duration(seconds * float64(time.Second))
	}
}

// strike counts what some way of judging strikes, by label.
func strike(rows []duelRow, is func(duelRow) bool) map[string]rate {
	out := map[string]rate{}
	for _, r := range rows {
		x := out[r.label]
		x.add(is(r))
		out[r.label] = x
	}
	return out
}

// thresholds gives the lowest score from which SpamAssassin has no more than
// limit false alarms, and, where that is fewer, the next one, with more. The
// lowest score of all, which strikes everything, is no threshold.
func thresholds(rows []duelRow, limit int) []float64 {
	var scores []float64
	for _, r := range rows {
		scores = append(scores, r.score)
	}
	slices.Sort(scores)
	scores = slices.Compact(scores)
	slices.Reverse(scores)
	last, had := math.Inf(1), 0
	for _, s := range scores[:len(scores)-1] {
		alarms := strike(rows, from(s))["legit"].k
		switch {
		case alarms <= limit:
			last, had = s, alarms
		case had == limit:
			return []float64{last}
		default:
			return []float64{last, s}
		}
	}
	return []float64{last}
}

func from(score float64) func(duelRow) bool {
	return func(r duelRow) bool { return r.score >= score }
}

// itsOwn is the score from which SpamAssassin calls a mail spam by default.
const itsOwn = 5

func (d *duel) report(w io.Writer) {
	fmt.Fprintf(w, "\n%s BESIDE US, on the same messages of the corpus in the same run. Its local rules only, as Debian ships them: no network tests,\n", strings.ToUpper(d.version))
	fmt.Fprintln(w, "nothing learnt (its Bayes filter wants mail of the user's own). Each message stands in a minimal mail, so rules on headers are silent.")
	fmt.Fprintln(w, "It was made for spam in mail; the genuine mails are from its own public corpus. Per cent, in brackets the 95 % interval (Wilson).")
	d.block(w, "all messages", d.rows)
	d.block(w, "mails only", slices.DeleteFunc(slices.Clone(d.rows), func(r duelRow) bool { return r.channel != "email" }))
	each := func(took time.Duration) float64 { return float64(len(d.rows)) / took.Seconds() }
	fmt.Fprintf(w, "\nMessages a second on one core (by the clock, without start-up): hangup %.0f, SpamAssassin %.0f\n", each(d.our), each(d.theirs))
}

// block compares at equal false alarms.
func (d *duel) block(w io.Writer, name string, rows []duelRow) {
	fmt.Fprintf(w, "\n%-46s %-34s %-34s %s\n", name, "false alarms (genuine)", "tech-support scams", "other scams")
	for _, ours := range []struct {
		name string
		is   func(duelRow) bool
	}{
		{"hangup: warned of", func(r duelRow) bool { return r.level != None }},
		{"hangup: called a scam", func(r duelRow) bool { return r.level == Scam }},
	} {
		got := strike(rows, ours.is)
		line(w, ours.name, got)
		for i, s := range thresholds(rows, got["legit"].k) {
			what := "  SpamAssassin, as many false alarms or fewer"
			if i > 0 {
				what = "  SpamAssassin, the next step down"
			}
			line(w, what, strike(rows, from(s)))
		}
	}
	line(w, "SpamAssassin by its own threshold (5)", strike(rows, from(itsOwn)))
}

func line(w io.Writer, name string, got map[string]rate) {
	fmt.Fprintf(w, "%-46s", name)
	for _, label := range []string{"legit", "tech_support_scam", "other_scam"} {
		r := got[label]
		fmt.Fprintf(w, " %s %-11s", r, fmt.Sprintf("%d/%d", r.k, r.n))
	}
	fmt.Fprintln(w)
}

func TestThresholds(t *testing.T) {
	rows := func(scores ...float64) []duelRow {
		var out []duelRow
		for _, s := range scores {
			out = append(out, duelRow{label: "legit", score: s})
		}
		return append(out, duelRow{label: "other_scam", score: -1})
	}
	for _, tt := range []struct {
		name  string
		rows  []duelRow
		limit int
		want  []float64
	}{
		{"just as many", rows(5, 3, 2, 0), 2, []float64{3}},
		{"none allowed", rows(5, 3), 0, []float64{math.Inf(1)}},
		{"ties", rows(5, 3, 3, 0), 2, []float64{5, 3}},
		{"all", rows(5, 3), 9, []float64{3}},
	} {
		if got := thresholds(tt.rows, tt.limit); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
