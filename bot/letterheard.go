package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// heardFields are the answers that are taken up from words of before a letter.
var heardFields = []string{"amounts", "dates", "bank"}

// hearPayment keeps the sum, the day and the bank of a payment that is told of,
// for a letter to come: a day at most, and only until that letter is done.
func (t *turn) hearPayment() {
	plain := t.m.Chat.Kind == Private && t.m.Event == NoEvent && t.m.Choice == "" && t.m.Command == ""
	if !plain || t.forget || t.draft != nil && t.draft.Asked != atHeard || t.asks(t.m.Text) {
		return
	}
	said := foldWords(t.m.Text)
	ownBank := t.saidAny("says.letter-own-bank", said)
	if quoted, _ := t.quoted(); quoted != "" || !ownBank && !t.saidAny("says.letter-paid", said) {
		return
	}
	l, ok := t.base.Letter(heardLetter)
	if !ok || !t.base.LetterHere(l) {
		return
	}
	heard := t.heardIn(l)
	if heard.Form.Answers == nil {
		return
	}
	heard.At, heard.Asked = t.m.Time, atHeard
	t.draft = &heard
}

// heardLetter is the letter whose fields payments are heard with.
const heardLetter = "app-claim"

// heardIn gives what was heard before with what the words add.
func (t *turn) heardIn(l *knowledge.Letter) Draft {
	var d Draft
	if t.draft != nil {
		d = *t.draft
	}
	d.Form = d.Form.Copy()
	for _, id := range heardFields {
		f := l.Field(id)
		if f == nil {
			continue
		}
		if answer, ok := f.ReadWithin(t.m.Text, d.Form, t.letterWhere()); ok {
			l.Take(&d.Form, id, answer)
		}
	}
	return d
}

// prefillHeard takes over what was heard before the letter.
func (t *turn) prefillHeard(l *knowledge.Letter, heard knowledge.LetterForm) {
	for _, id := range heardFields {
		answer, ok := heard.Answers[id]
		if f := l.Field(id); f != nil && ok && !t.draft.Form.Has(id) {
			l.Take(&t.draft.Form, id, answer)
		}
	}
	if price := l.Field("price"); price != nil && !t.draft.Form.Has("price") {
		if answer, err := price.Read(heard.Answers["amounts"], t.draft.Form, t.letterWhere()); err == nil {
			t.draft.Form.Set("price", answer)
		}
	}
}

// mislaid takes words that do not answer the question for the answer to another
// one: "my bank: monzo", "the amount is wrong, it was 500", "2000 and 2500".
func (t *turn) mislaid(asked *knowledge.LetterField, said string) (Reply, bool) {
	l, form := t.inLetter()
	if l == nil {
		return Reply{}, false
	}
	named := l.Named(said, form, t.letterWhere())
	for _, f := range l.Asked(form, t.letterWhere()) {
		if f == asked || f.Kind == "text" || f.Kind == "choice" || f.Kind == "yes-no" || !form.Has(f.ID) && f != named {
			continue
		}
		answer, ok := f.ReadWithin(t.m.Text, form, t.letterWhere())
		if f == named || !ok && strings.HasPrefix(asked.Kind, "date") && onlySums(said) {
			got, err := f.Read(t.m.Text, form, t.letterWhere())
			answer, ok = got, err == nil
		} else if strings.HasPrefix(f.Kind, "date") {
			continue // a day may be said of anything
		}
		if ok && answer != form.Answers[f.ID] {
			l.Take(&t.draft.Form, f.ID, answer)
			return t.askField(asked, t.base.Say("letter.noted", "answer", f.Label+": "+f.Say(answer))), true
		}
	}
	return Reply{}, false
}

// onlySums reports whether words are nothing but numbers too large for days.
func onlySums(said string) bool {
	found := false
	for w := range strings.FieldsSeq(said) {
		number := strings.Trim(w, "0123456789") == ""
		if number && len(w) < 3 || !number && !slices.Contains([]string{"and", "then", "it", "was", "sorry"}, w) {
			return false
		}
		found = found || number
	}
	return found
}

// asksMeaning reports whether words say that the question was not understood.
func (t *turn) asksMeaning(said string) bool {
	return len(strings.Fields(said)) <= maxTyped+2 && t.saidShort("says.letter-meaning", said)
}

// explain puts a question again in other words.
func (t *turn) explain(f *knowledge.LetterField) Reply {
	lead := f.Help
	if lead == "" {
		lead = t.base.Say("letter.explain")
	}
	return t.askField(f, lead)
}

// letterButton is the button beside an answer that begins a letter, "menu" for
// the question which; none where the letter cannot be used.
func (t *turn) letterButton(id string) []Choice {
	l, ok := t.base.Letter(id)
	switch {
	case id == "menu" && t.base.LetterHere(t.base.Letters()[0]):
		return t.choicesOf("letter:menu", "letter-write")
	case ok && id == notesLetter:
		return t.choicesOf("letter:start:"+id, "letter-notes")
	case ok && t.base.LetterHere(l):
		return t.choicesOf("letter:start:"+id, "letter-write")
	}
	return nil
}

// besideLetter reports whether the words were a question of the person's own,
// with nothing pressing and nothing to look at.
func (t *turn) besideLetter() bool {
	quoted, _ := t.quoted()
	return t.m.Command == "" && t.m.Choice == "" && quoted == "" && strings.TrimSpace(t.m.Text) != "" && t.pressing() == nil && t.asks(t.m.Text)
}

// askUnder puts the question of the letter again under the answer to another one.
func (t *turn) askUnder(r Reply, f *knowledge.LetterField) Reply {
	again := t.askField(f, t.base.Say("letter.on"))
	r.Blocks = append(slices.Clone(r.Blocks), Block{Lines: []string{again.Lead, f.Ask}})
	r.Choices = again.Choices
	return r
}

// tellAgain forgets that checks were told which a field decides, before it is changed.
func (t *turn) tellAgain(l *knowledge.Letter, f *knowledge.LetterField) {
	t.draft.Told = slices.DeleteFunc(t.draft.Told, func(id string) bool {
		_, check, _ := strings.Cut(id, ":")
		c := l.Check(check)
		return strings.HasPrefix(id, l.ID+":") && c != nil && c.About(f.ID)
	})
}
