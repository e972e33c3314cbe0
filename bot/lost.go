package bot

// which asks which of two topics is meant.
func (t *turn) which() Reply {
	r := Reply{Lead: t.base.Say("bot.which")}
	for _, m := range t.own.Topics[:min(3, len(t.own.Topics))] {
		r.Choices = append(r.Choices, Choice{"topic:" + m.Topic.ID, m.Topic.Title})
	}
	r.Choices = append(r.Choices, Choice{"cmd:now", t.base.Say("button.now")})
	return r
}

// lost says that we did not understand, and offers the crisis choices.
func (t *turn) lost() Reply {
	return Reply{Lead: t.base.Say("bot.lost"), Blocks: []Block{{Lines: []string{t.base.Say("bot.lost-hint")}}}, Choices: t.crisisChoices()}
}

// empty answers a message without words.
func (t *turn) empty() Reply {
	return Reply{Lead: t.base.Say("bot.empty"), Choices: t.crisisChoices()}
}

// cannotRead says at once that a thing cannot be read, and asks for what helps.
func (t *turn) cannotRead(k AttachmentKind) Reply {
	lead := t.whyUnread(k)
	if lead == "" {
		lead = t.base.Say("unread.document")
	}
	return Reply{Lead: lead, Blocks: []Block{{Lines: []string{t.base.Say("unread.ask")}}}, Choices: t.wantChoices()}
}
