package telegramtest

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
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

// parser applies markup as the Bot API does.
type parser struct {
	rest string
	at   int // of rest in the whole, in bytes
	out  strings.Builder
	pos  int // in the text without markup, in UTF-16 units
	open []openTag
	done []Entity
}

// parseHTML applies markup: unknown tags, bare "<" and wrongly nested tags are
// errors, in Telegram's words.
func parseHTML(s string) (string, []Entity, error) {
	p := &parser{rest: s}
	for p.rest != "" {
		step, err := p.text(), error(nil)
		if p.rest[0] == '<' {
			step, err = p.tag()
		}
		if err != nil {
			return "", nil, err
		}
		p.rest, p.at = p.rest[step:], p.at+step
	}
	if n := len(p.open); n > 0 {
		return "", nil, p.wrong("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return p.out.String(), p.done, nil
}

func (p *parser) wrong(format string, args ...any) error {
	return fmt.Errorf(format+" at byte offset %d", append(args, p.at)...)
}

// text takes one character, or one named one, unless a tag begins here. It gives
// its length.
func (p *parser) text() int {
	if p.rest[0] == '<' {
		return 0
	}
	_, step := utf8.DecodeRuneInString(p.rest)
	text := p.rest[:step]
	if m := named.FindString(p.rest); m != "" {
		text, step = html.UnescapeString(m), len(m)
	}
	p.out.WriteString(text)
	p.pos += len16(text)
	return step
}

// tag takes one tag and gives its length.
func (p *parser) tag() (int, error) {
	m := anyTag.FindStringSubmatch(p.rest)
	if m == nil {
		return 0, p.wrong("Unsupported start tag")
	}
	kind, known := tags[m[2]]
	switch {
	case !known:
		return 0, p.wrong("Unsupported start tag %q", m[2])
	case m[1] != "":
		return len(m[0]), p.end(m[2])
	case kind == "blockquote" && slices.ContainsFunc(p.open, func(o openTag) bool { return o.name == "blockquote" }):
		return 0, p.wrong("blockquote can't be nested")
	}
	e := Entity{Type: kind, Offset: p.pos}
	if href := reference.FindStringSubmatch(m[3]); href != nil {
		e.URL = html.UnescapeString(href[1])
	}
	p.open = append(p.open, openTag{m[2], e})
	return len(m[0]), nil
}

// end closes a tag.
func (p *parser) end(name string) error {
	last := len(p.open) - 1
	if last < 0 || p.open[last].name != name {
		return p.wrong("Unmatched end tag")
	}
	if e := p.open[last].e; p.pos > e.Offset {
		e.Length = p.pos - e.Offset
		p.done = append(p.done, e)
	}
	p.open = p.open[:last]
	return nil
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
