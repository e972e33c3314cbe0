package telegram

import (
	"strings"
	"testing"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

var hostileNumbers = []string{
	"call 0808 157 0192 now", "call 08081570192", "+44 808 157 0192", "(0808) 157-0192", "0808-157-0192", "1-800-555-0199", "0808.157.0192",
	"0 8 0 8 1 5 7 0 1 9 2", "+1 (888) 555‑0143", "00448081570192", "020 7946 0142/3", "0808\u00a0157\u00a00192",
}

var hostileLinks = []string{
	"go to evil.example", "https://evil.example/login?x=1", "HTTP://EVIL.EXAMPLE", "www.micros0ft-help.com", "a@evil.example", "@support_agent", "t.me/evil",
	"tg://resolve?domain=x", "#scam", "ваш-банк.рф", "evil.example:8080/x", "http://10.0.0.1/x", "xn--80ak6aa92e.com",
}

// TestNothingOfAScamIsTappable: nothing that Telegram's apps take for a number,
// an address or a name is left, and the person still sees what it was.
func TestNothingOfAScamIsTappable(t *testing.T) {
	c := newCalmer([]string{"0300 123 2040", "reportfraud.police.uk", "report@phishing.gov.uk", "159"})
	for _, s := range append(hostileNumbers, hostileLinks...) {
		got := c.text(s)
		if hits := (telegramtest.Sent{Text: got}).Tappable(); len(hits) > 0 {
			t.Errorf("%q became %q, in which %q can be tapped", s, got, hits)
		}
		if strip(got) != strip(s) {
			t.Errorf("%q became %q: letters or digits are lost", s, got)
		}
		if c.text(got) != got {
			t.Errorf("%q changes again, to %q", got, c.text(got))
		}
	}
}

// strip leaves letters and digits.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("()[]+-–‑ ·.@:/\u00a0", r) {
			return -1
		}
		return r
	}, s)
}

// TestOurOwnStayTappable, but for what only looks like them.
func TestOurOwnStayTappable(t *testing.T) {
	known := []string{"0300 123 2040", "reportfraud.police.uk", "reportfraud.police.uk/how", "report@phishing.gov.uk", "159", "116 123", "Report Fraud"}
	c := newCalmer(known)
	for _, s := range []string{
		"Ring 0300 123 2040.", "Report it to Report Fraud: 0300 123 2040 or reportfraud.police.uk.", "Mails go to report@phishing.gov.uk, or 159.",
		"Samaritans: 116 123.", "At 12:30 on 17 November 2026, £4,500 of £85,000.", "1. Hang up. 2. Ring 159.",
	} {
		if got := c.text(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range []string{"0300 123 20401", "10300 123 2040", "reportfraud.police.uk.evil.example", "evil-reportfraud.police.uk", "https://reportfraud.police.uk@evil.example", "xreport@phishing.gov.uk", "0300 123 2040 55 66"} {
		if hits := (telegramtest.Sent{Text: c.text(s)}).Tappable(); len(hits) > 0 {
			t.Errorf("%q became %q, in which %q can be tapped", s, c.text(s), hits)
		}
	}
}

// TestRenderFits: whatever a reply is, its messages are within the limit, and
// their markup is taken.
func TestRenderFits(t *testing.T) {
	c := newCalmer(nil)
	long := strings.Repeat("😀<&>\" wörd ", 900)
	for _, r := range []bot.Reply{
		{Lead: long, Blocks: []bot.Block{{Kind: bot.Quotes, Title: long, Lines: []string{long, "b"}}}},
		{Blocks: []bot.Block{{Kind: bot.Steps, Lines: []string{strings.Repeat("x", 9000)}, First: 3}}},
		{Lead: "a", Blocks: []bot.Block{{Kind: bot.Quotes, Lines: []string{"</blockquote>", "<b>"}}}},
	} {
		for i, p := range c.render(r) {
			if units(p.plain) > maxText {
				t.Errorf("part %d has %d units", i, units(p.plain))
			}
			if strings.Count(p.html, quoteStart) != strings.Count(p.html, quoteEnd) {
				t.Errorf("part %d has unequal quotes", i)
			}
		}
	}
	if got := c.render(bot.Reply{}); len(got) != 0 {
		t.Errorf("the silent reply has parts: %v", got)
	}
}

// FuzzCalm: nothing is left to tap, and no text is too odd.
func FuzzCalm(f *testing.F) {
	for _, s := range append(hostileNumbers, hostileLinks...) {
		f.Add(s)
	}
	c := newCalmer([]string{"0300 123 2040", "159"})
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range c.render(bot.Reply{Lead: s, Blocks: []bot.Block{{Kind: bot.Quotes, Lines: []string{s}}}}) {
			if strings.Contains(s, "0300 123 2040") {
				return
			}
			if hits := (telegramtest.Sent{Text: p.plain}).Tappable(); len(hits) > 0 {
				t.Errorf("%q became %q, in which %q can be tapped", s, p.plain, hits)
			}
		}
	})
}
