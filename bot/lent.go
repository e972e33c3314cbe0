package bot

// heedPlace notes the place that is told. That of somebody beside ("and my
// sister in Wales, the same") holds for one answer: theirs is known already.
func (t *turn) heedPlace() {
	was, said := t.state.Person, foldWords(t.m.Text)
	t.notePlace()
	now := t.state.Person
	if was.place() == (place{}) || now.place() == was.place() || t.s.Theirs || t.saidAny("says.mine", said) {
		return
	}
	if t.saidAny("says.placed-kin", said) && (t.saidButton("says.beside-first", said) || t.saidAny("says.beside-too", said)) {
		t.lent, t.moved, t.placed, t.only = &was, false, false, false
	}
}

// giveBack puts the place back that was theirs before somebody else's was named.
func (t *turn) giveBack(before Session) {
	if t.lent == nil || t.forget {
		return
	}
	t.state.Person.Region, t.state.Person.Nation = t.lent.Region, t.lent.Nation
	t.s.Theirs = before.Theirs
}
