package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hangup/knowledge"
	"hangup/knowledge/text"
)

// setAnswer takes an answer in, says it back, and goes on.
func (t *turn) setAnswer(f *knowledge.LetterField, answer string) Reply {
	if l, _ := t.inLetter(); l != nil {
		l.Take(&t.draft.Form, f.ID, answer)
	}
	if f.Kind == "text" && answer != "" {
		return t.goOnLetter(t.base.Say("letter.noted-words"))
	}
	if answer == "" {
		return t.goOnLetter(t.base.Say("letter.blank"))
	}
	return t.goOnLetter(t.base.Say("letter.noted", "answer", f.Say(answer)))
}

// goOnLetter tells what the answers so far mean, then asks the next question.
func (t *turn) goOnLetter(lead string) Reply {
	t.draft.Tries = 0
	told, stops := t.letterChecks()
	if stops {
		return t.letterStops(told...)
	}
	return t.askLetter(lead, told...)
}

// letterChecks gives what the checks say that were not told yet, and goes over
// to the letter that fits better. stops says that the last one stops the letter.
func (t *turn) letterChecks() (told []string, stops bool) {
	for range 6 { // each letter may lead to another once
		l, form := t.inLetter()
		if l == nil {
			return told, false
		}
		moved := false
		for _, c := range l.Met(form, t.letterWhere()) {
			id := l.ID + ":" + c.ID
			if slices.Contains(t.draft.Told, id) {
				continue
			}
			t.draft.Told = append(t.draft.Told, id)
			if c.Stops {
				return told, true
			}
			told = append(told, c.Says)
			if next, ok := t.base.Letter(c.To); ok && c.Switch {
				t.draft.Form, moved = next.Change(form), true
				break
			}
		}
		if !moved {
			return told, false
		}
	}
	return told, false
}

// letterStops says that the letter is likely of no use, and what fits better:
// the check that was told last stops it.
func (t *turn) letterStops(told ...string) Reply {
	t.asIs = true
	l, form := t.inLetter()
	_, last, _ := strings.Cut(slices.Concat([]string{""}, t.draft.Told)[len(t.draft.Told)], ":")
	c := l.Check(last)
	if c == nil {
		return t.askLetter("")
	}
	r := Reply{Lead: c.Says}
	if len(told) > 0 {
		r.Blocks = []Block{{Lines: told}}
	}
	if to, ok := t.base.Letter(c.To); ok {
		r.Choices = []Choice{{"letter:to:" + to.ID, to.Label}}
	}
	t.waitAt(atStop)
	if l.Barred(form, t.letterWhere()) == nil {
		r.Choices = append(r.Choices, t.choicesOf("letter:on", "letter-anyway")...)
	}
	r.Choices = append(r.Choices, t.choicesOf("letter:back", "letter-back", "letter:stop", "letter-stop")...)
	return r
}

// waitAt notes where the letter is, and that an answer is waited for.
func (t *turn) waitAt(place string) {
	if t.draft.Asked != place {
		t.draft.Tries = 0
	}
	t.draft.Asked, t.draft.Waits, t.draft.Offered, t.draft.At = place, true, false, t.m.Time
}

// askLetter asks the next question of the letter under lead, or shows the whole
// when nothing is left to ask.
func (t *turn) askLetter(lead string, more ...string) Reply {
	l, form := t.inLetter()
	if l == nil {
		return t.letterGone()
	}
	if len(more) == 0 && len(form.Answers) > 0 && len(t.draft.Told) == 0 {
		if told, stops := t.letterChecks(); stops {
			return t.letterStops()
		} else if len(told) > 0 {
			return t.askLetter(lead, told...)
		}
	}
	if l.Barred(form, t.letterWhere()) != nil {
		return t.letterStops()
	}
	if f := l.Next(form, t.letterWhere()); f != nil {
		return t.askField(f, lead, more...)
	}
	return t.review(lead, more...)
}

// askField asks one question.
func (t *turn) askField(f *knowledge.LetterField, lead string, more ...string) Reply {
	t.asIs = true
	t.waitAt(f.ID)
	question := []string{f.Ask}
	if f.Hint != "" {
		question = append(question, f.Hint)
	}
	r := Reply{Lead: lead}
	if lead == "" {
		r.Lead, question = question[0], question[1:]
	}
	if len(more) > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: more})
	}
	if len(question) > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: question})
	}
	for _, tap := range f.Taps {
		r.Choices = append(r.Choices, Choice{"letter:tap:" + f.ID + ":" + tap.ID, tap.Label})
	}
	if len(r.Choices) < maxChoices-1 {
		r.Choices = append(r.Choices, t.choicesOf("letter:skip:"+f.ID, "letter-skip")...)
	}
	if len(r.Choices) < maxChoices {
		r.Choices = append(r.Choices, t.choicesOf("letter:back", "letter-back")...)
	}
	return r
}

// letterBack asks the question before the present one again.
func (t *turn) letterBack() Reply {
	l, form := t.inLetter()
	if l == nil {
		return t.letterGone()
	}
	var before *knowledge.LetterField
	for _, f := range l.Asked(form, t.letterWhere()) {
		if f.ID == t.draft.Asked || !form.Has(f.ID) && t.draft.Asked != atReview {
			break
		}
		before = f
	}
	if before == nil {
		return t.askLetter(t.base.Say("letter.first"))
	}
	t.tellAgain(l, before)
	return t.askField(before, t.base.Say("letter.back"))
}

// changeLetter changes an answer that words name: "change the amount to 500".
func (t *turn) changeLetter(said string) Reply {
	l, form := t.inLetter()
	if l == nil {
		return t.letterGone()
	}
	f := l.Named(said, form, t.letterWhere())
	if f == nil {
		t.asIs = true
		t.waitAt(atChange)
		var labels []string
		for _, f := range l.Asked(form, t.letterWhere()) {
			labels = append(labels, f.Label)
		}
		return Reply{Lead: t.base.Say("letter.change-which"), Blocks: points(labels), Choices: t.choicesOf("letter:on", "letter-on")}
	}
	t.tellAgain(l, f)
	if f.Kind != "text" && f.Kind != "bank" {
		if answer, err := f.Read(t.m.Text, form, t.letterWhere()); err == nil {
			return t.setAnswer(f, answer)
		}
	}
	return t.askField(f, t.base.Say("letter.change"))
}

// maxReview is how much of an answer in words is shown again, in characters.
const maxReview = 160

// review shows what was understood, before the letter is made.
func (t *turn) review(lead string, more ...string) Reply {
	t.asIs = true
	t.waitAt(atReview)
	l, form := t.inLetter()
	var shown []string
	for _, f := range l.Asked(form, t.letterWhere()) {
		a := f.Say(form.Answers[f.ID])
		if a == "" {
			a = t.base.Say("letter.nothing")
		}
		shown = append(shown, f.Label+": "+cutWords(text.MaskAll(a), maxReview))
	}
	r := Reply{Lead: t.base.Say("letter.review")}
	if lead != "" {
		more = append([]string{lead}, more...)
	}
	if len(more) > 0 {
		r.Blocks = append(r.Blocks, Block{Lines: more})
	}
	if words := l.Paper(form, t.letterWhere()).Undrawn(); len(words) > 0 {
		shown = append(shown, t.base.Say("letter.no-pdf-yet", "words", text.MaskAll(strings.Join(words, ", "))))
	}
	r.Blocks = append(r.Blocks, Block{Kind: Points, Title: l.Title, Lines: shown}, Block{Lines: []string{t.base.Say("letter.review-hint")}})
	r.Choices = t.choicesOf("letter:make", "letter-make", "letter:change", "letter-change", "letter:stop", "letter-stop")
	return r
}

// cutWords shortens s to so many characters, in one line.
func cutWords(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + " …"
}

// reviewed answers words under the whole of the letter.
func (t *turn) reviewed(said string) Reply {
	switch {
	case t.saidShort("says.letter-make", said):
		return t.handOver()
	case t.saidShort("says.letter-no", said):
		return t.changeLetter("")
	}
	return t.changeLetter(said)
}

// handOver gives the letter out and wipes the answers.
func (t *turn) handOver() Reply {
	t.asIs = true
	l, form := t.inLetter()
	if l == nil {
		return t.letterGone()
	}
	if l.Barred(form, t.letterWhere()) != nil {
		return t.letterStops()
	}
	docs, drawn := letterFiles(l, form, t.letterWhere())
	r := Reply{Lead: t.base.Say("letter.done"), Documents: docs}
	var told []string
	for _, c := range l.Met(form, t.letterWhere()) {
		told = append(told, c.Says)
	}
	if len(told) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Points, Title: t.base.Say("letter.before"), Lines: told})
	}
	if !drawn {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("letter.no-pdf")}})
	}
	r.Blocks = append(r.Blocks, Block{Kind: Steps, Title: t.base.Say("letter.next"), Lines: t.afterLetter(l)},
		Block{Lines: []string{t.base.Say("letter.warn")}})
	t.draft = nil
	return r
}

// letterFiles are the letter as text and as PDF. drawn is false where the PDF
// cannot show the letters of some words: then there is only the text.
func letterFiles(l *knowledge.Letter, form knowledge.LetterForm, w knowledge.LetterWhere) (docs []Document, drawn bool) {
	paper := l.Paper(form, w)
	docs = []Document{{Name: l.File + ".txt", MediaType: "text/plain; charset=utf-8", Body: []byte(paper.Text())}}
	body, err := paper.PDF()
	if err != nil {
		return docs, false
	}
	return append(docs, Document{Name: l.File + ".pdf", MediaType: "application/pdf", Body: body}), true
}
