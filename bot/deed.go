package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// deeds notes what one clause says is done, or did not happen after all. It
// gives the steps that are done and the key of the sentence that answers it.
func (t *turn) deeds(clause string) (done []string, said string) {
	if !t.open() && t.s.Asked == "" {
		return nil, ""
	}
	for _, d := range t.base.Done(clause, t.concerns, t.wasShown) {
		done = append(done, d.Steps...)
		t.done(d.Steps)
		t.end(d)
		if said == "" {
			said = t.wordFor(d)
		}
	}
	return done, said
}

// wordFor is the key of what is said to a deed.
func (t *turn) wordFor(d knowledge.Deed) string {
	key := "flow.did-" + d.ID
	switch {
	case t.base.Say(key) != "":
		return key
	case len(d.Ends) > 0:
		return "flow.denied"
	}
	return "flow.did"
}

// end drops the situations that do not hold after all.
func (t *turn) end(d knowledge.Deed) {
	t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return slices.Contains(d.Ends, s) })
	t.own.Situations = slices.DeleteFunc(slices.Clone(t.own.Situations), func(s *knowledge.Situation) bool { return slices.Contains(d.Ends, s.ID) })
	if q, a, ok := strings.Cut(d.Answer, ":"); ok {
		t.take(q, a)
	}
}

// concerns reports whether a deed belongs to the case: one of its steps is in
// the plan, or it denies what is held or asked.
func (t *turn) concerns(d knowledge.Deed) bool {
	if len(d.Ends) > 0 {
		q, _, _ := strings.Cut(d.Answer, ":")
		return q != "" && t.openQuestion(q) == q || overlap(d.Ends, t.s.Situations)
	}
	return d.Always || overlap(d.Steps, t.s.Shown) || overlap(d.Steps, t.s.Done) || overlap(d.Steps, ids(t.base.Plan(t.all(), nil)))
}

// wasShown reports whether one of the steps of a deed was shown last, or a
// situation holds that makes loose words clear.
func (t *turn) wasShown(d knowledge.Deed) bool {
	return overlap(d.Steps, t.s.Shown) || overlap(d.With, t.s.Situations)
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// take notes the answer to a triage question, and gives the tap.
func (t *turn) take(question, answer string) (knowledge.Tap, bool) {
	q, ok := t.base.Question(question)
	if !ok {
		return knowledge.Tap{}, false
	}
	i := slices.IndexFunc(q.Choices, func(a knowledge.Tap) bool { return a.ID == answer })
	if i < 0 {
		return knowledge.Tap{}, false
	}
	a := q.Choices[i]
	if !slices.Contains(t.s.Answered, question) {
		t.s.Answered = append(t.s.Answered, question)
	}
	t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return slices.Contains(a.Drops, s) })
	for _, s := range a.Adds {
		t.know(s)
	}
	if t.s.Asked == question {
		t.s.Asked = t.openQuestion(a.Next)
	}
	return a, true
}

// heededInGroup answers good news in a group: a word and the next step, to the
// one person alone (UX rule 14).
func (t *turn) heededInGroup(lead string) Reply {
	r := Reply{Lead: lead, Private: true, Choices: t.choicesOf("private:talk", "private")}
	steps := t.base.Plan(t.all(), t.s.Done)
	if len(steps) > 1 && steps[0].ID == "hang-up" && !t.onTheLine() {
		steps = steps[1:]
	}
	if len(steps) > 0 {
		t.s.Shown = ids(steps[:1])
		r.Blocks = append(r.Blocks, Block{Title: t.base.Say("flow.next"), Lines: does(steps[:1])})
	}
	r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("group.private")}})
	return r
}

// answerWithin takes the answer to the open question out of words that say
// more. The rest is read on if it tells or asks something.
func (t *turn) answerWithin(q *knowledge.Question) (Reply, bool) {
	said := foldWords(t.m.Text)
	if len(strings.Fields(said)) > maxAside {
		return Reply{}, false
	}
	if q.ID != severalAnswers {
		if r, ok := t.answerIn(q, said, cut(t.m.Text)); ok {
			return r, true
		}
	}
	return t.answerIn(q, said, pieces(t.m.Text))
}

// answerIn is answerWithin for the pieces of a text.
func (t *turn) answerIn(q *knowledge.Question, said string, parts []piece) (Reply, bool) {
	for i, c := range parts {
		if c.asked || t.asks(c.words) || strings.HasPrefix(said, c.words+" but ") {
			continue
		}
		a := t.saidChoice(q, c.words, i == 0)
		if a == "" {
			continue
		}
		var rest []string
		for j, other := range parts {
			if j != i {
				rest = append(rest, other.text())
			}
		}
		if q.ID == severalAnswers {
			a = t.alsoTake(q, a, rest)
		}
		left := strings.Join(rest, ", ")
		if u := t.understand(left); left != "" && (len(u.Situations) > 0 || t.asks(left) && u.Sure()) {
			t.take(q.ID, a)
			t.m.Text, t.own, t.scan = left, u, nil
			return Reply{}, false
		}
		if r, ok := t.answersNext(q, a, left); ok {
			return r, true
		}
		return t.tapped(q.ID, a), true
	}
	return Reply{}, false
}

// answersNext takes the rest of an answer for that to the question behind it.
func (t *turn) answersNext(q *knowledge.Question, answer, left string) (Reply, bool) {
	if q.ID == severalAnswers || len(strings.Fields(left)) < bareWords || t.asks(left) {
		return Reply{}, false
	}
	i := slices.IndexFunc(q.Choices, func(c knowledge.Tap) bool { return c.ID == answer })
	next, ok := t.base.Question(t.openQuestion(q.Choices[i].Next))
	if !ok || next.ID == severalAnswers {
		return Reply{}, false
	}
	a := t.base.Answer(left, next.ID)
	if a == "" || t.crisisTap(next, a) {
		return Reply{}, false
	}
	t.take(q.ID, answer)
	return t.tapped(next.ID, a), true
}

// severalAnswers is the question that may be answered by several choices at once.
const severalAnswers = "what-given"

// alsoTake notes what else is answered in the rest, and gives the choice to go
// on with: the first in the order of the question.
func (t *turn) alsoTake(q *knowledge.Question, chosen string, rest []string) string {
	said := []string{chosen}
	for _, c := range rest {
		if a := t.saidChoice(q, c, false); a != "" && !slices.Contains(said, a) {
			said = append(said, a)
		} else if a := t.typedChoice(q, c); a != "" && !slices.Contains(said, a) {
			said = append(said, a)
		}
	}
	first := ""
	for _, c := range q.Choices {
		switch {
		case !slices.Contains(said, c.ID):
		case first == "":
			first = c.ID
		default:
			t.take(q.ID, c.ID)
		}
	}
	return first
}

// clearWord is how long a single word must be to be an answer inside a sentence.
const clearWord = 6

// answersNow reports whether words are a typed tap on the open question.
func (t *turn) answersNow(said string) bool {
	q, ok := t.base.Question(t.s.Asked)
	return ok && t.typedChoice(q, said) != ""
}

// saidChoice gives the choice that one clause says: as a typed tap, or as the
// longest wording of several words that stands in it with no negation before
// it. Only the first clause may be a bare yes or no.
func (t *turn) saidChoice(q *knowledge.Question, clause string, first bool) string {
	if a := t.typedChoice(q, clause); a != "" && (first || strings.Contains(clause, " ")) {
		return a
	}
	best, id := 0, ""
	for _, a := range q.Choices {
		if len(t.own.Situations) > 0 {
			return "" // they tell of more than an answer
		}
		for _, s := range append([]string{a.Label}, a.Says...) {
			w := foldWords(s)
			i := strings.Index(" "+clause+" ", " "+w+" ")
			if i < 0 || !strings.Contains(w, " ") && len(w) < clearWord || len(w) <= best || t.saidAny("says.negators", clause[:i]) {
				continue
			}
			best, id = len(w), a.ID
		}
	}
	return id
}

// stepNamed gives the step of the plan that shares the most telling words with
// what was said, "" if none shares any.
func (t *turn) stepNamed() string {
	said := strings.Fields(foldWords(t.m.Text))
	small := slices.Concat(t.heard["says.small-words"], t.heard["says.tail"])
	best, id := 0, ""
	for _, s := range t.base.Plan(t.all(), t.s.Done) {
		words := strings.Fields(foldWords(s.Do + " " + s.Why))
		n := 0
		for _, w := range said {
			if !slices.Contains(small, w) && slices.Contains(words, w) {
				n++
			}
		}
		if n > best && len(s.Detail) > 0 {
			best, id = n, s.ID
		}
	}
	return id
}

// howOrWhen takes words for how or when money went, where that is not known
// yet, whatever question is open.
func (t *turn) howOrWhen(said string) (Reply, bool) {
	if !slices.ContainsFunc(t.s.Situations, func(s string) bool { return strings.HasPrefix(s, "paid-") }) || len(t.own.Situations) > 0 {
		return Reply{}, false
	}
	for _, id := range []string{"how-paid", "when-paid"} {
		q, ok := t.base.Question(t.openQuestion(id))
		if !ok || q.ID != id || len(said) < clearWord || t.saidShort("says.tail", said) {
			continue
		}
		if a := t.typedChoice(q, said); a != "" {
			return t.tapped(id, a), true
		}
	}
	return Reply{}, false
}

// alsoAnswers takes "and my card" for one more answer to what was given.
func (t *turn) alsoAnswers(said string) (Reply, bool) {
	if !strings.HasPrefix(said, "and ") && !strings.HasPrefix(said, "also ") || !slices.Contains(t.s.Answered, severalAnswers) || t.asks(t.m.Text) {
		return Reply{}, false
	}
	for _, id := range []string{"which-bank-thing", "which-secret", severalAnswers} {
		q, ok := t.base.Question(id)
		if !ok {
			continue
		}
		if a := t.typedChoice(q, t.withoutLeadIn(said)); a != "" && a != "not-sure" && a != "nothing" {
			return t.tapped(id, a), true
		}
	}
	return Reply{}, false
}
