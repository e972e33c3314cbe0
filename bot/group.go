package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// event answers being added to or removed from a group, and wake-ups.
func (t *turn) event() Reply {
	switch {
	case t.m.Event == Due:
		return t.due()
	case t.m.Event == Removed:
		t.state = State{}
		t.s = &t.state.Session
		return Reply{}
	case t.m.Event == Moved:
		return Reply{}
	case !t.m.CanRead:
		return Reply{Lead: t.base.Say("group.intro-blind"), Blocks: []Block{{Lines: lines(t.base.Say(t.here("intro-blind-more")))}}}
	}
	return Reply{Lead: t.base.Say("group.intro"), Blocks: []Block{{Lines: lines(t.base.Say(t.here("intro-more")))}},
		Choices: t.modeChoices()}
}

// watch looks at a group message that is not for us. It speaks only on a clear
// scam, once per text and day.
func (t *turn) watch() Reply {
	if r, ok := t.orderToUs(); ok {
		return r
	}
	if t.state.Group.Mode == WhenAsked || t.offHere() {
		return Reply{}
	}
	body, ls := t.everything()
	v := t.base.Scan(knowledge.Text{Body: body, Links: links(ls), Watch: true, Doubtful: t.anyUnsure()})
	if v.Level != knowledge.Scam || v.Voice != "message" || t.told24(t.toWatch()) {
		return Reply{}
	}
	t.state.Group.Spoke = t.m.Time
	return t.groupVerdict(v, body)
}

// toWatch is the text by which a scam is known again: what was passed on, or
// the sender's own words if nothing was.
func (t *turn) toWatch() string {
	if passed, _ := t.quoted(); passed != "" {
		return passed
	}
	return t.m.Text
}

// everything is all text of a message: own words, quotes and what files say.
func (t *turn) everything() (string, []Link) {
	quoted, ls := t.quoted()
	if t.m.Text == "" {
		return quoted, ls
	}
	if quoted == "" {
		return t.m.Text, t.m.Links
	}
	return t.m.Text + "\n\n" + quoted, slices.Concat(t.m.Links, ls)
}

// groupVerdict is short and about the message, not about who posted it.
func (t *turn) groupVerdict(v knowledge.Verdict, body string) Reply {
	r := Reply{Lead: t.say("group.lead", v)}
	if why := t.why(v, body, 1); len(why) > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: why})
	}
	if do := t.say("group.do", v); do != "" {
		r.Blocks = append(r.Blocks, Block{Lines: []string{do}})
	}
	r.Choices = t.choicesOf("private:check", "private")
	return r
}

// groupOrder obeys plain words of somebody who may manage the group.
func (t *turn) groupOrder() (Reply, bool) {
	if t.m.Chat.Kind != Group {
		return Reply{}, false
	}
	said := foldWords(t.m.Text)
	for _, c := range clauses(t.m.Text) { // the order may stand behind other words
		switch {
		case t.m.Role == Admin && t.saidButton("says.leave", t.withoutLeadIn(c)):
			return t.leave(), true
		case t.saidShort("says.leave", t.withoutLeadIn(c)):
			return Reply{Lead: t.base.Say("group.only-admins")}, true
		case t.m.Role == Admin && t.saidShort("says.be-quiet", t.withoutLeadIn(c)):
			return t.setMode(WhenAsked), true
		}
	}
	if len(strings.Fields(said)) > maxTyped {
		return Reply{}, false
	}
	switch { // quiet first: the same words must always mean the same
	case t.saidAny("says.be-quiet", said):
		return t.setMode(WhenAsked), true
	case t.saidAny("says.watch-again", said):
		return t.setMode(Watch), true
	}
	return Reply{}, false
}

// setMode changes how much the group hears; only those who may manage it can.
func (t *turn) setMode(m Mode) Reply {
	if t.m.Chat.Kind != Group {
		return Reply{Lead: t.base.Say("group.only-in-groups")}
	}
	if t.m.Role != Admin {
		return Reply{Lead: t.base.Say("group.only-admins")}
	}
	if m == "watch" {
		m = Watch
	}
	t.state.Group.Mode = m
	if m == Watch {
		return Reply{Lead: t.base.Say("group.watching")}
	}
	return Reply{Lead: t.base.Say("group.quiet")}
}
