package web

import (
	"bytes"
	"crypto/rand"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"

	"hangup/bot"
)

//go:embed templates/*.html
var templateFS embed.FS

// partHeader is set by app.js: only the new part of the conversation is wanted.
const partHeader = "Hangup-Part"

// maxChoices is how many taps are shown with a reply, as bot.Reply has it.
const maxChoices = 4

// pages renders. It is never changed after it was parsed.
type pages struct {
	all *template.Template
}

// view is what the templates show. The zero view is the page before anything was said.
type view struct {
	Title  string
	Nonce  string
	Said   string // the person's part of the conversation, "" to show none
	Answer *answer
	Card   *steps
	Phone  *phoneCard
	Letter *letterView
}

// answer is a reply and what comes with it.
type answer struct {
	Lead    string
	Blocks  []bot.Block
	Choices []bot.Choice
	Card    string // the steps, sealed, for the print view; "" without steps
	Files   []file
}

// file is a document that travels with the page until it is asked for.
type file struct{ Name, Sealed string }

// steps are what the print view shows.
type steps struct {
	Lead   string      `json:"lead"`
	Blocks []bot.Block `json:"blocks"`
}

func parsePages(words map[string]string, hasCard, hasLetters bool) (*pages, error) {
	all, err := template.New("").Funcs(template.FuncMap{
		"say":     func(key string, pairs ...string) string { return say(words, key, pairs...) },
		"phone":   func() bool { return hasCard },
		"letters": func() bool { return hasLetters },
		"first":   func(b bot.Block) int { return max(b.First, 1) },
		"kind":    func(b bot.Block) string { return kindNames[b.Kind] },
	}).ParseFS(templateFS, "templates/*.html")
	return &pages{all}, err
}

var kindNames = map[bot.BlockKind]string{bot.Steps: "steps", bot.Quotes: "quotes", bot.Points: "points"}

// page writes the whole page.
func (p *pages) page(w http.ResponseWriter, code int, v view) { p.write(w, code, "page.html", v) }

// write renders name before anything is sent, so that a mistake can still
// become the fallback page.
func (p *pages) write(w http.ResponseWriter, code int, name string, v view) {
	var out bytes.Buffer
	if err := p.all.ExecuteTemplate(&out, name, v); err != nil {
		panic(err) //nolint:forbidigo // only a template that does not fit its view, which every test would show
	}
	deliver(w, code, "text/html; charset=utf-8", out.Bytes())
}

// deliver sends one whole answer. Whoever does not wait for it needs no error.
func deliver(w http.ResponseWriter, code int, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

// show answers with a reply: the whole page, or for app.js only the new part.
func (d *Door) show(w http.ResponseWriter, r *http.Request, code int, said string, reply bot.Reply) {
	if reply.Silent() {
		reply = d.refusal("broken")
	}
	v := view{Nonce: newNonce(), Title: d.say("answer-title"), Said: inert(said), Answer: d.answer(reply)}
	if r.Header.Get(partHeader) != "" {
		d.pages.write(w, code, "part.html", v)
		return
	}
	d.pages.page(w, code, v)
}

// answer is reply made ready to be shown. reply itself stays as it is.
func (d *Door) answer(reply bot.Reply) *answer {
	a := &answer{Lead: inert(reply.Lead)}
	card := steps{Lead: a.Lead}
	for _, b := range reply.Blocks {
		b.Title, b.Lines = inert(b.Title), inertAll(b.Lines)
		a.Blocks = append(a.Blocks, b)
		if b.Kind == bot.Steps {
			card.Blocks = append(card.Blocks, b)
		}
	}
	if card.Blocks != nil {
		a.Card = d.sealed("card", card)
	}
	for _, c := range reply.Choices[:min(len(reply.Choices), maxChoices)] {
		a.Choices = append(a.Choices, bot.Choice{ID: c.ID, Label: inert(c.Label)})
	}
	for _, doc := range reply.Documents {
		a.Files = append(a.Files, file{inert(doc.Name), d.sealed("file", doc)})
	}
	return a
}

// sealed writes v into a form field that only comes back as it went out.
func (d *Door) sealed(purpose string, v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) //nolint:forbidigo // strings and bytes always encode
	}
	return d.seal.closed(purpose, body)
}

func newNonce() string {
	b := make([]byte, 12)
	rand.Read(b)
	return coding.EncodeToString(b)
}
