package web

import (
	"net/http"
	"strings"

	"hangup/bot"
)

// Letters are the letters that can be filled in on a page of their own.
type Letters interface {
	// LetterKinds lists them: kind and title.
	LetterKinds() []bot.Choice
	// LetterPage fills one in, or asks only where answers is nil. It keeps nothing.
	LetterPage(kind string, answers map[string]string) (page bot.LetterPage, ok bool)
}

// maxAnswer is the most that is read of one answer, in bytes.
const maxAnswer = 8 << 10

// letterView is a letter as the page shows it.
type letterView struct {
	Kinds []bot.Choice // on the page where one is chosen
	bot.LetterPage
	Text  string // the letter, to be read before it is saved
	Files []file
}

// letters shows which letters there are.
func (d *Door) letters(w http.ResponseWriter, _ *http.Request) {
	d.showLetter(w, letterView{Kinds: d.opts.Letters.LetterKinds()})
}

// letter shows the questions of one letter.
func (d *Door) letter(w http.ResponseWriter, r *http.Request) {
	p, ok := d.opts.Letters.LetterPage(r.PathValue("kind"), nil)
	if !ok {
		d.nothingHere(w, r)
		return
	}
	d.showLetter(w, letterView{LetterPage: p})
}

// fillLetter fills in one letter. The letter travels with the page, sealed, so
// that nothing is kept here.
func (d *Door) fillLetter(w http.ResponseWriter, r *http.Request) {
	f, err := readForm(w, r)
	if err != nil {
		d.refuseBody(w, r, err)
		return
	}
	answers := map[string]string{}
	for id := range f {
		a := clean(f.Get(id))
		if len(a) > maxAnswer {
			d.refuseBody(w, r, errTooLong)
			return
		}
		answers[id] = strings.TrimSpace(a)
	}
	p, ok := d.opts.Letters.LetterPage(r.PathValue("kind"), answers)
	if !ok {
		d.nothingHere(w, r)
		return
	}
	v := letterView{LetterPage: p}
	for _, doc := range p.Documents {
		if strings.HasPrefix(doc.MediaType, "text/plain") {
			v.Text = inert(string(doc.Body))
		}
		v.Files = append(v.Files, file{inert(doc.Name), d.sealed("file", doc)})
	}
	d.showLetter(w, v)
}

func (d *Door) showLetter(w http.ResponseWriter, v letterView) {
	d.pages.write(w, http.StatusOK, "letter.html", view{Title: d.say("letter-title"), Letter: &v})
}
