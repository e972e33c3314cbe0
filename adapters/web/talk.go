package web

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"

	"hangup/bot"
)

// The kinds of form on the page.
const (
	kindCheck  = "check"  // a pasted message: somebody else's words
	kindAsk    = "ask"    // the person's own words
	kindNow    = "now"    // the crisis button
	kindChoice = "choice" // a tap under a reply
	kindForget = "forget" // wipe and start again
	kindKept   = "privacy"
)

// home shows the page without a conversation. No cookie is set before the
// person does something.
func (d *Door) home(w http.ResponseWriter, r *http.Request) {
	d.pages.page(w, http.StatusOK, view{Nonce: newNonce(), Title: d.say("title")})
}

// backHome is for whoever loads the address of an answer again.
func (d *Door) backHome(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// talk answers one form of the page. The answer is the page itself, not a
// redirect: nothing of it is stored, and it needs no second request. A form sent
// twice carries the same id and gets the same answer.
func (d *Door) talk(w http.ResponseWriter, r *http.Request) {
	f, files, free, err := d.readFiles(w, r)
	defer free()
	if err == nil && len(f.Get("text")) > maxText {
		err = errTooLong
	}
	if err != nil {
		d.refuseBody(w, r, err)
		return
	}
	m := formMessage(f, files)
	m.Chat, m.Time = d.chat(w, r), d.opts.Now()
	m.From = m.Chat.ID
	reply := d.opts.Converse(r.Context(), m).Reply
	if f.Get("kind") == kindForget {
		d.dropChat(w, r)
	}
	d.show(w, r, http.StatusOK, d.echo(f), reply)
}

// formMessage is the form in the words of the conversation, less chat and time.
func formMessage(f url.Values, files []bot.Attachment) bot.Message {
	text := clean(f.Get("text"))
	m := bot.Message{ID: formID(f, files), Addressed: true, Fleeting: true}
	switch kind := f.Get("kind"); kind {
	case kindCheck:
		checkMessage(&m, text, files)
	case kindNow, kindForget, kindKept:
		m.Command = kind
	case kindChoice:
		m.Choice = clean(f.Get("choice"))
	default:
		m.Attachments = files
		m.Command, m.Text = command(text)
		if text == "" && len(files) == 0 {
			m.Command = "ask"
		}
	}
	return m
}

// checkMessage makes a pasted message a forward: it is not the person speaking.
func checkMessage(m *bot.Message, text string, files []bot.Attachment) {
	if strings.TrimSpace(text) == "" && len(files) == 0 {
		m.Command = "check"
		return
	}
	m.Quotes = []bot.Quote{{Text: text, Forwarded: true, Attachments: files}}
}

// formID is the same for the same form sent again, and another for anything
// else, also for an old page that is filled in anew. "" without a nonce.
func formID(f url.Values, files []bot.Attachment) string {
	if f.Get("nonce") == "" {
		return ""
	}
	h := sha256.New()
	for _, k := range []string{"nonce", "kind", "choice", "text"} {
		h.Write([]byte(f.Get(k) + "\x00"))
	}
	for _, a := range files {
		h.Write(a.Body)
	}
	return coding.EncodeToString(h.Sum(nil)[:16])
}

// maxEcho is how much of their own words people see again, in characters.
const maxEcho = 160

// echo is what stands above the reply as the person's part of the conversation.
// A pasted message is never repeated: it holds the criminal's numbers and links.
func (d *Door) echo(f url.Values) string {
	text := strings.TrimSpace(clean(f.Get("text")))
	switch f.Get("kind") {
	case kindCheck:
		return d.say("you-checked")
	case kindNow:
		return d.say("now-button")
	case kindKept:
		return d.say("privacy-button")
	case kindForget:
		return ""
	case kindChoice:
		if label := strings.TrimSpace(clean(f.Get("label"))); label != "" {
			return cut(label, 40)
		}
		return d.say("you-chose")
	}
	if text == "" || strings.HasPrefix(text, "/") {
		return d.say("you-asked")
	}
	return cut(masked(text), maxEcho)
}

// refuse says why a request was not answered, and what to do if it is urgent.
func (d *Door) refuse(w http.ResponseWriter, r *http.Request, code int, key string) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		d.apiError(w, code, d.refusal(key).Text())
		return
	}
	d.show(w, r, code, "", d.refusal(key))
}

func (d *Door) refusal(key string) bot.Reply {
	return bot.Reply{Lead: d.say(key), Blocks: []bot.Block{{
		Kind: bot.Steps, Title: d.say("crisis-title"),
		Lines: []string{d.say("crisis-hang-up"), d.say("crisis-cut-off"), d.say("crisis-bank")},
	}}}
}

func (d *Door) nothingHere(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		d.apiError(w, http.StatusNotFound, d.say("missing"))
		return
	}
	d.show(w, r, http.StatusNotFound, "", bot.Reply{Lead: d.say("missing")})
}
