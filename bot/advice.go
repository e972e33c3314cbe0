package bot

import (
	"slices"

	"hangup/knowledge"
)

// atOnce is how many steps are shown at a time (UX rule 3).
const atOnce = 3

// crisis answers a person to whom it is happening now: the act, before anything else.
func (t *turn) crisis() Reply {
	if t.m.Choice == "" && t.toldBefore() {
		return t.wellDone(t.base.Say("flow.noted"))
	}
	r := t.situations()
	r.Loud = true
	return r
}

// situations answers what has happened. One situation that a topic is about
// gets that topic's answer; several get a merged plan.
func (t *turn) situations() Reply {
	first := t.own.Situations[0]
	fresh := len(t.s.Situations) == 0
	for _, s := range t.own.Situations {
		t.know(s.ID)
	}
	t.s.Asked = first.Asks
	unsaid := t.whoSent(first)
	if unsaid {
		t.s.Asked = ""
	}
	if t.m.Chat.Kind == Group {
		return t.inPrivate(first)
	}
	topic := t.topicFor()
	if topic == nil || !fresh || len(t.s.Situations) > 1 {
		r := t.planWithWhy(first, topic)
		if unsaid {
			r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.who-sent")}})
		}
		return r
	}
	t.s.Topic = topic.ID
	t.seen(atOnce) // the answer says the first steps in its own words
	r := t.withQuestion(t.actFirst(first, topic, t.answerReply(topic)))
	if unsaid {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.who-sent")}})
	}
	return r
}

// planWithWhy shows the plan with what the topic about the most pressing
// situation says of it: one line in a crisis, two otherwise.
func (t *turn) planWithWhy(first *knowledge.Situation, about *knowledge.Topic) Reply {
	r := t.planFrom(first)
	most := 2
	if first.Crisis {
		most = 1
	}
	if about == nil || about.ID == t.s.Topic {
		return r
	}
	why := about.Answer.For(t.holds).Why
	if about.Of != "" && !slices.Contains(about.Situations, first.ID) {
		why = append([]string{about.Answer.Lead}, why...)
	}
	if len(why) > 0 {
		why = why[:min(most, len(why))]
		r.Blocks = append([]Block{{Lines: why}}, r.Blocks...)
	}
	return r
}

// giftBrands are told where gift cards are talked of: what was paid then was these.
var giftBrands = []string{"card-apple", "card-google", "card-steam", "card-amazon", "cards-unused"}

// know notes that a situation holds.
func (t *turn) know(id string) {
	if id == "paid-unknown" && overlap(t.s.Told, giftBrands) {
		id = "paid-gift-card"
	}
	if !slices.Contains(t.s.Situations, id) {
		t.s.Situations = append(t.s.Situations, id)
		t.overtaken()
	}
}

// noteTold notes what was said besides, in a private talk, so that it is not asked.
func (t *turn) noteTold() {
	if t.m.Chat.Kind == Group {
		return
	}
	said := t.base.Particulars(t.own)
	for _, s := range t.own.Told {
		said = append(said, s.ID)
	}
	for _, id := range said {
		if !slices.Contains(t.s.Told, id) {
			t.news = true
			t.s.Told = slices.DeleteFunc(t.s.Told, func(was string) bool { return overlap([]string{was}, instead[id]) })
			t.s.Told = append(t.s.Told, id)
		}
	}
}

// instead are particulars of which the later one counts.
var instead = map[string][]string{"debit-card": {"credit-card"}, "credit-card": {"debit-card"}, "told-lately": {"told-today"}, "told-today": {"told-lately"}}

// all is everything that is known to hold, with what was said besides.
func (t *turn) all() []string {
	out := slices.Concat(t.s.Situations, t.s.Told)
	if told := nationTold[t.nation()]; told != "" && !slices.Contains(out, told) {
		out = append(out, told)
	}
	return out
}

// seen notes the next n steps of the plan as shown.
func (t *turn) seen(n int) {
	steps := t.base.Plan(t.all(), t.s.Done)
	t.s.Shown = ids(steps[:min(n, len(steps))])
}

// inPrivate answers in a group what is about one person: the act, then the
// way to a private talk (UX rule 14).
func (t *turn) inPrivate(first *knowledge.Situation) Reply {
	return Reply{Lead: first.For(t.holds).Lead, Blocks: []Block{{Lines: []string{t.base.Say("group.private")}}},
		Choices: t.choicesOf("private:talk", "private"), Private: true}
}

// topicFor gives the best topic that is about the most pressing situation.
func (t *turn) topicFor() *knowledge.Topic {
	first := t.own.Situations[0].ID
	for _, m := range t.own.Topics {
		if t.isAbout(m.Topic, first) && (m.Topic.Of == "" || t.asks(t.m.Text)) {
			return m.Topic
		}
	}
	return t.onlyAbout(first)
}

// onlyAbout gives the topic about one situation and no other, nil if there is none.
func (t *turn) onlyAbout(situation string) *knowledge.Topic {
	if k, ok := t.base.Topic(t.base.TopicAbout(situation)); ok && len(k.Situations) == 1 {
		return k
	}
	return nil
}

// planFrom shows the next steps of the plan under the first act of a
// situation, or under the next step itself if there is none.
func (t *turn) planFrom(first *knowledge.Situation) Reply {
	if first != nil {
		first = first.For(t.holds)
	}
	steps := t.base.Plan(t.all(), t.s.Done)
	if len(steps) == 0 && len(t.s.Later) > 0 { // what was put aside comes back
		t.s.Done = slices.DeleteFunc(t.s.Done, func(id string) bool { return slices.Contains(t.s.Later, id) })
		t.s.Later = nil
		steps = t.base.Plan(t.all(), t.s.Done)
	}
	t.s.Shown = nil
	var r Reply
	if first != nil && len(steps) > 0 && t.dropped(first.Act, steps) {
		first = nil // such as the power button of a work computer
	}
	if first != nil {
		r.Lead = first.Lead
		if i := slices.IndexFunc(steps, func(s *knowledge.Step) bool { return s.ID == first.Act }); i >= 0 {
			t.s.Shown = append(t.s.Shown, first.Act)
			steps = slices.Delete(slices.Clone(steps), i, i+1)
		}
	} else {
		if t.ended = len(steps) == 0; t.ended {
			return Reply{Lead: t.base.Say("bot.plan-done"), Choices: t.crisisChoices()}
		}
		r.Lead = steps[0].Do
		t.s.Shown = append(t.s.Shown, steps[0].ID)
		steps = steps[1:]
	}
	next := t.base.Cover(steps, t.toldNow(), atOnce)
	t.s.Shown = append(t.s.Shown, ids(next)...)
	if len(next) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Steps, Title: t.base.Say("bot.then"), Lines: does(next)})
	}
	return t.withQuestion(r)
}

// toldNow are the ids of what the words at hand tell of.
func (t *turn) toldNow() []string {
	var out []string
	for _, s := range t.own.Situations {
		out = append(out, s.ID)
	}
	return out
}

// dropped reports whether another situation makes an act wrong.
func (t *turn) dropped(act string, steps []*knowledge.Step) bool {
	return act != "" && !slices.Contains(t.s.Done, act) && !slices.Contains(ids(steps), act)
}

// does are the acts of steps.
func does(steps []*knowledge.Step) []string {
	out := make([]string, len(steps))
	for i, s := range steps {
		out[i] = s.Do
	}
	return out
}

func ids(steps []*knowledge.Step) []string {
	out := make([]string, len(steps))
	for i, s := range steps {
		out[i] = s.ID
	}
	return out
}

// withQuestion puts the waiting triage question, or the buttons of the plan, under a reply.
func (t *turn) withQuestion(r Reply) Reply {
	t.s.Asked = t.openQuestion(t.s.Asked)
	t.put()
	if q, ok := t.base.Question(t.s.Asked); ok {
		r.Blocks = append(r.Blocks, Block{Lines: []string{q.Ask}})
		r.Choices = questionChoices(q)
		return r
	}
	return t.withSteps(r)
}

// withSteps puts the buttons of the plan under a reply that shows steps.
func (t *turn) withSteps(r Reply) Reply {
	if len(t.s.Shown) > 0 {
		r.Choices = []Choice{
			{"step:done", t.base.Say("button.done")},
			{"step:later", t.base.Say("button.later")},
			{"step:help", t.base.Say("button.help")},
		}
	}
	return r
}

// maxPut is how often a question is put before it is left alone.
const maxPut = 3

// put counts how often the open question was put, and lets go of one that
// nobody answers.
func (t *turn) put() {
	times := 0
	for _, id := range t.s.Put {
		if id == t.s.Asked {
			times++
		}
	}
	switch {
	case t.s.Asked == "":
	case times >= maxPut:
		t.s.Answered = append(t.s.Answered, t.s.Asked)
		t.s.Asked = ""
	default:
		t.s.Put = append(t.s.Put, t.s.Asked)
	}
}

// openQuestion is the first question from id on that is still worth asking,
// "" if there is none.
func (t *turn) openQuestion(id string) string {
	q := t.base.Ask(id, t.all())
	if q == nil || slices.Contains(t.s.Answered, q.ID) {
		return ""
	}
	return q.ID
}

// next answers "what do I do now": about what is known, or about the last verdict.
func (t *turn) next() Reply {
	switch {
	case len(t.s.Situations) > 0:
		t.done(t.s.Shown)
		return t.planFrom(nil)
	case t.s.Level == "scam" || t.s.Level == "suspicious":
		return t.afterVerdict()
	case t.s.Level == "none":
		return Reply{Lead: t.base.Say("bot.after-none"), Choices: t.after()}
	}
	return Reply{Lead: t.base.Say("bot.what-happened"), Blocks: []Block{{Lines: []string{t.base.Say("bot.what-happened-hint")}}}, Choices: t.crisisChoices()}
}

// done notes steps as done or put aside.
func (t *turn) done(steps []string) {
	for _, id := range steps {
		if !slices.Contains(t.s.Done, id) {
			t.s.Done = append(t.s.Done, id)
		}
	}
}
