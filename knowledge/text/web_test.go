package text

import (
	"slices"
	"strings"
	"testing"
)

// linksIn are the links and mail addresses in s, as they stand there.
func linksIn(s string) []string {
	d := Fold(s)
	var out []string
	for _, e := range d.Entities {
		if e.Kind == URL || e.Kind == Mail {
			out = append(out, d.Quote(e.Span))
		}
	}
	return out
}

func TestLinks(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"with scheme", "see http://evil.example/a?b=1#c now", []string{"http://evil.example/a?b=1#c"}},
		{"capitals", "HTTPS://EVIL.COM Evil.Com", []string{"HTTPS://EVIL.COM", "Evil.Com"}},
		{"no host ending needed with a scheme", "http://evil", []string{"http://evil"}},
		{"bare host", "visit evil.com or www.evil.co.uk today", []string{"evil.com", "www.evil.co.uk"}},
		{"bare host with path", "bit.ly/abc t.co/x", []string{"bit.ly/abc", "t.co/x"}},
		{"port", "evil.com:8080/x", []string{"evil.com:8080/x"}},
		{"full stop behind", "Visit evil.com. Then ring.", []string{"evil.com"}},
		{"brackets", "(evil.com) <https://evil.com> [x](https://evil.com/a)", []string{"evil.com", "https://evil.com", "https://evil.com/a"}},
		{"typographic quotation marks", "“evil.com” ‘evil.net’ «evil.org»", []string{"evil.com", "evil.net", "evil.org"}},
		{"ellipsis and dash", "evil.com… evil.net—now evil.org–", []string{"evil.com", "evil.net", "evil.org"}},
		{"emoji", "👉evil.com👈", []string{"evil.com"}},
		{"no-break blank", "evil.com\u00a0now", []string{"evil.com"}},
		{"genitive", "evil.com's evil.com’s", []string{"evil.com", "evil.com"}},
		{"comma between", "evil.com,evil.net", []string{"evil.com", "evil.net"}},
		{"path with quotation mark behind", "“https://evil.com/a”", []string{"https://evil.com/a"}},
		{"hxxp", "hxxp://evil[.]com/x hxxps[:]//evil[.]com", []string{"hxxp://evil[.]com/x", "hxxps[:]//evil[.]com"}},
		{"defanged dots", "evil[.]com evil(.)com evil{.}com evil[dot]com evil(dot)com", []string{"evil[.]com", "evil(.)com", "evil{.}com", "evil[dot]com", "evil(dot)com"}},
		{"dots of other scripts", "evil。com evil．com evil｡com", []string{"evil。com", "evil．com", "evil｡com"}},
		{"zero-width", "ev\u200bil.com\u200b/x", []string{"ev\u200bil.com\u200b/x"}},
		{"foreign first letter", "аpple.com", []string{"аpple.com"}},
		{"punycode", "xn--mcrosoft-m2a.com", []string{"xn--mcrosoft-m2a.com"}},
		{"userinfo trick", "http://microsoft.com@evil.example/x", []string{"http://microsoft.com@evil.example/x"}},
		{"address with scheme", "http://192.168.0.1/x http://[::1]/x", []string{"http://192.168.0.1/x", "http://[::1]/x"}},
		{"address with path", "192.168.0.1/admin", []string{"192.168.0.1/admin"}},
		{"free page", "microsoft.pages.dev", []string{"microsoft.pages.dev"}},
		{"doubtful ending with a telling name", "my-bank.help secure1.click login.bank.link", []string{"my-bank.help", "secure1.click", "login.bank.link"}},
		{"missing blanks", "K.k.how are you? ill drink.pa then. call later..in a meeting", nil},
		{"doubtful ending with a path", "bank.help/login", []string{"bank.help/login"}},
		{"script", "javascript:alert(1) data:text/html,<b>x</b> end", []string{"javascript:alert(1)", "data:text/html,<b>x</b>"}},
		{"mail", "a.b+c@mail.example.co.uk, mailto:a@b.com", []string{"a.b+c@mail.example.co.uk", "a@b.com"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := linksIn(tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("links in %q = %q, want %q", tt.in, got, tt.want)
			}
			checkSpans(t, Fold(tt.in))
		})
	}
}

func TestSpokenAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"go to help me fix dot com please":         "fix.com",
		"anydesk dash support dot co dot uk, then": "anydesk-support.co.uk",
		"type secure dot online":                   "secure.online",
		"a dot on the map":                         "", "dot com boom": "", "polka dot dress": "", "join the. dot. com": "",
	} {
		got := ""
		for _, e := range Fold(in).Entities {
			if e.Kind == URL {
				got = e.Value
			}
		}
		if got != want {
			t.Errorf("address in %q = %q, want %q", in, got, want)
		}
		checkSpans(t, Fold(in))
	}
}

func TestNoLinks(t *testing.T) {
	for _, s := range []string{
		"now.Click here", "done.Call us", "ok.now call", "it.is bad", "so.help me", "pay.at once", "computer.contact us", "trust.me on this",
		"file.txt report.zip setup.exe name.dll readme.md install.sh node.js", "e.g. this i.e. that", "U.S. citizens", "3.5kg 10.30am v1.2.3",
		"192.168.0.1", "10.0.19045", "user@localhost", "a@b", "@handle", "www.evil", "E.ON", "Mr.Smith", "I.am", "...", "a..b", ".com",
		"personal data:name and age", "data: text", "note:this", "привет.Как дела", "你好。再见",
	} {
		if got := linksIn(s); len(got) > 0 {
			t.Errorf("links in %q = %q, want none", s, got)
		}
	}
}

func TestParseAddress(t *testing.T) {
	tests := []struct {
		name, in string
		want     Address
	}{
		{"plain", "https://www.evil.co.uk/a?b#c", Address{Scheme: "https", Host: "www.evil.co.uk", Owner: "evil.co.uk", Rest: "/a?b#c"}},
		{"capitals and last dot", "HTTP://EVIL.COM.", Address{Scheme: "http", Host: "evil.com", Owner: "evil.com"}},
		{"userinfo", "http://microsoft.com@evil.example", Address{Scheme: "http", Host: "evil.example", Owner: "evil.example"}},
		{"userinfo with password and port", "https://u:p@evil.com:8443/a", Address{Scheme: "https", Host: "evil.com", Owner: "evil.com", Rest: "/a"}},
		{"backslash is a slash", `http://evil.com\@microsoft.com`, Address{Scheme: "http", Host: "evil.com", Owner: "evil.com", Rest: `\@microsoft.com`}},
		{"mail sign in the path", "http://evil.com/b@c.com", Address{Scheme: "http", Host: "evil.com", Owner: "evil.com", Rest: "/b@c.com"}},
		{"link in the query", "http://evil.com/?u=http://microsoft.com", Address{Scheme: "http", Host: "evil.com", Owner: "evil.com", Rest: "/?u=http://microsoft.com"}},
		{"no scheme", "evil.com:80", Address{Host: "evil.com", Owner: "evil.com"}},
		{"slashes only", "//evil.com/x", Address{Host: "evil.com", Owner: "evil.com", Rest: "/x"}},
		{"junk behind the port", "http://evil.com:80]x", Address{Scheme: "http", Host: "evil.com", Owner: "evil.com"}},
		{"defanged", "hxxps[:]//evil[.]com", Address{Scheme: "hxxps", Host: "evil.com", Owner: "evil.com"}},
		{"zero-width", "ev\u00adil.\u200bcom", Address{Host: "evil.com", Owner: "evil.com"}},
		{"full-width", "ｅｖｉｌ．ｃｏｍ", Address{Host: "evil.com", Owner: "evil.com", Puny: true}},
		{"foreign letters", "http://аррӏе.com", Address{Scheme: "http", Host: "аррӏе.com", Owner: "аррӏе.com", Puny: true}},
		{"punycode", "xn--80ak6aa92e.com", Address{Host: "аррӏе.com", Owner: "xn--80ak6aa92e.com", Puny: true}},
		{"number", "http://1.2.3.4:8080/", Address{Scheme: "http", Host: "1.2.3.4", Owner: "1.2.3.4", Rest: "/", Numeric: true}},
		{"number in one piece", "http://2130706433/", Address{Scheme: "http", Host: "2130706433", Owner: "2130706433", Rest: "/", Numeric: true}},
		{"number in hexadecimal", "http://0x7f.0x1/", Address{Scheme: "http", Host: "0x7f.0x1", Owner: "0x7f.0x1", Rest: "/", Numeric: true}},
		{"number of version 6", "http://[2001:db8::1]:80/x", Address{Scheme: "http", Host: "2001:db8::1", Owner: "2001:db8::1", Rest: "/x", Numeric: true}},
		{"free page", "x.pages.dev", Address{Host: "x.pages.dev", Owner: "x.pages.dev", FreePage: true}},
		{"data", "data:text/html,x", Address{Scheme: "data", Script: true}},
		{"script", "JavaScript:alert(1)", Address{Scheme: "javascript", Script: true}},
		{"mail", "a@b.co.uk", Address{Host: "b.co.uk", Owner: "b.co.uk", Mail: true}},
		{"mail with scheme", "mailto:a@b.com", Address{Host: "b.com", Owner: "b.com", Mail: true}},
		{"phone in the query", "https://evil.com/?ph=08081570192", Address{Scheme: "https", Host: "evil.com", Owner: "evil.com", Rest: "/?ph=08081570192", Phone: true}},
		{"phone in the path", "evil.com/0808-157-0192", Address{Host: "evil.com", Owner: "evil.com", Rest: "/0808-157-0192", Phone: true}},
		{"plus in the query", "evil.com/?n=+448081570192", Address{Host: "evil.com", Owner: "evil.com", Rest: "/?n=+448081570192", Phone: true}},
		{"number that is no phone", "evil.com/order/5123456789", Address{Host: "evil.com", Owner: "evil.com", Rest: "/order/5123456789"}},
		{"telephone link", "tel:0800", Address{}},
		{"nothing", "", Address{}},
		{"blank", "  ", Address{}},
		{"scheme alone", "http://", Address{Scheme: "http"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ParseAddress(tt.in); got != tt.want {
				t.Errorf("ParseAddress(%q) =\n%+v, want\n%+v", tt.in, got, tt.want)
			}
		})
	}
}

func TestHidden(t *testing.T) {
	d := Fold("Please log in here today", Link{"here", "http://evil.example/x"}, Link{"", "http://other.example"},
		Link{"not in it", "http://third.example"}, Link{"log in", "tel:123"}, Link{"log in", "javascript:x"})
	var got []string
	for _, e := range d.Hidden {
		got = append(got, d.Quote(e.Span)+" "+e.Link.Host+e.Link.Scheme)
	}
	want := []string{"here evil.examplehttp", "today other.examplehttp", "today third.examplehttp", "log in javascript"}
	if !slices.Equal(got, want) {
		t.Errorf("hidden = %q, want %q", got, want)
	}
	if d := Fold("", Link{"x", "http://evil.example"}); len(d.Hidden) != 0 {
		t.Error("a hidden link stands at a token of an empty text")
	}
}

func TestDefang(t *testing.T) {
	tests := []struct{ in, want string }{{"evil.com", "evil[.]com"}, {"a.b.co.uk", "a[.]b[.]co[.]uk"}, {"::1", "[:][:]1"}, {"", "[link]"}}
	for _, tt := range tests {
		if got := Defang(tt.in); got != tt.want {
			t.Errorf("Defang(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMaskAll(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"phone", "call 0808 157 0192 now", "call 0808 ••• ••92 now"},
		{"phone in one piece", "08081570192", "0808•••••92"},
		{"international", "ring +44 (0)20 7946 0142", "ring +44 0 2• •••• ••42"},
		{"US", "1-888-555-0127", "1-888-•••-••27"},
		{"o for 0 counts as a digit", "O8O8 157 O192", "o8o8 ••• ••92"},
		{"full-width", "０８０８ １５７ ０１９２", "0808 ••• ••92"},
		{"keycaps", "0️⃣8️⃣0️⃣8️⃣ 1️⃣5️⃣7️⃣ 0️⃣1️⃣9️⃣2️⃣", "0808 ••• ••92"},
		{"spoken", "say oh eight hundred one five seven oh one nine two now", "say ••••• now"},
		{"grown together", "call08081570192now", "0808•••••92"},
		{"short phone", "0800 1111", "08•• ••11"},
		{"link", "go to http://www.micros0ft-help.com/login?x=1 now", "go to micros0ft-help[.]com now"},
		{"userinfo", "http://microsoft.com@evil.example", "evil[.]example"},
		{"script", "open data:text/html,<b>08081570192</b> now", "open [link] now"},
		{"mail", "write to help@evil.co.uk", "write to •••@evil[.]co[.]uk"},
		{"code of six digits stays", "code 123456", "code 123456"},
		{"account", "account 12345678", "account 12••••78"},
		{"card", "card 4929 1234 5678 9012.", "card 4929 •••• •••• ••12."},
		{"card with dashes", "4929-1234-5678-9012", "4929-••••-••••-••12"},
		{"sum stays", "pay £4,500.00", "pay £4,500.00"},
		{"lines and controls", "a\n\n b\x00\u202ec\t d", "a b c d"},
		{"invalid UTF-8", "a\xffb", "ab"},
		{"number with wide gaps", "0808         157         0192", "0808 ••• ••92"},
		{"number over lines", "0808\n\n157\n\n0192", "0808 ••• ••92"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := MaskAll(tt.in); got != tt.want {
				t.Errorf("MaskAll(%q) = %q, want %q", tt.in, got, tt.want)
			}
			unusable(t, tt.in)
		})
	}
}

func TestMaskAllLong(t *testing.T) {
	got := MaskAll("first " + strings.Repeat("08081570192 ", MaxBytes) + "last")
	if strings.Contains(got, "08081570192") || len(got) > 3*MaxBytes || !strings.HasPrefix(got, "first") || !strings.HasSuffix(got, "last") {
		t.Errorf("a long text masked has %d bytes: %.60q …", len(got), got)
	}
}

func TestMaskPart(t *testing.T) {
	body := "ring 0808 157 0192 or evil.com today"
	d := Fold(body)
	tests := []struct {
		from, to int
		want     string
	}{
		{0, 4, "ring"}, {5, 18, "0808 ••• ••92"}, {10, 13, "0808 ••• ••92"}, {22, 30, "evil[.]com"}, {24, 26, "evil[.]com"}, {0, 99, ""}, {4, 4, ""},
	}
	for _, tt := range tests {
		if got := d.Mask(Span{tt.from, tt.to}); got != tt.want {
			t.Errorf("Mask(%d, %d) = %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

// unusable checks that a masked text holds no number or link that works.
func unusable(t *testing.T, s string) {
	t.Helper()
	masked := MaskAll(s)
	d := Fold(masked)
	for _, e := range d.Entities {
		quote := d.Quote(e.Span)
		switch e.Kind {
		case Phone:
			if e.Value != "" && !strings.Contains(quote, dot) {
				t.Errorf("%q masked is %q, which holds the number %q", s, masked, quote)
			}
		case URL, Mail:
			if strings.Contains(refang(quote), ".") && strings.Contains(quote, ".") && !strings.Contains(quote, "[.]") {
				t.Errorf("%q masked is %q, which holds the link %q", s, masked, quote)
			}
		}
	}
}

func FuzzMask(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= MaxBytes {
			unusable(t, s)
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"http://a@b.com:80/x", "data:x", "[::1]", "//x", "xn--a.com", "mailto:a@b", "http://[", "\xff。com", ":", "@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a := ParseAddress(s); a.Host == "" && a.Owner != "" {
			t.Errorf("ParseAddress(%q) has owner %q without a host", s, a.Owner)
		}
	})
}
