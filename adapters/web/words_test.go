package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWordKeys keeps three lists the same: what the code asks for, what it
// demands, and what the content holds.
func TestWordKeys(t *testing.T) {
	used := usedKeys(t)
	words := realWords(t)
	for _, k := range wordKeys {
		if !used[k] {
			t.Errorf("%q is demanded but nothing shows it", k)
		}
		if words[k] == "" {
			t.Errorf("%q is missing from say/web.yaml", k)
		}
	}
	for k := range used {
		if !slices.Contains(wordKeys, k) {
			t.Errorf("%q is shown but not demanded", k)
		}
	}
	for k := range words {
		if !slices.Contains(wordKeys, k) {
			t.Errorf("%q is in say/web.yaml but nothing shows it", k)
		}
	}
}

var (
	inTemplate = regexp.MustCompile(`say "([a-z-]+)"`)
	inGo       = regexp.MustCompile(`(?:d\.say|d\.refusal)\("([a-z-]+)"|d\.refuse\(w, r, [A-Za-z.]+, "([a-z-]+)"`)
)

func usedKeys(t *testing.T) map[string]bool {
	t.Helper()
	used := map[string]bool{}
	for glob, pattern := range map[string]*regexp.Regexp{"templates/*.html": inTemplate, "*.go": inGo} {
		names, _ := filepath.Glob(glob)
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
				used[strings.Join(m[1:], "")] = !strings.HasSuffix(name, "_test.go") || used[strings.Join(m[1:], "")]
			}
		}
	}
	return used
}

func TestMissingWords(t *testing.T) {
	words := realWords(t)
	delete(words, "crisis-bank")
	words["ask-button"] = " "
	_, err := New(Options{Words: words, Converse: (&fakeTalk{}).converse})
	if err == nil || !strings.Contains(err.Error(), "ask-button, crisis-bank") {
		t.Errorf("New says %v, want both missing texts by name", err)
	}
	if _, err := New(Options{Words: realWords(t)}); err == nil {
		t.Error("New without Converse gives no error")
	}
}
