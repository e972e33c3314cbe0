package telegram

import (
	"context"
	"encoding/json"
	"errors"

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
		if err := a.api.call(ctx, s.method, s.params, nil); err != nil && ctx.Err() == nil {
			a.log.Warn("a part of the set-up failed", "platform", platform, "method", s.method, "code", codeOf(err))
		}
	}
}

func (a *Adapter) settings() []setting {
	return []setting{
		{"setMyCommands", a.commands("all_private_chats", privateCommands)},
		{"setMyCommands", a.commands("all_group_chats", groupCommands)},
		{"setMyCommands", a.commands("all_chat_administrators", adminCommands)},
		{"setMyDescription", tgbotapi.Params{"description": firstOf(a.words["description"], maxDescription)}},
		{"setMyShortDescription", tgbotapi.Params{"short_description": firstOf(a.words["short-description"], maxShort)}},
		{"setChatMenuButton", tgbotapi.Params{"menu_button": `{"type":"commands"}`}},
	}
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
