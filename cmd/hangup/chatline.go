package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"hangup/bot"
)

// chatIn is one line in of "hangup chat --jsonl" (INTERFACE section 4).
type chatIn struct {
	Chat       string          `json:"chat"`
	Kind       string          `json:"chat_kind"`
	From       string          `json:"from"`
	ID         json.RawMessage `json:"id"`
	Time       string          `json:"time"`
	Addressed  *bool           `json:"addressed"`
	Text       string          `json:"text"`
	Quote      json.RawMessage `json:"quote"`
	Image      string          `json:"image"`
	ImageText  string          `json:"image_text"`
	File       string          `json:"file"`
	Links      []wireLink      `json:"links"`
	Attachment string          `json:"attachment"`
	Choice     string          `json:"choice"`
	Role       string          `json:"role"`
	Event      string          `json:"event"`
	Edited     bool            `json:"edited"`
}

type wireQuote struct {
	Text      string     `json:"text"`
	Forwarded bool       `json:"forwarded"`
	From      string     `json:"from"`
	Links     []wireLink `json:"links"`
}

// chatOut is one line out.
type chatOut struct {
	Chat    string          `json:"chat,omitempty"`
	ReplyTo json.RawMessage `json:"reply_to,omitempty"`
	Silent  bool            `json:"silent"`
	Text    string          `json:"text"`
	Choices []wireChoice    `json:"choices"`
	Files   []wireFile      `json:"files"`
	Notify  []wireNote      `json:"notify"`
	Error   string          `json:"error,omitempty"`
}

type wireFile struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Base64    string `json:"base64"`
}

type wireNote struct {
	To      string       `json:"to"`
	At      string       `json:"at"`
	Text    string       `json:"text"`
	Choices []wireChoice `json:"choices"`
	About   string       `json:"about,omitempty"` // send it back as event "due" with this text, and get what is said then
}

// chatLine answers one line; every line gets exactly one line.
func chatLine(ctx context.Context, answer converse, line []byte) chatOut {
	var in chatIn
	if err := json.Unmarshal(line, &in); err != nil {
		return broken(idOf(line), errors.New("this is not a JSON object with the fields of the interface: check commas, quotes and kinds"))
	}
	m, err := in.message(time.Now())
	if err != nil {
		return broken(in.ID, err)
	}
	return in.answer(answer(ctx, m))
}

func broken(id json.RawMessage, err error) chatOut {
	return chatOut{ReplyTo: id, Choices: []wireChoice{}, Files: []wireFile{}, Notify: []wireNote{}, Error: err.Error()}
}

// message turns the line into a message. now is the clock for lines without a time.
func (in chatIn) message(now time.Time) (bot.Message, error) {
	m := bot.Message{From: in.From, Text: in.Text, Choice: in.Choice, Edited: in.Edited, Time: now,
		Chat: bot.Chat{Platform: "jsonl", ID: in.Chat}, ID: idText(in.ID)}
	if in.Chat == "" || in.From == "" {
		return m, errors.New("chat or from is missing: every line names both")
	}
	if in.Time != "" {
		at, err := time.Parse(time.RFC3339, in.Time)
		if err != nil {
			return m, errors.New("time is not of the form 2026-11-23T10:00:20Z")
		}
		m.Time = at
	}
	if err := in.place(&m); err != nil {
		return m, err
	}
	quotes, err := in.quotes()
	m.Quotes = quotes
	m.Links = botLinks(in.Links)
	m.Attachments = in.attachments()
	return m, err
}

// place fills in kind of chat, role and event.
func (in chatIn) place(m *bot.Message) error {
	switch in.Kind {
	case "", "private":
	case "group":
		m.Chat.Kind = bot.Group
	default:
		return errors.New("chat_kind is neither private nor group")
	}
	m.Addressed = m.Chat.Kind == bot.Private
	m.CanRead = m.Chat.Kind == bot.Group
	if in.Addressed != nil {
		m.Addressed = *in.Addressed || m.Chat.Kind == bot.Private
	}
	switch in.Role {
	case "", "member":
	case "admin":
		m.Role = bot.Admin
	default:
		return errors.New("role is neither member nor admin")
	}
	switch in.Event {
	case "":
	case "added":
		m.Event = bot.Added
	case "removed":
		m.Event = bot.Removed
	case "due":
		m.Event = bot.Due
	default:
		return errors.New("event is none of added, removed and due")
	}
	return nil
}

// quotes reads one quote or a list of them.
func (in chatIn) quotes() ([]bot.Quote, error) {
	raw := bytes.TrimSpace(in.Quote)
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil, nil
	}
	if raw[0] != '[' {
		raw = append(append([]byte{'['}, raw...), ']')
	}
	var qs []wireQuote
	if json.Unmarshal(raw, &qs) != nil {
		return nil, errors.New("quote is neither an object with a text nor a list of them")
	}
	var out []bot.Quote
	for _, q := range qs {
		out = append(out, bot.Quote{Text: q.Text, Forwarded: q.Forwarded, From: q.From, Links: botLinks(q.Links)})
	}
	return out, nil
}

func botLinks(ls []wireLink) []bot.Link {
	var out []bot.Link
	for _, l := range ls {
		out = append(out, bot.Link(l))
	}
	return out
}

// attachments are the picture, file and other thing of a line.
func (in chatIn) attachments() []bot.Attachment {
	var out []bot.Attachment
	if in.Image != "" || in.ImageText != "" {
		out = append(out, in.named(bot.Picture, in.Image, in.ImageText))
	}
	if in.File != "" {
		out = append(out, in.named(bot.DocFile, in.File, ""))
	}
	if in.Attachment != "" {
		out = append(out, bot.Attachment{Kind: bot.AttachmentKind(in.Attachment)})
	}
	return out
}

// named is a file of this machine, to be read with the message; words that were
// read from it already win.
func (in chatIn) named(kind bot.AttachmentKind, name, read string) bot.Attachment {
	a := bot.Attachment{Kind: kind, Read: read}
	if name == "" || read != "" {
		return a
	}
	body, err := openFile(name)
	if err != nil || len(body) == 0 {
		a.Missing = []string{"fetch"}
		return a
	}
	a.Name, a.Body = filepath.Base(name), body
	return a
}

// answer turns the outcome into a line.
func (in chatIn) answer(out bot.Outcome) chatOut {
	r := chatOut{Chat: in.Chat, ReplyTo: in.ID, Silent: out.Reply.Silent(), Text: out.Reply.Text(),
		Choices: wireChoices(out.Reply.Choices), Files: []wireFile{}, Notify: []wireNote{}}
	for _, d := range out.Reply.Documents {
		r.Files = append(r.Files, wireFile{d.Name, d.MediaType, base64.StdEncoding.EncodeToString(d.Body)})
	}
	for _, n := range out.Notes {
		w := wireNote{To: n.To.ID, Text: n.Reply.Text(), Choices: wireChoices(n.Reply.Choices), About: n.About}
		if !n.At.IsZero() {
			w.At = n.At.Format(time.RFC3339)
		}
		r.Notify = append(r.Notify, w)
	}
	return r
}

// idText gives an id of any JSON kind as text, "" for none.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
