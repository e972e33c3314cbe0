package web

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const pasted = "Your computer is infected. Call Microsoft on 0800 046 5729 now"

var (
	checkButton = `form.box:nth-of-type(1) button`
	askButton   = `form.box:nth-of-type(2) button`
)

// answered waits until the lead of the newest reply holds want.
func answered(want string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](`(document.querySelector("#answer .lead")?.innerText ?? "").includes(`+"`"+want+"`"+`)`,
		chromedp.WithPollingTimeout(20*time.Second))
}

func TestPasteGivesAVerdict(t *testing.T) {
	ctx, fake, srv := visit(t, desktop)
	do(ctx, t, chromedp.SendKeys("#check", pasted), chromedp.Click(checkButton), answered("Clear scam signs"))
	if m := fake.all()[0]; len(m.Quotes) != 1 || m.Quotes[0].Text != pasted {
		t.Errorf("conversation got %+v, want the paste as a quote", m)
	}
	if at := eval[string](ctx, t, `location.pathname`); at != "/" {
		t.Errorf("with scripts the page moved to %s (from %s)", at, srv.URL)
	}
	if in := eval[string](ctx, t, `document.activeElement.innerText`); !strings.HasPrefix(in, "Clear scam signs") {
		t.Errorf("focus is on %q, want the first line of the answer", in)
	}
	if said := eval[string](ctx, t, `document.getElementById("status").innerText`); said != realWords(t)["here"] {
		t.Errorf("a screen reader is told %q", said)
	}
	if all := eval[string](ctx, t, `document.getElementById("talk").innerText`); strings.Contains(all, "5729") {
		t.Errorf("the criminal's number is shown again in\n%s", all)
	}
}

func TestCrisisButtonGivesTheFirstAct(t *testing.T) {
	for _, s := range []screen{desktop, phone} {
		t.Run(s.name, func(t *testing.T) {
			ctx, fake, _ := visit(t, s)
			do(ctx, t, chromedp.Click(".press-now"), answered("Turn off this computer's Wi-Fi"))
			if m := fake.all()[0]; m.Command != "now" {
				t.Errorf("conversation got %+v, want the command now", m)
			}
			if top := eval[float64](ctx, t, `document.querySelector("#answer .lead").getBoundingClientRect().top`); top < 0 || top > 250 {
				t.Errorf("the first act is at %v px, want it at the top of the screen", top)
			}
		})
	}
}

func TestConversationInPlace(t *testing.T) {
	ctx, fake, _ := visit(t, phone)
	do(ctx, t, chromedp.SendKeys("#check", pasted), chromedp.Click(checkButton), answered("Clear scam signs"),
		chromedp.Click(`//button[contains(., "They are on my computer")]`), answered("Turn off"),
		chromedp.SendKeys("#ask", "is 4929 1234 a <b>card</b>?"), chromedp.Click(askButton), answered("You asked"))
	heard := fake.all()
	if len(heard) != 3 || heard[1].Choice != "on-computer" || heard[0].Chat != heard[2].Chat {
		t.Fatalf("conversation got %+v, want paste, choice and question in one chat", heard)
	}
	if n := eval[int](ctx, t, `document.querySelectorAll("#talk .reply").length`); n != 3 {
		t.Errorf("the page shows %d replies, want 3", n)
	}
	if n := eval[int](ctx, t, `document.querySelectorAll("#talk .tap").length`); n != 0 {
		t.Errorf("%d taps of earlier replies are still there", n)
	}
	mine := eval[string](ctx, t, `[...document.querySelectorAll(".mine")].at(-1).innerText`)
	if !strings.Contains(mine, "is •••• •••• a <b>card</b>?") {
		t.Errorf("the person's own words show as %q", mine)
	}
	if left := eval[string](ctx, t, `document.getElementById("ask").value`); left != "" {
		t.Errorf("%q is left in the box", left)
	}
	// A phone drops the page while its owner rings the bank.
	do(ctx, t, chromedp.Reload(), chromedp.WaitVisible("#talk .reply"))
	if n := eval[int](ctx, t, `document.querySelectorAll("#talk .reply").length`); n != 3 {
		t.Errorf("after loading again the page shows %d replies, want 3", n)
	}
	do(ctx, t, chromedp.Click(`//button[contains(., "Start again")]`), answered("Forgotten"), chromedp.Reload(), chromedp.WaitVisible("#check"))
	if n := eval[int](ctx, t, `document.querySelectorAll("#talk article").length`); n != 0 {
		t.Errorf("after forgetting, %d articles are still there", n)
	}
	do(ctx, t, chromedp.Click(".press-now"), answered("Turn off"))
	heard = fake.all()
	if heard[0].Chat == heard[len(heard)-1].Chat {
		t.Error("after forgetting, the chat is the same")
	}
}

func TestKeyboardOnly(t *testing.T) {
	ctx, _, _ := visit(t, desktop)
	focused := func() string {
		return eval[string](ctx, t, `(document.activeElement.innerText || document.activeElement.id || "").trim()`)
	}
	words := realWords(t)
	var path []string
	for range 8 {
		do(ctx, t, chromedp.KeyEvent(kb.Tab))
		path = append(path, focused())
		if w := eval[float64](ctx, t, `parseFloat(getComputedStyle(document.activeElement).outlineWidth)`); w < 3 {
			t.Errorf("focus on %q has an outline of %v px", path[len(path)-1], w)
		}
	}
	want := []string{words["skip"], words["name"], words["now-button"], "check", "file", words["check-button"], "ask", words["ask-button"]}
	if got := strings.Join(path, " | "); got != strings.Join(want, " | ") {
		t.Errorf("Tab goes\n%s\nwant\n%s", got, strings.Join(want, " | "))
	}
	do(ctx, t, chromedp.Focus("#check"), chromedp.KeyEvent(pasted), chromedp.KeyEvent(kb.Tab)) // to the file
	do(ctx, t, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), answered("Clear scam signs"))
	do(ctx, t, chromedp.KeyEvent(kb.Tab))
	if focused() != "Nothing yet" {
		t.Errorf("after the answer, Tab goes to %q, want its first choice", focused())
	}
	do(ctx, t, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(" "), answered("Turn off"))
}

func TestFitsAPhone(t *testing.T) {
	for _, width := range []int64{320, 360} {
		ctx, _, _ := visit(t, screen{"narrow", width, 740, false})
		fits := func(what string) {
			t.Helper()
			if w := eval[int64](ctx, t, `document.scrollingElement.scrollWidth`); w > width {
				t.Errorf("%s is %d px wide on a screen of %d", what, w, width)
			}
		}
		fits("the page")
		do(ctx, t, chromedp.SendKeys("#ask", strings.Repeat("https-long-word", 30)), chromedp.Click(askButton), answered("You asked"))
		fits("a long word")
		do(ctx, t, chromedp.SendKeys("#check", pasted), chromedp.Click(checkButton), answered("Clear"))
		fits("a verdict")
	}
}

func TestLargeEnough(t *testing.T) {
	ctx, _, _ := visit(t, phone)
	do(ctx, t, chromedp.Click(".press-now"), answered("Turn off"))
	small := eval[[]string](ctx, t, `[...document.querySelectorAll("button, .brand, p, li, h2, h3, label, textarea, blockquote")]
		.filter(e => e.offsetParent && !e.closest(".unseen"))
		.filter(e => parseFloat(getComputedStyle(e).fontSize) < 18 || (e.matches("button, .brand") && e.getBoundingClientRect().height < 48))
		.map(e => e.outerHTML.slice(0, 80))`)
	if len(small) > 0 {
		t.Errorf("too small for tired eyes or fingers: %q", small)
	}
}

func TestScriptsOff(t *testing.T) {
	ctx, fake, srv := visit(t, phone, withoutScripts())
	do(ctx, t, chromedp.SendKeys("#check", pasted), chromedp.Click(checkButton), chromedp.WaitVisible("#answer .tap"))
	picture(ctx, t, "noscript-verdict")
	do(ctx, t, chromedp.Click(`//button[contains(., "They are on my computer")]`), chromedp.WaitVisible("#answer ol"))
	lead, at := get(ctx, t, chromedp.Text("#answer .lead")), get(ctx, t, chromedp.Location())
	if !strings.HasPrefix(lead, "Turn off") || at != srv.URL+"/talk#answer" {
		t.Errorf("at %s the answer is %q", at, lead)
	}
	heard := fake.all()
	if len(heard) != 2 || heard[0].Chat != heard[1].Chat || heard[1].Choice != "on-computer" {
		t.Errorf("conversation got %+v, want paste and choice in one chat", heard)
	}
	// Loading the answer again sends the form again: the id has to be the same.
	do(ctx, t, chromedp.Reload(), chromedp.WaitVisible("#answer ol"))
	heard = fake.all()
	if last := heard[len(heard)-1]; last.ID == "" || last.ID != heard[1].ID {
		t.Errorf("loading again sent id %q, want %q", last.ID, heard[1].ID)
	}
}

// TestPlainHTTP is a page on the local network without https: browsers then leave
// out the header that tells where a form came from.
func TestPlainHTTP(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		ctx, fake, srv := visit(t, phone)
		if !scripts {
			do(ctx, t, withoutScripts())
		}
		do(ctx, t, chromedp.Navigate(strings.Replace(srv.URL, "127.0.0.1", "hangup.test", 1)),
			chromedp.Click(".press-now"), chromedp.WaitVisible("#answer ol"))
		if lead := get(ctx, t, chromedp.Text("#answer .lead")); !strings.HasPrefix(lead, "Turn off") || len(fake.all()) != 1 {
			t.Errorf("with scripts %v: the answer is %q", scripts, lead)
		}
	}
}

func TestCard(t *testing.T) {
	ctx, _, _ := visit(t, desktop)
	do(ctx, t, chromedp.Click(".press-now"), answered("Turn off"))
	if pdf := get(ctx, t, chromedp.PrintToPDF()); !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the page cannot be printed")
	}
	// The card opens in a tab of its own; here it is opened in place.
	do(ctx, t, chromedp.Evaluate[chromedp.Void](`(() => { const f = document.querySelector('form[action="/card"]'); f.removeAttribute("target"); f.submit(); })()`),
		chromedp.WaitVisible(".card h1"), chromedp.WaitVisible("[data-print]"))
	if all := eval[string](ctx, t, `document.body.innerText`); !strings.Contains(all, "Ring 159") || strings.Contains(all, "do this for a living") {
		t.Errorf("the card shows\n%s", all)
	}
	picture(ctx, t, "card")
}

func TestPolicyHolds(t *testing.T) {
	ctx, _, _ := visit(t, desktop)
	ran := eval[bool](ctx, t, `(() => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s); return !!window.ran; })()`)
	if ran {
		t.Error("an inline script runs in spite of the policy")
	}
	if out := eval[string](ctx, t, `[...document.styleSheets].map(s => s.cssRules.length > 20).join()`); out != "true" {
		t.Errorf("style sheets: %s, want ours", out)
	}
	if n := eval[int](ctx, t, `performance.getEntriesByType("resource").filter(e => new URL(e.name).origin !== location.origin).length`); n != 0 {
		t.Errorf("%d things come from elsewhere", n)
	}
}

func TestNoConnection(t *testing.T) {
	ctx, _, srv := visit(t, phone)
	srv.CloseClientConnections()
	srv.Listener.Close()
	do(ctx, t, chromedp.SendKeys("#ask", "help"), chromedp.Click(askButton), answered("I cannot reach hangup"))
	if all := eval[string](ctx, t, `document.getElementById("answer").innerText`); !strings.Contains(all, "159") {
		t.Errorf("without a connection the acts are missing:\n%s", all)
	}
	if left := eval[string](ctx, t, `document.getElementById("ask").value`); left != "help" {
		t.Errorf("the box holds %q, want what was typed", left)
	}
}

func TestPictures(t *testing.T) {
	for _, s := range []screen{desktop, phone, {"desktop-dark", 1280, 900, true}, {"phone-dark", 360, 740, true}} {
		ctx, _, _ := visit(t, s)
		picture(ctx, t, s.name+"-home")
		do(ctx, t, chromedp.SendKeys("#check", pasted), chromedp.Click(checkButton), answered("Clear"))
		picture(ctx, t, s.name+"-verdict")
		do(ctx, t, chromedp.Click(`//button[contains(., "They are on my computer")]`), answered("Turn off"))
		picture(ctx, t, s.name+"-crisis")
	}
}
