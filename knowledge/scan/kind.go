package scan

// techSupport is the kind that has variants.
const techSupport = "tech-support"

// decisiveExtra is what a decisive flag counts more for its kind and variant.
const decisiveExtra = 2

// kindOf gives the kind, and the variant of it, for which rules and models
// together say most.
func (s *Scanner) kindOf(flags []met, o *second) (kind, variant string) {
	var kinds, variants votes
	for _, x := range flags {
		f := &x.rule.flag
		w := f.LogOdds
		if f.Decisive {
			w += decisiveExtra
		}
		kinds.add(f.Kind, w*s.judge.Kind.Rules)
		variants.add(f.Variant, w*s.judge.Variant.Rules)
	}
	if o.known {
		for i, c := range s.opinions.Kind.Classes {
			if i > 0 {
				kinds.add(c, o.kinds[i]*s.judge.Kind.Opinion)
			}
		}
		kinds.add(techSupport, s.judge.Kind.Tech)
	}
	if kind = kinds.most(); kind == "" {
		kind = "other"
	}
	if kind != techSupport {
		return kind, ""
	}
	if m := s.opinions.Variant; o.known && m != nil {
		var buf [maxScores]float64
		for i, x := range m.Scores(buf[:0], o.view) {
			variants.add(m.Classes[i], x*s.judge.Variant.Opinion)
		}
	}
	if variant = variants.most(); variant == "" {
		variant = "other"
	}
	return kind, variant
}

// votes are a few names with what speaks for each.
type votes struct {
	names [32]string
	w     [32]float64
	n     int
}

// add adds w to what speaks for name; "" is nobody.
func (v *votes) add(name string, w float64) {
	if name == "" {
		return
	}
	for i := range v.n {
		if v.names[i] == name {
			v.w[i] += w
			return
		}
	}
	if v.n < len(v.names) {
		v.names[v.n], v.w[v.n] = name, w
		v.n++
	}
}

// most is the name with the most for it, the first by name if several have
// it; "" if there is none.
func (v *votes) most() string {
	best := -1
	for i := range v.n {
		if best < 0 || v.w[i] > v.w[best] || v.w[i] == v.w[best] && v.names[i] < v.names[best] {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return v.names[best]
}
