package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pairs are the colours that meet on the page: foreground, ground, and the least
// contrast of WCAG 2 level AA (4.5 for text, 3 for edges of controls and focus).
var pairs = []struct {
	fore, ground string
	least        float64
}{
	{"ink", "paper", 4.5}, {"ink", "card", 4.5}, {"ink", "mine", 4.5}, {"ink", "quote-card", 4.5},
	{"soft", "paper", 4.5}, {"soft", "card", 4.5}, {"soft", "mine", 4.5},
	{"brand", "paper", 4.5}, {"brand", "card", 4.5}, {"brand", "mine", 4.5},
	{"on-brand", "brand", 4.5}, {"on-brand", "brand-deep", 4.5},
	{"on-now", "now", 4.5}, {"on-now", "now-deep", 4.5}, {"now", "paper", 3},
	{"line", "paper", 3}, {"line", "card", 3}, {"quote", "quote-card", 3},
	{"focus", "paper", 3}, {"focus", "card", 3},
}

func TestContrast(t *testing.T) {
	css, err := assetFS.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	all := roots(string(css))
	for _, scheme := range []string{"light", "dark"} {
		for _, p := range pairs {
			fore, ground := all[scheme][p.fore], all[scheme][p.ground]
			if fore == "" || ground == "" {
				t.Fatalf("%s: --%s or --%s is missing", scheme, p.fore, p.ground)
			}
			if got := contrast(fore, ground); got < p.least {
				t.Errorf("%s: --%s on --%s has contrast %.2f, want %.1f", scheme, p.fore, p.ground, got, p.least)
			}
		}
	}
}

// TestNoOtherColours keeps every colour among those that are checked.
func TestNoOtherColours(t *testing.T) {
	css, _ := assetFS.ReadFile("assets/style.css")
	for line := range strings.SplitSeq(string(css), "\n") {
		if strings.Contains(line, "#") && !strings.Contains(line, "--") {
			t.Errorf("a colour outside of the lists: %s", line)
		}
	}
}

var (
	root     = regexp.MustCompile(`(?s):root \{(.*?)\}`)
	property = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
)

// roots reads the colours of light, dark and print, which stand in this order.
func roots(css string) map[string]map[string]string {
	all := map[string]map[string]string{}
	for i, block := range root.FindAllStringSubmatch(css, 3) {
		colours := map[string]string{}
		for _, p := range property.FindAllStringSubmatch(block[1], -1) {
			colours[p[1]] = p[2]
		}
		all[[]string{"light", "dark", "print"}[i]] = colours
	}
	return all
}

func TestContrastIsComputedRight(t *testing.T) {
	if got := contrast("#000000", "#ffffff"); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white is %v, want 21", got)
	}
	if got := contrast("#767676", "#ffffff"); math.Abs(got-4.54) > 0.01 {
		t.Errorf("#767676 on white is %v, want 4.54", got)
	}
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of WCAG 2.
func luminance(colour string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
