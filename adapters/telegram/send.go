package telegram

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// The error codes of the Bot API that are told apart.
const (
	codeBad       = 400
	codeToken     = 401
	codeForbidden = 403
	codeNotFound  = 404
	codeConflict  = 409
	codeTooBig    = 413
	codeWait      = 429
)

// noPreview turns link previews off.
const noPreview = `{"is_disabled":true}`

// Send delivers one reply: its messages, then its documents. A second try with
// the same key goes on where the first one stopped, as long as the process lives.
func (a *Adapter) Send(ctx context.Context, d bot.Delivery) error {
	a.meet(ctx)
	to := aimOf(d.Handle)
	if to.Query != "" {
		return a.refused(a.answerInline(ctx, to.Query, d), d.To)
	}
	if d.To.Kind == bot.Group && d.Reply.Private && to.User != "" {
		return a.sendAlone(ctx, d, to)
	}
	return a.deliver(ctx, d, to)
}

// sendAlone answers one person of a group in their own chat with the bot. If
// they have none, the group sees the first line and a button that opens it.
func (a *Adapter) sendAlone(ctx context.Context, d bot.Delivery, to aim) error {
	alone := d
	alone.To = bot.Chat{Platform: platform, ID: to.User}
	err := a.deliver(ctx, alone, aim{})
	if _, refused := errors.AsType[*bot.RefusedError](err); !refused {
		return err
	}
	d.Reply = bot.Reply{
		Lead: d.Reply.Lead, Blocks: []bot.Block{{Lines: []string{a.words["open-alone"]}}}, Loud: d.Reply.Loud,
		Choices: []bot.Choice{{ID: "private:check", Label: a.words["open-alone-button"]}},
	}
	return a.deliver(ctx, d, to)
}

// deliver sends all parts of a reply to where it goes.
func (a *Adapter) deliver(ctx context.Context, d bot.Delivery, to aim) error {
	parts := a.parts(d, to)
	for i := a.sent.done(d.Key); i < len(parts); i++ {
		if err := parts[i](ctx); err != nil {
			return a.refused(err, d.To)
		}
		a.sent.note(d.Key, i+1)
	}
	return nil
}

// step is one request of a delivery.
type step func(context.Context) error

// parts are the requests that a delivery takes, in order.
func (a *Adapter) parts(d bot.Delivery, to aim) []step {
	var out []step
	pieces := a.calm.render(d.Reply)
	for i, p := range pieces {
		params := a.address(d, to, i == 0)
		if i == len(pieces)-1 {
			params.AddNonEmpty("reply_markup", a.keyboard(d.Reply.Choices, d.To.Kind == bot.Private))
		}
		out = append(out, func(ctx context.Context) error { return a.sendPiece(ctx, params, p) })
	}
	for _, doc := range d.Reply.Documents {
		params := a.address(d, to, len(out) == 0)
		out = append(out, func(ctx context.Context) error { return a.sendDocument(ctx, params, doc) })
	}
	if d.Reply.Leave && d.To.Kind == bot.Group {
		out = append(out, func(ctx context.Context) error {
			return a.api.call(ctx, "leaveChat", tgbotapi.Params{"chat_id": a.movedTo(d.To.ID)}, nil)
		})
	}
	return out
}

// address says where a message goes and how loud it is.
func (a *Adapter) address(d bot.Delivery, to aim, first bool) tgbotapi.Params {
	p := tgbotapi.Params{"chat_id": a.movedTo(d.To.ID)}
	p.AddNonEmpty("message_thread_id", d.To.Thread)
	if d.To.Kind == bot.Group && !d.Reply.Loud {
		p["disable_notification"] = "true"
	}
	if first && to.Message != 0 {
		p["reply_parameters"] = fmt.Sprintf(`{"message_id":%d,"allow_sending_without_reply":true}`, to.Message)
	}
	return p
}

// sendPiece sends one message; plain if Telegram does not take the markup.
func (a *Adapter) sendPiece(ctx context.Context, p tgbotapi.Params, text piece) error {
	p["link_preview_options"] = noPreview
	p["text"], p["parse_mode"] = text.html, tgbotapi.ModeHTML
	err := a.post(ctx, "sendMessage", p, nil)
	if codeOf(err) == codeBad && says(err, "can't parse", "entit") {
		delete(p, "parse_mode")
		p["text"] = text.plain
		err = a.post(ctx, "sendMessage", p, nil)
	}
	return err
}

// sendDocument sends one file.
func (a *Adapter) sendDocument(ctx context.Context, p tgbotapi.Params, doc bot.Document) error {
	file := tgbotapi.RequestFile{Name: "document", Data: tgbotapi.FileReader{Name: doc.Name, Reader: nil}}
	return a.post(ctx, "sendDocument", p, func() []tgbotapi.RequestFile {
		file.Data = tgbotapi.FileReader{Name: doc.Name, Reader: bytes.NewReader(doc.Body)}
		return []tgbotapi.RequestFile{file}
	})
}

// post sends something into a chat. It follows a group that has become a
// supergroup, and does without a topic that is gone.
func (a *Adapter) post(ctx context.Context, method string, p tgbotapi.Params, files func() []tgbotapi.RequestFile) error {
	try := func() error {
		if files == nil {
			return a.api.call(ctx, method, p, nil)
		}
		return a.api.upload(ctx, method, p, files(), nil)
	}
	err := try()
	var e *tgbotapi.Error
	switch {
	case errors.As(err, &e) && e.MigrateToChatID != 0:
		a.hasMoved(p["chat_id"], number(e.MigrateToChatID))
		p["chat_id"] = number(e.MigrateToChatID)
		delete(p, "message_thread_id")
		delete(p, "reply_parameters") // the message has another number there
	case codeOf(err) == codeBad && says(err, "message thread not found", "topic_closed", "topic_deleted"):
		delete(p, "message_thread_id")
	default:
		return err
	}
	return try()
}

// gone are the words of the Bot API for chats in which nobody can be reached.
var gone = []string{
	"chat not found", "user not found", "peer_id_invalid", "deactivated", "have no rights", "not enough rights",
	"chat_write_forbidden", "not a member", "group chat was deleted", "bot was blocked", "bot was kicked", "query is too old", "query_id_invalid",
}

// refused sorts an error of sending: wait, never, or again.
func (a *Adapter) refused(err error, to bot.Chat) error {
	var e *tgbotapi.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Code == codeWait:
		return &bot.LaterError{After: time.Duration(max(e.RetryAfter, 1)) * time.Second, All: to.Kind == bot.Private}
	case e.Code == codeForbidden, e.Code == codeBad && says(err, gone...):
		return &bot.RefusedError{Gone: true, Reason: "telegram: the chat cannot be written to"}
	case e.Code == codeBad, e.Code == codeTooBig:
		return &bot.RefusedError{Reason: "telegram: " + cmp.Or(reason(err), "the message is not taken")}
	}
	return err
}

// reason is what is told of a refusal: one of the known ones, never Telegram's
// own words, which may repeat ours.
func reason(err error) string {
	for words, is := range map[string]string{
		"too long": "the message is too long", "button_data_invalid": "a button is not taken", "too large": "the file is too large",
		"can't parse": "the markup is not taken", "message is empty": "the message is empty", "too big": "the file is too large",
	} {
		if says(err, words) {
			return is
		}
	}
	return ""
}
