package bot

import (
	"cmp"
	"slices"
	"strings"

	"hangup/knowledge"
	"hangup/knowledge/act"
)

// outweighs is how well a topic must fit to be answered although the words
// surely do something else than ask.
const outweighs = 0.3

// act gives what the words surely do, "" if that is not sure.
func (t *turn) act() string {
	if t.kind == nil {
		kind, sure := t.base.Act(t.m.Text, t.placeOfTalk())
		if !sure {
			kind = ""
		}
		t.kind = &kind
	}
	return *t.kind
}

// placeOfTalk is where the talk is when the words are said.
func (t *turn) placeOfTalk() knowledge.Place {
	return knowledge.Place{Asked: t.openQuestion(t.s.Asked) != "", Steps: len(t.s.Shown) > 0, Judged: t.judged(), Theirs: t.s.Theirs}
}

// acts answers words by what they do in an open case, where they tell of
// nothing new and fit no topic better.
func (t *turn) acts() (Reply, bool) {
	if t.m.Chat.Kind == Group || !t.caseOpen() && !t.judged() || len(t.own.Situations) > 0 {
		return Reply{}, false
	}
	if r, ok := t.byPhrase(foldWords(t.m.Text)); ok {
		return r, true
	}
	if len(t.s.Shown) > 0 && t.saidAny("says.cannot", foldWords(t.m.Text)) && !t.own.Lost() && slices.Contains(idleTopics, t.own.Topics[0].Topic.Root()) {
		return t.step("help"), true
	}
	if t.fits(outweighs) || t.own.Sure() && slices.Contains(graveTopics, t.own.Topics[0].Topic.Root()) {
		return Reply{}, false
	}
	if len(t.s.Shown) > 0 && t.saidAny("says.cannot", foldWords(t.m.Text)) {
		return t.step("help"), true
	}
	if t.asks(t.m.Text) && t.own.Sure() && len(strings.Fields(t.m.Text)) > bareWords {
		return Reply{}, false // a question is answered
	}
	return t.byKind()
}

// byPhrase answers words that say plainly what they do.
func (t *turn) byPhrase(said string) (Reply, bool) {
	asks := t.asks(said)
	switch {
	case t.upsetBy(said) && !asks && (t.s.Theirs || !t.fits(outweighs)):
		return t.feels(), true
	case t.waits == flowCode && t.saidAny("says.gave-it", said):
		s, ok := t.base.Situation("gave-code")
		if ok {
			t.own = knowledge.Understanding{Situations: []*knowledge.Situation{s}}
			return t.situations(), true
		}
	case t.saidAny("says.already-gave", said) && !asks && t.onTheLine() && len(strings.Fields(said)) <= maxTyped:
		return t.askNow("what-given")
	case t.open() && len(t.s.Shown) > 0 && !asks && t.saidShort("says.on-my-way", t.withoutLeadIn(said)):
		return t.doing(), true
	case t.open() && t.saidAny("says.calls-again", said) && !asks:
		return t.callsAgain(), true
	case t.saidAny("says.refuses", said) && !asks:
		return t.refuses()
	case len(strings.Fields(said)) <= maxTyped && t.saidShort("says.doubt", t.withoutLeadIn(said)):
		return t.doubts()
	}
	return Reply{}, false
}

// onTheLine reports whether a caller is still speaking to somebody.
func (t *turn) onTheLine() bool {
	return slices.Contains(t.s.Situations, "caller-on-line") || slices.Contains(t.s.Situations, "loved-one-on-phone")
}

// byKind answers words by what they are sure to do, as was learnt.
func (t *turn) byKind() (Reply, bool) {
	kind := t.act()
	asks := t.asks(t.m.Text)
	if kind == act.Back && !t.open() || kind == act.Cannot && len(t.s.Shown) == 0 || asks && (kind == act.Thanks || kind == act.Feels) {
		return Reply{}, false
	}
	switch kind {
	case act.Did, act.Reports:
		return t.didThat()
	case act.Doing:
		return t.doing(), true
	case act.Cannot:
		return t.step("help"), true
	case act.Refuses:
		return t.refuses()
	case act.Doubts:
		return t.doubts()
	case act.Next:
		return t.next(), true
	case act.Thanks:
		return Reply{Lead: t.base.Say("flow.thanks"), Blocks: []Block{{Lines: lines(t.base.Say("flow.thanks-more"))}}}, true
	case act.Back:
		return t.resume(), true
	case act.Leaves:
		return t.putAside(), true
	case act.Returns:
		return t.goBack(), true
	case act.Feels:
		return t.feels(), true
	case act.Idle:
		return t.idle(), true
	}
	return Reply{}, false
}

// fits reports whether the words fit a topic at least so well.
func (t *turn) fits(score float64) bool { return !t.own.Lost() && t.own.Topics[0].Score >= score }

// didThat takes words for the steps shown last, if they name no other.
func (t *turn) didThat() (Reply, bool) {
	if !t.open() {
		return Reply{}, false
	}
	if always := func(knowledge.Deed) bool { return true }; t.act() == act.Did {
		if other := t.base.Done(foldWords(t.m.Text), always, always); len(other) > 0 { // not one of those shown
			return t.wellDone(t.base.Say(t.wordFor(other[0]))), true
		}
		t.tick()
		return t.wellDone(t.base.Say("flow.did")), true
	}
	return t.wellDone(t.base.Say("flow.noted")), true
}

// doing is for a step that is under way: the one behind it is shown meanwhile.
func (t *turn) doing() Reply {
	steps := t.base.Plan(t.all(), t.s.Done)
	after := slices.DeleteFunc(slices.Clone(steps), func(s *knowledge.Step) bool { return slices.Contains(t.s.Shown, s.ID) })
	r := Reply{Lead: t.base.Say("flow.doing")}
	if slices.Contains(t.s.Shown, "bank-159") {
		r.Blocks = []Block{{Lines: lines(t.base.Say("flow.doing-bank"))}}
	}
	if len(after) > 0 {
		r.Blocks = append(r.Blocks, Block{Title: t.base.Say("flow.after-that"), Lines: does(after[:1])})
	}
	return t.withQuestion(r)
}

// refuses says why the step that is refused matters, puts it aside and goes on
// with the next. What is most pressing is asked for once more before that.
func (t *turn) refuses() (Reply, bool) {
	if len(t.s.Shown) == 0 || !t.open() {
		return Reply{}, false
	}
	first, ok := t.base.Step(cmp.Or(t.stepNamed(), t.s.Shown[0]))
	if !ok {
		return Reply{}, false
	}
	if s := t.pressing(); s != nil && (s.Act == first.ID || s.Act == t.s.Shown[0]) && t.waits != flowAsked {
		act, _ := t.base.Step(s.Act)
		t.s.Flow = flowAsked
		t.s.Shown = []string{s.Act}
		return t.withQuestion(Reply{Lead: s.Lead, Blocks: []Block{{Lines: []string{t.base.Say("flow.please"), act.Why}}}}), true
	}
	t.s.Later = append(t.s.Later, first.ID)
	t.done([]string{first.ID})
	return t.wellDone(t.base.Say("flow.refuses"), t.base.Say("flow.why-it-matters")+" "+first.Why), true
}

// doubts answers "are you sure" and "why": why the step shown matters, or why
// a message is a scam all the same.
func (t *turn) doubts() (Reply, bool) {
	if t.judged() && !t.open() {
		return t.stillScam(), true
	}
	for _, id := range t.s.Shown {
		if s, ok := t.base.Step(id); ok && s.Why != "" {
			r := Reply{Lead: t.base.Say("flow.sure"), Blocks: []Block{{Lines: []string{s.Why}}, {Title: t.base.Say("flow.so"), Lines: []string{s.Do}}}}
			return t.withQuestion(r), true
		}
	}
	return Reply{}, false
}

// callsAgain is for criminals who ring again, or ask for a code.
func (t *turn) callsAgain() Reply {
	t.s.Flow = flowCode
	return t.withQuestion(Reply{Lead: t.base.Say("flow.calls-again"), Loud: true, Blocks: []Block{{Lines: []string{t.base.Say("flow.calls-again-why")}}}})
}

// upsetBy reports whether words tell how bad it feels.
func (t *turn) upsetBy(said string) bool {
	return t.saidAny("says.upset", foldWords(said)) && len(strings.Fields(said)) <= 2*maxTyped
}

// comfort is a kind word, to the one who is harmed or to be passed on.
func (t *turn) comfort() string {
	if t.s.Theirs {
		return t.base.Say("helper.upset")
	}
	return t.base.Say("flow.upset")
}

// feels is a kind word, and one small step.
func (t *turn) feels() Reply {
	r := Reply{Lead: t.comfort()}
	if steps := t.base.Plan(t.all(), t.s.Done); len(steps) > 0 {
		t.s.Shown = ids(steps[:1])
		r.Blocks = []Block{{Title: t.base.Say("flow.one-step"), Lines: does(steps[:1])}}
	}
	return t.withQuestion(r)
}

// idle answers small talk lightly, and says where we are.
func (t *turn) idle() Reply {
	r := Reply{Lead: t.base.Say("flow.idle")}
	if steps := t.base.Plan(t.all(), t.s.Done); len(steps) > 0 {
		t.s.Shown = ids(steps[:1])
		r.Blocks = []Block{{Title: t.base.Say("flow.next"), Lines: does(steps[:1])}}
	}
	return t.withQuestion(r)
}
