package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// aside answers what is said besides the steps: a correction, being back,
// thanks, doubt about a verdict, that nobody is near. What it does not know is
// read on.
func (t *turn) aside() (Reply, bool) {
	if t.m.Chat.Kind == Group {
		return Reply{}, false
	}
	said := foldWords(t.m.Text)
	n := len(strings.Fields(said))
	switch {
	case n == 0 || n > maxAside:
		return Reply{}, false
	case t.saidAny("says.offers-secret", said) && t.asks(said):
		return Reply{Lead: t.base.Say("bot.never-secret")}, true
	}
	if r, ok := t.moves(said, n); ok {
		return r, true
	}
	switch {
	case t.s.Theirs && t.saidAny("says.away", said) && (t.pressing() != nil || t.own.Crisis()) && !slices.Contains(t.s.Answered, "away"):
		return t.away(), true
	case t.s.Theirs && t.open() && t.saidAny("says.wont-listen", said):
		return t.withQuestion(Reply{Lead: t.base.Say("helper.wont-listen"), Blocks: []Block{{Kind: Steps, Lines: lines(t.base.Say("helper.wont-listen-do"))}}}), true
	case t.open() && t.saidAny("says.cannot-ring", said):
		return t.withQuestion(Reply{Lead: t.base.Say("flow.cannot-ring"), Blocks: []Block{{Kind: Steps, Lines: lines(t.base.Say("flow.cannot-ring-do"))}}}), true
	case t.open() && t.saidAny("says.bank-waits", said):
		return t.bankWaits(), true
	case t.judged() && n <= maxTyped && strings.HasPrefix(said, "but ") && !t.asks(said[len("but "):]):
		return t.stillScam(), true
	case t.thanks(said, n):
		t.ended = true
		return Reply{Lead: t.base.Say("flow.thanks"), Blocks: []Block{{Lines: lines(t.base.Say("flow.thanks-more"))}}}, true
	case t.softly():
		return t.soft(), true
	}
	if n <= 2*maxTyped && (t.open() || t.s.Asked != "" || len(t.s.Answered) > 0) {
		if r, ok := t.corrected(said); ok {
			return r, true
		}
	}
	if n <= maxTyped && t.judged() && !t.open() {
		return t.tapAside("says.after-verdict", said)
	}
	return Reply{}, false
}

// moves answers words that move about in the talk: back, away, on, anew.
func (t *turn) moves(said string, n int) (Reply, bool) {
	bare := t.withoutLeadIn(said)
	switch {
	case t.waits == flowNew:
		return t.anotherThing(t.m.Text), true
	case n <= maxTyped && (t.saidShort("says.go-back", said) || t.saidShort("says.go-back", bare)):
		return t.goBack(), true
	case n <= maxTyped && (t.saidShort("says.start-again", said) || t.saidShort("says.start-again", bare)):
		return t.startAgain(), true
	case n <= 2*maxTyped && (t.leavesIt(said) || t.leavesIt(bare) && len(t.own.Situations) == 0):
		return t.putAside(), true
	case t.s.Other != nil && n <= maxTyped && (t.saidShort("says.first-case", bare) || t.saidAny("says.back-to", said)):
		t.firstCase()
		return t.hereWeAre(t.base.Say("flow.back")), true
	case t.open() && n <= maxTyped && (t.saidShort("says.first-case", bare) || t.saidAny("says.back-to", said)):
		return t.resume(), true
	case !t.s.Seen.IsZero() && n <= maxAside && t.saidAny("says.wrong-button", said):
		return t.wrongButton()
	case t.backAgain(said):
		return t.resume(), true
	}
	if rest, ok := t.another(); ok {
		return t.anotherThing(rest), true
	}
	return Reply{}, false
}

// startAgain wipes the talk.
func (t *turn) startAgain() Reply {
	*t.s = Session{Practised: t.s.Practised, Again: t.s.Again}
	return Reply{Lead: t.base.Say("bot.start-again"), Choices: t.crisisChoices()}
}

// thanks reports whether somebody thanks or takes leave, and says no more.
func (t *turn) thanks(said string, n int) bool {
	plainly := t.saidButton("says.thanks", said) || t.saidButton("says.thanks", t.withoutLeadIn(said))
	return n <= maxTyped && plainly && !t.asks(said) && len(t.own.Situations) == 0 &&
		(t.open() || t.judged() || t.s.Topic != "" || t.s.Asked != "" || len(t.s.Answered) > 0)
}

// bankWaits is for a bank that is shut, or keeps them waiting.
func (t *turn) bankWaits() Reply {
	do := lines(t.base.Say("flow.bank-waits-do"))
	switch {
	case t.holds("told-i-sent"):
		do = append(do, t.base.Say("flow.bank-waits-sent"))
	case slices.Contains(t.s.Situations, "unauthorised-payment"):
		do = append(do, t.base.Say("flow.bank-waits-theirs"))
	}
	return t.withQuestion(Reply{Lead: t.base.Say("flow.bank-waits"), Blocks: []Block{{Kind: Steps, Lines: do}}})
}

// open reports whether anything is known to have happened; judged, whether the
// last thing looked at had signs of a scam.
func (t *turn) open() bool   { return len(t.s.Situations) > 0 }
func (t *turn) judged() bool { return t.s.Level == "scam" || t.s.Level == "suspicious" }

// backAgain reports whether somebody only says that they are back. More words
// behind it are read on without it.
func (t *turn) backAgain(said string) bool {
	if !t.open() {
		return false
	}
	bare, cut := said, 0
	t.hears("says.back", func(w string) bool {
		for _, s := range []string{said, t.withoutLeadIn(said)} {
			if strings.HasPrefix(s+" ", w+" ") && len(w) > cut {
				bare, cut = s, len(w)
			}
		}
		return false
	})
	if cut == 0 {
		return false
	}
	rest := strings.TrimSpace(bare[cut:])
	if onlyOf(rest, slices.Concat(t.heard["says.tail"], t.heard["says.back"])) || t.saidButton("says.what-now", t.withoutLeadIn(rest)) {
		return true
	}
	t.m.Text, t.own = rest, t.understand(rest)
	return false
}

// resume shows the case where it was left, with nothing taken as done. Who
// spoke of despair, and wants to go on, goes on.
func (t *turn) resume() Reply {
	t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return s == "despair" })
	steps := t.base.Plan(t.all(), t.s.Done)
	if t.pressing() != nil || len(steps) == 0 {
		return t.progress(t.base.Say("flow.back"))
	}
	return t.nextSteps(t.base.Say("flow.back"), steps)
}

// stillScam answers doubt about a verdict.
func (t *turn) stillScam() Reply {
	r := t.afterVerdict()
	if r.Lead != "" {
		r.Blocks = append([]Block{{Kind: Prose, Lines: []string{r.Lead}}}, r.Blocks[len(r.Blocks)-1:]...)
	}
	r.Lead = t.base.Say("flow.but")
	return r
}

// away is for somebody who cannot be with the one they ask for.
func (t *turn) away() Reply {
	for _, s := range t.own.Situations {
		t.know(s.ID)
	}
	t.s.Answered = append(t.s.Answered, "away") // said once
	if len(t.own.Situations) > 0 {
		t.s.Asked = t.own.Situations[0].Asks
	}
	return t.withQuestion(Reply{Lead: t.base.Say("helper.away"), Blocks: []Block{{Kind: Steps, Lines: lines(t.base.Say("helper.away-do"))}}})
}

// softTopics are answered with a kind line to a person in despair.
var softTopics = []string{"feeling-ashamed", "despair", "small-talk", "off-topic"}

// softly reports whether a person who spoke of despair now asks for nothing.
func (t *turn) softly() bool {
	if !slices.Contains(t.s.Situations, "despair") || len(t.own.Situations) > 0 || t.asks(t.m.Text) {
		return false
	}
	return !t.fits(outweighs) || slices.Contains(softTopics, t.own.Topics[0].Topic.Root())
}

// soft is one kind line, who listens, and one small thing (UX rule 11).
func (t *turn) soft() Reply {
	t.s.Shown, t.s.Asked = nil, ""
	return Reply{Lead: t.base.Say("flow.soft"), Blocks: []Block{{Lines: lines(t.base.Say("flow.soft-more"))}}}
}

// correctable are the triage questions whose answer may be taken back, in the
// order in which bare words are tried.
var correctable = []string{"how-paid", "who-pressed", "how-paid-other", "in-device", "money-sent", "when-paid", "which-bank-thing", "which-secret", "what-given"}

// corrected takes back an answer: "no wait it was my card".
func (t *turn) corrected(said string) (Reply, bool) {
	marked := t.saidButton("says.correction", said)
	rest := said
	if marked {
		rest = t.withoutLeadIn(said)
	}
	if !marked {
		return t.tapAside("says.taps", said)
	}
	if t.news && slices.Contains(t.s.Situations, "paid-card") && (t.holds("debit-card") || t.holds("credit-card")) {
		return t.wellDone(t.base.Say("flow.noted")), true // which card it was, and no card that was given
	}
	rest = t.withoutDenied(rest)
	if t.saidShort("says.bare-denial", rest) {
		return t.tookBack(), true
	}
	order := slices.Clone(t.s.Answered)
	slices.Reverse(order)
	for _, id := range append(order, correctable...) {
		q, ok := t.base.Question(id)
		if !ok {
			continue
		}
		a := t.typedChoice(q, rest)
		i := slices.IndexFunc(q.Choices, func(c knowledge.Tap) bool { return c.ID == a })
		if i < 0 || t.allKnown(q.Choices[i]) {
			continue
		}
		t.dropOthers(q, a)
		t.readOn(rest) // what it was not is not to be heard
		t.noteTold()
		return t.tapped(q.ID, a), true
	}
	for _, key := range []string{"says.taps-back", "says.taps"} {
		if r, ok := t.tapAside(key, rest); ok {
			return r, true
		}
	}
	t.taken = true
	t.readOn(rest)
	if t.open() && !t.fits(newTopic) && len(t.own.Situations) == 0 && !t.asks(rest) {
		return t.wellDone(t.base.Say("flow.put-right")), true
	}
	return Reply{}, false
}

// withoutDenied leaves out what somebody says it was not ("my card not a
// transfer sorry"), if something stands before that.
func (t *turn) withoutDenied(said string) string {
	for _, joint := range t.heard["says.and-not"] {
		if before, _, ok := strings.Cut(said, " "+joint+" "); ok && before != "" {
			said = before
		}
	}
	return said
}

// allKnown reports whether a tap would add nothing.
func (t *turn) allKnown(a knowledge.Tap) bool {
	return len(a.Adds) > 0 && !slices.ContainsFunc(a.Adds, func(s string) bool { return !slices.Contains(t.s.Situations, s) })
}

// dropOthers forgets what the other answers to a question would have added.
func (t *turn) dropOthers(q *knowledge.Question, kept string) {
	for _, c := range q.Choices {
		if c.ID != kept {
			t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return slices.Contains(c.Adds, s) })
			t.s.Told = slices.DeleteFunc(t.s.Told, func(s string) bool { return slices.Contains(c.Known, s) })
		}
	}
}

// tapAside takes words for a tap that no question waits for; the lines of the
// saying are "words = question:answer". The longest words that fit win.
func (t *turn) tapAside(key, said string) (Reply, bool) {
	best, tap := 0, ""
	for _, l := range lines(t.base.Say(key)) {
		words, to, _ := strings.Cut(l, "=")
		if w := foldWords(words); len(w) > best && strings.Contains(" "+said+" ", " "+w+" ") && !t.asks(said) {
			best, tap = len(w), strings.TrimSpace(to)
		}
	}
	q, a, ok := strings.Cut(tap, ":")
	if !ok {
		return Reply{}, false
	}
	if a == "" { // only the question
		return t.askNow(q)
	}
	if q == "sit" {
		if s, ok := t.base.Situation(a); ok {
			t.own = knowledge.Understanding{Situations: []*knowledge.Situation{s}}
			return t.situations(), true
		}
	}
	return t.tapped(q, a), true
}
