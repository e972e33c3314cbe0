package bot

import "slices"

// maxOff is how many threads of a group are remembered as quiet.
const maxOff = 500

// here is the key of what is said in groups of this platform: its own words, or
// else those of every group.
func (t *turn) here(key string) string {
	if own := t.m.Chat.Platform + "." + key; t.base.Say(own) != "" {
		return own
	}
	return "group." + key
}

// offHere reports whether the thread was told to be quiet.
func (t *turn) offHere() bool {
	return t.m.Chat.Thread != "" && slices.Contains(t.state.Group.Off, t.m.Chat.Thread)
}

// hereChoice switches watching on and off in one thread of a group that has any.
func (t *turn) hereChoice() []Choice {
	switch {
	case t.m.Chat.Thread == "":
		return nil
	case t.offHere():
		return t.choicesOf("here:on", "here-on")
	}
	return t.choicesOf("here:off", "here-off")
}

// setHere quiets one thread, or wakes it; only those who manage the group can.
func (t *turn) setHere(how string) Reply {
	switch {
	case t.m.Chat.Kind != Group || t.m.Chat.Thread == "":
		return Reply{Lead: t.base.Say("group.only-in-groups")}
	case t.m.Role != Admin:
		return Reply{Lead: t.base.Say("group.only-admins")}
	}
	g := &t.state.Group
	g.Off = slices.DeleteFunc(slices.Clone(g.Off), func(s string) bool { return s == t.m.Chat.Thread })
	if how == "on" {
		return Reply{Lead: t.base.Say("group.on-here")}
	}
	g.Off = append(g.Off, t.m.Chat.Thread)
	g.Off = g.Off[max(0, len(g.Off)-maxOff):]
	return Reply{Lead: t.base.Say("group.off-here")}
}
