package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"hangup/bot"
)

// aCard has the shape of the card that the conversation gives.
func aCard() bot.Reply {
	return bot.Reply{Lead: "This is the card for beside the phone.", Blocks: []bot.Block{
		{Kind: bot.Steps, Title: "If in doubt, I hang up.", Lines: []string{
			"Surprise calls about my computer or my money: I hang up.", "Nobody gets into my computer, tablet or phone.",
			"Nobody gets a code, a PIN or a password.", "I buy no gift cards and move no money for a caller."}},
		{Lines: []string{"My bank: 159, or the number on my card.", "On my card: ________", "I ring first: ________", "Our family word: ________", "Danger, or somebody at my door: 999"}},
		{Lines: []string{"Fill in the lines by hand."}},
	}, Documents: []bot.Document{{Name: "card.pdf", MediaType: "application/pdf", Body: []byte("%PDF-1.3 made up")}}}
}

// TestPhoneCard: the page and the sheet are there for anybody, without a cookie.
func TestPhoneCard(t *testing.T) {
	p := newPerson(serve(t, Options{Converse: (&fakeTalk{}).converse, Card: aCard}))
	resp, page := p.do(t, "GET", "/card", "", "")
	for _, want := range []string{"<h1", "If in doubt, I hang up.", "Nobody gets a code", `<p class="blank">Our family word:</p>`, "999", `href="/card.pdf"`, "Fill in the lines"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page:\n%s", want, page)
		}
	}
	if resp.StatusCode != http.StatusOK || resp.Header.Get("Set-Cookie") != "" || strings.Contains(page, "____") {
		t.Errorf("status %d, or a cookie, or underscores", resp.StatusCode)
	}
	resp, sheet := p.do(t, "GET", "/card.pdf", "", "")
	if resp.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(sheet, "%PDF") || !strings.Contains(resp.Header.Get("Content-Disposition"), "card.pdf") {
		t.Errorf("the sheet is %.20q, %v", sheet, resp.Header)
	}
	if _, home := p.do(t, "GET", "/", "", ""); !strings.Contains(home, `href="/card"`) {
		t.Error("the page does not lead to the card")
	}
}

// TestNoPhoneCard: without a card, or without its sheet, there is nothing at its address.
func TestNoPhoneCard(t *testing.T) {
	bare := func() bot.Reply { r := aCard(); r.Documents = nil; return r }
	for _, o := range []Options{{}, {Card: bare}} {
		o.Converse = (&fakeTalk{}).converse
		p := newPerson(serve(t, o))
		if resp, _ := p.do(t, "GET", "/card.pdf", "", ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("status %d", resp.StatusCode)
		}
		_, card := p.do(t, "GET", "/card", "", "")
		_, home := p.do(t, "GET", "/", "", "")
		if strings.Contains(card, "/card.pdf") || strings.Contains(home, `href="/card"`) != (o.Card != nil) {
			t.Error("there is a link that leads nowhere")
		}
	}
}

// TestPhoneCardOnPaper: big type on one page, with scripts and without.
func TestPhoneCardOnPaper(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		ctx := chromium(t)
		srv := serve(t, Options{Converse: (&fakeTalk{}).converse, Card: aCard})
		actions := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(phone.width, phone.height)}
		if !scripts {
			actions = append(actions, withoutScripts())
		}
		do(ctx, t, append(actions, chromedp.Navigate(srv.URL+"/card"), chromedp.WaitVisible(".card h1"))...)
		pdf := get(ctx, t, chromedp.PrintToPDF())
		if n := bytes.Count(pdf, []byte("/Type /Page\n")); !bytes.HasPrefix(pdf, []byte("%PDF")) || n != 1 {
			t.Errorf("with scripts %v: %d pages on paper", scripts, n)
		}
		if !scripts {
			continue
		}
		do(ctx, t, chromedp.WaitVisible("[data-print]"))
		if w := eval[int64](ctx, t, `document.scrollingElement.scrollWidth`); w > phone.width {
			t.Errorf("the card is %d px wide on a screen of %d", w, phone.width)
		}
		if small := eval[int](ctx, t, `[...document.querySelectorAll(".card li, .card p")].filter(e => parseFloat(getComputedStyle(e).fontSize) < 18).length`); small > 0 {
			t.Errorf("%d lines are too small for tired eyes", small)
		}
		picture(ctx, t, "phone-card")
	}
}
