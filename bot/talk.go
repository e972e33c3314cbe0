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

	topic, situation, tap, command string // what answers it, "" for flow.talk-ID
}

// wording is words in a row, each with its alternatives; one without any is a
// gap of up to maxHole words. "^" is the beginning, "$" the end.
type wording [][]string

// maxHole is how many words a ".." in a wording stands for at most.
const maxHole = 3

// newTalks reads the talks of a base, in the order of their names.
func newTalks(base *knowledge.Base) []talk {
	var out []talk
	for key, said := range base.Sayings("says") {
		if id, ok := strings.CutPrefix(key, "talk-"); ok {
			out = append(out, newTalk(id, said))
		}
	}
	slices.SortFunc(out, func(a, b talk) int { return strings.Compare(a.id, b.id) })
	return out
}

func newTalk(id, said string) talk {
	k := talk{id: id}
	for _, l := range lines(said) {
		name, option := strings.CutPrefix(l, "@")
		if !option {
			k.words = append(k.words, newWording(l))
			continue
		}
		name, rest, _ := strings.Cut(name, " ")
		switch name {
		case "when":
			k.when = strings.Fields(rest)
		case "unless":
			k.unless = strings.Fields(rest)
		case "anywhere":
			k.anywhere = true
		case "quiet":
			k.quiet = true
		case "act":
			k.act = true
		case "strong":
			k.strong = true
		case "statement":
			k.statement = true
		case "group":
			k.group = true
		case "topic":
			k.topic = rest
		case "situation":
			k.situation = rest
		case "tap":
			k.tap = rest
		case "command":
			k.command = rest
		}
	}
	return k
}

func newWording(line string) wording {
	var out wording
	for f := range strings.FieldsSeq(line) {
		if f == ".." {
			out = append(out, nil)
			continue
		}
		out = append(out, strings.Split(f, "|"))
	}
	return out
}

// fits gives how many words of said a wording names, 0 if it does not stand in it.
func (w wording) fits(said []string) int {
	if len(w) > 0 && slices.Equal(w[0], []string{"^"}) {
		return w[1:].here(said)
	}
	best := 0
	for i := range said {
		best = max(best, w.here(said[i:]))
	}
	return best
}

// here is fits for words that begin with the wording.
func (w wording) here(said []string) int {
	switch {
	case len(w) == 0:
		return 0
	case slices.Equal(w[0], []string{"$"}):
		return 0
	case w[0] == nil:
		best := 0
		for skip := 0; skip <= maxHole && skip < len(said); skip++ {
			best = max(best, w[1:].here(said[skip:]))
		}
		return best
	case len(said) == 0 || !slices.ContainsFunc(w[0], func(a string) bool { return sameWord(a, said[0]) }):
		return 0
	case len(w) == 1:
		return 1
	case slices.Equal(w[1], []string{"$"}):
		if len(said) == 1 {
			return 1
		}
		return 0
	}
	if n := w[1:].here(said[1:]); n > 0 {
		return n + 1
	}
	return 0
}

// sameWord compares a word with one of a wording, which may end in a star.
func sameWord(want, word string) bool {
	if start, ok := strings.CutSuffix(want, "*"); ok {
		return strings.HasPrefix(word, start)
	}
	return want == word
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
	asks, denied := t.asks(said), t.saidAny("says.negators", said) || t.saidAny("says.nobody", said)
	var best talk
	most := 0
	for _, k := range t.talks {
		if k.statement && asks || k.group != (t.m.Chat.Kind == Group) || !k.group && !t.talkHolds(k) || k.situation != "" && denied {
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
		case "judged":
			return t.judged()
		case "open":
			return t.open()
		case "asks-device":
			return t.s.Asked == "in-device"
		case "lesson":
			return t.s.Topic != ""
		}
		return slices.Contains(t.all(), name)
	}
	if slices.ContainsFunc(k.unless, holds) {
		return false
	}
	if k.when == nil {
		return k.anywhere || t.open()
	}
	return slices.ContainsFunc(k.when, holds)
}

// talkFirst answers a talk of one clause before anything in it is taken for
// something that is done.
func (t *turn) talkFirst() (Reply, bool) {
	if t.m.Chat.Kind != Group && len(pieces(t.m.Text)) != 1 || t.newCrisis() {
		return Reply{}, false
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
	if s, ok := t.base.Situation(k.situation); ok {
		t.own.Situations = []*knowledge.Situation{s}
		t.s.Done = slices.DeleteFunc(t.s.Done, func(id string) bool { return id == s.Act })
		return t.crisis(), true
	}
	switch q, a, _ := strings.Cut(k.tap, ":"); {
	case k.command == "quiet":
		return t.setMode(WhenAsked), true
	case k.command == "aside" && t.draft == nil && !slices.Contains(t.s.Situations, "despair"):
		return t.putAside(), true
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
	if why := slices.Concat(lead[1:], a.Why); len(why) > 0 {
		r.Blocks = []Block{{Lines: why[:min(maxWhy, len(why))]}}
	}
	return r
}

// stillOpen puts the one step that comes next under a short answer, and what
// is pressing before one that does not begin with an act. The open question
// waits, and is not put again.
func (t *turn) stillOpen(r Reply, act bool) Reply {
	t.s.Asked = t.openQuestion(t.s.Asked)
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
		case s.ID == bankStep && strings.Contains(said, bank.Value), strings.Contains(said, s.Do): // said above
			t.s.Shown = append(t.s.Shown, s.ID)
			continue
		case s.ID == "hang-up":
			continue
		}
		t.s.Shown = append(t.s.Shown, s.ID)
		r.Blocks = append(r.Blocks, Block{Title: t.base.Say("flow.not-done-yet"), Lines: []string{s.Do}})
		break
	}
	return t.withSteps(r)
}
