package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// maxPast is how many turns can be taken back one after the other.
const maxPast = 3

// remember keeps how a private talk was before this turn, if the turn moved it.
func (t *turn) remember(before Session) {
	if t.back || t.m.Chat.Kind == Group || t.s.Seen.IsZero() || !moved(before, *t.s) {
		return
	}
	before.Past, before.Other, before.Offered = nil, nil, nil
	t.s.Past = append(t.s.Past, before)
	t.s.Past = t.s.Past[max(0, len(t.s.Past)-maxPast):]
}

// moved reports whether what is known, shown or asked is another than it was.
func moved(a, b Session) bool {
	return a.Asked != b.Asked || a.Topic != b.Topic || a.Level != b.Level || !slices.Equal(a.Situations, b.Situations) ||
		!slices.Equal(a.Done, b.Done) || !slices.Equal(a.Shown, b.Shown) || !slices.Equal(a.Answered, b.Answered)
}

// undo puts the session back to how it was before the last turn that moved it.
func (t *turn) undo() {
	was, rest := Session{}, []Session(nil)
	if n := len(t.s.Past); n > 0 {
		was, rest = t.s.Past[n-1], t.s.Past[:n-1]
	}
	was.Seen, was.Other, was.Past = t.s.Seen, t.s.Other, rest
	*t.s = was
	t.back = true
}

// goBack shows the step or question before the last one.
func (t *turn) goBack() Reply {
	if len(t.s.Past) > 0 {
		t.undo()
	}
	return t.hereWeAre(t.base.Say("flow.went-back"))
}

// tookBack answers somebody who pressed the wrong button or wrote in error.
func (t *turn) tookBack() Reply {
	t.undo()
	return t.hereWeAre(t.base.Say("flow.took-back"))
}

// hereWeAre shows the place a talk is at: its open question, its steps or its
// answer. Nothing is taken as done.
func (t *turn) hereWeAre(lead string) Reply {
	shown := slices.DeleteFunc(t.base.Plan(t.all(), nil), func(s *knowledge.Step) bool { return !slices.Contains(t.s.Shown, s.ID) })
	k, ok := t.base.Topic(t.s.Topic)
	switch {
	case ok && !t.open():
		return prefixed(lead, t.answerReply(k))
	case len(shown) > 0:
		r := Reply{Lead: lead, Blocks: []Block{{Kind: Steps, Lines: does(shown)}}}
		return t.withQuestion(r)
	case t.openQuestion(t.s.Asked) != "":
		return t.withQuestion(Reply{Lead: lead})
	case t.judged() && !t.open():
		return prefixed(lead, t.afterVerdict())
	case ok:
		return prefixed(lead, t.answerReply(k))
	}
	return Reply{Lead: lead, Blocks: []Block{{Lines: []string{t.base.Say("flow.what-is-it")}}}, Choices: t.crisisChoices()}
}

// prefixed puts a short line before a reply, whose lead moves down.
func prefixed(line string, r Reply) Reply {
	if line == "" || r.Lead == line {
		return r
	}
	if r.Lead != "" {
		r.Blocks = append([]Block{{Lines: []string{r.Lead}}}, r.Blocks...)
	}
	r.Lead = line
	return r
}

// leavesIt reports whether words put the case aside and say little else.
func (t *turn) leavesIt(said string) bool {
	return t.hears("says.never-mind", func(w string) bool {
		rest, ok := strings.CutPrefix(said+" ", w+" ")
		return ok && (onlyOf(rest, t.heard["says.tail"]) || t.saysNothing(rest))
	})
}

// saysNothing reports whether words ask and tell nothing that we would answer.
func (t *turn) saysNothing(words string) bool {
	if _, ok := t.findTalk(words); ok || t.asks(words) || t.upsetBy(words) {
		return false
	}
	return len(t.understand(words).Certain().Situations) == 0
}

// putAside leaves a case as it is for a while.
func (t *turn) putAside() Reply {
	t.s.Flow = ""
	r := Reply{Lead: t.base.Say("flow.aside"), Blocks: []Block{{Lines: []string{t.base.Say("flow.aside-more")}}}}
	if steps := t.base.Plan(t.all(), t.s.Done); len(steps) > 0 && steps[0].Urgency == urgentNow {
		r.Blocks = append(r.Blocks, Block{Title: t.base.Say("flow.aside-first"), Lines: does(steps[:1])})
	}
	return r
}

// urgentNow is the urgency of steps that do not wait.
const urgentNow = "now"

// anotherThing reads words behind "different thing:" apart from the case,
// which waits meanwhile.
func (t *turn) anotherThing(rest string) Reply {
	if strings.TrimSpace(rest) == "" {
		t.s.Flow = flowNew
		return Reply{Lead: t.base.Say("flow.what-is-it"), Choices: t.crisisChoices()}
	}
	t.readOn(rest)
	t.forThem()
	switch {
	case len(t.own.Situations) > 0 && t.harmed():
		t.otherCase()
		r := t.situations()
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.other-waits")}})
		return r
	case len(t.own.Situations) == 0 && !t.own.Lost() && t.open():
		k := t.own.Topics[0].Topic
		t.s.Topic = k.ID
		r := t.answerReply(k)
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.then-go-on")}})
		return r
	}
	return t.words()
}

// newCase reads words that begin with "new problem:" and tell of a crisis apart
// from the case, which waits.
func (t *turn) newCase() {
	if rest, ok := t.another(); ok && t.own.Crisis() && t.harmed() && t.m.Chat.Kind == Private {
		t.otherCase()
		t.readOn(rest)
	}
}

// another gives the words behind "different thing:" and the like.
func (t *turn) another() (rest string, ok bool) {
	said := foldWords(t.m.Text)
	for _, w := range t.heard["says.another-thing"] {
		for _, s := range []string{said, t.withoutLeadIn(said)} {
			if rest, ok := strings.CutPrefix(s+" ", w+" "); ok {
				return t.wordsFrom(rest), true
			}
		}
	}
	return "", false
}

// otherCase lets the case wait and begins another.
func (t *turn) otherCase() {
	waits := *t.s
	waits.Past, waits.Other, waits.Flow = nil, nil, ""
	*t.s = Session{Seen: t.s.Seen, Other: &waits, Theirs: t.own.Helper}
}

// firstCase goes back to the case that waits; the other waits then.
func (t *turn) firstCase() {
	first, waits := *t.s.Other, *t.s
	waits.Past, waits.Other = nil, nil
	first.Seen, first.Other = t.s.Seen, &waits
	*t.s = first
	t.back = true
}

// thanked puts the answer to good news before a reply about what else was said.
func (t *turn) thanked(r Reply) Reply {
	if t.ack == "" || r.Loud || r.Silent() {
		return r
	}
	return prefixed(t.ack, r)
}

// wordsFrom gives the end of the message that folds to rest, with its stops.
func (t *turn) wordsFrom(rest string) string {
	want := strings.Fields(rest)
	fields := strings.Fields(t.m.Text)
	for i := range fields {
		if slices.Equal(strings.Fields(foldWords(strings.Join(fields[i:], " "))), want) {
			return strings.Join(fields[i:], " ")
		}
	}
	return strings.TrimSpace(rest)
}

// wrongButton takes the last turn back. What else is said is read on.
func (t *turn) wrongButton() (Reply, bool) {
	t.undo()
	var rest []string
	for _, c := range pieces(t.m.Text) {
		w := t.withoutLeadIn(c.words)
		if !t.saidAny("says.wrong-button", w) && !t.onlyTail("says.tail", w) && t.heedClause(c) == "" {
			rest = append(rest, c.text())
		}
	}
	left := strings.Join(rest, ", ")
	if u := t.understand(left); left != "" && (len(u.Situations) > 0 || u.Sure()) {
		t.m.Text, t.own, t.scan = left, u, nil
		t.ack = t.base.Say("flow.took-back")
		return Reply{}, false
	}
	t.ack = ""
	return t.hereWeAre(t.base.Say("flow.took-back")), true
}

// letterWaits puts a letter off that is to go on another day, or takes it up
// again; nothing of it is wiped.
func (t *turn) letterWaits() (Reply, bool) {
	if t.draft == nil || t.draft.Form.Letter == "" || t.m.Chat.Kind == Group || t.m.Command != "" {
		return Reply{}, false
	}
	said := foldWords(t.m.Text)
	if bare := t.withoutLeadIn(said); strings.Contains(bare, "letter") && t.saidShort("says.letter-on", bare) {
		return t.letterOn(), true
	}
	k, ok := t.findTalk(said)
	if !ok || k.command != "aside" || len(strings.Fields(said)) > maxTyped {
		return Reply{}, false
	}
	return t.quietly("flow.talk-" + k.id), true
}

// dropsLetter stops a letter for words that put it aside and say more: what
// else is said is read on.
func (t *turn) dropsLetter() {
	parts := pieces(t.m.Text)
	if t.draft == nil || !t.waited || t.m.Chat.Kind == Group || len(parts) < 2 || t.askedField() != nil && t.askedField().Kind == "text" {
		return
	}
	first := t.withoutLeadIn(parts[0].words)
	if !t.saidShort("says.never-mind", first) && !t.saidShort("says.letter-stop", first) {
		return
	}
	if _, ok := t.findTalk(foldWords(t.m.Text)); !ok {
		return
	}
	t.ack = t.stopLetter().Lead
	var rest []string
	for _, p := range parts[1:] {
		rest = append(rest, p.text())
	}
	t.m.Text = strings.Join(rest, ", ")
}
