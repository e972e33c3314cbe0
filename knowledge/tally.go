package knowledge

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"hangup/knowledge/scan"
)

// Tally sums up probes in lines of text: the figures the scanner is judged by.
func Tally(probes []Probe) string {
	groups := map[string]*tallies{}
	for _, p := range probes {
		for _, g := range []string{"all", p.File} {
			if groups[g] == nil {
				groups[g] = &tallies{}
			}
			groups[g].add(p)
		}
	}
	var b strings.Builder
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		fmt.Fprintf(&b, "%-22s %s\n", g, groups[g])
	}
	return b.String()
}

// tallies counts probes by what they should have been.
type tallies struct {
	tech, techRight, techWarned           int
	other, otherWarned, otherTech, kind   int
	genuine, alarmed, called, interrupted int
	caught, signs, found, voice, n        int
}

func (c *tallies) add(p Probe) {
	v := p.Verdict
	count := func(k *int, yes bool) {
		if yes {
			*k++
		}
	}
	c.n++
	count(&c.voice, v.Voice == p.Voice)
	if p.Level == "none" {
		c.genuine++
		count(&c.alarmed, v.Level != None)
		count(&c.called, v.Level == Scam)
		count(&c.interrupted, p.Watch.Level == Scam && p.Watch.Voice == scan.VoiceMessage)
		return
	}
	count(&c.caught, p.Watch.Level == Scam && p.Watch.Voice == scan.VoiceMessage)
	for _, s := range p.Signs {
		c.signs++
		count(&c.found, slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Flag.Sign == s }))
	}
	if p.Kind == "tech-support" {
		c.tech++
		count(&c.techRight, v.Level == Scam && v.Kind == p.Kind)
		count(&c.techWarned, v.Level != None)
		return
	}
	c.other++
	count(&c.otherWarned, v.Level != None)
	count(&c.otherTech, v.Kind == "tech-support")
	count(&c.kind, v.Level != None && v.Kind == p.Kind)
}

// String gives the figures in one line.
func (c *tallies) String() string {
	share := func(k, n int) string {
		if n == 0 {
			return "    -"
		}
		return fmt.Sprintf("%4.1f%%", 100*float64(k)/float64(n))
	}
	return fmt.Sprintf("tech %4d: scam+kind %s warned %s | other %4d: warned %s kind %s called tech %s | genuine %4d: scam %s warned %s alert %s | signs found %s | voice %s | scams alerted in a group %s",
		c.tech, share(c.techRight, c.tech), share(c.techWarned, c.tech), c.other, share(c.otherWarned, c.other), share(c.kind, c.other), share(c.otherTech, c.other),
		c.genuine, share(c.called, c.genuine), share(c.alarmed, c.genuine), share(c.interrupted, c.genuine), share(c.found, c.signs), share(c.voice, c.n), share(c.caught, c.tech+c.other))
}
