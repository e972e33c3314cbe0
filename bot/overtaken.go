package bot

import (
	"slices"
	"strings"

	"hangup/knowledge/act"
)

// overtaken drops the steps that are too late where something else is known:
// who rang the number is not told any more not to ring it. The lines of
// says.overtaken are "situation = step step".
func (t *turn) overtaken() {
	for _, l := range lines(t.base.Say("says.overtaken")) {
		situation, steps, _ := strings.Cut(l, " = ")
		if slices.Contains(t.s.Situations, situation) && slices.Contains(t.s.Situations, "popup") {
			t.done(strings.Fields(steps))
		}
	}
}

// guessed answers words that nothing else understood by what they most likely
// do, though that is not sure: only by what can do no harm if it is wrong.
func (t *turn) guessed() (Reply, bool) {
	kind, _ := t.base.Act(t.m.Text, t.placeOfTalk())
	if t.m.Chat.Kind == Group || t.asks(t.m.Text) && !slices.Contains([]string{act.Next, act.Doubts, act.Cannot}, kind) {
		return Reply{}, false
	}
	key := "flow.guess-" + kind
	if t.base.Say(key) == "" {
		return Reply{}, false
	}
	return t.stillOpen(t.quietly(key), false), true
}
