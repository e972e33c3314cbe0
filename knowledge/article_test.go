package knowledge

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/scan"
)

// TestArticleTable keeps the table in the content README true: everything it
// names exists.
func TestArticleTable(t *testing.T) {
	b := base(t)
	readme := string(must(fs.ReadFile(embedded, "content/README.md")))
	_, table, ok := strings.Cut(readme, "## Where the article lives")
	names := regexp.MustCompile("`(topic|flag|sign|situation|step|fact|say):([a-z0-9.-]+)`").FindAllStringSubmatch(table, -1)
	if !ok || len(names) < 60 {
		t.Fatalf("the table names %d things; it is not being read", len(names))
	}
	for _, n := range names {
		if !b.has(n[1], n[2]) {
			t.Errorf("the README names %s %q, which does not exist", n[1], n[2])
		}
	}
}

// has reports whether the content holds a thing of that kind and id.
func (b *Base) has(kind, id string) bool {
	ok := false
	switch kind {
	case "topic":
		_, ok = b.Topic(id)
	case "flag":
		ok = b.scanner.Flag(id) != nil
	case "sign":
		ok = slices.Contains(scan.Signs, id) && b.hasSign(id)
	case "situation":
		_, ok = b.Situation(id)
	case "step":
		_, ok = b.Step(id)
	case "fact":
		_, ok = b.Fact(id)
	case "say":
		ok = b.Say(id) != ""
	}
	return ok
}

// hasSign reports whether a red flag has the sign.
func (b *Base) hasSign(sign string) bool {
	for _, it := range b.content.flags {
		if it.Value.Sign == sign {
			return true
		}
	}
	return false
}

// TestEverySignHasAFlag: each sign that the interface promises is found by some
// red flag.
func TestEverySignHasAFlag(t *testing.T) {
	b := base(t)
	for _, s := range scan.Signs {
		if !b.hasSign(s) && s != "wording" { // the second opinion's own
			t.Errorf("no red flag has the sign %q", s)
		}
	}
}

// TestEveryScriptHasAFlag: each script of the families that the first issue
// names is stood for by some red flag.
func TestEveryScriptHasAFlag(t *testing.T) {
	have := map[string]bool{}
	for _, it := range base(t).content.flags {
		for _, s := range it.Value.Scripts {
			have[s] = true
		}
	}
	var want []string
	for family, n := range map[string]int{"TS": 36, "BK": 5, "GV": 4, "FM": 3, "RC": 2, "AC": 5} {
		for i := 1; i <= n; i++ {
			want = append(want, family+"-"+string(rune('0'+i/10))+string(rune('0'+i%10)))
		}
	}
	for _, s := range append(want, "TS-15b") {
		if !have[s] {
			t.Errorf("no red flag stands for %s", s)
		}
	}
}
