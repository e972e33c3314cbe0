package telegram

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// pressed is the callback data of a button that was pressed already; pressing
// it again does nothing.
const pressed = "-"

// chosen stands before the label of a pressed button.
const chosen = "✓ "

// maxBeside is the longest label, in characters, of which two stand side by side.
const maxBeside = 14

// keyboard makes the buttons of a reply, "" if there are none. In a private
// chat a button that leads there is left out.
func (a *Adapter) keyboard(choices []bot.Choice, private bool) string {
	var rows [][]tgbotapi.InlineKeyboardButton
	beside := false
	for _, c := range choices {
		b, ok := a.button(c, private)
		if !ok {
			continue
		}
		short := utf8.RuneCountInString(b.Text) <= maxBeside
		if last := len(rows) - 1; beside && short {
			rows[last] = append(rows[last], b)
			beside = false
			continue
		}
		rows = append(rows, []tgbotapi.InlineKeyboardButton{b})
		beside = short
	}
	return markup(rows)
}

// button makes one button; not ok where it has no use.
func (a *Adapter) button(c bot.Choice, private bool) (tgbotapi.InlineKeyboardButton, bool) {
	label := visible(c.Label)
	switch opens := c.Opens(); {
	case opens == bot.Alone && private:
		return tgbotapi.InlineKeyboardButton{}, false
	case opens == bot.Alone && a.link("start", "check") != "":
		return tgbotapi.NewInlineKeyboardButtonURL(label, a.link("start", "check")), true
	case opens == bot.Share && a.link("start", "check") != "":
		_, code, _ := strings.Cut(c.ID, ":")
		return tgbotapi.NewInlineKeyboardButtonURL(label, a.shareLink(code)), true
	case opens == bot.NewGroup && a.link("startgroup", "family") != "":
		return tgbotapi.NewInlineKeyboardButtonURL(label, a.groupLink()), true
	}
	return tgbotapi.NewInlineKeyboardButtonData(label, c.ID), label != "" && len(c.ID) > 0 && len(c.ID) <= maxCallback
}

func markup(rows [][]tgbotapi.InlineKeyboardButton) string {
	if len(rows) == 0 {
		return ""
	}
	raw, _ := json.Marshal(tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows}) //nolint:errchkjson // strings always have a form
	return string(raw)
}

// link is a deep link to the bot, "" while its name is not known.
func (a *Adapter) link(kind, word string) string {
	me := a.me()
	if me.Username == "" {
		return ""
	}
	return "https://t.me/" + me.Username + "?" + kind + "=" + word
}

// groupLink adds the bot to a group. Where privacy mode keeps messages from it,
// it asks for the smallest right that makes it see them.
func (a *Adapter) groupLink() string {
	l := a.link("startgroup", "family")
	if !a.me().ReadsAll {
		l += "&admin=manage_chat"
	}
	return l
}

// shareLink lets the person pick whom to send a code to, as a link that opens us.
func (a *Adapter) shareLink(code string) string {
	q := url.Values{"url": {a.link("start", code)}}
	if words := a.words["share"]; words != "" {
		q.Set("text", words)
	}
	return "https://t.me/share/url?" + q.Encode()
}

// showChosen is the keyboard of a message in which one button was pressed: that
// one alone. "" if the button is not there any more.
func showChosen(k *tgbotapi.InlineKeyboardMarkup, data string) string {
	if k == nil {
		return ""
	}
	for _, row := range k.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != nil && *b.CallbackData == data {
				return markup([][]tgbotapi.InlineKeyboardButton{{tgbotapi.NewInlineKeyboardButtonData(chosen+b.Text, pressed)}})
			}
		}
	}
	return ""
}
