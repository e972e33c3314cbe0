package cue

import (
	"strings"
	"testing"

	"hangup/knowledge/text"
)

func TestJudgeLink(t *testing.T) {
	set := compile(t)
	tests := []struct{ link, want string }{
		{"microsoft.com", "own-link"},
		{"https://login.microsoft.com/x", "own-link"},
		{"cdn.amazonaws.com", "own-link"},
		{"shop.s3.amazonaws.com", "odd-link"},
		{"paypal.s3.amazonaws.com", "odd-link brand-link"},
		{"amazon.co.uk", "own-link"},
		{"evil.com", ""},
		{"microsoft-help.com", "brand-link"},
		{"microsoft.com.evil.co.uk", "brand-link"},
		{"secure-paypal.evil.com", "brand-link"},
		{"mypaypalaccount.com", "brand-link"},
		{"http://microsoft.com@evil.example", ""},
		{"micros0ft.com", "brand-link"},
		{"rnicrosoft.com", "brand-link"},
		{"paypa1.com", "brand-link"},
		{"paypai.com", "brand-link"},
		{"arnazon.com", "brand-link"},
		{"amazom.com", "brand-link"},
		{"micorsoft.com", "brand-link"},
		{"microsft-support.net", "brand-link"},
		{"mícrosoft.com", "odd-link brand-link"},
		{"http://аррӏе.com", "odd-link brand-link"},
		{"apple-id.com", "brand-link"},
		{"chase.evil.com", "brand-link"},
		{"pineapple.com", ""},
		{"purchase.com", ""},
		{"yourappletree.com", ""},
		{"floyds.com", ""},
		{"amazons.com", "brand-link"}, // it holds the whole name
		{"amazing.com", ""},
		{"payday.com", ""},
		{"paypal.gov.uk", ""},
		{"http://1.2.3.4/x", "odd-link"},
		{"http://2130706433/x", "odd-link"},
		{"https://bit.ly/x", "odd-link"},
		{"https://a.sites.example/x", "odd-link"},
		{"foo.pages.dev", "odd-link"},
		{"microsoft.pages.dev", "odd-link brand-link"},
		{"data:text/html,x", "odd-link"},
		{"evil.com/?ph=08081570192", "phone-link"},
		{"microsoft-help.com/08081570192", "brand-link phone-link"},
	}
	for _, tt := range tests {
		t.Run(tt.link, func(t *testing.T) {
			if got := strings.Join(set.judgeLink(text.ParseAddress(tt.link)), " "); got != tt.want {
				t.Errorf("judgeLink(%q) = %q, want %q", tt.link, got, tt.want)
			}
		})
	}
}

func TestHiddenLinks(t *testing.T) {
	var cues []Record
	for _, l := range append([]string{"link"}, linkLists...) {
		cues = append(cues, Record{ID: l, Phrases: []string{"<" + l + ">"}})
	}
	set := compile(t, cues...)
	tests := []struct {
		name, body string
		link       text.Link
		want       string
	}{
		{"another target", "go to microsoft.com", text.Link{Shown: "microsoft.com", Target: "http://evil.example"}, "link own-link masked-link"},
		{"words", "log in here", text.Link{Shown: "here", Target: "http://evil.example"}, "link"},
		{"the same", "go to microsoft.com", text.Link{Shown: "microsoft.com", Target: "http://microsoft.com/x"}, "link own-link"},
		{"the same owner", "go to www.microsoft.com", text.Link{Shown: "www.microsoft.com", Target: "http://login.microsoft.com/x"}, "link own-link"},
		{"brand in the target", "log in here", text.Link{Shown: "here", Target: "http://paypal.evil.example"}, "link brand-link"},
		{"script", "log in here", text.Link{Shown: "here", Target: "javascript:x"}, "link odd-link"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := map[string]bool{}
			for _, h := range set.Find(text.Fold(tt.body, tt.link)).Hits {
				got[set.Name(h.Cue)] = true
			}
			for _, l := range append([]string{"link"}, linkLists...) {
				want := strings.Contains(" "+tt.want+" ", " "+l+" ")
				if got[l] != want {
					t.Errorf("%s = %v, want %v", l, got[l], want)
				}
			}
		})
	}
}

func TestNear(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"amazon", "amazon", true}, {"amazom", "amazon", true}, {"amazn", "amazon", true}, {"amazoon", "amazon", true}, {"amzaon", "amazon", true},
		{"amazons", "amazon", false}, {"floyds", "lloyds", false}, {"amaz", "amazon", false}, {"", "amazon", false}, {"a", "", false}, {"", "", false},
	}
	for _, tt := range tests {
		if got := near(tt.a, tt.b); got != tt.want {
			t.Errorf("near(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
