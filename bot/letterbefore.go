package bot

import (
	"strings"

	"hangup/knowledge"
)

// beforeLetter takes what is said where a letter is still to be chosen: sums,
// days and banks are kept for it, the last one said holds, and the question
// keeps its place. What asks or tells of something else is not for it.
func (t *turn) beforeLetter(said string) (Reply, bool) {
	n := len(strings.Fields(said))
	switch {
	case n > maxTyped:
		return Reply{}, false
	case t.saidShort("says.letter-unsure", said), t.saidShort("says.letter-skip", said):
		return t.menuAgain(t.base.Say("letter.menu-unsure")), true
	case t.saidShort("says.letter-back", said):
		return t.menuAgain(t.base.Say("letter.first")), true
	}
	if t.asks(t.m.Text) {
		return t.besideMenu(said)
	}
	ids := lines(t.base.Say("says.letter-menu"))
	for _, id := range ids {
		l, ok := t.base.Letter(id)
		if !ok {
			continue
		}
		if noted := t.readBefore(l); len(noted) > 0 {
			return t.menuAgain(t.base.Say("letter.noted", "answer", strings.Join(noted, ", "))), true
		}
	}
	return t.besideMenu(said)
}

// readBefore keeps the answers that words give to the fields of a letter, and
// says them back.
func (t *turn) readBefore(l *knowledge.Letter) []string {
	var noted []string
	for i := range l.Fields {
		f := &l.Fields[i]
		if f.Kind == "text" || f.Kind == "choice" || f.Kind == "tap" {
			continue
		}
		if answer, ok := f.ReadWithin(t.m.Text, t.draft.Form, t.letterWhere()); ok {
			t.draft.Form.Set(f.ID, answer)
			noted = append(noted, f.Say(answer))
		}
	}
	return noted
}

// besideMenu answers a short question or remark, and puts the menu again.
func (t *turn) besideMenu(said string) (Reply, bool) {
	k, ok := t.findTalk(said)
	if !ok || k.id != "cost" && k.id != "dont-know" {
		return Reply{}, false
	}
	answer := t.quietly("flow.talk-" + k.id)
	r := t.letterMenu("letter.menu")
	answer.Blocks = append(answer.Blocks, Block{Lines: []string{r.Lead}})
	r.Lead, r.Blocks = answer.Lead, answer.Blocks
	return r, true
}

// menuAgain asks once more which letter it is to be.
func (t *turn) menuAgain(lead string) Reply {
	return prefixed(lead, t.letterMenu("letter.menu"))
}
