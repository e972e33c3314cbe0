package telegram

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// fill puts words, quotes and attachments of m into out, each where it belongs,
// and says whether and how the bot is meant.
func (a *Adapter) fill(ctx context.Context, out *bot.Message, m *message) {
	me := a.me()
	group := out.Chat.Kind == bot.Group
	out.Addressed = !group
	text, entities := m.words()
	if m.forwarded() {
		out.Quotes = append(out.Quotes, m.asQuote(true))
	} else {
		out.Text, out.Links = clean(text), linksOf(text, entities)
		out.Links = append(out.Links, m.buttons()...)
		out.Attachments = m.attachments()
		out.Quotes = filled(bot.Quote{Text: clean(m.listed())})
		a.readOwn(out, text, entities, me)
	}
	if m.ReplyTo != nil && m.ReplyTo.From.id() == me.ID && me.ID != 0 && len(m.ReplyTo.TopicCreated) == 0 {
		out.Addressed = true
	}
	if out.Addressed || m.External != nil {
		out.Quotes = append(out.Quotes, m.repliedTo(me)...)
	}
	if group {
		out.Role = a.roleOf(ctx, m, out)
		out.CanRead = !out.Addressed || a.canRead(ctx, out.Chat.ID) // what is not for us comes only where we get all
	}
	var h aim
	if m.SenderChat == nil {
		h.User = out.From // who speaks for a group or channel has no chat of their own
	}
	if group || m.forwarded() {
		h.Message = m.ID
	}
	out.Handle = h.String()
}

// readOwn reads the command and the mention out of the sender's own words.
func (a *Adapter) readOwn(out *bot.Message, text string, entities []tgbotapi.MessageEntity, me self) {
	if mentions(text, entities, me) {
		out.Addressed = true
		out.Text = strings.TrimSpace(withoutName(out.Text, me.Username))
	}
	name, to, rest := commandOf(out.Text)
	switch {
	case name == "":
	case me.ours(name, to):
		out.Command, out.Text, out.Addressed = name, rest, true
	case to != "" && out.Chat.Kind == bot.Group:
		out.Addressed = false // another bot's
	}
}

// words are what m says: its text or its caption.
func (m *message) words() (string, []tgbotapi.MessageEntity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEntities
}

// asQuote is all of m as somebody else's words.
func (m *message) asQuote(forwarded bool) bot.Quote {
	text, entities := m.words()
	q := bot.Quote{Text: clean(text), Links: linksOf(text, entities), Forwarded: forwarded, From: m.author(), Attachments: m.attachments()}
	q.Links = append(q.Links, m.buttons()...)
	if more := m.listed(); more != "" {
		q.Text = strings.TrimSpace(q.Text + "\n" + clean(more))
	}
	return q
}

// author is who Telegram says wrote m first.
func (m *message) author() string {
	switch {
	case m.Origin != nil:
		return m.Origin.author()
	case m.ForwardChat != nil:
		return m.ForwardChat.Title
	case m.ForwardName != "":
		return m.ForwardName
	case m.ForwardFrom != nil:
		return m.ForwardFrom.name()
	case m.SenderChat != nil:
		return m.SenderChat.Title
	}
	return m.From.name()
}

func (o *origin) author() string {
	switch {
	case o == nil:
		return ""
	case o.User != nil:
		return o.User.name()
	case o.UserName != "":
		return o.UserName
	case o.Chat != nil:
		return o.Chat.Title
	case o.SenderChat != nil:
		return o.SenderChat.Title
	}
	return ""
}

// repliedTo are the words that m answers: the part it quotes, a message of
// another chat, or the message above. Our own are left out.
func (m *message) repliedTo(me self) []bot.Quote {
	r := m.ReplyTo
	switch {
	case r != nil && (r.From.id() == me.ID || len(r.TopicCreated) > 0):
		return nil
	case m.Quote != nil && m.Quote.Text != "" && (m.Quote.Manual || r == nil):
		q := bot.Quote{Text: clean(m.Quote.Text), Links: linksOf(m.Quote.Text, m.Quote.Entities)}
		if r != nil {
			q.From = r.author()
		} else if m.External != nil {
			q.From = m.External.Origin.author()
		}
		return []bot.Quote{q}
	case r != nil:
		return filled(r.asQuote(r.forwarded()))
	case m.External != nil:
		return filled(m.External.asQuote())
	}
	return nil
}

// filled is q, unless there is nothing in it.
func filled(q bot.Quote) []bot.Quote {
	if q.Text == "" && len(q.Links) == 0 && len(q.Attachments) == 0 {
		return nil
	}
	return []bot.Quote{q}
}

func (e *external) asQuote() bot.Quote {
	q := bot.Quote{From: e.Origin.author(), Attachments: e.attachments(), Text: clean(e.listed())}
	if e.Preview != nil && e.Preview.URL != "" {
		q.Links = []bot.Link{{Target: clean(e.Preview.URL)}}
	}
	return q
}

// linksOf are the links whose words need not show where they lead. Offsets
// count UTF-16 units; those that lie outside the text are left out.
func linksOf(text string, entities []tgbotapi.MessageEntity) []bot.Link {
	var out []bot.Link
	for _, e := range entities {
		if e.Type == "text_link" && e.URL != "" {
			out = append(out, bot.Link{Shown: clean(part(text, e)), Target: clean(e.URL)})
		}
	}
	return out
}

// part is what an entity covers, "" if it lies outside the text.
func part(text string, e tgbotapi.MessageEntity) string {
	units := utf16.Encode([]rune(text))
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// buttons are the links behind the buttons of a message that a bot made.
func (m *message) buttons() []bot.Link {
	var out []bot.Link
	if m.Keyboard == nil {
		return nil
	}
	for _, row := range m.Keyboard.InlineKeyboard {
		for _, b := range row {
			if b.URL != nil && *b.URL != "" {
				out = append(out, bot.Link{Shown: clean(b.Text), Target: clean(*b.URL)})
			}
		}
	}
	return out
}

// mentions reports whether the bot is named.
func mentions(text string, entities []tgbotapi.MessageEntity, me self) bool {
	for _, e := range entities {
		if e.Type == "mention" && me.Username != "" && strings.EqualFold(part(text, e), "@"+me.Username) {
			return true
		}
		if e.Type == "text_mention" && e.User != nil && e.User.ID == me.ID {
			return true
		}
	}
	return false
}

// withoutName takes the bot's name out of words.
func withoutName(text, name string) string {
	at := strings.Index(strings.ToLower(text), "@"+strings.ToLower(name))
	if name == "" || at < 0 || at+1+len(name) > len(text) {
		return text
	}
	return strings.TrimSpace(text[:at]) + " " + strings.TrimLeft(text[at+1+len(name):], " ,:")
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
