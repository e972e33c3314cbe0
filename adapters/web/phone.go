package web

import (
	"mime"
	"net/http"
	"strings"

	"hangup/bot"
)

// phoneCard is the card for beside the phone as the page shows it.
type phoneCard struct {
	Title string
	Rules []string
	Lines []phoneLine
	Hint  string
	PDF   bool // the sheet is there too
}

// phoneLine is one line; a blank one is filled in by hand.
type phoneLine struct {
	Text  string
	Blank bool
}

// phone shows the card for beside the phone, to be printed. It needs no scripts.
func (d *Door) phone(w http.ResponseWriter, _ *http.Request) {
	d.pages.write(w, http.StatusOK, "phone.html", view{Title: d.say("phone-title"), Phone: newPhoneCard(d.opts.Card())})
}

// phonePDF hands over the card as the sheet that the conversation hands out.
func (d *Door) phonePDF(w http.ResponseWriter, r *http.Request) {
	docs := d.opts.Card().Documents
	if len(docs) == 0 {
		d.nothingHere(w, r)
		return
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": docs[0].Name}))
	deliver(w, http.StatusOK, docs[0].MediaType, docs[0].Body)
}

// newPhoneCard takes the card apart: the rules, the lines, and what to do with
// it. A line that ends in underscores is to be filled in.
func newPhoneCard(r bot.Reply) *phoneCard {
	c := &phoneCard{PDF: len(r.Documents) > 0}
	for i, b := range r.Blocks {
		switch {
		case b.Kind == bot.Steps:
			c.Title, c.Rules = b.Title, b.Lines
		case i == len(r.Blocks)-1:
			c.Hint = strings.Join(b.Lines, " ")
		default:
			for _, l := range b.Lines {
				label := strings.TrimRight(l, "_")
				c.Lines = append(c.Lines, phoneLine{strings.TrimSpace(label), label != l})
			}
		}
	}
	return c
}
