package knowledge

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
)

func reportBars(w io.Writer, figures []*figure, examples int) {
	fmt.Fprintf(w, "\nTHE BARS. The project's own %d examples were cut into %d parts; each was judged by weights learnt from the others only,\n", examples, Folds)
	fmt.Fprintln(w, "and all texts of one idea stand in one part. In brackets the 95 % interval (Wilson); as texts of one idea are alike, it is a little")
	fmt.Fprintln(w, "too narrow. Rules and thresholds were set with these examples in sight, so figures on messages from outside may be lower.")
	on := ""
	for _, f := range figures {
		if f.on != on {
			on = f.on
			fmt.Fprintf(w, "\non %s:\n", on)
		}
		sign, unit := "≥", " %"
		if f.most {
			sign = "≤"
		}
		if f.per == perThousand {
			unit = ""
		}
		fmt.Fprintf(w, "  %-52s bar %-8s %s  %6d of %-6d %5d ideas  %s\n", f.name, fmt.Sprintf("%s %g%s", sign, f.bar*f.per, unit), f.with(f.per), f.k, f.n, len(f.ideas), f.verdict())
	}
	fmt.Fprintln(w, "\nSpeed and growth: make bench.")
}

// fewSigns is how many signs are told of.
const fewSigns = 8

// reportSigns tells which signs are most often named where no label has them.
func reportSigns(w io.Writer, probes []Probe) {
	table := map[string]*rate{}
	for _, p := range probes {
		if !isFull(p) {
			continue
		}
		for _, s := range named(p.Verdict) {
			if table[s] == nil {
				table[s] = &rate{}
			}
			table[s].add(slices.Contains(p.Signs, s))
		}
	}
	signs := slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		x, y := table[a], table[b]
		return cmp.Or(cmp.Compare(y.n-y.k, x.n-x.k), cmp.Compare(a, b))
	})
	fmt.Fprint(w, "Signs most often named where the label has none:")
	for _, s := range signs[:min(fewSigns, len(signs))] {
		fmt.Fprintf(w, " %s %d of %d;", s, table[s].n-table[s].k, table[s].n)
	}
	fmt.Fprintln(w)
}

func reportErrors(w io.Writer, figures []*figure) {
	if os.Getenv("HANGUP_ERRORS") == "" {
		fmt.Fprintln(w, "\nThe errors, with what was said and the first words: HANGUP_ERRORS=20 make corpus")
		return
	}
	for _, f := range figures {
		fmt.Fprintf(w, "\nERRORS: %s, on %s\n", f.name, f.on)
		listErrors(w, f.errors)
	}
}
