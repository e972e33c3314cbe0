package web

import (
	"fmt"
	"slices"
	"strings"
)

// wordKeys are the texts the page cannot do without.
var wordKeys = []string{
	"name", "title", "answer-title", "tagline", "skip", "main-label", "now-button", "now-hint",
	"check-title", "check-label", "check-hint", "check-file", "check-button",
	"ask-title", "ask-label", "ask-hint", "ask-button",
	"talk-title", "you", "reply", "you-checked", "you-asked", "you-chose", "choices-label", "working", "here",
	"print-button", "card-name", "card-title", "card-hint", "card-print", "card-close", "card-notes", "phone-link", "phone-title", "phone-pdf", "file-button",
	"letter-link", "letter-title", "letter-which", "letter-intro", "letter-others", "letter-made", "letter-before", "letter-again", "letter-secrets", "letter-none", "letter-button", "letter-kept",
	"privacy-title", "privacy", "privacy-button", "forget-button", "not-us", "foot-label",
	"crisis-title", "crisis-hang-up", "crisis-cut-off", "crisis-bank",
	"slow", "too-long", "broken", "offline", "foreign", "unread-form", "gone", "missing",
	"not-json", "field", "field-type",
}

// WordKeys lists the keys that Options.Words must hold. The caller may change the slice.
func WordKeys() []string { return slices.Clone(wordKeys) }

func missingWords(words map[string]string) error {
	var missing []string
	for _, k := range wordKeys {
		if strings.TrimSpace(words[k]) == "" {
			missing = append(missing, k)
		}
	}
	if missing != nil {
		return fmt.Errorf("web: texts are missing from say/web.yaml: %s", strings.Join(missing, ", "))
	}
	return nil
}

// say is the text of key with its {places} filled from pairs of name and value.
func say(words map[string]string, key string, pairs ...string) string {
	text := words[key]
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

func (d *Door) say(key string, pairs ...string) string { return say(d.opts.Words, key, pairs...) }
