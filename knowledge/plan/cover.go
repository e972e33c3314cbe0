package plan

import "slices"

// Cover gives the n steps to show first, in their order, so that each of the
// situations has a say: in the place of the last that may be put off stands the
// first step that only a situation of which nothing is shown brings.
func (p *Plans) Cover(steps []*Step, situations []string, n int) []*Step {
	out := First(steps, n)
	if len(steps) <= n {
		return out
	}
	keep := map[string]bool{out[0].ID: true}
	for _, s := range p.byOrder(situations) {
		own := p.only(s, situations)
		shown := func(list []*Step) int {
			return slices.IndexFunc(list, func(x *Step) bool { return slices.Contains(own, x.ID) })
		}
		if i := shown(out); i >= 0 {
			keep[out[i].ID] = true
			continue
		}
		from := shown(steps)
		at := lastFree(out, keep)
		if from < 0 || at < 0 {
			continue
		}
		out = append(slices.Delete(slices.Clone(out), at, at+1), steps[from])
		keep[steps[from].ID] = true
	}
	slices.SortStableFunc(out, func(a, b *Step) int { return a.Rank - b.Rank })
	return out
}

// byOrder are the situations that have a playbook, the most pressing first.
func (p *Plans) byOrder(situations []string) []string {
	out := slices.DeleteFunc(slices.Clone(situations), func(s string) bool {
		return !slices.ContainsFunc(p.playbooks, func(b *Playbook) bool { return slices.Contains(b.Situations, s) })
	})
	slices.SortStableFunc(out, func(a, b string) int { return p.order[a] - p.order[b] })
	return out
}

// only are the steps that one situation brings and none of the others.
func (p *Plans) only(situation string, situations []string) []string {
	var own, others []string
	for _, b := range p.open(situations) {
		if slices.Contains(b.Situations, situation) {
			own = append(own, b.Steps...)
		} else {
			others = append(others, b.Steps...)
		}
	}
	return slices.DeleteFunc(own, func(id string) bool { return slices.Contains(others, id) })
}

// lastFree is the place of the last step that neither is always shown nor kept, -1 if there is none.
func lastFree(steps []*Step, keep map[string]bool) int {
	for i, s := range slices.Backward(steps) {
		if !s.Always && !keep[s.ID] {
			return i
		}
	}
	return -1
}
