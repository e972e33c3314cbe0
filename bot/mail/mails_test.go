package mail_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hangup/bot/mail"
	"hangup/bot/picture"
	"hangup/knowledge"
	"hangup/knowledge/text"
)

// shape is what has to come of one mail in testdata.
type shape struct {
	level   knowledge.Level
	sender  string
	answers string   // where an answer would go, when that is elsewhere
	seen    []string // in this order
	unseen  []string // hidden
	links   []string // "shown → target"
	missing []string
}

// shapes are mails as the usual programs and services write them.
var shapes = map[string]shape{
	"norton-renewal": {level: knowledge.Scam, sender: "Norton Billing <nlbillingdesk7741@gmail.example>", answers: "refund-desk@nl-helpdesk.example",
		seen:   []string{"From: Norton Billing", "Subject: Invoice NL-88213-44 – Thank you", "Norton LifeLock", "charged £389.99 by", "Invoice No NL-88213-44\n", "0808 157 0192"},
		unseen: []string{"recipe box", "garden weather"}},
	"geek-squad-base64": {level: knowledge.Scam, sender: "Geek Squad Services <gs.orders.4410@outlook.example>",
		seen: []string{"Subject: Order confirmation: your plan", "Geek Squad\n", "$419.50", "+1 888 555 0143"}, links: []string{"+1 888 555 0143 → tel:+18885550143"}},
	"paypal-request": {level: knowledge.Scam, sender: "service@paypal.com", seen: []string{"Amount requested: $612.40", "+1 (888) 555-0119", "Help & Contact"}, links: []string{"Pay now → https://www.paypal.com/myaccount/requests/pay/U-1"}},
	"microsoft-sign-in-fake": {level: knowledge.Scam, sender: "Microsoft account team <account-security@micros0ft-alerts.example>", seen: []string{"Unusual sign-in activity", "https://account.microsoft.com/activity", "Café"},
		links: []string{"https://account.microsoft.com/activity → https://login.micros0ft-alerts.example/verify?u=lena"}},
	"microsoft-sign-in": {sender: "Microsoft account team <account-security-noreply@accountprotection.microsoft.com>", seen: []string{"Was this you signing in?", "Platform: Windows\nDate:"}},
	"google-sign-in":    {sender: "Google <no-reply@accounts.google.com>", seen: []string{"A new sign-in on Windows", "you don’t need to do", "Check activity"}, links: []string{"Check activity → https://accounts.google.com/AccountChooser?Email=sam"}},
	"delivery-fee":      {level: knowledge.Scam, sender: "Royal Mail <notice@royalmai1-redelivery.example>", seen: []string{"fee of £1.99 is", "sender – it’s quick"}},
	"delivery":          {sender: "Royal Mail <no-reply@royalmail.com>", seen: []string{"Royal Mail\n", "Seed & Bulb Ltd", "don’t need", "Track your item"}, missing: []string{"elsewhere"}},
	"bank-fraud-team":   {level: knowledge.Scam, sender: "Lloyds Bank Fraud Team <alerts@secure-lloyds-check.example>", seen: []string{"move your money to a safe\naccount"}},
	"bank-statement":    {sender: "Nationwide Building Society <noreply@nationwide.co.uk>", seen: []string{"Nationwide\n", "Dear Ann", "never ask you"}, unseen: []string{"Log in to the Internet Bank"}},
	"mailing-list":      {sender: "Harriet via Gardeners <gardeners@lists.village.example>", seen: []string{"Subject: [Gardeners] Seed swap", "broad beans", "Gardeners mailing list"}},
	"outlook-forward-inline": {level: knowledge.Scam, sender: "Derek Holt <derek.holt@outlook.example>",
		seen: []string{"Is this real?", "From: McAfee Total <activation.mcaf@hotmail.example>\nSent: 17 November", "Dear User", "£349.00 will", "0808 157 0177"}},
	"gmail-forward-inline": {level: knowledge.Scam, sender: "Eve Carter <eve@gmail.example>", seen: []string{"What is this?", "Forwarded message", "From: HM Revenue <refunds@hmrc-gov-refund.example>", "£468.20"},
		links: []string{"https://www.gov.uk/claim-tax-refund → https://hmrc-gov-refund.example/claim"}},
	"apple-forward-attached": {level: knowledge.Scam, sender: "Rob Fell <rob@icloud.example>", seen: []string{"I never ordered this", "From: Amazon <orders@amaz0n-orders.example>\nSubject: Your order of", "£1,199.00, to be", "AnyDesk"}},
	"apple-forward-inline":   {sender: "Rob Fell <rob@icloud.example>", seen: []string{"Is this one alright?", "> From: Valley Council", "direct debit"}},
	"outlook-forward-attached": {level: knowledge.Scam, sender: "Kim Ode <kim@firm.example>", seen: []string{"FYI", "From: IT Helpdesk <support@it-helpdesk-ticket.example>", "mailbox is 99% full", "Keep my password"},
		links: []string{"Keep my password → https://it-helpdesk-ticket.example/owa/login"}},
	"family-note":    {sender: "Zoë Müller <zoe@host.example>", seen: []string{"Subject: Sunday lunch – Grandma’s", "Hi Renée", "crème brûlée"}},
	"shop-receipt":   {sender: "Waterstones <orders@waterstones.com>", seen: []string{"Thanks for your order", "The Garden Year £12.99\nPostage £2.80\nTotal £15.79", "See your order"}},
	"renewal-latin9": {level: knowledge.Scam, sender: "Abteilung Rückerstattung <abo@norton-abo.example>", seen: []string{"Subject: Your antivirus plan €299,99", "for €299,99"}},
	"blackmail-utf16": {level: knowledge.Scam, sender: "you <sam@gmail.example>",
		seen: []string{"recorded you through your camera", "Do not tell anyone."}},
	"newsletter":   {sender: "Which? Scam Alerts <hello@news.which.co.uk>", seen: []string{"Never call a number in such a mail"}, links: []string{"Unsubscribe → https://www.which.co.uk/unsubscribe"}},
	"invitation":   {level: knowledge.Scam, sender: "Calendar <cal@host-invite.example>", seen: []string{"invited to an event", "PayPal: payment of $699.99 confirmed", "authorise this, call PayPal support on +1 888 555 0166 within 24 hours"}},
	"work-note":    {sender: "Kim Ode <kim@firm.example>", seen: []string{"Fire drill on Thursday", "ten minutes"}},
	"sign-in-code": {sender: "GitHub <noreply@github.com>", seen: []string{"Subject: [GitHub] Please verify your device", "Verification code: 401222"}},
}

// base is the knowledge that verdicts come from.
var base = sync.OnceValues(func() (*knowledge.Base, error) { return knowledge.Default(knowledge.GB) })

// level is the verdict on what was read, by its words and its links.
func level(t *testing.T, read picture.Text) knowledge.Verdict {
	t.Helper()
	b, err := base()
	if err != nil {
		t.Fatal(err)
	}
	in := knowledge.Text{Body: read.Words()}
	for _, l := range blocks(read, picture.Linked) {
		in.Links = append(in.Links, text.Link{Shown: l.Shown, Target: l.Text})
	}
	return b.Scan(in)
}

// blocks are the blocks of one kind.
func blocks(read picture.Text, k picture.Kind) []picture.Block {
	return slices.DeleteFunc(slices.Clone(read.Blocks), func(b picture.Block) bool { return b.Kind != k })
}

// TestMails reads every mail in testdata: what people see is there in its order,
// what is hidden is apart, and the verdict on it is right.
func TestMails(t *testing.T) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) != len(shapes) {
		t.Fatalf("%d mails for %d shapes: %v", len(files), len(shapes), err)
	}
	r := mail.New(nil, nil)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".eml")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			shapes[name].check(t, r.Read(context.Background(), "", "", raw))
		})
	}
}

// check compares what was read with what there is.
func (s shape) check(t *testing.T, read picture.Text) {
	t.Helper()
	words, at := read.Words(), 0
	for _, want := range s.seen {
		k := strings.Index(words[at:], want)
		if k < 0 {
			t.Fatalf("%q is not there, or not in its place, in:\n%s", want, words)
		}
		at += k
	}
	hidden := ""
	for _, b := range blocks(read, picture.Hidden) {
		hidden += b.Text + "\n"
	}
	for _, want := range s.unseen {
		if !strings.Contains(hidden, want) || strings.Contains(words, want) {
			t.Errorf("%q is not hidden; hidden is %q, seen:\n%s", want, hidden, words)
		}
	}
	for _, want := range s.links {
		shown, target, _ := strings.Cut(want, " → ")
		if !slices.Contains(read.Blocks, picture.Block{Kind: picture.Linked, Text: target, Shown: shown}) {
			t.Errorf("no link %s in %+v", want, blocks(read, picture.Linked))
		}
	}
	if from := blocks(read, picture.Sender); len(from) == 0 || from[0].Text != s.sender {
		t.Errorf("sender %+v, want %s", from, s.sender)
	}
	if back := blocks(read, picture.Answers); (len(back) == 0) != (s.answers == "") || s.answers != "" && back[0].Text != s.answers {
		t.Errorf("answers go to %+v, want %q", back, s.answers)
	}
	if !slices.Equal(read.Missing, s.missing) || !read.Sure {
		t.Errorf("missing %v, sure %v", read.Missing, read.Sure)
	}
	if v := level(t, read); v.Level != s.level {
		for _, f := range v.Findings {
			t.Logf("%s: %q", f.Flag.ID, words[f.Evidence[0].Start:f.Evidence[0].End])
		}
		t.Errorf("level %v (score %.1f), want %v, on:\n%s", v.Level, v.Score, s.level, words)
	}
}
