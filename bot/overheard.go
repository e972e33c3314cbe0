package bot

import (
	"time"

	"hangup/knowledge"
)

// orderFor is how long after a warning an admin's bare "be quiet" is for us.
const orderFor = 15 * time.Minute

// orderToUs obeys an order that an admin gives right after a warning, without
// naming us. It has to be the whole message.
func (t *turn) orderToUs() (Reply, bool) {
	if t.m.Role != Admin || t.m.Text == "" || t.m.Time.Sub(t.state.Group.Spoke) > orderFor {
		return Reply{}, false
	}
	said := t.withoutLeadIn(foldWords(t.m.Text))
	switch {
	case t.saidShort("says.leave", said):
		return t.leave(), true
	case t.saidShort("says.be-quiet", said):
		return t.setMode(WhenAsked), true
	}
	return Reply{}, false
}

// leave says goodbye to a group.
func (t *turn) leave() Reply {
	t.state.Group.Mode = WhenAsked
	return Reply{Lead: t.base.Say("group.leave"), Leave: true}
}

// movesTo is where the state goes when the group has become another chat.
func (t *turn) movesTo() Chat {
	if t.m.Event != Moved {
		return Chat{}
	}
	return t.m.MovedTo
}

// overheard looks at what somebody wrote to the person in a chat that they let
// us watch. It speaks only on a clear scam, once per text and day, and to the
// person alone.
func (t *turn) overheard() Reply {
	body, ls := t.everything()
	v := t.base.Scan(knowledge.Text{Body: body, Links: links(ls), Watch: true})
	if v.Level != knowledge.Scam || v.Voice != "message" || t.told24(body) {
		return Reply{}
	}
	t.note(v)
	r := t.VerdictReply(v, body, t.after())
	r.Blocks = append([]Block{{Lines: []string{r.Lead}}}, r.Blocks...)
	r.Lead = t.base.Say("group.overheard")
	return r
}

// start answers /start, and the links that open a chat with us: "check", or
// the code of somebody who asks for our help as their trusted person.
func (t *turn) start() Reply {
	if r, ok := t.invited(t.m.Text); ok {
		return r
	}
	if t.m.Text == "check" {
		t.s.Flow = "check"
	}
	return t.help("start")
}

// addChoices lead to adding us to a group.
func (t *turn) addChoices() []Choice {
	if t.m.Fleeting {
		return nil
	}
	return t.choicesOf("add:group", "add-group")
}

// status says what we can read here.
func (t *turn) status() Reply {
	if t.m.Chat.Kind != Group {
		return t.saying("command.status")
	}
	key := "status-reads"
	switch {
	case !t.m.CanRead:
		key = "status-blind"
	case t.state.Group.Mode == WhenAsked:
		key = "status-asked"
	case t.offHere():
		key = "status-off-here"
	}
	return t.saying(t.here(key))
}
