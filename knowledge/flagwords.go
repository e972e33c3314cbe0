package knowledge

import (
	"path"
	"slices"
	"strconv"

	"hangup/knowledge/scan"
)

// flags fills the red flags as they are written. They stand in every region
// that has no other words for them, so only facts that hold everywhere fit.
func (l *loader) flags(w *world) {
	everywhere := l.everywhere(w)
	for _, it := range w.written.flags {
		if f := w.scanner.Flag(it.Value.ID); f != nil {
			l.put(everywhere, it.At, &f.Title)
			l.put(everywhere, it.At, &f.Why)
		}
	}
}

// flagsOver notes the red flags that read otherwise in a region. The scanner
// is the same for all regions, so they are exchanged in what it found.
func (l *loader) flagsOver(b *Base, folder string) {
	for _, it := range inFolder[flagWords](l, path.Join("regions", folder), "flags") {
		f := b.scanner.Flag(it.Value.ID)
		if f == nil {
			l.bad = append(l.bad, it.At.Mistake("id:", "there is no red flag "+strconv.Quote(it.Value.ID)+" to change", "fix the id"))
			continue
		}
		mine := *b.flag(f)
		set(&mine.Title, it.Value.Title)
		set(&mine.Why, it.Value.Why)
		l.put(b.facts, it.At, &mine.Title)
		l.put(b.facts, it.At, &mine.Why)
		b.flags[f] = &mine
	}
}

// flag gives a red flag in the words of this region. nil stays nil.
func (b *Base) flag(f *scan.RedFlag) *scan.RedFlag {
	if mine := b.flags[f]; mine != nil {
		return mine
	}
	return f
}

// inOwnWords gives a verdict whose red flags speak of this region.
func (b *Base) inOwnWords(v Verdict) Verdict {
	if len(b.flags) == 0 {
		return v
	}
	v.Findings = slices.Clone(v.Findings)
	for i, f := range v.Findings {
		v.Findings[i].Flag = b.flag(f.Flag)
	}
	return v
}
