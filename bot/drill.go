package bot

import (
	"time"
	_ "time/tzdata" // the clock of a group must not depend on the machine
)

// aboutDrill is what the note for the monthly practice is about.
const aboutDrill = "drill"

// drillHour is when the monthly practice comes, by the clock of the group.
const drillHour = 10

// early is how much too early a wake-up may come.
const early = time.Minute

// Drill is the monthly practice of a group. The zero Drill is off.
type Drill struct {
	Next time.Time `json:"next,omitzero"` // when the next message is due
	Day  int       `json:"day,omitempty"` // of the month; in shorter months the last one
}

// setDrill turns the monthly practice on or off; only those who may manage the
// group can.
func (t *turn) setDrill(on bool) Reply {
	switch {
	case t.m.Chat.Kind != Group:
		return Reply{Lead: t.base.Say("group.only-in-groups")}
	case t.m.Role != Admin:
		return Reply{Lead: t.base.Say("group.only-admins")}
	case !on:
		t.state.Group.Drill = Drill{}
		return Reply{Lead: t.base.Say("drill.off")}
	}
	d := &t.state.Group.Drill
	if d.Next.IsZero() {
		day := t.m.Time.In(t.zone()).Day()
		*d = Drill{nextDrill(t.m.Time.In(t.zone()), day), day}
		t.noteDrill()
	}
	return Reply{Lead: t.base.Say("drill.on", "when", d.Next.In(t.zone()).Format("Monday 2 January"))}
}

// noteDrill asks to be woken for the next message. The note shows what would be
// said now.
func (t *turn) noteDrill() {
	n := Note{To: t.m.Chat, At: t.state.Group.Drill.Next, About: aboutDrill}
	if e := t.base.NextExercise(t.state.Group.Practised, t.m.Chat.ID); e != nil {
		n.Reply = t.exerciseReply(e, t.base.Say("drill.lead"))
	}
	t.notes = append(t.notes, n)
}

// drillDue sends the monthly message and asks for the next one. A wake-up of a
// drill that was turned off, or on anew, is no longer wanted.
func (t *turn) drillDue() Reply {
	d := &t.state.Group.Drill
	if t.m.Chat.Kind != Group || d.Next.IsZero() || t.m.Time.Before(d.Next.Add(-early)) {
		return Reply{}
	}
	for !d.Next.After(t.m.Time) { // after a long standstill one message is enough
		d.Next = nextDrill(d.Next.In(t.zone()), d.Day)
	}
	r := t.exercise(t.base.Say("drill.lead"))
	t.noteDrill()
	return r
}

// nextDrill is the given day of the month after that of at, by at's clock.
func nextDrill(at time.Time, day int) time.Time {
	last := time.Date(at.Year(), at.Month()+2, 0, 0, 0, 0, 0, at.Location()).Day()
	return time.Date(at.Year(), at.Month()+1, min(day, last), drillHour, 0, 0, 0, at.Location()).UTC()
}

// zone is the clock of groups, UTC if the content names none.
func (t *turn) zone() *time.Location {
	z, err := time.LoadLocation(t.base.Say("says.zone"))
	if err != nil {
		return time.UTC
	}
	return z
}

// drillOrder obeys plain words about the monthly practice in a group.
func (t *turn) drillOrder() (Reply, bool) {
	if t.m.Chat.Kind != Group {
		return Reply{}, false
	}
	for _, c := range clauses(t.m.Text) {
		said := t.withoutLeadIn(c)
		switch {
		case t.saidShort("says.drill-off", said):
			return t.setDrill(false), true
		case t.saidShort("says.drill-on", said):
			return t.setDrill(true), true
		}
	}
	return Reply{}, false
}

// drillChoice offers what the monthly practice is not.
func (t *turn) drillChoice() []Choice {
	if t.state.Group.Drill.Next.IsZero() {
		return t.choicesOf("drill:on", "drill-on")
	}
	return t.choicesOf("drill:off", "drill-off")
}
