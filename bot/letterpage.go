package bot

import (
	"strconv"
	"time"

	"hangup/knowledge"
)

// LetterPage is a letter with all its questions at once, for doors that are no
// conversation: a form on a page, a command.
type LetterPage struct {
	Kind, Title string
	Lead        string // said above the questions
	Elsewhere   []string
	Questions   []LetterQuestion
	Told        []string   // what the answers mean, to be known before it is sent
	Wrong       bool       // answers were not taken: there are no documents then
	Instead     []Choice   // letters that fit better, by kind; there may be no documents then
	Documents   []Document // the text first
	Next        []string   // what to do with them
	Warn        string
}

// LetterQuestion is one question of a LetterPage.
type LetterQuestion struct {
	ID, Label, Ask, Hint string
	Taps                 []Choice // IDs are answers; nil where anything is typed
	Long                 bool     // an answer of several sentences
	Answer               string   // what was given
	Wrong                string   // why it was not taken, "" if it was
}

// LetterKinds lists the letters by kind and what they are called on a button.
func (b *Bot) LetterKinds() []Choice {
	var out []Choice
	for _, l := range b.base.Letters() {
		if b.base.LetterHere(l) {
			out = append(out, Choice{l.ID, l.Title})
		}
	}
	return out
}

// LetterPage fills in the letter called kind from answers by question; nil
// answers ask only. Answers may lead to another letter, which then comes back.
// An unknown kind gives false. Nothing is kept.
func (b *Bot) LetterPage(kind string, answers map[string]string, now time.Time) (LetterPage, bool) {
	l, ok := b.base.Letter(kind)
	if !ok {
		return LetterPage{}, false
	}
	if !b.base.LetterHere(l) {
		return LetterPage{Kind: kind, Elsewhere: l.Elsewhere}, true
	}
	w := b.base.LetterWhere(now, "")
	if answers == nil {
		return b.letterPage(l, nil, nil), true
	}
	var moved []string
	for range 4 { // each letter may lead to another once
		form, wrong := l.Fill(answers, w)
		next, says := b.switched(l, form, w)
		if next == nil || len(wrong) > 0 {
			return b.filledPage(l, form, answers, wrong, moved, w), true
		}
		l, moved = next, append(moved, says)
	}
	form, wrong := l.Fill(answers, w)
	return b.filledPage(l, form, answers, wrong, moved, w), true
}

// switched is the letter that fits better and why, nil if this one does.
func (b *Bot) switched(l *knowledge.Letter, form knowledge.LetterForm, w knowledge.LetterWhere) (*knowledge.Letter, string) {
	for _, c := range l.Met(form, w) {
		if next, ok := b.base.Letter(c.To); ok && c.Switch {
			return next, c.Says
		}
	}
	return nil, ""
}

// letterPage is the page with the questions of a letter.
func (b *Bot) letterPage(l *knowledge.Letter, answers map[string]string, wrong map[string]knowledge.Unread) LetterPage {
	p := LetterPage{Kind: l.ID, Title: l.Title, Lead: b.base.Say("letter.page-blank"), Wrong: len(wrong) > 0}
	if p.Wrong {
		p.Lead = b.base.Say("letter.page-error")
	}
	for i := range l.Fields {
		f := &l.Fields[i]
		q := LetterQuestion{ID: f.ID, Label: f.Label, Ask: f.Ask, Hint: f.Hint, Long: f.Longest() > longAnswer, Answer: answers[f.ID]}
		if why, ok := wrong[f.ID]; ok {
			q.Wrong = b.base.Say("letter.unread-"+string(why), "most", strconv.Itoa(f.Longest()))
			if why == "secret" {
				q.Answer = ""
			}
		}
		if f.Kind == "choice" || f.Kind == "yes-no" {
			for _, t := range f.Taps {
				q.Taps = append(q.Taps, Choice{t.ID, t.Label})
			}
		}
		p.Questions = append(p.Questions, q)
	}
	return p
}

// longAnswer is from how many characters on an answer gets a larger box.
const longAnswer = 250

// filledPage is the page with the letter on it.
func (b *Bot) filledPage(l *knowledge.Letter, form knowledge.LetterForm, answers map[string]string, wrong map[string]knowledge.Unread, moved []string, w knowledge.LetterWhere) LetterPage {
	p := b.letterPage(l, answers, wrong)
	p.Told = moved
	if p.Wrong {
		return p
	}
	for _, c := range l.Met(form, w) {
		p.Told = append(p.Told, c.Says)
	}
	if c := l.Barred(form, w); c != nil {
		if to, ok := b.base.Letter(c.To); ok {
			p.Instead = []Choice{{to.ID, to.Title}}
		}
		return p
	}
	var drawn bool
	if p.Documents, drawn = letterFiles(l, form, w); !drawn {
		p.Told = append(p.Told, b.base.Say("letter.no-pdf"))
	}
	p.Next, p.Warn = b.afterLetter(l), b.base.Say("letter.warn")
	return p
}

// afterLetter is what to do with a letter.
func (b *Bot) afterLetter(l *knowledge.Letter) []string {
	if len(l.After) > 0 {
		return l.After
	}
	return lines(b.base.Say("letter.do"))
}
