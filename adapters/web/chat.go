package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"hangup/bot"
)

// maxID is the longest id taken for a message, in bytes.
const maxID = 128

// strangers is what nobody may set from outside: it would name another chat,
// another person, another time, or a file of this machine.
var strangers = []string{"file", "image", "chat", "from", "role", "event", "time"}

// chatIn is a message of INTERFACE section 4, as far as a stranger may send it.
type chatIn struct {
	ID         wireID   `json:"id"`
	ChatKind   string   `json:"chat_kind"`
	Addressed  *bool    `json:"addressed"`
	Text       string   `json:"text"`
	Quote      quotesIn `json:"quote"`
	ImageText  string   `json:"image_text"`
	Links      []linkIn `json:"links"`
	Attachment string   `json:"attachment"`
	Choice     string   `json:"choice"`
	Edited     bool     `json:"edited"`
}

type linkIn struct {
	Shown  string `json:"shown"`
	Target string `json:"target"`
}

type quoteIn struct {
	Text      string   `json:"text"`
	From      string   `json:"from"`
	Forwarded bool     `json:"forwarded"`
	Links     []linkIn `json:"links"`
}

// wireID is a string, or a number kept as it was written.
type wireID string

// UnmarshalJSON takes a string or a number.
func (i *wireID) UnmarshalJSON(b []byte) error {
	var n json.Number
	var s string
	if json.Unmarshal(b, &s) == nil {
		*i = wireID(s)
		return nil
	}
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*i = wireID(n.String())
	return nil
}

// quotesIn is one quote or a list of them.
type quotesIn []quoteIn

// UnmarshalJSON takes an object or an array of objects.
func (q *quotesIn) UnmarshalJSON(b []byte) error {
	if bytes.HasPrefix(b, []byte("{")) {
		*q = make(quotesIn, 1)
		return strictly(b, &(*q)[0])
	}
	return strictly(b, (*[]quoteIn)(q))
}

// strictly is json.Unmarshal without unknown fields.
func strictly(b []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// chatOut is the answer of INTERFACE section 4. The chat is the cookie, so its
// name says no more than which door this is.
type chatOut struct {
	Chat    string      `json:"chat"`
	ReplyTo string      `json:"reply_to"`
	Silent  bool        `json:"silent"`
	Text    string      `json:"text"`
	Choices []choiceOut `json:"choices"`
	Files   []fileOut   `json:"files"`
	Notify  []noteOut   `json:"notify"`
}

type choiceOut struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

type fileOut struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Base64    []byte `json:"base64"`
}

type noteOut struct {
	To      string      `json:"to"`
	At      string      `json:"at"`
	Text    string      `json:"text"`
	Choices []choiceOut `json:"choices"`
}

func (d *Door) apiChat(w http.ResponseWriter, r *http.Request) {
	_, fields, files, free, ok := d.apiBody(w, r)
	defer free()
	if !ok {
		return
	}
	in, fault := d.chatIn(fields)
	if fault != "" {
		d.apiError(w, http.StatusBadRequest, fault)
		return
	}
	if in.length() > maxText {
		d.apiError(w, http.StatusRequestEntityTooLarge, d.say("too-long"))
		return
	}
	m := in.message()
	m.Attachments = append(m.Attachments, files...)
	kind := m.Chat.Kind
	m.Chat, m.Time = d.chat(w, r), d.opts.Now()
	m.Chat.Kind, m.From = kind, m.Chat.ID
	d.apiAnswer(w, http.StatusOK, newChatOut(string(in.ID), d.opts.Converse(r.Context(), m)))
}

// chatIn reads the message. fault is the sentence for the caller if it is not one.
func (d *Door) chatIn(fields map[string]json.RawMessage) (in chatIn, fault string) {
	known := []string{"id", "chat_kind", "addressed", "text", "quote", "image_text", "links", "attachment", "choice", "edited"}
	for _, name := range sortedKeys(fields) {
		if slices.Contains(strangers, name) || !slices.Contains(known, name) {
			return in, d.say("field", "field", cut(clean(name), 40))
		}
	}
	for _, name := range sortedKeys(fields) {
		// One field at a time, so that the sentence can name the one at fault.
		one, err := json.Marshal(map[string]json.RawMessage{name: fields[name]})
		if err != nil || strictly(one, &in) != nil {
			return in, d.say("field-type", "field", name)
		}
	}
	if name := in.wrongValue(); name != "" {
		return in, d.say("field-type", "field", name)
	}
	return in, ""
}

func sortedKeys(fields map[string]json.RawMessage) []string {
	keys := make([]string, 0, len(fields))
	for k := range fields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var attachments = []string{"", "sticker", "voice", "video", "contact", "location", "document"}

// wrongValue names the field whose value is none of those it may have, "" if all are right.
func (in chatIn) wrongValue() string {
	switch {
	case len(in.ID) > maxID:
		return "id"
	case !slices.Contains([]string{"", "private", "group"}, in.ChatKind):
		return "chat_kind"
	case !slices.Contains(attachments, in.Attachment):
		return "attachment"
	}
	return ""
}

func (in chatIn) length() int {
	n := len(in.Text) + len(in.ImageText)
	for _, q := range in.Quote {
		n += len(q.Text)
	}
	return n
}

// message is in, in the words of the conversation, less who and when.
func (in chatIn) message() bot.Message {
	m := bot.Message{ID: clean(string(in.ID)), Choice: clean(in.Choice), Edited: in.Edited, Links: links(in.Links), Fleeting: true}
	m.Command, m.Text = command(clean(in.Text))
	if in.ChatKind == "group" {
		m.Chat.Kind = bot.Group
	}
	m.Addressed = in.ChatKind != "group"
	if in.Addressed != nil {
		m.Addressed = *in.Addressed
	}
	for _, q := range in.Quote {
		m.Quotes = append(m.Quotes, bot.Quote{Text: clean(q.Text), From: clean(q.From), Forwarded: q.Forwarded, Links: links(q.Links)})
	}
	if in.ImageText != "" {
		m.Attachments = append(m.Attachments, bot.Attachment{Kind: bot.Picture, Read: clean(in.ImageText)})
	}
	if in.Attachment != "" {
		m.Attachments = append(m.Attachments, bot.Attachment{Kind: bot.AttachmentKind(in.Attachment)})
	}
	return m
}

func links(in []linkIn) []bot.Link {
	var out []bot.Link
	for _, l := range in {
		out = append(out, bot.Link{Shown: clean(l.Shown), Target: clean(l.Target)})
	}
	return out
}

func newChatOut(id string, o bot.Outcome) chatOut {
	out := chatOut{
		Chat: "web", ReplyTo: id, Silent: o.Reply.Silent(), Text: o.Reply.Text(),
		Choices: choicesOut(o.Reply.Choices), Files: []fileOut{}, Notify: []noteOut{},
	}
	for _, f := range o.Reply.Documents {
		out.Files = append(out.Files, fileOut{f.Name, f.MediaType, f.Body})
	}
	for _, n := range o.Notes {
		out.Notify = append(out.Notify, noteOut{n.To.ID, stamp(n.At), n.Reply.Text(), choicesOut(n.Reply.Choices)})
	}
	return out
}

func choicesOut(in []bot.Choice) []choiceOut {
	out := []choiceOut{}
	for _, c := range in {
		out = append(out, choiceOut{c.ID, c.Label})
	}
	return out
}

// stamp is t as JSON has it, "" for now.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
