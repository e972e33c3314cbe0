package text

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

var kindNames = [...]string{"phone", "link", "mail", "money", "code", "number"}

// found are the entities of s, each as kind and quote.
func found(s string) []string {
	d := Fold(s)
	var out []string
	for _, e := range d.Entities {
		out = append(out, kindNames[e.Kind]+" "+d.Quote(e.Span))
	}
	return out
}

// phones are the values of the phone numbers in s, "x" for one with hidden digits.
func phones(s string) []string {
	var out []string
	for _, e := range Fold(s).Entities {
		if e.Kind == Phone {
			out = append(out, cmp.Or(e.Value, "x"))
		}
	}
	return out
}

func TestPhones(t *testing.T) {
	const want = "08000465729"
	tests := []struct{ name, in, want string }{
		{"one piece", "08000465729", want},
		{"blanks", "0800 046 5729", want},
		{"dashes", "0800-046-5729", want},
		{"dots", "0800.046.5729", want},
		{"slashes", "0800/046/5729", want},
		{"round brackets", "(0800) 046 5729", want},
		{"each digit apart", "0 8 0 0 0 4 6 5 7 2 9", want},
		{"each digit with a dash", "0-8-0-0-0-4-6-5-7-2-9", want},
		{"each digit with a dot", "0.8.0.0.0.4.6.5.7.2.9", want},
		{"each digit with a line", "0_8_0_0_0_4_6_5_7_2_9", want},
		{"braces", "{0}{8}{0}{0} {0}{4}{6} {5}{7}{2}{9}", want},
		{"square brackets", "[0][8][0][0] [0][4][6] [5][7][2][9]", want},
		{"boxes", "|0|8|0|0|0|4|6|5|7|2|9|", want},
		{"stars", "0800**046**5729", want},
		{"angle brackets", "<0800> <046> <5729>", want},
		{"keycaps", "0️⃣8️⃣0️⃣0️⃣ 0️⃣4️⃣6️⃣ 5️⃣7️⃣2️⃣9️⃣", want},
		{"full-width", "０８００ ０４６ ５７２９", want},
		{"mathematical", "𝟎𝟖𝟎𝟎 𝟎𝟒𝟔 𝟓𝟕𝟐𝟗", want},
		{"Arabic digits", "٠٨٠٠ ٠٤٦ ٥٧٢٩", want},
		{"Devanagari digits", "०८०० ०४६ ५७२९", want},
		{"typographic dashes", "0800‑046–5729", want},
		{"no-break blanks", "0800\u00a0046\u00a05729", want},
		{"emoji between", "0800📞046📞5729", want},
		{"zero-width inside", "08\u200b00 0\u200b46 5729", want},
		{"o for 0", "O8OO O46 5729", want},
		{"o for some", "o8oo O46 5729", want},
		{"l and i for 1", "O8OO l57 OI92", "08001570192"},
		{"line break inside", "0800 046\n5729", want},
		{"days behind", "0800 046 5729 7 days a week", want},
		{"extension behind", "0800 046 5729 ext 12", want},
		{"grown together", "call08000465729now", want},
		{"after a colon", "tel:08000465729", want},
		{"before a sentence", "0800 0465729.Call now", want},
		{"X for digits", "0800-XXX-XXXX", "x"},
		{"X for digits with blanks", "0800 XXX XXXX", "x"},
		{"X in one piece", "0800xxxxxxx", "x"},
		{"international", "+448000465729", "+448000465729"},
		{"international with the national 0", "+44 (0)20 7946 0142", "+442079460142"},
		{"international with the national 0 apart", "+44 (0) 20 7946 0142", "+442079460142"},
		{"international with 00", "0044 20 7946 0142", "00442079460142"},
		{"with 00 and the national 0", "0044(0)2079460142", "00442079460142"},
		{"international, blank behind plus", "+ 44 800 046 5729", "+448000465729"},
		{"international in brackets", "call (+44) 800 046 5729", "+448000465729"},
		{"international, hours behind", "+44 800 046 5729 24 hours", "+448000465729"},
		{"without plus", "44 800 046 5729", "448000465729"},
		{"France", "+33 1 99 00 12 34", "+33199001234"},
		{"US toll-free", "1-888-555-0127", "18885550127"},
		{"US toll-free in one piece", "18885550127", "18885550127"},
		{"US in brackets", "(888) 555-0127", "8885550127"},
		{"US other area", "(212) 555-0127", "2125550127"},
		{"US other area with 1", "1 (212) 555-0127", "12125550127"},
		{"US with plus", "+1-212-555-0127", "+12125550127"},
		{"US each digit apart", "1 2 1 2 5 5 5 0 1 2 7", "12125550127"},
		{"US with emoji", "+1⭐888⭐555⭐0127", "+18885550127"},
		{"Australia", "1300 366 357", "1300366357"},
		{"short British", "0800 1111", "08001111"},
		{"two of them", "0800 046 5729 0800 046 5730", want + " 08000465730"},
		{"two with a stroke", "020 7946 0142 / 020 7946 0143", "02079460142 02079460143"},
		{"spoken", "oh eight hundred, oh four six, five seven two nine", want},
		{"spoken with double", "zero eight double zero zero four six five seven two nine", want},
		{"spoken with treble", "oh eight treble oh four six five seven two nine", want},
		{"spoken with nought", "nought eight nought eight one five seven nought one nine two", "08081570192"},
		{"spoken with plus", "plus four four eight hundred oh four six five seven two nine", "+448000465729"},
		{"spoken US", "one eight hundred five five five zero one two seven", "18005550127"},
		{"half spoken", "0800 oh four six five seven two nine", want},
		{"spoken with groups", "oh eight hundred, 046, 5729, three one", want},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(phones(tt.in), " "); got != tt.want {
				t.Errorf("phones in %q = %q, want %q", tt.in, got, tt.want)
			}
			checkSpans(t, Fold(tt.in))
		})
	}
}

func TestNoPhones(t *testing.T) {
	tests := []struct{ name, in string }{
		{"date", "4/11/2023"}, {"date with zeros", "04/11/2023"}, {"date with dots", "03.02.2023"}, {"date of ISO", "2023-11-04"},
		{"date and time", "04-11-2023 10:30"}, {"date and seconds", "01/02/2023 10:30:45"}, {"date in blanks", "04 11 2023 10 30"},
		{"dates from to", "01.02.2023 - 03.02.2023"}, {"time", "10:30"}, {"times", "09:00 - 17:00"}, {"clock", "00:00:00:00:00"},
		{"sort code", "12-34-56"}, {"sort code and account", "20-00-00 12345678"}, {"account", "12345678"},
		{"card", "4929 1234 5678 9012"}, {"card beginning like 44", "4412 3456 7890 1234"}, {"card in one piece", "4929123456789012"},
		{"price", "£4,500.00"}, {"long price", "£1,800,555,012"}, {"dollars", "$399.99"},
		{"order number", "order 123-4567890-1234567"}, {"invoice", "invoice 0001234567"}, {"invoice of zeros", "00000000000"},
		{"IP address", "192.168.0.1"}, {"years", "2019-2023"}, {"years in a row", "2019 2020 2021 2022"}, {"version", "10.0.19045.3570"},
		{"159", "159"}, {"7726", "7726"}, {"999", "999"}, {"error code", "0x80070002"}, {"long error code", "0x0000000007"}, {"resolution", "1920x1080"},
		{"code", "code 012345"}, {"counting", "1 2 3 4 5 6 7 8 9 10 11"}, {"counting in words", "one two three four five six seven eight nine ten"},
		{"book number", "978-0-306-40615-7"}, {"bank account", "GB29 NWBK 6016 1331 9268 19"}, {"million", "1 000 000 000"},
		{"sum", "6 x 4 = 24"}, {"postcode", "SW1A 1AA"}, {"X of kisses", "love you xxx xxxx"}, {"one and two", "one of two or three"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := phones(tt.in); len(got) > 0 {
				t.Errorf("phones in %q = %q, want none", tt.in, got)
			}
		})
	}
}

func TestPhoneSpan(t *testing.T) {
	tests := []struct{ in, want string }{
		{"ring 0800 046 5729, now", "0800 046 5729"},
		{"ring (888) 555-0127.", "(888) 555-0127"},
		{"ring +44 (0)20 7946 0142!", "+44 (0)20 7946 0142"},
		{"(ring 0800 046 5729)", "0800 046 5729"},
		{"say oh eight hundred, one five seven, 0192 now", "oh eight hundred, one five seven, 0192"},
	}
	for _, tt := range tests {
		if got := found(tt.in); len(got) != 1 || got[0] != "phone "+tt.want {
			t.Errorf("found in %q = %q, want phone %q", tt.in, got, tt.want)
		}
	}
}

func TestEntities(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"pounds", "£500", []string{"money £500"}},
		{"pounds and pence", "£4,500.00", []string{"money £4,500.00"}},
		{"blank behind the sign", "$ 500", []string{"money $ 500"}},
		{"sign behind", "500€, 500£, 500$", []string{"money 500", "money 500", "money 500"}},
		{"euros", "€20", []string{"money €20"}},
		{"rupees", "₹5000", []string{"money ₹5000"}},
		{"words", "500 pounds", []string{"money 500 pounds"}},
		{"slang", "5 quid or 2 grand", []string{"money 5 quid", "money 2 grand"}},
		{"code before", "USD 399", []string{"money USD 399"}},
		{"code behind", "399 GBP", []string{"money 399 GBP"}},
		{"code grown on", "500gbp", []string{"money 500gbp"}},
		{"thousands", "£4k", []string{"money £4k"}},
		{"no sum", "4k screens", nil},
		{"word of weight before", "pounds 3", []string{"number 3"}},
		{"code", "your code is 123456", []string{"code 123456"}},
		{"hexadecimal", "error 0x80070002", []string{"code 0x80070002"}},
		{"small number", "in 24 hours", []string{"number 24"}},
		{"long number", "case 12345678901234", []string{"number 12345678901234"}},
		{"phone and sum", "pay £500 to 0800 046 5729 £20", []string{"money £500", "phone 0800 046 5729", "money £20"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("found in %q = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
