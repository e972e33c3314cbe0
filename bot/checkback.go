package bot

import (
	"slices"
	"strings"
	"time"
)

// What was said to the question whether to ask again in a few days.
const (
	againOffered = "offered"
	againYes     = "yes"
	againNo      = "no"
)

// aboutAgain is what the notes for asking again are about, with the day behind it.
const aboutAgain = "again:"

// againAfter is when we ask again, by the name of the day in the content.
var againAfter = []struct {
	name  string
	after time.Duration
}{{"day-1", 24 * time.Hour}, {"day-7", 7 * 24 * time.Hour}}

// offerAgain asks once, when a case has come to an end in which something was
// given or paid, whether to ask again in a few days.
func (t *turn) offerAgain(r Reply) Reply {
	if !t.ended || t.m.Fleeting || t.m.Chat.Kind == Group || t.s.Again != "" || t.pressing() != nil || !t.robbed() {
		return r
	}
	t.s.Again, t.s.Flow = againOffered, flowAgain
	r.Blocks = append(slices.Clone(r.Blocks), Block{Lines: []string{t.base.Say("checkback.ask")}})
	r.Choices = t.choicesOf("again:yes", "again-yes", "again:no", "again-no")
	return r
}

// robbed reports whether money, details or access was given.
func (t *turn) robbed() bool {
	for _, id := range lines(t.base.Say("says.checkback-for")) {
		if slices.Contains(t.s.Situations, id) {
			return true
		}
	}
	return false
}

// againAnswer takes typed words as the answer whether to ask again.
func (t *turn) againAnswer() (Reply, bool) {
	if t.waits != flowAgain {
		return Reply{}, false
	}
	said := foldWords(t.m.Text)
	switch {
	case t.saidShort("says.no-more", said):
		return t.againTap(againNo)
	case t.saidShort("says.go-on", said):
		return t.againTap(againYes)
	}
	return Reply{}, false
}

// againTap arranges to ask again or not, and answers the buttons of asking.
func (t *turn) againTap(what string) (Reply, bool) {
	switch {
	case what == "fine":
		return Reply{Lead: t.base.Say("checkback.fine")}, true
	case what == "more":
		return Reply{Lead: t.base.Say("bot.what-happened"), Blocks: []Block{{Lines: []string{t.base.Say("bot.what-happened-hint")}}}, Choices: t.crisisChoices()}, true
	case t.s.Again == "": // forgotten, or never offered
		return Reply{}, false
	case what == againNo:
		t.s.Again = againNo
		return Reply{Lead: t.base.Say("checkback.declined")}, true
	case t.s.Again != againYes:
		t.s.Again = againYes
		t.noteAgain()
	}
	return Reply{Lead: t.base.Say("checkback.arranged")}, true
}

// noteAgain asks to be woken on the days. The notes show what would be said now.
func (t *turn) noteAgain() {
	for _, d := range againAfter {
		r, _ := t.againReply(d.name)
		t.notes = append(t.notes, Note{To: t.m.Chat, From: t.m.From, At: t.m.Time.Add(d.after), About: aboutAgain + d.name, Reply: r})
	}
}

// againDue asks again, unless it was called off or all was forgotten.
func (t *turn) againDue(about string) Reply {
	day, ok := strings.CutPrefix(about, aboutAgain)
	if !ok || t.m.Chat.Kind == Group || t.s.Again != againYes || t.base.Say("checkback."+day) == "" {
		return Reply{}
	}
	r, shown := t.againReply(day)
	t.s.Shown, t.s.Asked = shown, ""
	return r
}

// againReply asks how it is going, with the steps that are not done yet, those
// put aside too, and the warning of those who offer to get the money back (UX
// rule 13).
func (t *turn) againReply(day string) (r Reply, shown []string) {
	done := slices.DeleteFunc(slices.Clone(t.s.Done), func(id string) bool { return slices.Contains(t.s.Later, id) })
	steps := t.base.Plan(t.all(), done)
	steps = steps[:min(atOnce, len(steps))]
	r = Reply{Lead: t.base.Say("checkback." + day)}
	if len(steps) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Steps, Title: t.base.Say("checkback.open"), Lines: does(steps)})
		r.Choices = t.choicesOf("step:done", "done", "step:later", "later", "step:help", "help")
	} else {
		if t.open() { // else the case is no longer known
			r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("checkback.none-open")}})
		}
		r.Choices = t.choicesOf("again:fine", "again-fine")
	}
	r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("checkback.recovery")}})
	r.Choices = append(r.Choices, t.choicesOf("again:more", "again-more")...)
	return r, ids(steps)
}
