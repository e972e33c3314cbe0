package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// whoSent reports whether money went and neither who pressed send nor a device
// is told of: then that is asked, in words, for it decides more.
func (t *turn) whoSent(s *knowledge.Situation) bool {
	return s.ID == "unauthorised-payment" && !overlap(t.all(), deviceHeld) && t.m.Choice == "" &&
		!t.saidAny("says.without-yes", foldWords(t.m.Text))
}

// underLead puts lines of a saying right under the lead of a reply.
func (t *turn) underLead(r Reply, key string) Reply {
	r.Blocks = append([]Block{{Lines: lines(t.base.Say(key))}}, r.Blocks...)
	return r
}

// deviceHeld are the situations in which somebody was in a device.
var deviceHeld = []string{"in-device", "was-in-device", "tool-installed", "hacked-now", "phone-controlled", "phone-dead"}

// whoPressed is the question that decides which rules are for the money.
const whoPressed = "who-pressed"

// knowsPaid reports whether it is known how money was sent.
func (t *turn) knowsPaid() bool {
	return slices.ContainsFunc(t.s.Situations, func(s string) bool {
		return strings.HasPrefix(s, "paid-") && s != "paid-today" && s != "paid-long-ago"
	})
}

// sentIt is for money that somebody was tricked into sending: the bank, what
// holds of it, and how it was paid.
func (t *turn) sentIt() Reply {
	if !t.knowsPaid() {
		t.know("paid-unknown")
	}
	if !slices.Contains(t.s.Told, "told-i-sent") {
		t.s.Told = append(t.s.Told, "told-i-sent")
	}
	s, _ := t.base.Situation("paid-unknown")
	return t.underLead(t.planFrom(s), "flow.sent-it")
}
