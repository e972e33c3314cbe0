package knowledge

import (
	"strconv"
	"strings"
	"testing"
)

// A text of the kind people forward, repeated to the wanted length.
const withPhone = "Dear customer, your Norton plan was renewed today and £389.99 will be taken from your account within 24 hours. If you did not ask for this, ring our billing desk on 0808 157 0131 to cancel it. "
const withoutPhone = "Hi all, lunch on Sunday is at one, bring the dog and the big pan if you can. Gran would like the printer looked at again, it prints only half of every page. "

func fillTo(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }

func BenchmarkScan(b *testing.B) {
	k := base(b)
	for name, text := range map[string]string{"phone": withPhone, "no-phone": withoutPhone} {
		for _, n := range []int{50, 500, 4000, 16 << 10} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				t := Text{Body: fillTo(text, n)}
				b.ReportAllocs()
				for b.Loop() {
					k.Scan(t)
				}
			})
		}
	}
}

// BenchmarkScanHostile scans 16 KiB of texts built to be slow.
func BenchmarkScanHostile(b *testing.B) {
	k := base(b)
	for name, unit := range hostile {
		b.Run(name, func(b *testing.B) {
			t := Text{Body: fillTo(unit, 16<<10)}
			for b.Loop() {
				k.Scan(t)
			}
		})
	}
}

// hostile are pieces of text that might make a scanner slow.
var hostile = map[string]string{
	"call":     "call ",
	"your-pc":  "your computer ",
	"never":    "never ask you to ",
	"or":       "or, ",
	"digits":   "0 8 0 8 ",
	"phones":   "0808 157 0192 ",
	"spoken":   "one double oh ",
	"links":    "http://a.b.co.uk/x ",
	"hosts":    "a.b.c.d.",
	"letters":  "a b c d ",
	"sentence": "a. ",
	"brackets": "[.][.]",
	"zero":     "a\u200b",
	"accents":  "é́́́",
	"mixed":    "М1cr0ѕоft ",
	"newline":  "\n\n",
	"money":    "£5 ",
	"html":     "<b>&amp;",
}

// BenchmarkUnderstand answers one question.
func BenchmarkUnderstand(b *testing.B) {
	k := base(b)
	b.ReportAllocs()
	for b.Loop() {
		k.Understand("my mum let a man from microsoft onto her laptop this morning and he had her bank open, what do we do")
	}
}
