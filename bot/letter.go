package bot

import (
	"slices"
	"strings"
	"time"

	"hangup/knowledge"
)

// Draft is a letter that somebody is writing: their answers, and where they
// are. The zero Draft is none. It is wiped when the letter is handed over,
// when it is stopped or forgotten, and when it is a day old.
type Draft struct {
	Form    knowledge.LetterForm `json:"form,omitzero"`
	Asked   string               `json:"asked,omitempty"`   // the field that was asked last, or one of the places below
	Tries   int                  `json:"tries,omitempty"`   // answers to it that were not taken
	Told    []string             `json:"told,omitempty"`    // checks that were told
	Waits   bool                 `json:"waits,omitempty"`   // the last reply asked for an answer
	Offered bool                 `json:"offered,omitempty"` // it was said that the letter is still here
	At      time.Time            `json:"at,omitzero"`
}

// DraftAge is how old a letter gets that nobody goes on with.
const DraftAge = 24 * time.Hour

// The places in a letter that are no field.
const (
	atMenu   = "=menu"   // which letter it is to be
	atReview = "=review" // whether all is right
	atChange = "=change" // what is to be changed
	atStop   = "=check"  // a check says that the letter is likely of no use
	atHeard  = "=heard"  // no letter yet, but a payment was told of
)

// writing is what a turn knows of the letter.
type writing struct {
	draft  *Draft // nil for none
	waited bool   // the last reply asked for an answer
}

// takeDraft takes up the letter that is being written.
func (t *turn) takeDraft() {
	d := t.state.Letter
	t.state.Letter = Draft{}
	if d.At.IsZero() || t.m.Time.Sub(d.At) >= DraftAge || t.m.Chat.Kind == Group {
		return
	}
	d.Form = d.Form.Copy()
	d.Told = slices.Clone(d.Told)
	t.draft, t.waited = &d, d.Waits && t.m.Event == NoEvent
	if t.m.Event == NoEvent {
		d.Waits = false
		t.draft.Waits = false
	}
}

// keepDraft keeps the letter for the next message, unless it is over.
func (t *turn) keepDraft() {
	if t.draft != nil && !t.forget {
		t.state.Letter = *t.draft
	}
}

// letter answers /letter: the letter under way, the one that is named, or the
// question which it is to be.
func (t *turn) letter() Reply {
	if t.draft != nil && t.draft.Form.Letter != "" && strings.TrimSpace(t.m.Text) == "" {
		return t.letterOn()
	}
	if l := t.letterCalled(foldWords(t.m.Text)); l != nil {
		return t.startLetter(l)
	}
	return t.letterFor("letter.menu")
}

// letterFor begins the letter that fits what is known to have happened; where
// that is none, or several, it asks which.
func (t *turn) letterFor(lead string) Reply {
	var fits []*knowledge.Letter
	for _, line := range lines(t.base.Say("says.letter-known")) {
		situation, id, _ := strings.Cut(line, " = ")
		l, ok := t.base.Letter(id)
		if ok && slices.Contains(t.s.Situations, situation) && !slices.Contains(fits, l) {
			fits = append(fits, l)
		}
	}
	if len(fits) != 1 || t.m.Chat.Kind == Group {
		return t.letterMenu(lead)
	}
	return t.startLetter(fits[0])
}

// letterMenu asks which letter it is to be.
func (t *turn) letterMenu(lead string) Reply {
	t.asIs = true
	if t.m.Chat.Kind == Group {
		return Reply{Lead: t.base.Say("letter.in-group"), Choices: t.choicesOf("private:letter", "private"), Private: true}
	}
	r := Reply{Lead: t.base.Say(lead)}
	for _, id := range lines(t.base.Say("says.letter-menu")) {
		l, ok := t.base.Letter(id)
		if !ok {
			continue
		}
		if !t.base.LetterHere(l) {
			return t.letterElsewhere(l)
		}
		r.Choices = append(r.Choices, Choice{"letter:start:" + l.ID, l.Label})
	}
	form := knowledge.LetterForm{}
	if t.draft != nil && (t.draft.Asked == atHeard || t.draft.Asked == atMenu) {
		form = t.draft.Form
	}
	t.draft = &Draft{Form: form, Asked: atMenu, Waits: true, At: t.m.Time}
	if l, ok := t.base.Letter(lines(t.base.Say("says.letter-menu"))[0]); ok {
		t.readStart(l)
	}
	return r
}

// letterElsewhere says what to do where a letter cannot be used.
func (t *turn) letterElsewhere(l *knowledge.Letter) Reply {
	t.asIs = true
	r := Reply{Lead: l.Elsewhere[0], Choices: t.choicesOf("letter:start:"+notesLetter, "letter-notes")}
	if len(l.Elsewhere) > 1 {
		r.Blocks = []Block{{Kind: Steps, Lines: l.Elsewhere[1:]}}
	}
	return r
}

// notesLetter is the letter that can be written everywhere.
const notesLetter = "incident-notes"

// startLetter begins a letter, with what is known already.
func (t *turn) startLetter(l *knowledge.Letter) Reply {
	if t.m.Chat.Kind == Group {
		return t.letterMenu("")
	}
	if !t.base.LetterHere(l) {
		return t.letterElsewhere(l)
	}
	form, heard := knowledge.LetterForm{Letter: l.ID}, knowledge.LetterForm{}
	if t.draft != nil && (t.draft.Asked == atMenu || t.draft.Asked == atHeard) {
		heard = t.draft.Form
	}
	if t.draft != nil && t.draft.Form.Letter != "" {
		form = l.Change(t.draft.Form)
	} else if t.draft != nil && t.draft.Asked == atMenu {
		form = l.Change(t.draft.Form)
		for id, tap := range l.Chosen {
			form.Set(id, tap)
		}
	}
	t.draft = &Draft{Form: form, At: t.m.Time}
	t.prefill(l)
	t.prefillHeard(l, heard)
	return t.askLetter(l.Lead, t.knownLine()...)
}

// prefill takes over what was said earlier: situations that tell the answer,
// and sums, days and banks in the words that asked for the letter.
func (t *turn) prefill(l *knowledge.Letter) {
	for _, f := range l.Fields {
		for _, tap := range f.Taps {
			if !t.draft.Form.Has(f.ID) && slices.ContainsFunc(tap.Known, t.holds) {
				t.draft.Form.Set(f.ID, tap.ID)
			}
		}
	}
	t.readStart(l)
}

// readStart finds answers in the words that asked for a letter.
func (t *turn) readStart(l *knowledge.Letter) {
	if len(strings.Fields(t.m.Text)) < minTold {
		return
	}
	for i := range l.Fields {
		f := &l.Fields[i]
		if answer, ok := f.ReadWithin(t.m.Text, t.draft.Form, t.letterWhere()); ok && !t.draft.Form.Has(f.ID) {
			t.draft.Form.Set(f.ID, answer)
		}
	}
}

// minTold is from how many words on a message that asks for a letter may hold
// answers as well.
const minTold = 5

// knownLine says what was taken over, for correction.
func (t *turn) knownLine() []string {
	l, f := t.inLetter()
	if l == nil || len(f.Answers) == 0 {
		return nil
	}
	var known []string
	for _, field := range l.Asked(f, t.letterWhere()) {
		if a := f.Answers[field.ID]; a != "" {
			known = append(known, field.Label+": "+field.Say(a))
		}
	}
	return []string{t.base.Say("letter.known", "answers", strings.Join(known, ", "))}
}

// inLetter is the letter under way and its form, nil if there is none.
func (t *turn) inLetter() (*knowledge.Letter, knowledge.LetterForm) {
	if t.draft == nil {
		return nil, knowledge.LetterForm{}
	}
	l, ok := t.base.Letter(t.draft.Form.Letter)
	if !ok || !t.base.LetterHere(l) {
		return nil, t.draft.Form
	}
	return l, t.draft.Form
}

func (t *turn) letterWhere() knowledge.LetterWhere {
	return t.base.LetterWhere(t.m.Time, t.nation())
}

// letterCalled finds the letter that words name, nil if none: "chargeback",
// "notes of what happened".
func (t *turn) letterCalled(said string) *knowledge.Letter {
	var best *knowledge.Letter
	longest := 0
	for _, l := range t.base.Letters() {
		for _, s := range append([]string{l.ID, l.Label}, l.Says...) {
			if w := foldWords(s); w != "" && len(w) > longest && strings.Contains(" "+said+" ", " "+w+" ") {
				best, longest = l, len(w)
			}
		}
	}
	return best
}

// asksForLetter opens a letter where words ask for one.
func (t *turn) asksForLetter() (Reply, bool) {
	said := foldWords(t.m.Text)
	if !t.saidAny("says.letter-wanted", said) {
		return Reply{}, false
	}
	if t.wantsFalse(said) {
		return t.noFalseClaim(), true
	}
	if l := t.letterCalled(said); l != nil {
		return t.startLetter(l), true
	}
	return t.letterFor("letter.menu"), true
}

// offerLetter says under another answer that the letter is still here.
func (t *turn) offerLetter(r Reply) Reply {
	d := t.draft
	grave := slices.ContainsFunc(t.s.Situations, func(id string) bool { return id == "danger" || id == "despair" })
	if d == nil || t.forget || d.Waits || r.Silent() || d.Form.Letter == "" || t.own.Crisis() || grave && t.pressing() != nil {
		return r
	}
	if f := t.askedField(); f != nil && t.waited && t.besideLetter() {
		return t.askUnder(r, f)
	}
	if !d.Offered {
		d.Offered = true
		r.Blocks = append(slices.Clone(r.Blocks), Block{Lines: []string{t.base.Say("letter.waits")}})
	}
	if len(r.Choices) < maxChoices {
		r.Choices = append(slices.Clone(r.Choices), t.choicesOf("letter:on", "letter-on")...)
	}
	return r
}

// cardLetter begins the letter about a card payment; which of the two it
// becomes is decided by the answers.
func (t *turn) cardLetter() Reply {
	l, ok := t.base.Letter("section-75")
	if !ok {
		return t.letterMenu("command.card-claim")
	}
	r := t.startLetter(l)
	if t.base.LetterHere(l) && t.draft != nil {
		r.Lead = t.base.Say("command.card-claim")
	}
	return r
}
