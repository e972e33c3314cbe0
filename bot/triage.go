package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// questionChoices are the taps of a triage question.
func questionChoices(q *knowledge.Question) []Choice {
	var out []Choice
	for _, a := range q.Choices {
		out = append(out, Choice{"q:" + q.ID + ":" + a.ID, a.Label})
	}
	return out
}

// choice answers a pressed button. Old buttons are harmless: whatever they
// said then is taken as said now.
func (t *turn) choice(id string) Reply {
	kind, rest, _ := strings.Cut(id, ":")
	switch kind {
	case "q":
		q, a, _ := strings.Cut(rest, ":")
		return t.tapped(q, a)
	case "topic":
		if k, ok := t.base.Topic(rest); ok {
			return t.topic(k)
		}
	case "more":
		return t.more(rest)
	case "sit":
		if s, ok := t.base.Situation(rest); ok {
			t.own = knowledge.Understanding{Situations: []*knowledge.Situation{s}}
			return t.crisis()
		}
	case "step":
		return t.step(rest)
	case "cmd":
		t.m.Command = rest
		return t.command()
	case "want":
		return t.wants(rest)
	case "region":
		return t.regionTap(rest)
	case "mode":
		return t.setMode(Mode(rest))
	case "family":
		return t.familyTap(rest)
	case "pair":
		return t.pairTap(rest)
	case "private":
		return Reply{Lead: t.base.Say("group.private")}
	}
	if r, ok := t.besideChoice(kind, rest); ok {
		return r
	}
	return t.lost()
}

// more shows what stands behind a topic's "more".
func (t *turn) more(id string) Reply {
	k, ok := t.base.Topic(id)
	if !ok || len(k.Answer.More) == 0 {
		return t.lost()
	}
	r := t.answerReply(k)
	r.Choices = slices.DeleteFunc(r.Choices, func(c Choice) bool { return c.ID == "more:"+id })
	return Reply{Lead: k.Answer.More[0], Blocks: points(k.Answer.More[1:]), Choices: r.Choices}
}

func points(lines []string) []Block {
	if len(lines) == 0 {
		return nil
	}
	return []Block{{Kind: Points, Lines: lines}}
}

// tapped takes the answer to a triage question and goes on to the next one or
// to the plan.
func (t *turn) tapped(question, answer string) Reply {
	if said := foldWords(t.m.Text); question == severalAnswers && answer == "card" && t.m.Choice == "" && len(strings.Fields(said)) <= bareCard && slices.Contains(strings.Fields(said), "card") {
		t.take(question, answer)
		question, answer = "which-bank-thing", "card-number" // it is said already
	}
	a, ok := t.take(question, answer)
	if !ok {
		return t.lost()
	}
	if len(a.Adds) == 0 && a.Next == "" && question == afterVerdict && t.harmed() {
		return t.wellDone(t.base.Say("bot.nothing-yet")) // the case goes on beside the message
	}
	if question == whoPressed && answer == "me" && !slices.Contains(t.s.Done, bankStep) {
		return t.sentIt()
	}
	return t.goOn(a)
}

// bareCard is the most words in which "card" is the card and nothing more.
const bareCard = 6

// afterVerdict is the question under a verdict.
const afterVerdict = "after-verdict"

// goOn shows the act for what was just learnt, then the next question or the plan.
func (t *turn) goOn(a knowledge.Tap) Reply {
	t.done(slices.DeleteFunc(slices.Clone(t.s.Shown), func(id string) bool { return id == bankStep }))
	t.s.Asked = t.openQuestion(a.Next)
	if len(a.Adds) > 0 {
		s, _ := t.base.Situation(a.Adds[0])
		return t.planWithWhy(s, t.onlyAbout(s.ID))
	}
	if q, ok := t.base.Question(t.s.Asked); ok {
		return Reply{Lead: q.Ask, Choices: questionChoices(q)}
	}
	if len(t.s.Situations) == 0 {
		return Reply{Lead: t.base.Say("bot.nothing-yet"), Blocks: t.nothingYet()}
	}
	return t.planFrom(nil)
}

// nothingYet is what to do when nothing was given, paid or installed.
func (t *turn) nothingYet() []Block {
	return []Block{{Kind: Steps, Lines: lines(t.base.Say("bot.nothing-yet-do"))}}
}

// typedAnswer takes typed words as a tap on the waiting question, or on one of
// the buttons shown last.
func (t *turn) typedAnswer() (Reply, bool) {
	said := foldWords(t.m.Text)
	if said == "" {
		return Reply{}, false
	}
	if len(strings.Fields(said)) > maxTyped {
		return t.longAnswer()
	}
	if len(t.s.Shown) > 0 && t.saidShort("says.step-help", said) { // "dunno how" is no answer to a question
		return t.step("help"), true
	}
	if q, ok := t.base.Question(t.s.Asked); ok {
		if a := t.typedChoice(q, said); a != "" {
			return t.tapped(q.ID, a), true
		}
	}
	if r, ok := t.alsoAnswers(said); ok {
		return r, true
	}
	if r, ok := t.howOrWhen(said); ok {
		return r, true
	}
	if q, ok := t.base.Question(afterVerdict); ok && slices.Contains(t.s.Offered, "q:"+afterVerdict+":"+q.Choices[0].ID) {
		if a := t.typedChoice(q, said); a != "" {
			return t.tapped(q.ID, a), true
		}
	}
	for _, word := range []string{"done", "later"} {
		if len(t.s.Shown) > 0 && t.saidShort("says.step-"+word, said) {
			return t.typedStep(word), true
		}
	}
	if t.saidShort("says.more", said) && t.s.Topic != "" {
		return t.more(t.s.Topic), true
	}
	return t.longAnswer()
}

// longAnswer looks for the answer to the open question in words that say more.
func (t *turn) longAnswer() (Reply, bool) {
	if q, ok := t.base.Question(t.s.Asked); ok && t.m.Chat.Kind != Group {
		return t.answerWithin(q)
	}
	return Reply{}, false
}

// maxTyped is the most words a typed answer to a tap question has.
const maxTyped = 9

// typedChoice gives the choice that the words say, "" if none: the longest
// equivalent that the words are, or begin with if only small words or more of
// the same answer follow.
func (t *turn) typedChoice(q *knowledge.Question, said string) string {
	best, id := 0, ""
	tail := t.heard["says.tail"]
	for _, a := range q.Choices {
		same := slices.Clone(tail)
		for _, s := range a.Says {
			same = append(same, foldWords(s))
		}
		for _, s := range append([]string{a.Label}, a.Says...) {
			w := foldWords(s)
			for _, said := range []string{said, t.withoutLeadIn(said)} {
				if w != "" && len(w) > best && strings.HasPrefix(said+" ", w+" ") && onlyOf(said[len(w):], same) {
					best, id = len(w), a.ID
				}
			}
		}
	}
	return id
}

// typedStep is step for words that were typed: "done" to several steps does
// not say that the bank was rung.
func (t *turn) typedStep(what string) Reply {
	if what != "done" {
		return t.step(what)
	}
	if t.tick(); slices.Contains(t.s.Shown, bankStep) && !slices.Contains(t.s.Done, bankStep) {
		return t.wellDone(t.base.Say("flow.did-not-bank"))
	}
	return t.planFrom(nil)
}

// step answers Done, Not now and Help with this one.
func (t *turn) step(what string) Reply {
	if len(t.s.Shown) == 0 {
		return t.next()
	}
	switch what {
	case "done":
		t.done(t.s.Shown)
		return t.planFrom(nil)
	case "later":
		t.s.Later = append(t.s.Later, t.s.Shown...)
		t.done(t.s.Shown)
		r := t.planFrom(nil)
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("bot.put-aside")}})
		return r
	}
	return t.helpWithStep()
}

// helpWithStep explains the first step shown that has details.
func (t *turn) helpWithStep() Reply {
	shown := t.s.Shown
	if k, ok := t.base.Topic(t.s.Topic); ok && slices.Contains(t.s.Offered, "more:"+k.ID) {
		shown = append([]string{t.stepLike(k.Answer.For(t.holds).Lead)}, shown...) // the topic said its steps in its own words
	}
	if id := t.stepNamed(); id != "" {
		shown = append([]string{id}, shown...)
	}
	for _, id := range shown {
		if s, ok := t.base.Step(id); ok && len(s.Detail) > 0 {
			r := Reply{Lead: s.Do, Blocks: points(s.Detail)}
			return t.withQuestion(r)
		}
	}
	return t.withQuestion(Reply{Lead: t.base.Say("bot.no-detail")})
}

// minAlike is how many words a step shares with a sentence that says the same.
const minAlike = 3

// stepLike gives the step of the plan that shares the most words with a
// sentence, "" if none says much the same.
func (t *turn) stepLike(sentence string) string {
	words := strings.Fields(foldWords(sentence))
	best, id := minAlike-1, ""
	for _, s := range t.base.Plan(t.all(), t.s.Done) {
		n := 0
		for w := range strings.FieldsSeq(foldWords(s.Do)) {
			if slices.Contains(words, w) {
				n++
			}
		}
		if n > best && len(s.Detail) > 0 {
			best, id = n, s.ID
		}
	}
	return id
}

// wants goes on from "what do they want you to do?".
func (t *turn) wants(what string) Reply {
	lead := t.base.Say("want." + what)
	if lead == "" {
		return t.lost()
	}
	return Reply{Lead: lead, Blocks: []Block{{Kind: Steps, Lines: lines(t.base.Say("want." + what + "-do"))}}, Choices: t.after()}
}

// askNow puts a question at once, under the act that may be needed.
func (t *turn) askNow(id string) (Reply, bool) {
	q, ok := t.base.Question(id)
	if !ok {
		return Reply{}, false
	}
	t.s.Asked = id
	return Reply{Lead: t.base.Say("flow.before-question"), Blocks: []Block{{Lines: []string{q.Ask}}}, Choices: questionChoices(q)}, true
}
