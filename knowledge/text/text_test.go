package text

import "testing"

func words(d *Doc) []string {
	var out []string
	for i := range d.Tokens {
		out = append(out, d.Word(i))
	}
	return out
}

func TestTry(t *testing.T) {
	for _, s := range []string{
		"Your computer is infected. Call Microsoft on 0800 046 5729 now",
		"C a l l  A n y D e s k  or a.n.y.d.e.s.k don’t M1cr0s0ft",
		"Міcrosoft ＣＡＬＬ 𝗺𝗶𝗰𝗿𝗼 0️⃣8️⃣0️⃣0️⃣ 1️⃣5️⃣7️⃣ 0️⃣1️⃣9️⃣2️⃣",
		"visit micros0ft-help.com/x?phone=08081570192 or hxxps://foo[.]bar[.]com. now.Click here",
		"£4,500 500 pounds $399 on 4/11/2023 at 10.30 call +44 (0)20 7946 0142 or 1-888-555-0127",
		"oh eight hundred one five seven double oh nine two 0x80070002 0800-XXX-XXXX",
		"mail me a@b.com ok? yes\n\nUser@Example.org",
		"O8OO 157 O192 {0}{8}{0}{8} {1}{5}{7} 0192",
		"আপনার কম্পিউটার मेरा कंप्यूटर",
	} {
		d := Fold(s)
		t.Logf("%q", words(d))
		for _, e := range d.Entities {
			t.Logf("   %d %q %q %+v", e.Kind, d.Quote(e.Span), e.Value, e.Link.Owner)
		}
	}
}
