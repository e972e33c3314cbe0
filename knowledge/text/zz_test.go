package text
import ("testing";"strings")
func TestZW(t *testing.T) {
	for _, s := range []string{
		"http://evil.example/path?x=1","https://www.microsoft.com.evil.co.uk/login","hxxp://evil[.]com","hxxps[:]//evil[.]com/x","evil[.]com","evil(.)com","evil[dot]com","evil (dot) com","evil dot com","evil [.] com","evil.com","Visit evil.com.","(evil.com)","<https://evil.com>","[click](https://evil.com/a)","https://evil.com/a,b.","now.Click here","done.Call us","ok.now call","file.txt and report.zip setup.exe name.dll readme.md","install.sh","support.microsoft.com","bit.ly/abc","t.co/x","goo.gl","youtu.be/x","xn--mcrosoft-m2a.com","http://xn--80ak6aa92e.com","http://аррӏе.com","http://microsoft.com@evil.example/x","https://user:pw@evil.com:8443/a","http://192.168.0.1/x","192.168.0.1/admin","http://1.2.3.4:8080","http://[::1]/x","data:text/html,<b>","javascript:alert(1)","JavaScript:void(0)","mailto:a@b.com","a@b.com","a.b+c@mail.example.co.uk","user@localhost","a@b","@handle hi","evil.com:8080/x","evil.com/08081570192","https://evil.com/?ph=0808-157-0192","https://evil.com/order/12345","HTTPS://EVIL.COM","Http://Evil.com","www.evil.com","www.evil","http://evil","ftp://f.example","e.g. this i.e. that","U.S. citizens","3.5kg 10.30am","v1.2.3","node.js","asp.net","it.is","so.help","pay.at once","my-bank.help","secure1.click","amazon.co.uk","microsoft.pages.dev","foo.github.io","evil。com","evil．com","evil.com\u200b/x","ev\u00adil.com","evil.\ncom","evil.com…","“evil.com”","evil.com’s page","evil.com's","https://evil.com/a)b","https://en.wikipedia.org/wiki/A_(b)","http://evil.com?x","evil.com?x=1","evil.com#x","evil.com\\x","//evil.com/x","https:/evil.com","https:evil.com","https://","http://.","a..b.com","-evil.com","evil-.com","_dmarc.evil.com","evil.com,evil2.com","evil.com/evil2.com","https://a.comhttps://b.com","telegram: t.me/x","WhatsApp wa.me/447700900123","tel:+448000465729","one.two.three.four.com","co.uk","gov.uk","www.gov.uk","hello.world","great.thanks","you.are.hacked.com","E.ON","Booking.com","Amazon.co.uk.","a.com b.com","Mr.Smith","I.am","100.com","4.50.com","£4.com","ab@cd.com@ef.com","hxxp://e.com:80]x","http://e%76il.com","http://2130706433/","http://0x7f.1/", "sms:0800", "http://evil.com\x00x",
	} {
		d := Fold(s)
		var g []string
		for _, e := range d.Entities { g = append(g, []string{"PHONE","URL","MAIL","MONEY","code","num"}[e.Kind]+":"+d.Quote(e.Span)+"="+e.Value+" own="+e.Link.Owner) }
		t.Logf("%-44q %q mask %q", s, g, MaskAll(s))
	}
	for _, s := range []string{"£500","£4,500.00","500 pounds","$ 500","500$","500£","500€","USD 399","399 USD","GBP500","500gbp","4k","£4k","£4.5m","5 quid","a grand","one grand","2 grand","20p","€20","20 euros","₹5000","Rs. 5000","500.","in 500 pound"} {
		d := Fold(s)
		var g []string
		for _, e := range d.Entities { g = append(g, []string{"PHONE","URL","MAIL","MONEY","code","num"}[e.Kind]+":"+d.Quote(e.Span)) }
		t.Logf("%-20q %q", s, g)
	}
	for _, raw := range []string{"http://microsoft.com@evil.example","https://u:p@evil.co.uk:8443/a?b#c","data:text/html,x","javascript:x","a@b.co.uk","mailto:a@b.com","http://[2001:db8::1]:80/x","http://1.2.3.4","xn--mcrosoft-m2a.com","x.pages.dev","", " ","http://","http://a/b@c.com","http://evil.com/?u=http://microsoft.com","http://evil.com\\@microsoft.com","tel:0800","//evil.com/x","evil.com:80","HTTP://EVIL.COM.", "http://2130706433/","http://0x7f000001/","http://017700000001/","a b c"} {
		t.Logf("%-40q %+v", raw, ParseAddress(raw))
	}
}
func hostile() map[string]string {
	m := map[string]string{}
	for _, u := range []string{"a.a.", "0 0 0 ", "[.][.]", "((((", "1-1-1-", "one one ", "a", "0", ".", " ", "\n", "é", "а", "аa", "\u200b", "0️⃣", "o0", "a@", "@", "http://", "http:", "a.com ", "a.com", "x.com/", "£1 ", "a b ", "a. ", "1.1.", "1,", "double ", "one double ", "[dot]", "a[.]", "a-", "a_", "%", "+", "0x", "x x ", "0 x", "'", "a'", "’", "a’", "\xff", "\xe2\x80", "data:x", "a@b.c ", "क", "xn--a.", "a.co.uk", "é.com ", "a|", "a!", "-.", "𝐚", "(0)", "+0 ","𝟎 ","xn--a.com ", "a.b.c.d.com "} {
		m[u] = strings.Repeat(u, MaxBytes/len(u)+1)[:MaxBytes]
	}
	return m
}
func BenchmarkHost(b *testing.B) {
	for u, s := range hostile() {
		b.Run(strings.ReplaceAll(strings.Trim(strings.ToValidUTF8(u,"?"), "\n")," ","_"), func(b *testing.B) { b.ReportAllocs(); for b.Loop() { Fold(s) } })
	}
}
