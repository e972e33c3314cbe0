package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// maxAside is the most words of a message that is read clause by clause.
const maxAside = 24

// endings are what may be over after all. Their words, and the situations and
// steps that end with them, stand under says.over-NAME, -drops, -adds and -did.
var endings = []string{"over-call", "over-device", "over-door", "over-pay"}

// heed takes in what words tell of the case under way: a danger that is over,
// acts that are done. If nothing else is said it answers; else the words that
// are left are read on.
func (t *turn) heed() (Reply, bool) {
	parts := clauses(t.m.Text)
	if t.m.Chat.Kind == Group || t.s.Seen.IsZero() || len(strings.Fields(t.m.Text)) > maxAside {
		return Reply{}, false
	}
	lead := ""
	var rest []string
	for _, c := range parts {
		said := t.heedClause(c)
		if said == "" && len(parts) > 1 && len(t.s.Shown) > 0 && t.saidShort("says.step-done", c) && !t.onlyTail("says.tail", c) {
			t.done(t.s.Shown)
			said = "flow.did"
		}
		if said == "" {
			rest = append(rest, c)
		} else if lead == "" || said != "flow.did" {
			lead = said
		}
	}
	if lead == "" {
		return Reply{}, false
	}
	rest = slices.DeleteFunc(rest, func(c string) bool { return t.onlyTail("says.tail", c) })
	left := strings.Join(rest, ", ")
	if left != "" {
		u := t.base.Understand(left)
		if len(u.Situations) > 0 || t.asks(left) || !u.Lost() && u.Topics[0].Score >= newTopic {
			t.m.Text, t.own = left, u
			t.scan = nil
			return Reply{}, false
		}
	}
	return t.progress(t.base.Say(lead)), true
}

// heedClause notes what one clause says is over or done, and gives the key of
// the sentence that answers it, "" if it says nothing of the kind.
func (t *turn) heedClause(c string) string {
	for _, e := range endings {
		drops := lines(t.base.Say("says." + e + "-drops"))
		held := slices.ContainsFunc(t.s.Situations, func(s string) bool { return slices.Contains(drops, s) })
		if !t.saidPlainly("says."+e, c) || !held && e != "over-call" {
			continue
		}
		t.s.Situations = slices.DeleteFunc(t.s.Situations, func(s string) bool { return slices.Contains(drops, s) })
		for _, id := range lines(t.base.Say("says." + e + "-adds")) {
			t.know(id)
		}
		t.done(lines(t.base.Say("says." + e + "-did")))
		if q := t.base.Say("says." + e + "-asks"); q != "" && t.openQuestion(t.s.Asked) == "" {
			t.s.Asked = q
		}
		return "flow." + e
	}
	if !t.open() {
		return ""
	}
	found := ""
	for key := range t.heard {
		id, ok := strings.CutPrefix(key, "says.did-")
		if ok && t.saidPlainly(key, c) {
			t.done([]string{id})
			found = "flow.did"
		}
	}
	if found != "" {
		slices.Sort(t.s.Done) // the same words must always leave the same state
	}
	return found
}

// saidPlainly is saidAny for words that a negation before them would undo.
func (t *turn) saidPlainly(key, said string) bool {
	not := func(s string) bool { return t.saidAny("says.negators", s) }
	return t.hears(key, func(w string) bool {
		return strings.Contains(" "+said+" ", " "+w+" ") && (not(w) || !not(said))
	})
}

// progress answers good news: a kind word, then what is still pressing, the
// open question, or the next steps.
func (t *turn) progress(lead string) Reply {
	if s := t.pressing(); s != nil {
		r := t.planFrom(s)
		r.Blocks = append([]Block{{Lines: []string{lead}}}, r.Blocks...)
		return r
	}
	if q, ok := t.base.Question(t.openQuestion(t.s.Asked)); ok {
		t.s.Asked = q.ID
		return Reply{Lead: lead, Blocks: []Block{{Lines: []string{q.Ask}}}, Choices: questionChoices(q)}
	}
	t.s.Asked = ""
	steps := t.base.Plan(t.all(), t.s.Done)
	if t.ended = len(steps) == 0; t.ended {
		return Reply{Lead: lead, Blocks: []Block{{Lines: []string{t.base.Say("bot.plan-done")}}}}
	}
	return t.nextSteps(lead, steps)
}

// nextSteps shows the first few of steps under lead.
func (t *turn) nextSteps(lead string, steps []*knowledge.Step) Reply {
	next := knowledge.First(steps, atOnce)
	t.s.Shown = ids(next)
	return t.withQuestion(Reply{Lead: lead, Blocks: []Block{{Kind: Steps, Title: t.base.Say("flow.next"), Lines: does(next)}}})
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

// clauses are the folded pieces of a text between its stops and joints.
func clauses(s string) []string {
	var out []string
	for _, c := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(".,;:!?\n()", r) }) {
		c = foldWords(c)
		for _, joint := range []string{" but ", " and ", " so "} {
			c = strings.ReplaceAll(c, joint, "\n")
		}
		out = append(out, lines(c)...)
	}
	return out
}

// asks reports whether words are a question.
func (t *turn) asks(words string) bool {
	return strings.Contains(words, "?") || slices.ContainsFunc(clauses(words), func(c string) bool {
		return t.saidButton("says.question", t.withoutLeadIn(c))
	})
}

// withoutLeadIn takes small words off the front: "ok", "oh god", "it was".
func (t *turn) withoutLeadIn(said string) string {
	for {
		cut := 0
		t.hears("says.lead-in", func(w string) bool {
			if strings.HasPrefix(said, w+" ") {
				cut = max(cut, len(w)+1)
			}
			return false
		})
		if cut == 0 {
			return said
		}
		said = said[cut:]
	}
}

// onlyTail reports whether words are made up of lines of a saying alone.
func (t *turn) onlyTail(key, said string) bool {
	return onlyOf(said, t.heard[key])
}

// onlyOf reports whether said is made up of the given folded phrases alone.
func onlyOf(said string, phrases []string) bool {
	for said = strings.TrimSpace(said); said != ""; {
		cut := 0
		for _, p := range phrases {
			if p != "" && strings.HasPrefix(said+" ", p+" ") {
				cut = max(cut, len(p))
			}
		}
		if cut == 0 {
			return false
		}
		said = strings.TrimSpace(said[cut:])
	}
	return true
}
