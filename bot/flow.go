package bot

import (
	"maps"
	"slices"
	"strings"

	"hangup/knowledge"
)

// maxAside is the most words of a message that is read clause by clause.
const maxAside = 40

// endings are what may be over after all. Their words, and the situations and
// steps that end with them, stand under says.over-NAME, -drops, -adds and -did.
var endings = []string{"over-door", "over-device", "over-call", "over-pay"}

// heed takes in what words tell of the case under way: a danger that is over,
// acts that are done, what did not happen after all. If nothing else is said
// it answers; else the words that are left are read on.
func (t *turn) heed() (Reply, bool) {
	if t.s.Seen.IsZero() || len(strings.Fields(t.m.Text)) > maxAside {
		return Reply{}, false
	}
	parts := pieces(t.m.Text)
	lead, did := "", false
	var rest []string
	for _, c := range parts {
		said := t.heedClause(c)
		if said == "" && len(parts) > 1 && t.saysDone(c) {
			did = true
			continue
		}
		if said == "" {
			rest = append(rest, c.text())
		} else if lead == "" || strings.HasPrefix(said, "flow.over") {
			lead = said
		}
	}
	if did && lead == "" { // no act is named: those shown are meant
		t.tick()
		lead = "flow.did"
	}
	if whole := (piece{foldWords(t.m.Text), t.asks(t.m.Text)}); lead == "" && len(parts) > 1 { // what a joint has parted
		if lead = t.heedClause(whole); lead != "" {
			rest = nil
		}
	}
	if lead == "" {
		return Reply{}, false
	}
	rest = slices.DeleteFunc(rest, func(c string) bool {
		return t.onlyTail("says.tail", c) || t.onlyTail("says.lead-in", c) || t.saidButton("says.what-now", t.withoutLeadIn(foldWords(c))) || t.saysLittle(c)
	})
	if t.m.Chat.Kind == Group {
		return t.heededInGroup(t.base.Say(lead)), true
	}
	if left := strings.Join(rest, ", "); left != "" && !t.upsetBy(left) {
		t.readOn(left)
		t.ack = t.base.Say(lead)
		return Reply{}, false
	} else if left != "" {
		return t.wellDone(t.base.Say(lead), t.comfort()), true
	}
	return t.wellDone(t.base.Say(lead)), true
}

// saysDone reports whether one clause says no more than that something is done.
func (t *turn) saysDone(c piece) bool {
	return len(t.s.Shown) > 0 && !c.asked && t.saidShort("says.step-done", c.words) && !t.onlyTail("says.tail", c.words) && !t.onlyTail("says.lead-in", c.words)
}

// saysLittle reports whether what is left beside good news is too little to be
// read on: a few words that tell and ask nothing.
func (t *turn) saysLittle(c string) bool {
	if len(strings.Fields(t.withoutLeadIn(c))) > bareWords || t.asks(c) || t.upsetBy(c) {
		return false
	}
	if _, ok := t.findTalk(c); ok {
		return false
	}
	u := t.understand(c)
	return len(u.Situations) == 0 && !u.Sure()
}

// bankStep is the step that is done only when somebody says so.
const bankStep = "bank-159"

// tick notes the steps shown last as done. That the bank was rung has to be
// said, unless nothing else was shown.
func (t *turn) tick() {
	for _, id := range t.s.Shown {
		if id != bankStep || len(t.s.Shown) == 1 {
			t.done([]string{id})
		}
	}
}

// heedClause notes what one clause says is over, done or did not happen, and
// gives the key of the sentence that answers it, "" if it says nothing of the kind.
func (t *turn) heedClause(c piece) string {
	if c.asked || t.asks(c.words) && !strings.HasPrefix(c.words, "did the ") { // "did the bank thing" tells
		return ""
	}
	done, said := t.deeds(c.words)
	for _, e := range endings {
		if t.ending(e, c.words, done) && (said == "" || said == "flow.did") {
			said = "flow." + e
		}
	}
	if said != "" || !t.open() {
		return said
	}
	for _, key := range slices.Sorted(maps.Keys(t.heard)) {
		id, ok := strings.CutPrefix(key, "says.did-")
		if ok && t.saidPlainly(key, c.words) {
			t.done([]string{id})
			said = "flow.did"
		}
	}
	return said
}

// ending takes in that something is over, and reports whether it is: the words
// say so, or an act is done that ends it.
func (t *turn) ending(e, words string, done []string) bool {
	drops := lines(t.base.Say("says." + e + "-drops"))
	held := slices.ContainsFunc(t.s.Situations, func(s string) bool { return slices.Contains(drops, s) })
	did := lines(t.base.Say("says." + e + "-did"))
	byDeed := slices.ContainsFunc(done, func(id string) bool { return slices.Contains(did, id) })
	if !byDeed && !t.saidPlainly("says."+e, words) || !held && e != "over-call" {
		return false
	}
	t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return slices.Contains(drops, s) })
	for _, id := range lines(t.base.Say("says." + e + "-adds")) {
		t.know(id)
	}
	t.done(did)
	if q := t.base.Say("says." + e + "-asks"); q != "" && t.openQuestion(t.s.Asked) == "" {
		t.s.Asked = q
	}
	return true
}

// saidPlainly is saidAny for words that a negation before them would undo.
func (t *turn) saidPlainly(key, said string) bool {
	not := func(s string) bool { return t.saidAny("says.negators", s) }
	return t.hears(key, func(w string) bool {
		before, after, ok := strings.Cut(" "+said+" ", " "+w+" ")
		after, _, _ = strings.Cut(" "+after, " when ") // when it was undoes nothing
		return ok && (not(w) || !not(before+" "+w+after))
	})
}

// progress says something, then the next steps and the open question. What is
// still pressing comes first.
func (t *turn) progress(lead string) Reply {
	if s := t.pressing(); s != nil {
		r := t.planFrom(s)
		r.Blocks = append([]Block{{Lines: []string{lead}}}, r.Blocks...)
		return r
	}
	return t.onward(lead)
}

// wellDone answers good news: a kind word, and more of it if there is, then
// how it goes on. What is still pressing leads only if it was not said yet.
func (t *turn) wellDone(lead string, more ...string) Reply {
	if s := t.pressing(); s != nil && !slices.Contains(t.s.Shown, s.Act) {
		return t.progress(lead)
	}
	return t.onward(lead, more...)
}

// onward shows the next steps and the open question under lead.
func (t *turn) onward(lead string, more ...string) Reply {
	steps := t.base.Plan(t.all(), t.s.Done)
	r := Reply{Lead: lead}
	if len(steps) == 0 && !t.open() && lead == t.base.Say("flow.over-call") { // nothing is known to have been given
		r = t.withQuestion(r)
		r.Blocks = slices.Concat(t.nothingYet(), r.Blocks)
		return r
	}
	if len(steps) > 0 || t.openQuestion(t.s.Asked) != "" {
		r = t.nextSteps(lead, steps)
	} else {
		t.s.Asked, t.s.Shown, t.ended = "", nil, true
		r.Blocks = []Block{{Lines: []string{t.base.Say("bot.plan-done")}}}
	}
	if len(more) > 0 {
		r.Blocks = append([]Block{{Lines: more}}, r.Blocks...)
	}
	return r
}

// nextSteps shows the first few of steps under lead, fewer if a question follows.
func (t *turn) nextSteps(lead string, steps []*knowledge.Step) Reply {
	n := atOnce
	if t.openQuestion(t.s.Asked) != "" {
		n--
	}
	next := knowledge.First(steps, n)
	t.s.Shown = ids(next)
	r := Reply{Lead: lead}
	if len(next) > 0 {
		r.Blocks = []Block{{Kind: Steps, Title: t.base.Say("flow.next"), Lines: does(next)}}
	}
	return t.withQuestion(r)
}

// pressing is the most pressing thing that still goes on and whose first act
// is not done, nil if there is none.
func (t *turn) pressing() *knowledge.Situation {
	var first *knowledge.Situation
	for _, id := range t.s.Situations {
		s, ok := t.base.Situation(id)
		if ok {
			s = s.For(t.holds)
		}
		if ok && s.Crisis && !slices.Contains(t.s.Done, s.Act) && (first == nil || s.Order < first.Order) {
			first = s
		}
	}
	return first
}
