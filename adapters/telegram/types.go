package telegram

import (
	"encoding/json"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// The parts of the Bot API's objects that are looked at. They are our own,
// because the library knows Bot API 5.5, and because one field of an unexpected
// form must not spoil a whole update.

type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Member   *memberUpdate `json:"my_chat_member"`
	Inline   *inlineQuery  `json:"inline_query"`
	Business *message      `json:"business_message"`
	Link     *businessLink `json:"business_connection"`
}

// allowed are the updates we ask for: those above.
var allowed = []string{"message", "edited_message", "callback_query", "my_chat_member", "inline_query", "business_message", "business_connection"}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type user struct {
	ID    int64  `json:"id"`
	IsBot bool   `json:"is_bot"`
	First string `json:"first_name"`
	Last  string `json:"last_name"`
}

// name is what Telegram shows of u.
func (u *user) name() string {
	switch {
	case u == nil:
		return ""
	case u.Last == "":
		return u.First
	}
	return u.First + " " + u.Last
}

type message struct {
	ID         int64                          `json:"message_id"`
	Thread     int64                          `json:"message_thread_id"`
	IsTopic    bool                           `json:"is_topic_message"`
	From       *user                          `json:"from"`
	SenderChat *chat                          `json:"sender_chat"`
	Chat       chat                           `json:"chat"`
	Date       int64                          `json:"date"`
	EditDate   int64                          `json:"edit_date"`
	BusinessID string                         `json:"business_connection_id"`
	ViaBot     *user                          `json:"via_bot"`
	Album      string                         `json:"media_group_id"`
	ReplyTo    *message                       `json:"reply_to_message"`
	Quote      *quote                         `json:"quote"`
	External   *external                      `json:"external_reply"`
	Keyboard   *tgbotapi.InlineKeyboardMarkup `json:"reply_markup"`

	Origin      *origin `json:"forward_origin"`
	ForwardFrom *user   `json:"forward_from"`
	ForwardChat *chat   `json:"forward_from_chat"`
	ForwardName string  `json:"forward_sender_name"`
	ForwardDate int64   `json:"forward_date"`

	Text            string                   `json:"text"`
	Entities        []tgbotapi.MessageEntity `json:"entities"`
	Caption         string                   `json:"caption"`
	CaptionEntities []tgbotapi.MessageEntity `json:"caption_entities"`
	media

	MigrateTo    int64           `json:"migrate_to_chat_id"`
	TopicCreated json.RawMessage `json:"forum_topic_created"`
}

// media is what a message may hold besides words.
type media struct {
	Photo     []photo         `json:"photo"`
	Document  *document       `json:"document"`
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Voice     json.RawMessage `json:"voice"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Story     json.RawMessage `json:"story"`
	PaidMedia json.RawMessage `json:"paid_media"`
	Sticker   json.RawMessage `json:"sticker"`
	Dice      json.RawMessage `json:"dice"`
	Game      json.RawMessage `json:"game"`
	Contact   json.RawMessage `json:"contact"`
	Location  json.RawMessage `json:"location"`
	Venue     json.RawMessage `json:"venue"`
	Invoice   *titled         `json:"invoice"`
	Poll      *poll           `json:"poll"`
	Checklist *checklist      `json:"checklist"`
}

type photo struct {
	ID     string `json:"file_id"`
	Size   int64  `json:"file_size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type document struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	Mime string `json:"mime_type"`
	Size int64  `json:"file_size"`
}

type titled struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

type poll struct {
	Question string `json:"question"`
	Options  []struct {
		Text string `json:"text"`
	} `json:"options"`
}

type checklist struct {
	Title string `json:"title"`
	Tasks []struct {
		Text string `json:"text"`
	} `json:"tasks"`
}

// origin says where a forward came from: type user, hidden_user, chat or channel.
type origin struct {
	Type       string `json:"type"`
	User       *user  `json:"sender_user"`
	UserName   string `json:"sender_user_name"`
	SenderChat *chat  `json:"sender_chat"`
	Chat       *chat  `json:"chat"`
	Signature  string `json:"author_signature"`
}

// quote is the part of a message that its reply quotes.
type quote struct {
	Text     string                   `json:"text"`
	Entities []tgbotapi.MessageEntity `json:"entities"`
	Manual   bool                     `json:"is_manual"`
}

// external is a message in another chat that is replied to.
type external struct {
	Origin  *origin `json:"origin"`
	Preview *struct {
		URL string `json:"url"`
	} `json:"link_preview_options"`
	media
}

type callback struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"` // of an old one only chat and id are left
	Data    string   `json:"data"`
}

type memberUpdate struct {
	Chat chat   `json:"chat"`
	From *user  `json:"from"`
	Date int64  `json:"date"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type member struct {
	User     *user  `json:"user"`
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"`
}

// in reports whether m belongs to the chat.
func (m member) in() bool {
	return m.Status == "member" || m.admin() || m.Status == "restricted" && m.IsMember
}

// admin reports whether m may manage the chat.
func (m member) admin() bool { return m.Status == "administrator" || m.Status == "creator" }

type inlineQuery struct {
	ID    string `json:"id"`
	From  *user  `json:"from"`
	Query string `json:"query"`
}

// businessLink is a person's business account that lets us see its chats.
type businessLink struct {
	ID       string `json:"id"`
	User     user   `json:"user"`
	UserChat int64  `json:"user_chat_id"`
	Enabled  bool   `json:"is_enabled"`
}
