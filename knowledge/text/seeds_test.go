package text

import (
	"slices"
	"strings"
	"testing"
)

// seeds are texts that begin the fuzzing: one of each disguise, and hostile ones.
func seeds() []string {
	out := []string{
		"Your computer is infected. Call Microsoft on 0800 046 5729 now",
		"C a l l  A n y D e s k  or a.n.y.d.e.s.k don’t M1cr0s0ft",
		"Міcrosoft ＣＡＬＬ 𝗺𝗶𝗰𝗿𝗼 0️⃣8️⃣0️⃣0️⃣ 1️⃣5️⃣7️⃣ 0️⃣1️⃣9️⃣2️⃣",
		"visit micros0ft-help.com/x?phone=08081570192 or hxxps://foo[.]bar[.]com. now.Click here",
		"£4,500 500 pounds $399 on 4/11/2023 at 10.30 call +44 (0)20 7946 0142 or 1-888-555-0127",
		"plus four four eight hundred double oh 0x80070002 0800-XXX-XXXX",
		"mail me a@b.com ok? yes\r\n\r\nUser@Example.org http://microsoft.com@evil.example/ data:text/html,x",
		"O8OO 157 O192 {0}{8}{0}{8} {1}{5}{7} 0192 call08000465729now 4929 1234 5678 9012",
		"আপনার কম্পিউটার мой компьютер аpple.com “evil.com” evil。com http://[::1]:80/ 2130706433",
		"\x00\xff\xe2\x80", "А n y D е s k", "", " ",
	}
	for _, u := range units {
		out = append(out, strings.Repeat(u, 40))
	}
	return out
}

// units are what hostile texts are made of.
var units = []string{
	"a.a.", "0 0 0 ", "[.][.]", "((((", "1-1-1-", "one one one ", "a", "0", ".", " ", "\n", "é", "а", "аa", "\u200b", "0️⃣", "o0", "a@", "@",
	"http://", "a.com ", "xn--a.com ", "x.com/", "£1 ", "a b ", "1.1.", "double ", "one double ", "[dot]", "a[.]", "+0 ", "0x", "x x ", "0 x", "0 xx ",
	"'", "’", "\xff", "data:x", "a@b.c ", "क", "a.co.uk", "𝐚", "(0)", "a.b.c.d.com ", "1,", "аa.", "。", "a。com ", "plus one ", "call0", "(", "+",
}

// hostile is a text of MaxBytes made of u.
func hostile(u string) string {
	return strings.Repeat(u, MaxBytes/len(u)+1)[:MaxBytes]
}

func BenchmarkFoldHostile(b *testing.B) {
	for _, u := range units {
		b.Run(strings.Map(printable, strings.ToValidUTF8(u, "?")), func(b *testing.B) {
			s := hostile(u)
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}

func printable(r rune) rune {
	if r <= ' ' {
		return '_'
	}
	return r
}

func BenchmarkFold(b *testing.B) {
	s := "Your computer is infected with a virus. Call Microsoft on 0800 046 5729 now, do not shut it down. Visit micros0ft-help.com and pay £399. "
	s = strings.Repeat(s, 4)[:500]
	b.ReportAllocs()
	for b.Loop() {
		Fold(s)
	}
}

// checkSpans checks that all that d holds lies inside the text and on whole tokens.
func checkSpans(t *testing.T, d *Doc) {
	t.Helper()
	end, from := 0, 0
	for i, tok := range d.Tokens {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(d.Body) {
			t.Fatalf("token %d at %v after %d in a text of %d bytes", i, tok.Span, end, len(d.Body))
		}
		if tok.From < from || tok.To < tok.From || tok.To > len(d.Fold) {
			t.Fatalf("token %d has letters %d to %d after %d of %d", i, tok.From, tok.To, from, len(d.Fold))
		}
		if tok.Sent < 0 || tok.Sent >= d.Sents {
			t.Fatalf("token %d in sentence %d of %d", i, tok.Sent, d.Sents)
		}
		end, from = tok.End, tok.To
	}
	at := 0
	for _, e := range append(slices.Clone(d.Entities), d.Hidden...) {
		if e.From < 0 || e.From >= e.To || e.To > len(d.Tokens) {
			t.Fatalf("entity %+v in %d tokens", e, len(d.Tokens))
		}
		if e.Span.Start < 0 || e.Span.Start > d.Tokens[e.From].Start || e.Span.End < d.Tokens[e.To-1].End || e.Span.End > len(d.Body) {
			t.Fatalf("entity %+v does not cover its tokens", e)
		}
		if e.Link.Shown == "" && e.From < at {
			t.Fatalf("entity %+v overlaps the one before", e)
		}
		at = e.To
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Fold(s, Link{Shown: "here", Target: s}, Link{Shown: s, Target: "http://evil.example"})
		checkSpans(t, d)
		d.Mask(Span{0, len(s)})
	})
}
