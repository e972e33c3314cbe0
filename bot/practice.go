package bot

import (
	"slices"
	"strings"
	"time"

	"hangup/knowledge"
)

// groupAnswers is how long words in a group are taken as an answer to its exercise.
const groupAnswers = 24 * time.Hour

// practice shows a made-up message to judge; what is pressing comes first.
func (t *turn) practice() Reply {
	if t.m.Chat.Kind == Private && t.pressing() != nil {
		return t.progress(t.base.Say("practice.not-now"))
	}
	return t.exercise(t.base.Say("practice.lead"))
}

// exercise shows the next made-up message under lead, none twice until all
// were seen.
func (t *turn) exercise(lead string) Reply {
	seen := t.practised()
	e := t.base.NextExercise(*seen, t.m.Chat.ID)
	if e == nil && len(*seen) > 0 {
		*seen, lead = nil, t.base.Say("practice.again")
		e = t.base.NextExercise(nil, t.m.Chat.ID)
	}
	if e == nil {
		return t.lost()
	}
	*seen = append(slices.Clone(*seen), e.ID) // the state handed in stays as it was
	if t.m.Chat.Kind == Group {
		t.state.Group.PractisedAt = t.m.Time
	} else {
		t.s.Flow = flowJudge
	}
	t.asIs = true
	return t.exerciseReply(e, lead)
}

// practised are the exercises seen here: those of a group are its own.
func (t *turn) practised() *[]string {
	if t.m.Chat.Kind == Group {
		return &t.state.Group.Practised
	}
	return &t.s.Practised
}

// exerciseReply is one exercise with its three answers.
func (t *turn) exerciseReply(e *knowledge.Exercise, lead string) Reply {
	ask := []string{t.base.Say("practice.ask")}
	if t.m.Chat.Kind == Group {
		ask = append(ask, t.base.Say("practice.in-group"))
	}
	return Reply{Lead: lead,
		Blocks: []Block{{Kind: Quotes, Title: e.How, Lines: e.Lines()}, {Lines: ask}},
		Choices: t.choicesOf("judge:"+knowledge.ExerciseScam+":"+e.ID, "judge-scam",
			"judge:"+knowledge.ExerciseGenuine+":"+e.ID, "judge-genuine", "judge:unsure:"+e.ID, "judge-unsure")}
}

// judgeTap answers a pressed judgement, "scam:id".
func (t *turn) judgeTap(rest string) (Reply, bool) {
	said, id, _ := strings.Cut(rest, ":")
	e, ok := t.base.Exercise(id)
	if !ok || !slices.Contains([]string{knowledge.ExerciseScam, knowledge.ExerciseGenuine, "unsure"}, said) {
		return Reply{}, false
	}
	return t.judgement(e, said), true
}

// judgement says whether a judgement was right, never with blame, what tells,
// and what the real firm does. In a group only whoever judged sees it.
func (t *turn) judgement(e *knowledge.Exercise, said string) Reply {
	t.asIs = true
	var tells []string
	for _, w := range e.Telling() {
		tells = append(tells, t.base.Say("practice.quote", "quote", w))
	}
	r := Reply{Lead: t.base.Say("practice." + e.Answer + "-" + said), Blocks: []Block{
		{Kind: Quotes, Title: t.base.Say("practice.tells-" + e.Answer), Lines: tells},
		{Lines: []string{e.Why, e.Instead}},
	}}
	if t.m.Chat.Kind == Group {
		r.Private, r.Choices = true, t.choicesOf("private:practice", "private")
		return r
	}
	t.s.Flow = flowMore
	r.Choices = t.choicesOf("cmd:practice", "practice-next", "practice:stop", "practice-stop")
	return r
}

func (t *turn) stopPractice() Reply {
	t.asIs = true
	return Reply{Lead: t.base.Say("practice.stop")}
}

// judgements are the sayings that answer an exercise, in the order in which
// they are tried: "not a scam" holds "a scam".
var judgements = []string{"genuine", "unsure", "scam"}

// practising takes typed words as an answer to an exercise, as going on or
// stopping, or as the wish to practise.
func (t *turn) practising() (Reply, bool) {
	said := t.withoutReason()
	if len(strings.Fields(foldWords(t.m.Text))) > maxAside {
		return Reply{}, false
	}
	if e := t.openExercise(); e != nil {
		for _, j := range judgements {
			if t.saidShort("says.practice-"+j, said) || t.saidShort("says.practice-"+j, t.withoutLeadIn(said)) {
				return t.judgement(e, j), true
			}
		}
	}
	going := t.waits == flowJudge || t.waits == flowMore
	switch {
	case going && t.saidShort("says.no-more", said):
		return t.stopPractice(), true
	case going && t.saidShort("says.go-on", said), len(strings.Fields(said)) <= maxTyped && t.saidButton("says.wants-practice", t.withoutLeadIn(said)):
		return t.practice(), true
	}
	return Reply{}, false
}

// withoutReason is the first clause of what was typed, without small words
// before it and the reason behind it ("scam, because …").
func (t *turn) withoutReason() string {
	cs := clauses(t.m.Text)
	if len(cs) == 0 {
		return ""
	}
	said, _, _ := strings.Cut(cs[0], " because ")
	return said
}

// openExercise is the exercise that typed words may answer, nil if none.
func (t *turn) openExercise() *knowledge.Exercise {
	seen := *t.practised()
	inGroup := t.m.Chat.Kind == Group && t.m.Time.Sub(t.state.Group.PractisedAt) < groupAnswers
	if len(seen) == 0 || t.waits != flowJudge && !inGroup {
		return nil
	}
	e, _ := t.base.Exercise(seen[len(seen)-1])
	return e
}
