package web

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hangup/bot"
)

// fakeLetters has one letter: it takes every answer but "wrong".
type fakeLetters struct{}

// LetterKinds lists it.
func (fakeLetters) LetterKinds() []bot.Choice { return []bot.Choice{{ID: "claim", Label: "A claim"}} }

// LetterPage fills it in.
func (fakeLetters) LetterPage(kind string, answers map[string]string) (bot.LetterPage, bool) {
	if kind == "abroad" {
		return bot.LetterPage{Elsewhere: []string{"Ring your bank."}}, true
	}
	p := bot.LetterPage{Kind: kind, Title: "A claim", Lead: "Leave blank what you do not know.", Questions: []bot.LetterQuestion{
		{ID: "amounts", Ask: "How much?", Hint: "Each one.", Answer: answers["amounts"]},
		{ID: "card", Ask: "Which card?", Taps: []bot.Choice{{ID: "credit", Label: "Credit card"}, {ID: "debit", Label: "Debit card"}}, Answer: answers["card"]},
		{ID: "story", Ask: "What happened?", Long: true, Answer: answers["story"]},
	}}
	if answers["amounts"] == "wrong" {
		p.Wrong, p.Questions[0].Wrong = true, "I could not read a sum in that."
	}
	if answers != nil && !p.Wrong {
		p.Documents = []bot.Document{{Name: "claim.txt", MediaType: "text/plain; charset=utf-8", Body: []byte("Dear bank, " + answers["story"])}, {Name: "claim.pdf", MediaType: "application/pdf", Body: []byte("%PDF-1")}}
		p.Told, p.Next, p.Warn = []string{"Ring first."}, []string{"Sign it."}, "No fees."
	}
	return p, kind == "claim"
}

// TestLetterForm: the whole way without a script: choose, fill in, correct, save.
func TestLetterForm(t *testing.T) {
	talk := &fakeTalk{}
	p := newPerson(serve(t, Options{Converse: talk.converse, Letters: fakeLetters{}}))
	_, home := p.do(t, "GET", "/", "", "")
	_, which := p.do(t, "GET", "/letter", "", "")
	_, asked := p.do(t, "GET", "/letter/claim", "", "")
	if !strings.Contains(home, `href="/letter"`) || !strings.Contains(which, `href="/letter/claim"`) || !strings.Contains(asked, `name="amounts"`) {
		t.Fatalf("no way to the form:\n%s\n%s", which, asked)
	}
	_, wrong := p.form(t, "/letter/claim", url.Values{"amounts": {"wrong"}, "card": {"debit"}, "story": {"<b>bold</b>"}})
	for _, want := range []string{"I could not read a sum", `aria-invalid="true"`, `value="debit" selected`, "&lt;b&gt;bold", `value="wrong"`} {
		if !strings.Contains(wrong, want) {
			t.Errorf("the form lacks %q:\n%s", want, wrong)
		}
	}
	_, made := p.form(t, "/letter/claim", url.Values{"amounts": {"£5"}, "story": {"they stole it"}})
	for _, want := range []string{"Dear bank, they stole it", "Ring first.", "Sign it.", "No fees.", "claim.pdf"} {
		if !strings.Contains(made, want) {
			t.Errorf("the letter lacks %q:\n%s", want, made)
		}
	}
	sealed := between(made[strings.LastIndex(made, `name="sealed"`):], `value="`, `"`)
	resp, pdf := p.form(t, "/file", url.Values{"sealed": {html.UnescapeString(sealed)}})
	if resp.Header.Get("Content-Type") != "application/pdf" || pdf != "%PDF-1" || !strings.Contains(resp.Header.Get("Content-Disposition"), "claim.pdf") {
		t.Errorf("the PDF: %v %q", resp.Header, pdf)
	}
	if len(talk.all()) > 0 || resp.Header.Get("Set-Cookie") != "" {
		t.Error("the form went through the conversation, or left a cookie")
	}
}

// between is what stands in s after from and before to.
func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// TestLetterFormRefusals: other regions, other kinds, too much.
func TestLetterFormRefusals(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse, Letters: fakeLetters{}}))
	if _, page := p.do(t, "GET", "/letter/abroad", "", ""); !strings.Contains(page, "Ring your bank.") || strings.Contains(page, "<form class=\"box letter\"") {
		t.Errorf("abroad: %s", page)
	}
	if resp, _ := p.do(t, "GET", "/letter/poem", "", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a kind that is none: %d", resp.StatusCode)
	}
	if resp, _ := p.form(t, "/letter/claim", url.Values{"story": {strings.Repeat("a", maxAnswer+1)}}); resp.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a very long answer: %d", resp.StatusCode)
	}
	off := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse}))
	if resp, _ := off.do(t, "GET", "/letter", "", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("without letters: %d", resp.StatusCode)
	}
	if resp, page := p.do(t, "GET", "/letter", "", ""); resp.Header.Get("Content-Security-Policy") != policy || strings.Contains(page, "<script") || strings.Contains(page, " style=") {
		t.Error("the page of letters is not guarded, or needs scripts")
	}
}
