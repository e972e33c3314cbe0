package bot

import (
	"slices"
)

// errand answers what comes from another person's conversation. It says
// nothing where the two are not linked.
func (t *turn) errand(e errand) Reply {
	switch e.Kind {
	case saidYes:
		return t.gotYes(e)
	case confirmed:
		return t.gotConfirmed(e)
	case inTrouble:
		return t.gotTrouble(e)
	case ended:
		return t.gotEnded(e)
	}
	return Reply{}
}

// gotYes asks whether the one who used the code is the right person.
func (t *turn) gotYes(e errand) Reply {
	f := t.state.Person.Family
	if f == nil || f.Invite == nil || f.Invite.Code != e.Code || t.m.Time.Sub(f.Invite.At) > inviteFor {
		t.sendFrom(ended, e)
		return Reply{}
	}
	f = t.kin()
	f.Asked = &Bond{Peer: e.From, Name: f.Invite.Name}
	return Reply{
		Lead: t.base.Say("family.is-it", "name", f.Invite.Name, "shown", t.called(e.Name)),
		Choices: []Choice{
			{"pair:right", t.base.Say("button.family-right", "name", f.Invite.Name)},
			{"pair:wrong", t.base.Say("button.family-wrong")},
		},
	}
}

// gotConfirmed tells the trusted person that both have agreed now.
func (t *turn) gotConfirmed(e errand) Reply {
	f := t.kin()
	for i, b := range f.Helps {
		if b.Peer == e.From && b.Pending {
			f.Helps[i].Pending, f.Helps[i].Name = false, shortName(e.Name)
			return Reply{Lead: t.base.Say("family.you-help", "name", t.called(e.Name)), Blocks: points(lines(t.base.Say("family.you-help-more")))}
		}
	}
	t.tidy()
	return Reply{}
}

// gotTrouble tells the trusted person what to do and say. What the other one
// wrote is not in it.
func (t *turn) gotTrouble(e errand) Reply {
	f := t.kin()
	defer t.tidy()
	i := slices.IndexFunc(f.Helps, func(b Bond) bool { return b.Peer == e.From && !b.Pending })
	if i < 0 {
		t.sendFrom(ended, e)
		return Reply{}
	}
	return Reply{
		Lead: t.base.Say("family.trouble", "name", t.called(f.Helps[i].Name)),
		Blocks: []Block{
			{Kind: Steps, Lines: lines(t.base.Say("family.trouble-do"))},
			{Lines: lines(t.base.Say("helper.words"))},
		},
		Loud: true,
	}
}

// gotEnded forgets a link that the other side has ended.
func (t *turn) gotEnded(e errand) Reply {
	if t.state.Person.Family == nil {
		return Reply{}
	}
	f := t.kin()
	defer t.tidy()
	if f.Trusted != nil && f.Trusted.Peer == e.From {
		name := f.Trusted.Name
		f.Trusted = nil
		return Reply{Lead: t.base.Say("family.they-stopped", "name", name)}
	}
	i := slices.IndexFunc(f.Helps, func(b Bond) bool { return b.Peer == e.From })
	if i < 0 {
		return Reply{}
	}
	b := f.Helps[i]
	f.Helps = slices.Delete(f.Helps, i, i+1)
	if b.Pending {
		return t.saying("family.code-over")
	}
	return Reply{Lead: t.base.Say("family.they-ended", "name", t.called(b.Name))}
}

// sendFrom answers an errand with another one.
func (t *turn) sendFrom(kind errandKind, e errand) {
	t.notes = append(t.notes, errand{Kind: kind, From: t.self()}.note(e.From))
}

// offerTell puts the button that tells the trusted person under a reply in a
// crisis that still goes on.
func (t *turn) offerTell(r Reply) Reply {
	b := t.trusted()
	if b == nil || t.m.Chat.Kind == Group || t.pressing() == nil || r.Silent() || t.m.Time.Sub(b.Told) < tellAgain {
		return r
	}
	tell := Choice{"family:tell", t.base.Say("button.family-tell", "name", b.Name)}
	if len(r.Choices) > 3 {
		r.Choices = r.Choices[:3] // whatever else fits can be typed
	}
	r.Choices = append([]Choice{tell}, r.Choices...)
	return r
}

// tell has the trusted person told, and goes on with the case.
func (t *turn) tell() Reply {
	b := t.trusted()
	if b == nil {
		return t.saying("family.none")
	}
	if t.m.Time.Sub(b.Told) >= tellAgain {
		t.send(inTrouble, b.Peer, "")
		told := *b
		told.Told = t.m.Time
		t.kin().Trusted = &told
	}
	return t.progress(t.base.Say("family.told", "name", b.Name))
}
