package discordtest

import (
	"regexp"
	"strings"
)

// inert stands for a sign behind a backslash while markup is looked for.
const inert = '\uF8FF'

var (
	// active is what an app would make something to press, to ring or to read otherwise.
	active = regexp.MustCompile("https?://[^\\s<]+|<(?:@[!&]?|#|:|a:|t:|/|id:)[^<>\\s]*>|<(?:https?|mailto|tel|sms)[^<>]*>|@everyone|@here|\\[[^\\[\\]\n]+\\]\\([^()\\s]+\\)|\\|\\||~~|`|__|(?:^|[^*\\w])[*_][^\\s*_]")
	starts = regexp.MustCompile(`(?m)^(?:(?:> )|(?:#{1,3} )|(?:-# ))`)
	bold   = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
	bullet = regexp.MustCompile(`(?m)^- `)
)

// See is text as a person sees it, and what in it is active: markup other than
// bold, quotes and lists, and whatever could be pressed or would ring.
func See(text string) (string, []string) {
	var kept []rune
	var masked strings.Builder
	rs := []rune(text)
	for i := 0; i < len(rs); i++ {
		if rs[i] == '\\' && i+1 < len(rs) && isSign(rs[i+1]) {
			i++
			kept = append(kept, rs[i])
			masked.WriteRune(inert)
			continue
		}
		masked.WriteRune(rs[i])
	}
	s := bold.ReplaceAllString(masked.String(), "$1")
	s = starts.ReplaceAllString(s, "")
	found := active.FindAllString(s, -1)
	s = bullet.ReplaceAllString(s, "• ")
	var out strings.Builder
	for _, r := range s {
		if r == inert && len(kept) > 0 {
			r = kept[0]
			kept = kept[1:]
		}
		out.WriteRune(r)
	}
	return out.String(), found
}

// isSign reports whether a backslash before r is taken off.
func isSign(r rune) bool { return strings.ContainsRune("\\*_~`|<>[]()#@:+-.!{}\"'/", r) }
