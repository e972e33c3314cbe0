package letter

import (
	"errors"
	"strings"
	"testing"
	"testing/quick"
)

// TestAmounts: sums as people write them. What is meant stands as it is printed,
// several with a semicolon between them; a reason in brackets means that it is not taken.
func TestAmounts(t *testing.T) {
	for _, c := range [][2]string{
		{"£4,500", "£4,500"}, {"4.5k", "£4,500"}, {"four and a half thousand", "£4,500"}, {"about 300 quid", "about £300"}, {"$399", "US$399"},
		{"two payments, 500 and 750", "£500; £750"}, {"4500", "£4,500"}, {"4,500.00", "£4,500"}, {"£1,234.56", "£1,234.56"}, {"GBP 1200", "£1,200"},
		{"1200 gbp", "£1,200"}, {"£ 1 200", "£1,200"}, {"two grand", "£2,000"}, {"a grand", "£1,000"}, {"half a grand", "£500"}, {"a couple of grand", "about £2,000"},
		{"two and a half grand", "£2,500"}, {"a grand and a half", "£1,500"}, {"2½ grand", "£2,500"}, {"a hundred and fifty quid", "£150"},
		{"three hundred and ninety nine dollars", "US$399"}, {"£3.50", "£3.50"}, {"350p", "£3.50"}, {"two pounds fifty", "£2.50"}, {"£5 and 50p", "£5.50"},
		{"twelve pounds and 50 pence", "£12.50"}, {"fifteen hundred", "£1,500"}, {"five thousand two hundred and ten pounds", "£5,210"}, {"2 thousand 500", "£2,500"},
		{"twenty-one thousand", "£21,000"}, {"1.5 million", "£1,500,000"}, {"£85k", "£85,000"}, {"300 euros", "€300"}, {"300€", "€300"}, {"€1.200,50", "€1,200.50"},
		{"it was £750 i think", "about £750"}, {"roughly 2000", "about £2,000"}, {"300 or so", "about £300"}, {"300ish", "about £300"}, {"nearly a thousand", "about £1,000"},
		{"just over £900", "about £900"}, {"~£250", "about £250"}, {"I sent them £1,850 by bank transfer", "£1,850"}, {"£500 on the 3rd and £750 on the 5th", "£500; £750"},
		{"500, 750 and 1,000", "£500; £750; £1,000"}, {"£500 + £250", "£500; £250"}, {"500 twice", "£500; £500"}, {"3 x £500", "£500; £500; £500"},
		{"two payments of 500", "£500; £500"}, {"three gift cards of £100 each", "£100; £100; £100"}, {"£2,000 then another £300", "£2,000; £300"},
		{"two payments, a thousand and five hundred", "£1,000; £500"}, {"£500 on 3 November and £750 on 05/11/2026", "£500; £750"}, {"A$200", "A$200"}, {"us$50", "US$50"},
		{"£100", "£100"}, {"£30,000.01", "£30,000.01"}, {"three grand", "£3,000"}, {"eight hundred and fifty", "£850"}, {"1'200", "£1,200"}, {"£0.99", "£0.99"},
		{"a hundred thousand", "£100,000"}, {"£4500 at 3pm", "£4,500"}, {"two hundred and three hundred", "£200; £300"}, {"99p", "£0.99"}, {"rs 5000", "INR 5,000"},
		{"0", "[not-positive]"}, {"-500", "[not-positive]"}, {"minus 500", "[not-positive]"}, {"£-20", "[not-positive]"}, {"nothing", "[not-positive]"}, {"zero pounds", "[not-positive]"},
		{"a lot", "[no-amount]"}, {"abc", "[no-amount]"}, {"", "[no-amount]"}, {"loads of money", "[no-amount]"}, {"seven fifty", "[no-amount]"}, {"the 3rd", "[no-amount]"},
		{"12.345.6", "[no-amount]"}, {"between 300 and 400", "[range]"}, {"300-400", "[range]"}, {"£300 to £400", "[range]"}, {"300 or 400", "[range]"},
		{"£999999999999", "[too-much]"}, {strings.Repeat("£5 ", 40), "[too-many]"},
	} {
		if got := sumsText(c[0], "GBP"); got != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], got, c[1])
		}
	}
	for _, c := range [][2]string{{"$399", "A$399"}, {"399", "A$399"}, {"us$399", "US$399"}, {"50 cents", "A$0.50"}, {"£5", "£5"}} {
		if got := sumsText(c[0], "AUD"); got != c[1] {
			t.Errorf("in Australia %q: got %s, want %s", c[0], got, c[1])
		}
	}
}

func sumsText(s, currency string) string {
	as, err := ReadAmounts(s, currency)
	if err != nil {
		var why Unread
		if !errors.As(err, &why) {
			return err.Error()
		}
		return "[" + string(why) + "]"
	}
	return list(as)
}

func list[T interface{ String() string }](all []T) string {
	var out []string
	for _, a := range all {
		out = append(out, a.String())
	}
	return strings.Join(out, "; ")
}

// someAmount makes a sum of any numbers.
func someAmount(minor int64, which uint8, about bool) Amount {
	all := []string{"GBP", "EUR", "USD", "AUD", "CAD", "NZD", "INR", "CHF"}
	if minor < 0 {
		minor = -(minor + 1)
	}
	return Amount{Minor: minor%maxAmount + 1, Currency: all[int(which)%len(all)], About: about}
}

// TestAmountPrintedAndRead: a sum that is printed and read again is the same.
func TestAmountPrintedAndRead(t *testing.T) {
	same := func(minor int64, which uint8, about bool, minor2 int64) bool {
		a, b := someAmount(minor, which, about), someAmount(minor2%500000, which/3, !about)
		for _, here := range []string{"GBP", "AUD", "USD"} {
			got, err := ReadAmounts(list([]Amount{a, b}), here)
			if err != nil || len(got) != 2 || got[0] != a || got[1] != b {
				t.Logf("%s: %v, %v", list([]Amount{a, b}), got, err)
				return false
			}
		}
		return true
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

// TestTotal adds what can be added.
func TestTotal(t *testing.T) {
	as, _ := ReadAmounts("£500, about 250.50", "GBP")
	if sum, ok := Total(as); !ok || sum.String() != "about £750.50" {
		t.Errorf("got %v, %v", sum, ok)
	}
	as, _ = ReadAmounts("£500, $20", "GBP")
	if _, ok := Total(as); ok {
		t.Error("pounds and dollars were added")
	}
}

// FuzzAmounts: nothing makes the reader fail, and what it takes can be printed
// and read again.
func FuzzAmounts(f *testing.F) {
	for _, s := range []string{"£4,500", "two payments, 500 and 750", "3 x £500", "a couple of grand", "-", "½", "£", "between 1 and 2", "9k9k9", "\xff£5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		as, err := ReadAmounts(s, "GBP")
		if err != nil {
			return
		}
		again, err := ReadAmounts(list(as), "GBP")
		if err != nil || list(again) != list(as) {
			t.Errorf("%q: %s, read again %s, %v", s, list(as), list(again), err)
		}
	})
}
