package relay_test

import (
	"testing"

	"hangup/adapters/telegram/telegramtest"
)

// token is the bot's.
const token = telegramtest.Token

// town is a Telegram whose people are known by the numbers of their chats.
type town struct{ *telegramtest.Server }

func newTown(t *testing.T) town {
	t.Helper()
	return town{telegramtest.New(t)}
}

// Push lets a person write into a private chat. more are further fields of the
// message, such as forward_origin.
func (w town) Push(chat int64, text string, more map[string]any) {
	p := w.PersonAs(chat, "Ann")
	p.Private().Say(p, text, more)
}
