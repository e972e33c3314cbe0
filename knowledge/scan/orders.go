package scan

import (
	"slices"

	"hangup/knowledge/cue"
)

// The ids of the cues that hold orders to whoever checks a message. They are
// fixed because what they stand in is judged apart.
var orderIDs = []string{"oc-ignore", "oc-verdict", "oc-checked"}

// learnOrders looks the cues up; content without them has no such orders.
func (s *Scanner) learnOrders() {
	for _, id := range orderIDs {
		if c, ok := s.set.Lookup(id); ok {
			s.orders = append(s.orders, c)
		}
	}
}

// withoutOrders gives a text with the sentences that hold orders to the
// checker blanked out, each byte at its place, and whether there are any.
func (s *Scanner) withoutOrders(f cue.Found) (string, bool) {
	var body []byte
	for _, h := range f.Hits {
		if !slices.Contains(s.orders, h.Cue) {
			continue
		}
		if body == nil {
			body = []byte(f.Doc.Body)
		}
		from, to := h.From, h.To
		for from > 0 && f.Doc.Tokens[from-1].Sent == f.Doc.Tokens[h.From].Sent {
			from--
		}
		for to < len(f.Doc.Tokens) && f.Doc.Tokens[to].Sent == f.Doc.Tokens[h.From].Sent {
			to++
		}
		for i := f.Doc.Tokens[from].Start; i < f.Doc.Tokens[to-1].End; i++ {
			body[i] = ' '
		}
	}
	return string(body), body != nil
}

// harder gives the verdict on a text of which rest judges only a part: orders
// to the checker never lower a level.
func harder(v, rest Verdict) Verdict {
	if rest.Level <= v.Level {
		return v
	}
	findings := slices.DeleteFunc(v.Findings, func(x Finding) bool { return x.Flag.Sign != checkerSign })
	rest.Findings = append(findings, rest.Findings...)
	rest.Entities, rest.Cut = v.Entities, v.Cut
	return rest
}

// checkerSign is the sign of an order to the checker.
const checkerSign = "orders-to-checker"
