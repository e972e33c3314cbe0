package bot

import "slices"

// What the last reply may wait for besides an answer about the case. It waits
// for the very next message only.
const (
	flowNew   = "new"       // the next words are a case of their own
	flowAsked = "asked"     // the most pressing act was asked for once more
	flowCode  = "code"      // the next words may tell that a code was given
	flowJudge = "practice"  // an exercise waits to be judged
	flowMore  = "practised" // whether to go on practising
	flowAgain = "again"     // whether to ask again in a few days
	flowName  = "name"      // what they call the person they trust
	// flowRegion: the next words may name a country.
	flowRegion = "region"
)

// side is what a turn gathers besides its reply.
type side struct {
	waits string // what the last reply waited for, "" for nothing of the above
	notes []Note
	ended bool // the case came to an end in this turn
	doubt bool // a clear scam only by words that may be misread
	asIs  bool // the reply is not about anybody's case: its words stay as they are
}

// takeFlow takes up what the last reply waited for.
func (t *turn) takeFlow() {
	if slices.Contains([]string{flowNew, flowAsked, flowCode, flowJudge, flowMore, flowAgain, flowRegion, flowName}, t.s.Flow) {
		t.waits, t.s.Flow = t.s.Flow, ""
	}
}

// beside answers what is said beside the case: orders about the monthly practice,
// answers to an exercise, and whether to ask again. A crisis comes first.
func (t *turn) beside() (Reply, bool) {
	if t.own.Crisis() {
		return Reply{}, false
	}
	if r, ok := t.namesTrusted(); ok {
		return r, true
	}
	if r, ok := t.drillOrder(); ok {
		return r, true
	}
	if r, ok := t.againAnswer(); ok {
		return r, true
	}
	return t.practising()
}

// besideChoice answers a button that has nothing to do with the case.
func (t *turn) besideChoice(kind, rest string) (Reply, bool) {
	switch kind {
	case "judge":
		return t.judgeTap(rest)
	case "practice":
		return t.stopPractice(), true
	case "drill":
		return t.setDrill(rest == "on"), true
	case "here":
		return t.setHere(rest), true
	case "again":
		return t.againTap(rest)
	case "letter":
		return t.letterTap(rest)
	}
	return Reply{}, false
}

// due answers a wake-up that one of our notes asked for. What is no longer
// wanted by then gets no answer.
func (t *turn) due() Reply {
	if t.m.Text == aboutDrill {
		return t.drillDue()
	}
	if e, ok := readErrand(t.m.Text); ok {
		t.asIs = true
		return t.errand(e)
	}
	return t.againDue(t.m.Text)
}
