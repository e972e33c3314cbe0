package web

import (
	"encoding/json"
	"mime"
	"net/http"

	"hangup/bot"
)

// card shows the steps of a reply alone, to be printed. They come back in the
// form, sealed, so that nothing has to be kept here.
func (d *Door) card(w http.ResponseWriter, r *http.Request) {
	var c steps
	if !d.unseal(w, r, "card", &c) {
		return
	}
	d.pages.write(w, http.StatusOK, "card.html", view{Title: d.say("card-title"), Card: &c})
}

// file hands over a document of a reply.
func (d *Door) file(w http.ResponseWriter, r *http.Request) {
	var doc bot.Document
	if !d.unseal(w, r, "file", &doc) {
		return
	}
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": doc.Name}))
	deliver(w, http.StatusOK, doc.MediaType, doc.Body)
}

// unseal reads what went out under purpose into v. False means that the request
// has been answered.
func (d *Door) unseal(w http.ResponseWriter, r *http.Request, purpose string, v any) bool {
	f, err := readForm(w, r)
	if err != nil {
		d.refuseBody(w, r, err)
		return false
	}
	body, ok := d.seal.open(purpose, f.Get("sealed"))
	if !ok || json.Unmarshal(body, v) != nil {
		d.refuse(w, r, http.StatusGone, "gone")
		return false
	}
	return true
}
