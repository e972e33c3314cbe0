package telegram

import (
	"context"
	"encoding/json"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The bounds of an inline answer (core.telegram.org/bots/api, InlineQueryResult).
const (
	maxResultID = 64
	maxTitle    = 120 // characters; more would not be seen
	cardKept    = "30"
)

// card is an inline result that sends a verdict. The library's type cannot
// turn previews off.
type card struct {
	Type        string      `json:"type"`
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Content     cardContent `json:"input_message_content"`
	Keyboard    any         `json:"reply_markup,omitempty"`
}

type cardContent struct {
	Text    string          `json:"message_text"`
	Mode    string          `json:"parse_mode"`
	Preview json.RawMessage `json:"link_preview_options"`
}

// answerInline answers "@bot words" with one card: the verdict, ready to send.
func (a *Adapter) answerInline(ctx context.Context, query string, d bot.Delivery) error {
	pieces := a.calm.render(d.Reply)
	if len(pieces) == 0 {
		return a.inlineNothing(ctx, query)
	}
	c := card{
		Type: "article", ID: "v" + query[:min(len(query), maxResultID-1)], Title: firstOf(visible(d.Reply.Lead), maxTitle),
		Description: a.words["card-hint"],
		Content:     cardContent{Text: pieces[0].html, Mode: tgbotapi.ModeHTML, Preview: json.RawMessage(noPreview)},
	}
	if l := a.link("start", "check"); l != "" && a.words["card-button"] != "" {
		c.Keyboard = tgbotapi.NewInlineKeyboardMarkup([]tgbotapi.InlineKeyboardButton{tgbotapi.NewInlineKeyboardButtonURL(a.words["card-button"], l)})
	}
	results, _ := json.Marshal([]card{c}) //nolint:errchkjson // strings always have a form
	return a.api.call(ctx, "answerInlineQuery", tgbotapi.Params{
		"inline_query_id": query, "results": string(results), "is_personal": "true", "cache_time": cardKept,
	}, nil)
}

// inlineNothing answers an inline query that is no message yet with the way to
// the private chat.
func (a *Adapter) inlineNothing(ctx context.Context, query string) error {
	p := tgbotapi.Params{"inline_query_id": query, "results": "[]", "is_personal": "true", "cache_time": cardKept}
	if hint := a.words["inline-hint"]; hint != "" {
		raw, _ := json.Marshal(map[string]string{"text": hint, "start_parameter": "check"}) //nolint:errchkjson // strings always have a form
		p["button"] = string(raw)
	}
	return a.api.call(ctx, "answerInlineQuery", p, nil)
}

// firstOf is at most n characters of s.
func firstOf(s string, n int) string {
	rs := []rune(strings.TrimSpace(s))
	return string(rs[:min(n, len(rs))])
}
