package bot

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge"
)

// letterTurn takes words for the letter that is being written. A crisis, a
// command, something forwarded and questions of another kind are not for it.
func (t *turn) letterTurn() (Reply, bool) {
	text := strings.TrimSpace(t.m.Text)
	quoted, _ := t.quoted()
	if t.draft == nil || t.draft.Asked == atHeard {
		return t.letterMissed()
	}
	if t.m.Command != "" || t.m.Chat.Kind == Group || text == "" || strings.HasPrefix(text, "/") || quoted != "" || t.unread() != "" {
		return Reply{}, false
	}
	said := foldWords(text)
	if !t.waited {
		if t.draft.Form.Letter != "" && t.saidShort("says.letter-on", said) {
			return t.letterOn(), true
		}
		if t.draft.Asked == atMenu && strings.Contains(said, "letter") && t.saidShort("says.letter-on", said) {
			return t.letterMenu("letter.menu"), true
		}
		return Reply{}, false
	}
	if slices.Contains(always, said) || slices.Contains(lines(t.base.Say("says.forget")), said) {
		return Reply{}, false
	}
	if t.draft.Form.Letter != "" && strings.Contains(said, "letter") && t.saidShort("says.letter-on", said) {
		return t.letterOn(), true
	}
	if t.namesATool(said) {
		return Reply{}, false
	}
	if r, ok := t.letterOrder(said); ok {
		return r, true
	}
	if f := t.askedField(); f != nil {
		if _, err := f.Read(text, t.draft.Form, t.letterWhere()); errors.Is(err, knowledge.Unread("secret")) && !t.tellsOfGrave(text) {
			return t.askField(f, t.base.Say("letter.unread-secret")), true
		}
	}
	if !t.saysTap(said) && t.tellsOfNow(text, said) {
		t.keepStory(text)
		return Reply{}, false
	}
	return t.letterWords(said)
}

// namesATool reports whether a few words name one of our tools: that opens it,
// also in the middle of a letter.
func (t *turn) namesATool(said string) bool {
	return len(strings.Fields(said)) <= maxTyped && slices.ContainsFunc([]string{"says.tool-scanner", "says.tool-claim", "says.tool-card"}, func(tool string) bool {
		return t.saidAny(tool, said)
	})
}

// always are the commands that are never an answer.
var always = []string{"help", "now", "start", "forget", "privacy"}

// storyWords is from how many words on an answer is kept although it tells of
// something that is going on.
const storyWords = 6

// letterMissed is for words that go on with a letter which is no longer here.
func (t *turn) letterMissed() (Reply, bool) {
	said := foldWords(t.m.Text)
	if t.m.Command != "" || t.m.Chat.Kind == Group || len(strings.Fields(said)) < 3 || !strings.Contains(said, "letter") || !t.saidShort("says.letter-on", said) {
		return Reply{}, false
	}
	return t.letterMenu("letter.gone"), true
}

// saysTap reports whether words are those of a button that is shown.
func (t *turn) saysTap(said string) bool {
	l, _ := t.inLetter()
	if l == nil {
		return slices.ContainsFunc(t.base.Letters(), func(l *knowledge.Letter) bool { return foldWords(l.Label) == said })
	}
	f := l.Field(t.draft.Asked)
	return f != nil && slices.ContainsFunc(f.Taps, func(tap knowledge.LetterTap) bool { return foldWords(tap.Label) == said })
}

// askedField is the field that was asked last, nil if it was something else.
func (t *turn) askedField() *knowledge.LetterField {
	l, _ := t.inLetter()
	if l == nil {
		return nil
	}
	return l.Field(t.draft.Asked)
}

// keepStory keeps the answer to "what happened" before what is going on is seen to.
func (t *turn) keepStory(text string) {
	l, form := t.inLetter()
	if l == nil || len(strings.Fields(text)) < storyWords {
		return
	}
	if f := l.Field(t.draft.Asked); f != nil && f.Kind == "text" {
		if answer, err := f.Read(text, form, t.letterWhere()); err == nil {
			t.draft.Form.Set(f.ID, answer)
		}
	}
}

// letterOrder carries out what is no answer: stop, go back, change, and the
// wish to say what is not so.
func (t *turn) letterOrder(said string) (Reply, bool) {
	at := t.draft.Asked
	switch {
	case t.wantsFalse(said):
		return t.noFalseClaim(), true
	case t.saidShort("says.letter-stop", said):
		return t.stopLetter(), true
	case at == atMenu:
		return Reply{}, false
	case t.saidShort("says.letter-back", said):
		return t.letterBack(), true
	case t.saidButton("says.letter-change", said) && !t.longText():
		return t.changeLetter(said), true
	}
	return Reply{}, false
}

// longText reports whether a field of words is being answered with many.
func (t *turn) longText() bool {
	f := t.askedField()
	return f != nil && f.Kind == "text" && len(strings.Fields(t.m.Text)) > maxTyped
}

// letterWords takes words as an answer, wherever the letter is.
func (t *turn) letterWords(said string) (Reply, bool) {
	switch t.draft.Asked {
	case atMenu:
		if l := t.letterCalled(said); l != nil && len(strings.Fields(said)) <= maxTyped {
			return t.startLetter(l), true
		}
		return t.beforeLetter(said)
	case atReview:
		return t.reviewed(said), true
	case atChange:
		if t.saidShort("says.letter-on", said) || t.saidShort("says.letter-make", said) {
			return t.letterOn(), true
		}
		return t.changeLetter(said), true
	case atStop:
		if l := t.letterCalled(said); l != nil {
			return t.letterTo(l.ID), true
		}
		l, form := t.inLetter()
		barred := l != nil && l.Barred(form, t.letterWhere()) != nil
		if !barred && (t.saidShort("says.letter-on", said) || t.saidShort("says.letter-yes", said)) {
			return t.askLetter(""), true
		}
		return t.letterStops(), true
	}
	l, _ := t.inLetter()
	if l == nil {
		return t.letterGone(), true
	}
	f := l.Field(t.draft.Asked)
	if f == nil {
		return t.askLetter(""), true
	}
	return t.answerField(f, said)
}

// answerField reads the answer to a field.
func (t *turn) answerField(f *knowledge.LetterField, said string) (Reply, bool) {
	switch {
	case t.asksMeaning(said):
		return t.explain(f), true
	case t.saidShort("says.letter-skip", said), f.Kind == "text" && t.saidShort("says.letter-unsure", said):
		return t.setAnswer(f, ""), true
	case t.saidShort("says.letter-on", said):
		return t.askField(f, t.base.Say("letter.on")), true
	}
	answer, err := f.Read(t.m.Text, t.draft.Form, t.letterWhere())
	var why knowledge.Unread
	switch {
	case err == nil && (f.Kind != "text" && f.Kind != "bank" || !t.asksShortly()):
		return t.setAnswer(f, answer), true
	case errors.As(err, &why) && why == "secret":
		return t.askField(f, t.base.Say("letter.unread-secret")), true
	case t.saidShort("says.letter-unsure", said):
		return t.setAnswer(f, ""), true
	}
	if r, ok := t.mislaid(f, said); ok {
		return r, true
	}
	if t.asks(t.m.Text) {
		return Reply{}, false
	}
	if k, ok := t.findTalk(said); ok && k.id == "dont-know" { // something else than what is asked
		return t.askField(f, t.quietly("flow.talk-dont-know").Lead), true
	}
	return t.notTaken(f, why), true
}

// asksShortly reports whether a few words are a question of the person's own.
func (t *turn) asksShortly() bool {
	return strings.HasSuffix(strings.TrimSpace(t.m.Text), "?") && len(strings.Fields(t.m.Text)) <= maxAside
}

// mostTries is how often a question is put again before it is left blank.
const mostTries = 2

// notTaken asks again, twice; then the field is left blank.
func (t *turn) notTaken(f *knowledge.LetterField, why knowledge.Unread) Reply {
	t.draft.Tries++
	if t.draft.Tries > mostTries {
		t.draft.Form.Set(f.ID, "")
		return t.goOnLetter(t.base.Say("letter.left-blank"))
	}
	return t.askField(f, t.base.Say("letter.unread-"+string(why), "most", strconv.Itoa(f.Longest())))
}

// letterTap answers a button of a letter.
func (t *turn) letterTap(rest string) (Reply, bool) {
	what, arg, _ := strings.Cut(rest, ":")
	if what == "start" {
		l, ok := t.base.Letter(arg)
		if !ok {
			return Reply{}, false
		}
		return t.startLetter(l), true
	}
	if what == "menu" {
		return t.letterFor("letter.menu"), true
	}
	l, _ := t.inLetter()
	if l == nil {
		return t.letterGone(), true
	}
	switch what {
	case "tap":
		id, tap, _ := strings.Cut(arg, ":")
		f := l.Field(id)
		if f == nil || f.Tap(tap) == nil {
			return t.letterOn(), true
		}
		return t.setAnswer(f, tap), true
	case "skip":
		f := l.Field(arg)
		if f == nil {
			return t.letterOn(), true
		}
		return t.setAnswer(f, ""), true
	case "to":
		return t.letterTo(arg), true
	case "back":
		return t.letterBack(), true
	case "change":
		return t.changeLetter(""), true
	case "make":
		return t.handOver(), true
	case "stop":
		return t.stopLetter(), true
	}
	return t.letterOn(), true
}

// letterOn goes on with the letter where it was left.
func (t *turn) letterOn() Reply {
	return t.goOnLetter(t.base.Say("letter.on"))
}

// letterGone is for buttons of a letter that is no longer here.
func (t *turn) letterGone() Reply {
	t.draft = nil
	r := t.letterMenu("letter.gone")
	return r
}

// stopLetter wipes the letter.
func (t *turn) stopLetter() Reply {
	t.draft, t.asIs = nil, true
	return Reply{Lead: t.base.Say("letter.stopped")}
}

// letterTo goes on with another letter, with the answers that fit it.
func (t *turn) letterTo(id string) Reply {
	l, ok := t.base.Letter(id)
	if !ok || !t.base.LetterHere(l) {
		return t.letterGone()
	}
	t.draft.Form = l.Change(t.draft.Form)
	return t.goOnLetter(l.Lead)
}
