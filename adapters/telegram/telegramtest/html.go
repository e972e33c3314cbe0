package telegramtest

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// Entity is a part of a text with markup; offsets count UTF-16 units.
type Entity struct {
	Type           string
	Offset, Length int
	URL            string
}

// tags are those of the HTML style (core.telegram.org/bots/api#html-style).
var tags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline", "s": "strikethrough",
	"strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
	"tg-spoiler": "spoiler",
}

var (
	anyTag    = regexp.MustCompile(`^<(/?)([a-z-]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>`)
	named     = regexp.MustCompile(`^&(lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);`)
	reference = regexp.MustCompile(`href="([^"]*)"`)
)

type openTag struct {
	name string
	e    Entity
}

// parseHTML applies markup as the Bot API does: unknown tags, bare "<" and
// wrongly nested tags are errors.
func parseHTML(s string) (string, []Entity, error) {
	var out strings.Builder
	var open []openTag
	var done []Entity
	at := 0 // in UTF-16 units
	for i := 0; i < len(s); {
		switch {
		case s[i] == '<':
			m := anyTag.FindStringSubmatch(s[i:])
			if m == nil {
				return "", nil, fmt.Errorf("Unsupported start tag at byte offset %d", i) //nolint:staticcheck,revive // Telegram's words
			}
			kind, known := tags[m[2]]
			if !known {
				return "", nil, fmt.Errorf("Unsupported start tag %q at byte offset %d", m[2], i) //nolint:staticcheck,revive // Telegram's words
			}
			if m[1] == "" {
				e := Entity{Type: kind, Offset: at}
				if href := reference.FindStringSubmatch(m[3]); href != nil {
					e.URL = html.UnescapeString(href[1])
				}
				if kind == "blockquote" && slices.ContainsFunc(open, func(o openTag) bool { return o.name == "blockquote" }) {
					return "", nil, fmt.Errorf("blockquote can't be nested at byte offset %d", i)
				}
				open = append(open, openTag{m[2], e})
			} else {
				last := len(open) - 1
				if last < 0 || open[last].name != m[2] {
					return "", nil, fmt.Errorf("Unmatched end tag at byte offset %d", i) //nolint:staticcheck,revive // Telegram's words
				}
				if e := open[last].e; at > e.Offset {
					e.Length = at - e.Offset
					done = append(done, e)
				}
				open = open[:last]
			}
			i += len(m[0])
		default:
			text := s[i : i+1]
			step := 1
			if m := named.FindString(s[i:]); m != "" {
				text, step = html.UnescapeString(m), len(m)
			} else {
				r := []rune(s[i:min(len(s), i+4)])[0]
				text = string(r)
				step = len(text)
			}
			out.WriteString(text)
			at += len(utf16.Encode([]rune(text)))
			i += step
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", open[len(open)-1].name) //nolint:staticcheck,revive // Telegram's words
	}
	return out.String(), done, nil
}

// tappables are what Telegram's apps turn into something to tap in bare text:
// addresses, mail, names, tags and numbers (MessageEntity, and the number
// detection of the apps, which is wider).
var tappables = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\b(?:https?|ftp|tg|tel)://\S+`),
	regexp.MustCompile(`(?i)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.\p{L}{2,}(?:/\S*)?`),
	regexp.MustCompile(`(?:^|[^\p{L}\p{N}])@[A-Za-z][A-Za-z0-9_]{3,}`),
	regexp.MustCompile(`[#$][\p{L}][\p{L}\p{N}_]*`),
	regexp.MustCompile(`\+?\(?\d(?:[ \x{00A0}().\-–]{0,2}\d){6,}`),
}

// Tappable lists what a person could tap in the text of a message.
func (m Sent) Tappable() []string {
	var out []string
	for _, re := range tappables {
		for _, hit := range re.FindAllString(m.Text, -1) {
			out = append(out, strings.TrimSpace(hit))
		}
	}
	for _, e := range m.Entities {
		if e.URL != "" {
			out = append(out, e.URL)
		}
	}
	return out
}
