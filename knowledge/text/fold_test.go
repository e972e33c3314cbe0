package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// words are the folded words of d.
func words(d *Doc) []string {
	var out []string
	for i := range d.Tokens {
		out = append(out, d.Word(i))
	}
	return out
}

func TestFoldWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Call US now", "call us now"},
		{"accents", "café naïve Zürich", "cafe naive zurich"},
		{"accents as marks", "cafe\u0301 word\u0301s\u0327", "cafe words"},
		{"letters of northern Europe", "Straße Æon œuvre Øre łódź þing", "strasse aeon oeuvre ore lodz thing"},
		{"zero-width", "mi\u200bcro\u2060so\u200dft \ufeffnow", "microsoft now"},
		{"soft hyphen", "micro\u00adsoft", "microsoft"},
		{"direction marks", "\u202emicro\u202c \u2066soft\u2069", "micro soft"},
		{"variation selectors", "a\ufe0fb", "ab"},
		{"Cyrillic capitals among Latin", "Мicrоsоft", "microsoft"},
		{"small Cyrillic letters that only look Latin as capitals", "мicrosoft paypаl вank", "microsoft paypal bank"},
		{"small Cyrillic t, n, k", "тeam нelp taкe", "team help take"},
		{"capitals of both scripts", "МІСRОSОFТ АМАZОN ΗΕLP", "microsoft amazon help"},
		{"Greek among Latin", "Βank Ηelp micrοsοft τeam", "bank help microsoft team"},
		{"words wholly in Cyrillic", "Привет мир", "привет мир"},
		{"words wholly in Greek", "Καλημερα", "καλημερα"},
		{"Arabic", "مرحبا بالعالم", "مرحبا بالعالم"},
		{"Devanagari with marks", "कंप्यूटर मेरा", "कंप्यूटर मेरा"},
		{"Bengali with marks", "আপনার কম্পিউটার", "আপনার কম্পিউটার"},
		{"Gurmukhi with marks", "ਕੰਪਿਊਟਰ", "ਕੰਪਿਊਟਰ"},
		{"mathematical", "𝐌𝐢𝐜𝐫𝐨 𝗺𝗶𝗰𝗿𝗼 𝓬𝓪𝓵𝓵 𝟎𝟖𝟎𝟎", "micro micro call 0800"},
		{"full-width", "ＣＡＬＬ ０８００", "call 0800"},
		{"circled", "Ⓜⓘⓒⓡⓞ ①②③ ❶❷", "micro 123 12"},
		{"squared", "🄼🄸🄲🅁🄾 🅼🅸🅲🆁🅾", "micro micro"},
		{"small capitals", "ᴍɪᴄʀᴏꜱᴏꜰᴛ", "microsoft"},
		{"keycaps", "0️⃣8️⃣0️⃣0️⃣", "0800"},
		{"digits of other scripts", "٠٨٠٠ ०८०० ০৮০০ ੦੮੦੦", "0800 0800 0800 0800"},
		{"ligature", "ﬁle oﬀer", "file offer"},
		{"trade marks", "™Microsoft™ Windows® Quick℠", "microsoft windows quick"},
		{"digits for letters stay", "m1cr0s0ft l33t", "m1cr0s0ft l33t"},
		{"signs for letters", "M!crosoft p@ypal ca$h b|ock", "microsoft paypal cash biock"},
		{"signs at the edges of words", "help! $5 a@ |x|", "help 5 a x"},
		{"apostrophes", "don't don’t don‘t donʼt don`t O'Brien's", "dont dont dont dont dont obriens"},
		{"quotation with apostrophes", "'quoted' ‘quoted’ rock ’n’ roll", "quoted quoted rock n roll"},
		{"hyphen parts", "well-known e-mail", "well known e mail"},
		{"dashes part", "half—way there–and", "half way there and"},
		{"numbers with inner signs", "4,500 4.50 1.2.3", "4500 450 123"},
		{"NUL", "hello\x00world", "hello world"},
		{"invalid UTF-8", "a\xff\xfeb \xe2\x80", "a b"},
		{"only signs", "?! … 🎉 --", ""},
		{"empty", "", ""},
		{"tags", "<b>call</b> us<br>now <A HREF='x'>here</A> a < b > c <you@x>", "call us now here a b c youax"},
		{"what nobody sees", "one<style>p {color: red}</style> two <script>var call;</script>three <!-- four -->five", "one two three five"},
		{"characters by name", "call&nbsp;us &amp; don&#39;t caf&eacute; M&#105;crosoft &unknown; AT&T", "call us dont cafe microsoft unknown at t"},
		{"quoted-printable", "Your com=\nputer caf=C3=A9=20now don=E2=80=99t =3D=3D", "your computer cafe now dont"},
		{"no quoted-printable", "a=b x =20 times", "a b x 20 times"},
		{"word parted at the end of a line", "your com-\nputer - \nis well-\nKnown", "your computer is well known"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(words(Fold(tt.in)), " "); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFoldApart(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"blanks", "A n y D e s k", "anydesk"},
		{"two words with a wider gap", "C a l l  A n y D e s k now", "call anydesk now"},
		{"wide gaps between words", "M i c r o s o f t   S u p p o r t", "microsoft support"},
		{"dots", "a.n.y.d.e.s.k", "anydesk"},
		{"dashes", "T-e-a-m", "team"},
		{"look-alike among the letters", "А n y D е s k", "anydesk"},
		{"one word more with a wide gap before", "I  a n y d e s k", "i anydesk"},
		{"three letters are no word", "U S A", "u s a"},
		{"a sentence with a", "a b testing", "a b testing"},
		{"single signs of another script", "我 是 中 国 人", "我 是 中 国 人"},
		{"far apart", "a     b     c     d", "a b c d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Fold(tt.in)
			if got := strings.Join(words(d), " "); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
			checkSpans(t, d)
		})
	}
}

func TestFoldApartQuote(t *testing.T) {
	d := Fold("please open A n y D e s k now")
	if got, want := d.Quote(d.Tokens[2].Span), "A n y D e s k"; got != want {
		t.Errorf("quote = %q, want %q", got, want)
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // the words of each sentence
	}{
		{"full stop", "One two. Three", []string{"one two", "three"}},
		{"no blank behind", "Done.Call us", []string{"done", "call us"}},
		{"exclamation", "Stop! now", []string{"stop", "now"}},
		{"question and exclamation", "Really?! Yes", []string{"really", "yes"}},
		{"line ends go on", "call us\non this", []string{"call us on this"}},
		{"empty line", "one\n\ntwo", []string{"one", "two"}},
		{"empty line of Windows", "one\r\n\r\ntwo", []string{"one", "two"}},
		{"line of blanks", "one\n \t\ntwo", []string{"one", "two"}},
		{"empty line in a quoted mail", "> one\n>\n> two", []string{"one", "two"}},
		{"ruled line", "one\n----\ntwo", []string{"one", "two"}},
		{"line end of Windows", "one\r\ntwo", []string{"one two"}},
		{"title", "Mr. Smith and Mrs. Jones", []string{"mr smith and mrs jones"}},
		{"for example", "tools, e.g. this, i.e. that", []string{"tools e g this i e that"}},
		{"number with a dot", "at 10.30 today", []string{"at 1030 today"}},
		{"version", "about 3.5kg of it", []string{"about 35kg of it"}},
		{"ellipsis", "wait… what", []string{"wait", "what"}},
		{"full-width", "ＣＡＬＬ！ now", []string{"call", "now"}},
		{"Devanagari", "हे। तुम", []string{"हे", "तुम"}},
		{"comma parts nothing", "one, two; three: (four)", []string{"one two three four"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Fold(tt.in)
			got := make([]string, d.Sents)
			for i, tok := range d.Tokens {
				got[tok.Sent] = strings.TrimSpace(got[tok.Sent] + " " + d.Word(i))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("sentences of %q = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestBreaks(t *testing.T) {
	d := Fold("one two, three - four-five\nsix. Seven")
	want := []Break{Sentence, NoBreak, Clause, Clause, NoBreak, NewLine, Sentence}
	for i, tok := range d.Tokens {
		if tok.Before != want[i] {
			t.Errorf("break before %q = %d, want %d", d.Word(i), tok.Before, want[i])
		}
	}
}

func TestQuestions(t *testing.T) {
	tests := []struct {
		name, in string
		want     []bool // by sentence
	}{
		{"asked", "Is this a scam?", []bool{true}},
		{"told", "This is a scam.", []bool{false}},
		{"asked then told", "Is it? It is.", []bool{true, false}},
		{"told then asked", "It rang. Is it real", []bool{false, false}},
		{"in quotation marks", `"Is it real?" she said`, []bool{true, false}},
		{"with exclamation", "Really?!", []bool{true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i, tok := range Fold(tt.in).Tokens {
				if tok.Question != tt.want[tok.Sent] {
					t.Errorf("token %d of %q: question = %v, want %v", i, tt.in, tok.Question, tt.want[tok.Sent])
				}
			}
		})
	}
}

func TestFoldClass(t *testing.T) {
	d := Fold("word 123 a1 x.com a@b.com")
	want := []Class{Word, Digits, Mixed, Web, Web}
	for i, tok := range d.Tokens {
		if tok.Class != want[i] {
			t.Errorf("class of %q = %d, want %d", d.Word(i), tok.Class, want[i])
		}
	}
}

func TestFoldCut(t *testing.T) {
	for _, unit := range []string{"word ", "é ", "कं", "😀", "a"} {
		body := "first " + strings.Repeat(unit, 3*MaxBytes/len(unit)) + " last"
		d := Fold(body)
		if !d.Cut {
			t.Fatalf("%q: Cut = false", unit)
		}
		if d.Word(0) != "first" || d.Word(len(d.Tokens)-1) != "last" && unit != "कं" {
			t.Errorf("%q: head or tail is missing", unit)
		}
		for _, tok := range d.Tokens {
			if !utf8.ValidString(d.Quote(tok.Span)) {
				t.Errorf("%q: token %q is cut inside a rune", unit, d.Quote(tok.Span))
			}
			if tok.Start < HeadBytes && tok.End > HeadBytes || tok.Start > HeadBytes && tok.Start < len(body)-TailBytes-4 {
				t.Errorf("%q: token at %d to %d lies in the middle", unit, tok.Start, tok.End)
			}
		}
		checkSpans(t, d)
	}
	if d := Fold(strings.Repeat("a ", MaxBytes/2)); d.Cut {
		t.Error("a text of MaxBytes is cut")
	}
}

func TestFoldCutParts(t *testing.T) {
	body := strings.Repeat("x ", HeadBytes/2) + strings.Repeat("y ", MaxBytes) + strings.Repeat("z ", TailBytes/2)
	d := Fold(body)
	last := d.Tokens[0]
	for i, tok := range d.Tokens[1:] {
		if d.Word(i) != d.Word(i+1) && tok.Sent == last.Sent {
			t.Error("the tail goes on with the sentence of the head")
		}
		if d.Word(i) == "y" {
			t.Fatal("the middle was looked at")
		}
		last = tok
	}
}

func TestQuote(t *testing.T) {
	d := Fold("abc")
	for _, s := range []Span{{-1, 2}, {0, 4}, {2, 2}, {3, 1}} {
		if got := d.Quote(s); got != "" {
			t.Errorf("Quote(%v) = %q, want nothing", s, got)
		}
	}
	if got := d.Quote(Span{1, 3}); got != "bc" {
		t.Errorf("Quote = %q, want bc", got)
	}
}

func TestUnleet(t *testing.T) {
	tests := []struct {
		in, want string
		one      byte
		changed  bool
	}{
		{"m1cr0s0ft", "microsoft", 'i', true},
		{"paypa1", "paypal", 'l', true},
		{"h3lp 4 8 57", "help a b st", 'i', true},
		{"plain", "plain", 'i', false},
		{"269", "269", 'i', false},
	}
	for _, tt := range tests {
		got, changed := Unleet(nil, []byte(tt.in), tt.one)
		if string(got) != tt.want || changed != tt.changed {
			t.Errorf("Unleet(%q) = %q, %v, want %q, %v", tt.in, got, changed, tt.want, tt.changed)
		}
	}
}

func TestLatin(t *testing.T) {
	tests := []struct{ in, want string }{{"аррӏе", "apple"}, {"МІСRОSОFТ", "microsoft"}, {"apple", "apple"}, {"привет", "пpиbet"}, {"", ""}}
	for _, tt := range tests {
		if got := Latin(tt.in); got != tt.want {
			t.Errorf("Latin(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
