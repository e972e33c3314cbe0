package telegramtest

import (
	"regexp"
	"unicode/utf16"
)

var typed = regexp.MustCompile(`(?i)(^|\s)(/[a-z0-9_]+(?:@[a-z0-9_]+)?|@[a-z][a-z0-9_]{3,}|https?://\S+)`)

// found finds the entities of typed words.
func found(words string) []map[string]any {
	var out []map[string]any
	for _, at := range typed.FindAllStringSubmatchIndex(words, -1) {
		kind := map[byte]string{'/': "bot_command", '@': "mention"}[words[at[4]]]
		if kind == "" {
			kind = "url"
		}
		out = append(out, map[string]any{"type": kind, "offset": len16(words[:at[4]]), "length": len16(words[at[4]:at[5]])})
	}
	return out
}

func len16(s string) int { return len(utf16.Encode([]rune(s))) }
