package bot

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// family answers /family: who is linked, or how to link up.
func (t *turn) family() Reply {
	if r, ok := t.invited(t.m.Text); ok {
		return r
	}
	if t.m.Chat.Kind == Group || t.m.Fleeting {
		return t.saying("command.family")
	}
	if t.m.Text != "" {
		return t.invite(t.m.Text)
	}
	f := t.state.Person.Family
	if f == nil || f.Trusted == nil && len(f.Helps) == 0 {
		r := t.saying("family.about")
		r.Choices = append(t.choicesOf("family:name", "family-choose"), t.addChoices()...)
		return r
	}
	return t.familyStatus(f)
}

// familyStatus says who is linked, with a way to end each.
func (t *turn) familyStatus(f *Family) Reply {
	var r Reply
	var ls []string
	if f.Trusted != nil {
		ls = append(ls, t.base.Say("family.trusts", "name", f.Trusted.Name))
		r.Choices = append(r.Choices, Choice{"family:end", t.base.Say("button.family-end", "name", f.Trusted.Name)})
	} else {
		r.Choices = t.choicesOf("family:name", "family-choose")
	}
	for _, b := range f.Helps {
		if len(r.Choices) < 4 {
			ls = append(ls, t.base.Say("family.helps", "name", t.called(b.Name)))
			r.Choices = append(r.Choices, Choice{"family:stop:" + b.Chat.ID, t.base.Say("button.family-stop", "name", t.called(b.Name))})
		}
	}
	r.Lead = ls[0]
	r.Blocks = points(append(ls[1:], lines(t.base.Say("family.rules"))...))
	return r
}

// called is a name, or words for somebody whose name we do not know.
func (t *turn) called(name string) string {
	return cmp.Or(name, t.base.Say("family.someone"))
}

// familyTap answers the buttons about the family link.
func (t *turn) familyTap(what string) Reply {
	kind, id, _ := strings.Cut(what, ":")
	switch kind {
	case "name":
		t.s.Flow = flowName
		return Reply{Lead: t.base.Say("family.ask-name")}
	case "tell":
		return t.tell()
	case "end":
		if b := t.trusted(); b != nil {
			t.send(ended, b.Peer, "")
			t.kin().Trusted = nil
			t.tidy()
			return Reply{Lead: t.base.Say("family.you-ended", "name", b.Name)}
		}
	case "stop":
		return t.stopHelping(id)
	}
	return t.saying("family.none")
}

// stopHelping ends being somebody's trusted person.
func (t *turn) stopHelping(chat string) Reply {
	f := t.kin()
	defer t.tidy()
	i := slices.IndexFunc(f.Helps, func(b Bond) bool { return b.Chat.ID == chat })
	if i < 0 {
		return t.saying("family.none")
	}
	b := f.Helps[i]
	f.Helps = slices.Delete(f.Helps, i, i+1)
	t.send(ended, b.Peer, "")
	return Reply{Lead: t.base.Say("family.you-stopped", "name", t.called(b.Name))}
}

// namesTrusted takes the name that was asked for.
func (t *turn) namesTrusted() (Reply, bool) {
	if t.waits != flowName {
		return Reply{}, false
	}
	if len(strings.Fields(t.m.Text)) > 3 || t.asks(t.m.Text) {
		return Reply{}, false // something else on their mind
	}
	return t.invite(t.m.Text), true
}

// invite makes a code for the person named.
func (t *turn) invite(name string) Reply {
	name = shortName(name)
	if strings.IndexFunc(name, unicode.IsLetter) < 0 {
		t.s.Flow = flowName
		return Reply{Lead: t.base.Say("family.ask-name")}
	}
	inv := &Invite{Name: name, Code: t.code(), At: t.m.Time}
	code := pairCode(t.self(), inv.Code)
	if code == "" {
		return t.saying("command.family")
	}
	f := t.kin()
	f.Invite, f.Asked = inv, nil
	return Reply{
		Lead:   t.base.Say("family.send", "name", name),
		Blocks: []Block{{Lines: lines(t.base.Say("family.send-more", "name", name, "code", code))}},
		Choices: []Choice{
			{"share:" + code, t.base.Say("button.family-send", "name", name)},
		},
	}
}

// pairShape is a code as it is sent: the chat, the person if that is another id, the code.
var pairShape = regexp.MustCompile(`^pair-([A-Za-z0-9_]{1,24})(?:-([A-Za-z0-9_]{1,24}))?-([a-z2-7]{10})$`)

// maxPair is the longest code that fits into a button beside its prefix.
const maxPair = 52

// pairCode makes the code of a person, "" if their ids do not fit.
func pairCode(p Peer, code string) string {
	s := "pair-" + p.Chat.ID + "-"
	if p.Person != p.Chat.ID {
		s += p.Person + "-"
	}
	if s += code; !pairShape.MatchString(s) || len(s) > maxPair {
		return ""
	}
	return s
}

// readPair reads a code; the person is on the same platform as the reader.
func (t *turn) readPair(s string) (Peer, string, bool) {
	m := pairShape.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Peer{}, "", false
	}
	return Peer{cmp.Or(m[2], m[1]), Chat{Platform: t.m.Chat.Platform, ID: m[1]}}, m[3], true
}

// invited answers somebody who brings a code.
func (t *turn) invited(code string) (Reply, bool) {
	from, _, ok := t.readPair(code)
	if !ok || t.m.Chat.Kind == Group {
		return Reply{}, false
	}
	if from == t.self() {
		return t.saying("family.own-code"), true
	}
	code = strings.TrimSpace(code)
	r := t.saying("family.invited")
	r.Choices = []Choice{{"pair:y:" + code, t.base.Say("button.family-yes")}, {"pair:no", t.base.Say("button.family-no")}}
	return r, true
}

// pairTap answers the buttons of linking up.
func (t *turn) pairTap(what string) Reply {
	kind, code, _ := strings.Cut(what, ":")
	f := t.state.Person.Family
	switch {
	case kind == "y":
		return t.sayYes(code)
	case kind == "no":
		return t.saying("family.declined")
	case f == nil || f.Asked == nil:
	case kind == "right":
		f = t.kin()
		f.Trusted, f.Asked, f.Invite = f.Asked, nil, nil
		t.send(confirmed, f.Trusted.Peer, "")
		return Reply{Lead: t.base.Say("family.linked", "name", f.Trusted.Name), Blocks: points(lines(t.base.Say("family.rules")))}
	case kind == "wrong":
		t.send(ended, f.Asked.Peer, "")
		f = t.kin()
		f.Asked, f.Invite = nil, nil
		t.tidy()
		return t.saying("family.refused")
	}
	return t.saying("family.none")
}

// sayYes notes that the person is willing, and tells the one who asked.
func (t *turn) sayYes(code string) Reply {
	from, secret, ok := t.readPair(code)
	if !ok || from == t.self() || t.m.Fleeting {
		return t.saying("family.none")
	}
	f := t.kin()
	f.Helps = slices.DeleteFunc(f.Helps, func(b Bond) bool { return b.Peer == from })
	f.Helps = append(f.Helps, Bond{Peer: from, Pending: true})
	f.Helps = f.Helps[max(0, len(f.Helps)-maxHelps):]
	t.send(saidYes, from, secret)
	return t.saying("family.said-yes")
}
