package discord

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"hangup/bot"
)

// blank reports whether m holds nothing at all, as messages do whose words
// Discord keeps from us.
func (m *message) blank() bool {
	return !m.forwarded() && m.Content == "" && len(m.Files) == 0 && len(m.Embeds) == 0 && len(m.Stickers) == 0 && m.Poll == nil && len(parts(m.Components)) == 0
}

// quotes is all of m as somebody else's words; what it passes on stands by itself.
func (m *message) quotes() []bot.Quote {
	at := fileRef{Channel: m.Channel, Message: m.ID}
	out := filled(m.asQuote(m.Mentions, m.Author.shown(), false, m.Flags, at))
	for _, s := range m.Snapshots {
		out = append(out, s.Message.asQuote(s.Message.Mentions, "", true, s.Message.Flags, at))
	}
	return out
}

// asQuote is words as somebody else's.
func (w *words) asQuote(named []user, from string, forwarded bool, flags int64, at fileRef) bot.Quote {
	q := bot.Quote{From: clean(from), Forwarded: forwarded, Attachments: w.attachments(flags, at)}
	q.Text, q.Links = readable(w.Content, named)
	for _, b := range w.beside() {
		q.Text = strings.TrimSpace(q.Text + "\n" + b.Text)
		q.Links = append(q.Links, b.Links...)
	}
	q.Links = append(q.Links, w.buttons()...)
	return q
}

// filled is q, unless there is nothing in it.
func filled(q bot.Quote) []bot.Quote {
	if q.Text == "" && len(q.Links) == 0 && len(q.Attachments) == 0 {
		return nil
	}
	return []bot.Quote{q}
}

// beside is what stands in a message besides what was typed: cards, polls, and
// the texts of a layout.
func (w *words) beside() []bot.Quote {
	var ls []string
	var links []bot.Link
	for _, e := range w.Embeds {
		ls = append(ls, e.lines()...)
		if e.URL != "" {
			links = append(links, bot.Link{Shown: clean(e.Title), Target: clean(e.URL)})
		}
	}
	if p := w.Poll; p != nil {
		ls = append(ls, p.Question.Text)
		for _, x := range p.Answers {
			ls = append(ls, x.Media.Text)
		}
	}
	for _, p := range parts(w.Components) {
		ls = append(ls, p.Content)
	}
	text, more := readable(strings.Join(filledLines(ls), "\n"), nil)
	return filled(bot.Quote{Text: text, Links: append(links, more...)})
}

func (e *embed) lines() []string {
	var out []string
	if e.Author != nil {
		out = append(out, e.Author.Name)
	}
	out = append(out, e.Title, e.Text)
	for _, f := range e.Fields {
		out = append(out, f.Name, f.Value)
	}
	if e.Footer != nil {
		out = append(out, e.Footer.Text)
	}
	return out
}

func filledLines(ls []string) []string {
	var out []string
	for _, l := range ls {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

// part is one component of a layout, of whatever type.
type part struct {
	Type    int    `json:"type"`
	Content string `json:"content"` // of a text
	Label   string `json:"label"`
	URL     string `json:"url"` // of a button that leads elsewhere
}

// maxDepth is how deep components may lie in each other.
const maxDepth = 6

// parts finds the texts and links of components, whatever else they are.
func parts(raw json.RawMessage) []part { return partsIn(raw, maxDepth) }

func partsIn(raw json.RawMessage, depth int) []part {
	var all []json.RawMessage
	if depth == 0 || json.Unmarshal(raw, &all) != nil {
		return nil
	}
	var out []part
	for _, one := range all {
		var p part
		if json.Unmarshal(one, &p) == nil && (p.Content != "" || p.URL != "") {
			out = append(out, p)
		}
		var in struct {
			Inner json.RawMessage `json:"components"`
			Side  json.RawMessage `json:"accessory"`
		}
		if json.Unmarshal(one, &in) == nil {
			out = append(out, partsIn(in.Inner, depth-1)...)
			if len(in.Side) > 0 {
				out = append(out, partsIn(json.RawMessage("["+string(in.Side)+"]"), depth-1)...)
			}
		}
	}
	return out
}

// buttons are the links behind the buttons of a message that a bot made.
func (w *words) buttons() []bot.Link {
	var out []bot.Link
	for _, p := range parts(w.Components) {
		if p.URL != "" {
			out = append(out, bot.Link{Shown: clean(p.Label), Target: clean(p.URL)})
		}
	}
	return out
}

// attachments are the things in a message that are no words.
func (w *words) attachments(flags int64, at fileRef) []bot.Attachment {
	var out []bot.Attachment
	for _, f := range w.Files {
		out = append(out, f.attachment(flags, at))
	}
	for range w.Stickers {
		out = append(out, bot.Attachment{Kind: bot.Sticker})
	}
	return out
}

func (f *file) attachment(flags int64, at fileRef) bot.Attachment {
	at.URL, at.ID = f.URL, f.ID
	out := bot.Attachment{Kind: bot.DocFile, MediaType: f.Mime, Name: f.Name, Size: f.Size, Ref: at.String()}
	switch kind, _, _ := strings.Cut(f.Mime, "/"); {
	case kind == "audio" || flags&flagVoice != 0 || f.Wave != "":
		out.Kind = bot.Voice
	case kind == "image":
		out.Kind = bot.Picture
	case kind == "video":
		out.Kind = bot.Video
	}
	if f.URL == "" {
		out.Ref = ""
	}
	return out
}

var (
	// masked is a link whose words need not show where it leads.
	masked = regexp.MustCompile(`\[([^\[\]\n]{1,300})\]\(<?(https?://[^\s()<>]+(?:\([^\s()<>]*\))?[^\s()<>]*)>?(?: "[^"\n]*")?\)`)
	// plainLink is a link that shows no preview.
	plainLink = regexp.MustCompile(`<((?:https?|tel|mailto|sms):[^\s<>]+)>`)
	mention   = regexp.MustCompile(`<@!?([0-9]+)>`)
	emoji     = regexp.MustCompile(`<a?(:[A-Za-z0-9_]+:)[0-9]+>`)
)

// readable is text as people see it, with the links behind its words: Discord
// writes names, pictures and links as marks.
func readable(text string, named []user) (string, []bot.Link) {
	text = clean(text)
	var links []bot.Link
	text = masked.ReplaceAllStringFunc(text, func(m string) string {
		x := masked.FindStringSubmatch(m)
		links = append(links, bot.Link{Shown: x[1], Target: x[2]})
		return x[1]
	})
	text = plainLink.ReplaceAllString(text, "$1")
	text = emoji.ReplaceAllString(text, "$1")
	text = mention.ReplaceAllStringFunc(text, func(m string) string {
		id := mention.FindStringSubmatch(m)[1]
		for _, u := range named {
			if u.ID == id && u.shown() != "" {
				return "@" + clean(u.shown())
			}
		}
		return m
	})
	return text, links
}

// clean makes text valid and drops what no keyboard makes; what hides words
// stays, because it is a sign.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
