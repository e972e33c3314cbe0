package bot

import (
	"slices"
	"strings"
)

// At which place of a list the line of somebody's own country or nation stands
// at the latest, counted from nought: further up where it can stop the money.
const (
	lineSoon = 1
	lineAt   = 2
)

// local puts the place to turn to where somebody lives among the first steps
// of a case: when they tell where that is, and when a talk begins.
func (t *turn) local(r Reply, fresh bool) Reply {
	line, at := t.placeLine()
	if line == "" || !fresh && !t.moved || !t.wantsLine(r) || strings.Contains(r.Lead, line) {
		return r
	}
	t.lined = true
	r.Blocks = slices.Clone(r.Blocks)
	for i, b := range r.Blocks {
		if b.Kind == Steps {
			r.Blocks[i].Lines = t.withLine(b.Lines, line, at)
			return r
		}
	}
	r.Blocks = slices.Insert(r.Blocks, min(1, len(r.Blocks)), Block{Lines: []string{line}})
	return r
}

// placeLine is the line of where somebody lives, "" where there is none, and how
// far up it stands.
func (t *turn) placeLine() (line string, at int) {
	if soon := t.base.Say("place.line-soon"); soon != "" {
		return soon, lineSoon
	}
	return t.base.Say("place.line"), lineAt
}

// wantsLine reports whether a reply in a private talk is about harm done, or
// they ask whom to tell, and it does not name the place by itself.
func (t *turn) wantsLine(r Reply) bool {
	own := slices.Contains(lines(t.base.Say("says.placed-answers")), t.s.Topic) || t.despairs()
	needed := t.harmed() || !t.toldSo && (t.namesReport(r) || t.saidAny("says.placed-asks", foldWords(t.m.Text)))
	return t.m.Chat.Kind != Group && !r.Silent() && len(r.Documents) == 0 && !own && needed
}

// despairs reports whether a life may be at stake: then nothing else is said.
func (t *turn) despairs() bool { return slices.Contains(t.s.Situations, "despair") }

// withLine puts a line into a list, where what says less of the same goes.
func (t *turn) withLine(list []string, line string, at int) []string {
	var out []string
	for _, l := range list {
		for _, g := range lines(t.base.Say("says.placed-gives-way-behind")) {
			if before, _, ok := strings.Cut(l, g); ok {
				l = before + "."
			}
		}
		if !t.givesWay(l) {
			out = append(out, l)
		}
	}
	return slices.Insert(out, min(at, len(out)), line)
}

// givesWay reports whether a line of a list says where to report and no more.
func (t *turn) givesWay(line string) bool {
	return slices.ContainsFunc(lines(t.base.Say("says.placed-gives-way")), func(g string) bool { return strings.HasPrefix(line, g) })
}

// namesReport reports whether a reply says where to report.
func (t *turn) namesReport(r Reply) bool {
	return slices.ContainsFunc(r.Blocks, func(b Block) bool { return b.Kind == Steps && slices.ContainsFunc(b.Lines, t.givesWay) })
}
