package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The commands that are listed, by who sees the list. All others work too.
var (
	privateCommands = []string{"check", "now", "ask", "report", "letter", "family", "practice", "card", "region", "privacy", "forget", "help"}
	groupCommands   = []string{"check", "now", "status", "help"}
	adminCommands   = []string{"check", "now", "settings", "status", "help"}
)

// The most characters of descriptions (setMyDescription, setMyShortDescription).
const (
	maxDescription = 512
	maxShort       = 120
)

// setting is one request of the set-up.
type setting struct {
	method string
	params tgbotapi.Params
}

// setUp tells Telegram what to show of the bot. What fails is tried again at
// the next start.
func (a *Adapter) setUp(ctx context.Context) {
	for _, s := range a.settings() {
		if a.shows(ctx, s) {
			continue
		}
		if err := a.api.call(ctx, s.method, s.params, nil); err != nil && ctx.Err() == nil {
			a.log.Warn("a part of the set-up failed", "platform", platform, "method", s.method, "code", codeOf(err))
		}
	}
}

// shows reports whether Telegram shows a description already. Setting them is
// what Telegram soon has enough of, and every start asks for all of them.
func (a *Adapter) shows(ctx context.Context, s setting) bool {
	field, described := map[string]string{"setMyDescription": "description", "setMyShortDescription": "short_description"}[s.method]
	if !described {
		return false
	}
	var is map[string]string
	p := tgbotapi.Params{}
	p.AddNonEmpty("language_code", s.params["language_code"])
	err := a.api.call(ctx, "get"+strings.TrimPrefix(s.method, "set"), p, &is)
	return err == nil && is[field] == s.params[field]
}

func (a *Adapter) settings() []setting {
	out := []setting{
		{"setMyCommands", a.commands("all_private_chats", privateCommands)},
		{"setMyCommands", a.commands("all_group_chats", groupCommands)},
		{"setMyCommands", a.commands("all_chat_administrators", adminCommands)},
		{"setMyDescription", tgbotapi.Params{"description": firstOf(a.words["description"], maxDescription)}},
		{"setMyShortDescription", tgbotapi.Params{"short_description": firstOf(a.words["short-description"], maxShort)}},
		{"setChatMenuButton", tgbotapi.Params{"menu_button": `{"type":"commands"}`}},
	}
	return append(out, a.abroad()...)
}

// abroad is what people see whose Telegram speaks another language. The lists of
// commands are shown to everybody as they are.
func (a *Adapter) abroad() []setting {
	var out []setting
	for _, key := range slices.Sorted(maps.Keys(a.words)) {
		language, ok := strings.CutPrefix(key, "short-description-")
		if !ok {
			continue
		}
		short := a.words[key]
		whole := strings.TrimSpace(a.words["first-"+language] + "\n" + short)
		out = append(out,
			setting{"setMyDescription", tgbotapi.Params{"description": firstOf(whole, maxDescription), "language_code": language}},
			setting{"setMyShortDescription", tgbotapi.Params{"short_description": firstOf(short, maxShort), "language_code": language}})
	}
	return out
}

// commands makes the list of one scope.
func (a *Adapter) commands(scope string, names []string) tgbotapi.Params {
	var list []tgbotapi.BotCommand
	for _, n := range names {
		if says := a.words["command-"+n]; says != "" {
			list = append(list, tgbotapi.BotCommand{Command: n, Description: says})
		}
	}
	raw, _ := json.Marshal(list) //nolint:errchkjson // strings always have a form
	return tgbotapi.Params{"commands": string(raw), "scope": `{"type":"` + scope + `"}`}
}

// Health is what Telegram says of the bot.
type Health struct {
	Username string
	ReadsAll bool // privacy mode is off
	Inline   bool // inline mode is on
	Webhook  string
	Waiting  int // updates that Telegram keeps for us
}

// Check asks Telegram who the bot is and how it is set. The error is one clear
// sentence.
func (a *Adapter) Check(ctx context.Context) (Health, error) {
	if err := a.learn(ctx); err != nil {
		if tokenWrong(err) {
			return Health{}, errToken
		}
		return Health{}, errors.New("telegram does not answer; is this machine online, and TELEGRAM_API_URL right?")
	}
	me := a.me()
	h := Health{Username: me.Username, ReadsAll: me.ReadsAll, Inline: me.Inline}
	var hook struct {
		URL     string `json:"url"`
		Waiting int    `json:"pending_update_count"`
	}
	if err := a.api.call(ctx, "getWebhookInfo", nil, &hook); err == nil {
		h.Webhook, h.Waiting = hook.URL, hook.Waiting
	}
	return h, nil
}
