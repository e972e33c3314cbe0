package discord

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// Send delivers one reply: its messages, then its documents. A second try with
// the same key goes on where the first one stopped, as long as the process
// lives; after that Discord knows a message by its nonce.
func (a *Adapter) Send(ctx context.Context, d bot.Delivery) error {
	a.meet(ctx)
	to := aimOf(d.Handle)
	switch {
	case to.Token != "":
		return a.answer(ctx, d, to)
	case d.To.Kind == bot.Group && d.Reply.Private && to.User != "":
		return a.sendAlone(ctx, d, to)
	case to.Else && to.User != "":
		err := a.deliver(ctx, d, to)
		if _, refused := errors.AsType[*bot.RefusedError](err); refused {
			return a.deliverTo(ctx, d, to.User)
		}
		return err
	}
	return a.deliver(ctx, d, to)
}

// sendAlone answers one person of a server in their own chat with the bot. If
// they take none, the server sees the first line and a button that opens an
// answer only for them.
func (a *Adapter) sendAlone(ctx context.Context, d bot.Delivery, to aim) error {
	alone := d
	alone.To = bot.Chat{Platform: platform, ID: to.User}
	err := a.deliverTo(ctx, alone, to.User)
	if _, refused := errors.AsType[*bot.RefusedError](err); !refused {
		return err
	}
	d.Reply = bot.Reply{
		Lead: d.Reply.Lead, Blocks: []bot.Block{{Lines: []string{a.words["open-alone"]}}}, Loud: d.Reply.Loud,
		Choices: []bot.Choice{{ID: "private:check", Label: a.words["open-alone-button"]}},
	}
	return a.deliver(ctx, d, to)
}

// deliverTo sends a reply to a person's direct messages.
func (a *Adapter) deliverTo(ctx context.Context, d bot.Delivery, person string) error {
	channel, err := a.rooms.of(ctx, person)
	if err != nil {
		return a.refused(err)
	}
	return a.deliver(ctx, d, aim{Channel: channel})
}

// deliver sends all messages of a reply into a channel.
func (a *Adapter) deliver(ctx context.Context, d bot.Delivery, to aim) error {
	if to.Channel == "" && d.To.Kind == bot.Private {
		return a.deliverTo(ctx, d, d.To.ID)
	}
	if to.Channel == "" {
		to.Channel = d.To.Thread
	}
	if to.Channel == "" {
		to.Channel = a.guilds.of(ctx, d.To.ID).System
	}
	if to.Channel == "" && !d.Reply.Leave {
		return &bot.RefusedError{Gone: true, Reason: "discord: the server has no channel to write to"}
	}
	posts := a.posts(d)
	for i := a.sent.done(d.Key); i < len(posts); i++ {
		if err := a.post(ctx, d, to, posts[i], i); err != nil {
			a.complain(ctx, d, to, err)
			return a.refused(err)
		}
		a.sent.note(d.Key, i+1)
	}
	return a.leave(ctx, d)
}

// leave leaves a server, if the reply was the last there.
func (a *Adapter) leave(ctx context.Context, d bot.Delivery) error {
	if !d.Reply.Leave || d.To.Kind != bot.Group {
		return nil
	}
	return a.refused(a.api.do(ctx, request{method: http.MethodDelete, at: discordgo.EndpointUserGuild("@me", d.To.ID)}, nil))
}

// post is one message of a delivery.
type post struct {
	piece
	rows  []component
	file  *bot.Document
	quiet bool
}

// posts are the messages of a delivery, in order.
func (a *Adapter) posts(d bot.Delivery) []post {
	var out []post
	quiet := d.To.Kind == bot.Group && !d.Reply.Loud
	r, share := a.shared(d.Reply)
	for _, p := range a.calm.render(r) {
		out = append(out, post{piece: p, quiet: quiet})
	}
	if share != "" {
		out = append(out, post{piece: piece{body: share}, quiet: quiet})
	}
	if len(out) > 0 {
		out[len(out)-1].rows = a.rows(d.Reply.Choices, d.To)
	}
	for _, doc := range d.Reply.Documents {
		out = append(out, post{file: &doc, quiet: quiet})
	}
	return out
}

// body is p as Discord takes it: as a layout, or as text with the buttons below.
func (p post) body(layout bool, flags int) map[string]any {
	out := map[string]any{"allowed_mentions": discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}}
	flags |= flagNoLook
	if p.quiet {
		flags |= flagQuiet
	}
	switch {
	case p.file != nil:
		out["attachments"] = []map[string]any{{"id": 0, "filename": p.file.Name}}
	case layout:
		flags |= flagLayout
		card := component{Type: typeContainer}
		for _, s := range []string{p.head, p.piece.body} {
			if s != "" {
				card.Inner = append(card.Inner, component{Type: typeText, Content: s})
			}
		}
		out["components"] = append([]component{card}, p.rows...)
	default:
		out["content"] = p.text()
		if len(p.rows) > 0 {
			out["components"] = p.rows
		}
	}
	out["flags"] = flags
	return out
}

// request makes the request that carries a body, with the file of p if it has one.
func (p post) request(method, at, bucket string, body map[string]any) (request, error) {
	r := request{method: method, at: at, bucket: bucket, body: body}
	if p.file == nil {
		return r, nil
	}
	kind, raw, err := discordgo.MultipartBodyWithJSON(body, []*discordgo.File{{Name: p.file.Name, ContentType: p.file.MediaType, Reader: bytes.NewReader(p.file.Body)}})
	if err != nil {
		return r, errors.New("discord: a file cannot be written")
	}
	return request{method: method, at: at, bucket: bucket, raw: raw, kind: kind}, nil
}

// either sends a message as a layout, and as text where Discord does not take it.
func (a *Adapter) either(ctx context.Context, p post, method, at, bucket string, flags int, more map[string]any) error {
	var err error
	for _, layout := range []bool{true, false} {
		body := p.body(layout, flags)
		maps.Copy(body, more)
		var r request
		if r, err = p.request(method, at, bucket, body); err != nil {
			return err
		}
		if err = a.api.do(ctx, r, nil); statusOf(err) != http.StatusBadRequest || codeOf(err) == codeNoHistory || p.file != nil {
			return err
		}
	}
	return err
}

// post sends one message into a channel. Where an older message cannot be
// answered, it is sent without.
func (a *Adapter) post(ctx context.Context, d bot.Delivery, to aim, p post, i int) error {
	at := discordgo.EndpointChannelMessages(to.Channel)
	more := map[string]any{}
	if d.Key != "" {
		more["nonce"], more["enforce_nonce"] = nonce(d.Key, i), true
	}
	if to.Message != "" && i == 0 {
		more["message_reference"] = map[string]any{"message_id": to.Message, "fail_if_not_exists": false}
	}
	err := a.either(ctx, p, http.MethodPost, at, at, 0, more)
	if statusOf(err) == http.StatusBadRequest && more["message_reference"] != nil {
		delete(more, "message_reference")
		err = a.either(ctx, p, http.MethodPost, at, at, 0, more)
	}
	return err
}

// nonce is by what Discord knows message i of a reply.
func nonce(key string, i int) string {
	sum := sha256.Sum256([]byte(key + "/" + strconv.Itoa(i)))
	return hex.EncodeToString(sum[:])[:maxNonce-1]
}

// refused sorts an error of sending: wait, never, or again.
func (a *Adapter) refused(err error) error {
	if w, ok := errors.AsType[*waitError](err); ok {
		return &bot.LaterError{After: max(w.after, 50*time.Millisecond), All: w.all}
	}
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		return err
	}
	switch {
	case e.code == codeTooLarge || e.status == http.StatusRequestEntityTooLarge:
		return &bot.RefusedError{Reason: "discord: the file is too large"}
	case e.code == codeNoRight || e.code == codeNoAccess:
		return &bot.RefusedError{Gone: true, Reason: "discord: the bot may not write there; it needs the rights View Channel and Send Messages"}
	case e.status == http.StatusForbidden, e.status == http.StatusNotFound:
		return &bot.RefusedError{Gone: true, Reason: "discord: the chat cannot be written to"}
	case e.status == http.StatusBadRequest:
		return &bot.RefusedError{Reason: "discord: the message is not taken, code " + strconv.Itoa(e.code)}
	}
	return err
}
