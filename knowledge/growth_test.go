package knowledge

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/goccy/go-yaml"

	"hangup/knowledge/cue"
	"hangup/knowledge/scan"
)

// doubled is a base with every cue and every red flag twice, the copies under
// other ids. The wordings of the copies are those that change gives: the same
// ones make everything that fires fire twice, which is the worst case, and
// ones that no text holds make only the search larger, as a new rule does for
// most texts.
func doubled(tb testing.TB, change func(phrase string) string) *Base {
	tb.Helper()
	files := embeddedFiles(tb)
	l := loader{fsys: files}
	cues, flags := records[cue.Record](&l, "cues"), records[scan.Record](&l, "flags")
	if err := l.bad.Err(); err != nil {
		tb.Fatal(err)
	}
	var moreCues []cue.Record
	for _, it := range cues {
		c := it.Value
		c.ID += copyMark
		c.Phrases = slices.Clone(c.Phrases)
		for i, p := range c.Phrases {
			c.Phrases[i] = change(p)
		}
		moreCues = append(moreCues, c)
	}
	var moreFlags []scan.Record
	for _, it := range flags {
		f := it.Value
		f.ID += copyMark
		f.When, f.Unless = ofCopies(f.When), ofCopies(f.Unless)
		moreFlags = append(moreFlags, f)
	}
	put(tb, files, "cues/copies.yaml", moreCues)
	put(tb, files, "flags/copies.yaml", moreFlags)
	b, err := Load(files, GB)
	if err != nil {
		tb.Fatal(err)
	}
	if len(b.content.flags) != 2*len(flags) {
		tb.Fatalf("%d red flags instead of twice %d", len(b.content.flags), len(flags))
	}
	return b
}

// The wordings of copies.
func sameWords(phrase string) string { return phrase }
func rareWords(phrase string) string { return phrase + " qzxwv" }

// copyMark ends the ids of copies.
const copyMark = "-copy"

// ofCopies names the copies of cues instead of the cues. Entities are the same.
func ofCopies(groups []string) []string {
	out := make([]string, len(groups))
	for i, g := range groups {
		var ids []string
		for id := range strings.SplitSeq(g, "|") {
			id = strings.TrimSpace(id)
			if !strings.HasPrefix(id, "<") {
				id += copyMark
			}
			ids = append(ids, id)
		}
		out[i] = strings.Join(ids, " | ")
	}
	return out
}

// embeddedFiles gives the content as files that can be added to.
func embeddedFiles(tb testing.TB) fstest.MapFS {
	tb.Helper()
	files := fstest.MapFS{}
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		tb.Fatal(err)
	}
	err = fs.WalkDir(sub, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(sub, name)
		files[name] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func put(tb testing.TB, files fstest.MapFS, name string, records any) {
	tb.Helper()
	body, err := yaml.Marshal(records)
	if err != nil {
		tb.Fatal(err)
	}
	files[name] = &fstest.MapFile{Data: body}
}

// BenchmarkScanRules scans 500 bytes by the rules as they are and by twice as many.
func BenchmarkScanRules(b *testing.B) {
	for _, rules := range []struct {
		name string
		base *Base
	}{{"once", base(b)}, {"twice-same", doubled(b, sameWords)}, {"twice-rare", doubled(b, rareWords)}} {
		for name, text := range map[string]string{"phone": withPhone, "no-phone": withoutPhone} {
			b.Run(rules.name+"/"+name, func(b *testing.B) {
				t := Text{Body: fillTo(text, 500)}
				b.ReportAllocs()
				for b.Loop() {
					rules.base.Scan(t)
				}
			})
		}
	}
}

// TestGrowth prints how the cost of a scan grows with the text and with the
// number of rules, beside the bars. What is compared takes turns, so that a
// busy machine slows all of it alike.
func TestGrowth(t *testing.T) {
	if os.Getenv("HANGUP_MEASURE") == "" {
		t.Skip("takes half a minute: run it by make bench")
	}
	once, same, rare := base(t), doubled(t, sameWords), doubled(t, rareWords)
	w := t.Output()
	fmt.Fprintln(w, "\nWhat one scan costs: the middle of many, the bar in brackets.")
	var growth, fired, unfired float64
	for _, text := range []struct {
		name, words string
		bar         time.Duration
	}{{"with a phone number", withPhone, 100 * time.Microsecond}, {"without one", withoutPhone, 40 * time.Microsecond}} {
		short, long := Text{Body: fillTo(text.words, 500)}, Text{Body: fillTo(text.words, 16<<10)}
		took := middles(func() { once.Scan(short) }, func() { once.Scan(long) }, func() { same.Scan(short) }, func() { rare.Scan(short) })
		allocs := testing.AllocsPerRun(100, func() { once.Scan(short) })
		fmt.Fprintf(w, "%-22s 500 bytes %5d µs (%d), %3.0f allocations (20); 16 KiB %5d µs\n", text.name,
			took[0].Microseconds(), text.bar.Microseconds(), allocs, took[1].Microseconds())
		growth, fired, unfired = max(growth, ratio(took[1], took[0])), max(fired, ratio(took[2], took[0])), max(unfired, ratio(took[3], took[0]))
	}
	worst, what := slowest(once)
	fmt.Fprintf(w, "%-22s 16 KiB %5d µs (20000), made of %q\n", "slowest hostile text", worst.Microseconds(), what)
	fmt.Fprintf(w, "growth, the worse of the two texts: 16 KiB = %.1f × 500 bytes (40); twice the rules = %.2f × once (1.1), and %.2f × where every rule that is met is met twice\n", growth, unfired, fired)
}

// slowest gives the hostile text that takes longest, and how long.
func slowest(b *Base) (worst time.Duration, what string) {
	for _, unit := range hostile {
		long := Text{Body: fillTo(unit, 16<<10)}
		if took := middles(func() { b.Scan(long) })[0]; took > worst {
			worst, what = took, unit
		}
	}
	return worst, what
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// Each act is timed in rounds of several in a row, so that it finds its tables
// where it left them, as in a busy process.
const (
	rounds = 60
	inARow = 10
)

// middles gives the middle time of each of some acts, whose rounds take turns.
func middles(acts ...func()) []time.Duration {
	times := make([][]time.Duration, len(acts))
	for range rounds {
		for i, act := range acts {
			act()
			for range inARow {
				start := time.Now()
				act()
				times[i] = append(times[i], time.Since(start))
			}
		}
	}
	out := make([]time.Duration, len(acts))
	for i, ts := range times {
		slices.Sort(ts)
		out[i] = ts[len(ts)/2]
	}
	return out
}
