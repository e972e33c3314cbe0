package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// talk is what people say in the middle of a case, and how it is answered: by
// flow.talk-ID, a topic, a situation or the answer to a question. Its wordings
// and its conditions stand under says.talk-ID, the conditions behind an "@".
type talk struct {
	id        string
	words     []wording
	when      []string // any of these holds; nil for every open case
	unless    []string // none of these holds
	anywhere  bool     // also where no case is open
	act       bool     // the answer begins with an act of its own
	strong    bool     // goes before talks that name more words
	quiet     bool     // no step is shown behind the answer
	statement bool     // not where something is asked
	group     bool     // in groups, and nowhere else
	whole     bool     // also where several clauses are said
	plain     bool     // not where it is denied, doubted or only said by others
	notes     string   // what is known from then on, as a question that was answered
	did       []string // the steps that are done then
	asks      string   // the question that follows

	topic, situation, tap, command string // what answers it, "" for flow.talk-ID
}

// maxTalk is the most words of a message that is answered as a talk.
const maxTalk = 24

// findTalk gives the talk that names the most of the words.
func (t *turn) findTalk(said string) (talk, bool) {
	words := strings.Fields(said)
	if len(words) == 0 || len(words) > maxTalk {
		return talk{}, false
	}
	bare := strings.Fields(t.withoutLeadIn(said))
	asks, denied := t.asks(said) || said == foldWords(t.m.Text) && t.asks(t.m.Text), t.saidAny("says.negators", said) || t.saidAny("says.nobody", said)
	var best talk
	most := 0
	for _, k := range t.talks {
		if k.statement && asks || k.group != (t.m.Chat.Kind == Group) || !k.group && !t.talkHolds(k) || (k.plain || k.situation == "danger" || k.asks != "") && denied || k.did != nil && t.saidAny("says.hearsay", said) {
			continue
		}
		for _, w := range k.words {
			n := max(w.fits(words), w.fits(bare))
			if n > 0 && k.strong {
				n += maxTalk
			}
			if n > most {
				best, most = k, n
			}
		}
	}
	return best, most > 0
}

// talkHolds reports whether a talk belongs to the case.
func (t *turn) talkHolds(k talk) bool {
	holds := func(name string) bool {
		switch name {
		case "theirs":
			return t.s.Theirs
		case "writing":
			return t.draft != nil
		case "judged":
			return t.judged()
		case "open":
			return t.open()
		case "talked":
			return t.talked()
		case "asks":
			return t.openQuestion(t.s.Asked) != ""
		case "asks-device":
			return t.s.Asked == "in-device"
		case "lesson":
			return t.s.Topic != ""
		}
		return slices.Contains(t.all(), name) || slices.Contains(t.s.Answered, name) || slices.Contains(t.s.Done, name)
	}
	if slices.ContainsFunc(k.unless, holds) {
		return false
	}
	if k.when == nil {
		return k.anywhere || t.talked()
	}
	return slices.ContainsFunc(k.when, holds)
}

// talked reports whether a case was talked about, also one that is closed.
func (t *turn) talked() bool {
	return t.open() || t.judged() || len(t.s.Done) > 0 || len(t.s.Answered) > 0 || t.s.Asked != "" || t.draft != nil
}

// talkFirst answers a talk of one clause before anything in it is taken for
// something that is done.
func (t *turn) talkFirst() (Reply, bool) {
	if t.newCrisis() {
		return Reply{}, false
	}
	if said := foldWords(t.m.Text); t.m.Chat.Kind != Group && len(pieces(t.m.Text)) != 1 {
		if k, ok := t.findTalk(said); !ok || !k.whole || t.saidAny("says.but-still", said) {
			return Reply{}, false
		}
	}
	return t.talking()
}

// newCrisis reports whether the words surely tell of a crisis that is not known yet.
func (t *turn) newCrisis() bool {
	return slices.ContainsFunc(t.own.Certain().Situations, func(s *knowledge.Situation) bool {
		return s.Crisis && !slices.Contains(t.s.Situations, s.ID)
	})
}

// talking answers words that people say in the middle of a case.
func (t *turn) talking() (Reply, bool) {
	k, ok := t.findTalk(foldWords(t.m.Text))
	if !ok {
		return Reply{}, false
	}
	t.done(k.did)
	if k.notes != "" && !slices.Contains(t.s.Answered, k.notes) {
		t.s.Answered = append(t.s.Answered, k.notes)
	}
	if s, ok := t.base.Situation(k.situation); ok {
		if k.asks != "" {
			t.know(s.ID)
			t.s.Asked = t.openQuestion(k.asks)
			return t.withQuestion(t.quietly("flow.talk-" + k.id)), true
		}
		t.own.Situations = []*knowledge.Situation{s}
		t.s.Done = slices.DeleteFunc(t.s.Done, func(id string) bool { return id == s.Act })
		if !s.Crisis {
			return t.situations(), true
		}
		return t.crisis(), true
	}
	switch q, a, _ := strings.Cut(k.tap, ":"); {
	case k.command == "quiet":
		return t.setMode(WhenAsked), true
	case k.command == "aside" && (t.draft == nil || t.draft.Form.Letter == "") && !slices.Contains(t.s.Situations, "despair"):
		return t.putAside(), true
	case k.command == "noted":
		return t.wellDone(t.base.Say("flow.noted")), true
	case k.command == "nothing":
		return t.nothingGiven(), true
	case k.command == "aside":
		return t.quietly("flow.talk-" + k.id), true
	case k.command != "":
		t.m.Command, t.m.Text = k.command, ""
		return t.command(), true
	case q != "":
		return t.tapped(q, a), true
	}
	ls := lines(t.base.Say("flow.talk-" + k.id))
	about, ok := t.base.Topic(k.topic)
	switch {
	case ok && t.m.Chat.Kind == Group:
		return t.topic(about), true
	case ok && about.ID == "report-scam" && t.nation() == "":
		t.s.Flow = flowRegion // a place alone may follow
		return t.stillOpen(t.shortly(about, ls...), k.act), true
	case ok:
		return t.stillOpen(t.shortly(about, ls...), k.act), true
	case len(ls) == 0:
		return Reply{}, false
	case k.quiet, k.group:
		return t.quietly("flow.talk-" + k.id), true
	}
	return t.stillOpen(t.quietly("flow.talk-"+k.id), k.act), true
}

// quietly answers by a saying alone.
func (t *turn) quietly(key string) Reply {
	ls := lines(t.base.Say(key))
	if len(ls) == 0 {
		return Reply{}
	}
	r := Reply{Lead: ls[0]}
	if len(ls) > 1 {
		r.Blocks = []Block{{Lines: ls[1:]}}
	}
	return r
}

// maxWhy is how many lines of a topic's reasons stand in a short answer.
const maxWhy = 2

// shortly answers by a topic in an open case: its answer and why. What is to be
// said before that leads.
func (t *turn) shortly(k *knowledge.Topic, lead ...string) Reply {
	k = t.forPlace(k)
	a := t.answerTo(k)
	t.s.Topic = k.ID
	if len(lead) == 0 {
		lead = []string{a.Lead}
	}
	r := Reply{Lead: lead[0]}
	most, do := maxWhy, 0
	if t.asks(t.m.Text) { // who asks is told what to do as well
		most, do = 1, min(maxWhy, len(a.Do))
	}
	if why := slices.Concat(lead[1:], a.Why); len(why) > 0 {
		r.Blocks = []Block{{Lines: why[:min(most, len(why))]}}
	}
	if do > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: a.Do[:do]})
	}
	return r
}

// stillOpen puts the one step that comes next under a short answer, and what
// is pressing before one that does not begin with an act. The open question
// waits, and is not put again.
func (t *turn) stillOpen(r Reply, act bool) Reply {
	t.s.Asked = t.openQuestion(t.s.Asked)
	if slices.Contains(t.s.Situations, "despair") { // nothing is pressed on them
		return r
	}
	said := r.Text()
	if s := t.pressing(); s != nil && !act {
		r = prefixed(s.Lead, r)
		said = r.Text()
		r.Loud = true
	}
	bank, _ := t.base.Fact("bank-hotline")
	t.s.Shown = nil
	for _, s := range t.base.Plan(t.all(), t.s.Done) {
		switch {
		case s.ID == bankStep && strings.Contains(said, bank.Value), s.ID == "hang-up", sameWords(s.Do, said): // said above, or long done
			t.s.Shown = append(t.s.Shown, s.ID)
			continue
		}
		t.s.Shown = append(t.s.Shown, s.ID)
		r.Blocks = append(r.Blocks, Block{Title: t.base.Say("flow.not-done-yet"), Lines: []string{s.Do}})
		break
	}
	return t.withSteps(r)
}

// sameWords reports whether most words of a step stand in what was said.
func sameWords(step, said string) bool {
	have := strings.Fields(foldWords(said))
	words := strings.Fields(foldWords(step))
	n := 0
	for _, w := range words {
		if slices.Contains(have, w) {
			n++
		}
	}
	return 3*n >= 2*len(words)
}

// nothingGiven takes a plain "no, nothing" for all that could be asked of it.
func (t *turn) nothingGiven() Reply {
	for _, q := range []string{"in-device", "what-given", "money-sent"} {
		if t.openQuestion(q) == q && (q != "in-device" || t.s.Asked == q) {
			t.take(q, map[string]string{"in-device": "never-in", "what-given": "nothing", "money-sent": "none"}[q])
		}
	}
	t.s.Asked = ""
	if !t.harmed() {
		return Reply{Lead: t.base.Say("bot.nothing-yet"), Blocks: t.nothingYet()}
	}
	return t.wellDone(t.base.Say("flow.denied"))
}
