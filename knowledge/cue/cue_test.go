package cue

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/source"
	"hangup/knowledge/text"
)

// testLists are small lists of every sort.
func testLists() []List {
	return []List{
		{ID: "ring", Words: []string{"call", "ring*", "give us a call", "pick up the phone"}},
		{ID: "tool", Entries: []Entry{
			{Name: "AnyDesk", Words: []string{"anydesk", "any desk"}, Domains: []string{"anydesk.com"}},
			{Name: "TeamViewer", Words: []string{"teamviewer", "team viewer"}},
		}},
		{ID: "brand", Entries: []Entry{
			{Name: "Microsoft", Words: []string{"microsoft", "micro soft"}, Domains: []string{"microsoft.com", "live.com"}},
			{Name: "PayPal", Words: []string{"paypal", "pay pal"}, Domains: []string{"paypal.com"}},
			{Name: "Amazon", Words: []string{"amazon"}, Domains: []string{"amazon.co.uk", "amazonaws.com"}},
			{Name: "Apple", Words: []string{"apple"}, Domains: []string{"apple.com"}},
			{Name: "Chase", Words: []string{"chase"}, Domains: []string{"chase.com"}},
			{Name: "Lloyds Bank", Words: []string{"lloyds"}, Domains: []string{"lloydsbank.com"}},
			{Name: "shortener", Domains: []string{"bit.ly"}},
			{Name: "free page", Domains: []string{"sites.example"}},
		}},
	}
}

// compile makes a Set of the test lists and of cues given as id and phrases.
func compile(tb testing.TB, cues ...Record) *Set {
	tb.Helper()
	return compileWith(tb, nil, cues...)
}

// compileWith is compile with plain words besides.
func compileWith(tb testing.TB, words []string, cues ...Record) *Set {
	tb.Helper()
	s, bad := Compile(items(testLists()), items(cues), words...)
	if err := bad.Err(); err != nil {
		tb.Fatalf("compiling: %v", err)
	}
	return s
}

func items[T any](values []T) []source.Item[T] {
	var out []source.Item[T]
	for _, v := range values {
		out = append(out, source.Item[T]{Value: v})
	}
	return out
}

// met gives the quotes of the hits of cue id in s, those that are off with a "-" before.
func met(set *Set, id, s string) []string {
	d := text.Fold(s)
	c, _ := set.Lookup(id)
	var out []string
	for _, h := range set.Find(d).Hits {
		if h.Cue != c {
			continue
		}
		quote := d.Quote(h.Span(d))
		if h.Off {
			quote = "-" + quote
		}
		out = append(out, quote)
	}
	return out
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		name, phrase, in string
		want             []string
	}{
		{"words", "call us", "please Call us now", []string{"Call us"}},
		{"other words between", "call us", "call about us", nil},
		{"folded", "don't café", "DON’T cafe", []string{"DON’T cafe"}},
		{"punctuation between is none", "call us", "call, us", []string{"call, us"}},
		{"hyphen in the phrase", "log-in page", "login page, log in page", []string{"log in page"}},
		{"prefix", "infect* pc", "infected PC", []string{"infected PC"}},
		{"prefix is not the middle", "infect*", "disinfected", nil},
		{"prefix is itself", "infect*", "infect", []string{"infect"}},
		{"alternatives", "call (us|me) now", "call me now, call you now, call us now", []string{"call me now", "call us now"}},
		{"alternatives of several words", "(give us a ring|call) now", "give us a ring now", []string{"give us a ring now"}},
		{"nested", "(ask (for|to see) your|tell) pin", "ask for your pin, ask to see your pin, tell pin, ask your pin", []string{"ask for your pin", "ask to see your pin", "tell pin"}},
		{"nested options", "call (us (right)?)? now", "call now, call us now, call us right now", []string{"call now", "call us now", "call us right now"}},
		{"option", "call (us)? now", "call now. call us now", []string{"call now", "call us now"}},
		{"option of a word", "call us? now", "call now. call us now", []string{"call now", "call us now"}},
		{"option at the end", "call us?", "call us", []string{"call us"}},
		{"option of a group", "(please call|ring)? now", "please call now", []string{"now", "please call now"}},
		{"gap of none", "call .. now", "call now", []string{"call now"}},
		{"gap of three", "call .. now", "call aa bb cc now", []string{"call aa bb cc now"}},
		{"gap too wide", "call .. now", "call aa bb cc dd now", nil},
		{"gap of one", "call ..1 now", "call a now", []string{"call a now"}},
		{"gap of one too wide", "call ..1 now", "call a b now", nil},
		{"gap of twelve", "xx ..12 yy", "xx aa bb cc dd ee ff gg hh ii jj kk ll yy", []string{"xx aa bb cc dd ee ff gg hh ii jj kk ll yy"}},
		{"gap of twelve too wide", "xx ..12 yy", "xx aa bb cc dd ee ff gg hh ii jj kk ll mm yy", nil},
		{"gap over a comma and a line", "call .. now", "call us,\nplease now", []string{"call us,\nplease now"}},
		{"gap over a sentence", "call .. now", "call us. Do it now", nil},
		{"words over a sentence", "call us", "call. us", nil},
		{"words over an empty line", "call us", "call\n\nus", nil},
		{"words over a line", "call us", "call\nus", []string{"call\nus"}},
		{"two gaps", "aa .. bb .. cc", "aa xx bb yy zz cc", []string{"aa xx bb yy zz cc"}},
		{"gaps that meet", "aa .. (bb)? .. cc", "aa xx xx xx xx cc", []string{"aa xx xx xx xx cc"}},
		{"gap at the end falls away", "call .. (now)?", "call it", []string{"call"}},
		{"list", "<ring> us", "ringing us", []string{"ringing us"}},
		{"list of several words", "<ring> now", "pick up the phone now", []string{"pick up the phone now"}},
		{"list behind a gap", "please .. <ring>", "please do pick up the phone", []string{"please do pick up the phone"}},
		{"named list", "open <tool>", "open Any Desk", []string{"open Any Desk"}},
		{"letters apart", "open <tool>", "open A n y D e s k", []string{"open A n y D e s k"}},
		{"digits for letters", "<brand> support", "M1cr0s0ft support, paypa1 support", []string{"M1cr0s0ft support", "paypa1 support"}},
		{"look-alike letters", "<brand> support", "Міcrоsоft support", []string{"Міcrоsоft support"}},
		{"phone", "call ..4 <phone>", "call us on 0800 046 5729", []string{"call us on 0800 046 5729"}},
		{"phone in the middle", "ring <phone> now", "ring 0800 046 5729 now", []string{"ring 0800 046 5729 now"}},
		{"spoken phone", "ring <phone> now", "ring oh eight hundred oh four six five seven two nine now", []string{"ring oh eight hundred oh four six five seven two nine now"}},
		{"money", "pay <money>", "pay £500 or pay 500 pounds", []string{"pay £500", "pay 500 pounds"}},
		{"code", "code <code>", "code 123456", []string{"code 123456"}},
		{"code is a number", "code <number>", "code 123456", []string{"code 123456"}},
		{"small number is no code", "code <code>", "code 12", nil},
		{"link", "see <link>", "see evil.com", []string{"see evil.com"}},
		{"mail", "write to <mail>", "write to a@b.com", []string{"write to a@b.com"}},
		{"entity alone", "<phone>", "0800 046 5729", []string{"0800 046 5729"}},
		{"alternative of list and word", "(<ring>|text) us", "text us. ring us", []string{"text us", "ring us"}},
		{"foreign script", "मेरा कंप्यूटर", "यह मेरा कंप्यूटर", []string{"मेरा कंप्यूटर"}},
		{"longer hit of one cue", "call (us)? (now)?", "call us now", []string{"call us now"}},
		{"overlapping", "a a", "a a a", []string{"a a", "a a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := compile(t, Record{ID: "x", Phrases: []string{tt.phrase}})
			if got := met(set, "x", tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("%q in %q: got %q, want %q", tt.phrase, tt.in, got, tt.want)
			}
		})
	}
}

func TestPatternMistakes(t *testing.T) {
	tests := []struct{ name, phrase, want string }{
		{"open bracket", "(a|b", "a ( without )"},
		{"closing bracket", "a)", "put alternatives in ( )"},
		{"two closing", "(a))", "a blank is missing behind )"},
		{"grown together", "(a|b)c", "a blank is missing behind )"},
		{"bracket in a word", "a(b|c)", "put alternatives in ( )"},
		{"alternatives without brackets", "a|b", "put alternatives in ( )"},
		{"empty", "", "empty or begins in a gap"},
		{"empty group", "()", "an empty alternative"},
		{"empty alternative", "(a|)", "an empty alternative"},
		{"question mark alone", "?", "an empty alternative"},
		{"only options", "a?", "empty or begins in a gap"},
		{"gap first", ".. a", "empty or begins in a gap"},
		{"gap first after an option", "a? .. b", "empty or begins in a gap"},
		{"gap alone", "..", "empty or begins in a gap"},
		{"gap of 0", "a ..0 b", "a gap is .. or ..1 to ..12"},
		{"gap of 13", "a ..13 b", "a gap is .. or ..1 to ..12"},
		{"gap of words", "a ..x b", "a gap is .. or ..1 to ..12"},
		{"three dots", "a ... b", "a gap is .. or ..1 to ..12"},
		{"open list", "<ring us", "a list is written <id>"},
		{"empty list", "<> us", "a list is written <id>"},
		{"signs only", "call !", "holds no word"},
		{"star only", "call *", "holds no word"},
		{"star inside", "in*fect", "only at the end"},
		{"too many forms", strings.Repeat("(a a|b b) ", 13), "more than 4096 forms"},
		{"unknown list", "<nothing> us", "unknown list <nothing>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, bad := Compile(nil, items([]Record{{ID: "x", Phrases: []string{tt.phrase}}}))
			if err := bad.Err(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("mistakes of %q = %v, want %q", tt.phrase, err, tt.want)
			}
		})
	}
}

func TestCompileMistakes(t *testing.T) {
	lists := []List{{ID: ""}, {ID: "a", Words: []string{"x"}}, {ID: "a"}, {ID: "phone"}, {ID: "own-link"},
		{ID: "b", Words: []string{"<a>", "x .. y", "(x"}}}
	cues := []Record{{ID: ""}, {ID: "c", Phrases: []string{"x"}}, {ID: "c"}, {ID: "d"}}
	_, bad := Compile(items(lists), items(cues))
	for _, want := range []string{
		`list id "" is missing`, `list id "a" is missing or used twice`, `list id "phone"`, `list id "own-link"`,
		`"<a>" uses a list or a gap`, `"x .. y" uses a list or a gap`, `"(x": a ( without )`,
		`cue id "" is missing`, `cue id "c" is missing or used twice`, `cue "d" has no phrases`,
	} {
		if !strings.Contains(bad.Error(), want) {
			t.Errorf("the mistake %q is not told in\n%v", want, bad)
		}
	}
	if len(bad) != 10 {
		t.Errorf("%d mistakes, want 10:\n%v", len(bad), bad)
	}
}

func TestSet(t *testing.T) {
	set := compile(t, Record{ID: "a", Phrases: []string{"x"}}, Record{ID: "b", Phrases: []string{"y"}})
	if set.Len() != 2 {
		t.Errorf("Len = %d, want 2", set.Len())
	}
	if c, ok := set.Lookup("b"); !ok || set.Name(c) != "b" {
		t.Errorf("Lookup(b) = %d, %v", c, ok)
	}
	if _, ok := set.Lookup("c"); ok {
		t.Error("an unknown cue is found")
	}
}

func TestNames(t *testing.T) {
	set := compile(t)
	d := text.Fold("Open AnyDesk or team viewer from Microsoft")
	var got []string
	for _, n := range set.Find(d).Names {
		got = append(got, fmt.Sprint(n.List, " ", n.Name, " ", n.From, "-", n.To))
	}
	want := []string{"tool AnyDesk 1-2", "tool TeamViewer 3-5", "brand Microsoft 6-7"}
	if !slices.Equal(got, want) {
		t.Errorf("names = %q, want %q", got, want)
	}
}

// TestFindAgain sees that working memory kept from one text does not show in the next.
func TestFindAgain(t *testing.T) {
	set := compile(t, Record{ID: "x", Phrases: []string{"call ..12 now", "please <ring>"}})
	for range 3 {
		if got := met(set, "x", "please call us"); !slices.Equal(got, []string{"please call"}) {
			t.Fatalf("met %q", got)
		}
		if got := met(set, "x", "now"); got != nil {
			t.Fatalf("the text before goes on: %q", got)
		}
		met(set, "x", strings.Repeat("call please ", 200))
	}
}

func TestFindAtOnce(t *testing.T) {
	set := compile(t, Record{ID: "x", Phrases: []string{"call ..4 <phone>"}})
	done := make(chan int)
	for range 4 {
		go func() {
			n := 0
			for range 100 {
				n += len(met(set, "x", "call us on 0800 046 5729"))
			}
			done <- n
		}()
	}
	for range 4 {
		if n := <-done; n != 100 {
			t.Errorf("met %d times, want 100", n)
		}
	}
}
