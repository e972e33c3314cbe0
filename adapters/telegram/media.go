package telegram

import (
	"encoding/json"
	"strings"

	"hangup/bot"
)

// attachments are the things in m that are no words.
func (m *media) attachments() []bot.Attachment {
	var out []bot.Attachment
	if p, ok := m.picture(); ok {
		out = append(out, bot.Attachment{Kind: bot.Picture, MediaType: "image/jpeg", Size: p.Size, Ref: p.ID})
	}
	if d := m.Document; d != nil && len(m.Animation) == 0 { // an animation comes with a document of its own
		kind := bot.DocFile
		if strings.HasPrefix(d.Mime, "image/") {
			kind = bot.Picture
		}
		out = append(out, bot.Attachment{Kind: kind, MediaType: d.Mime, Name: d.Name, Size: d.Size, Ref: d.ID})
	}
	for _, k := range m.kinds() {
		out = append(out, bot.Attachment{Kind: k})
	}
	return out
}

// picture is the largest size of a photo that can be fetched.
func (m *media) picture() (photo, bool) {
	var best photo
	for _, p := range m.Photo {
		if p.Size <= maxFile && (best.ID == "" || p.Width*p.Height > best.Width*best.Height) {
			best = p
		}
	}
	return best, best.ID != ""
}

// kinds are the things in m that nobody can read.
func (m *media) kinds() []bot.AttachmentKind {
	var out []bot.AttachmentKind
	add := func(k bot.AttachmentKind, things ...json.RawMessage) {
		for _, x := range things {
			if len(x) > 0 && string(x) != "null" {
				out = append(out, k)
				return
			}
		}
	}
	add(bot.Voice, m.Voice, m.Audio)
	add(bot.Video, m.Video, m.VideoNote, m.Animation, m.Story, m.PaidMedia)
	add(bot.Sticker, m.Sticker, m.Dice, m.Game)
	add(bot.Contact, m.Contact)
	add(bot.Location, m.Location, m.Venue)
	return out
}

// listed are the words of a poll, a list or a bill, a line each.
func (m *media) listed() string {
	var out []string
	if p := m.Poll; p != nil {
		out = append(out, p.Question)
		for _, o := range p.Options {
			out = append(out, o.Text)
		}
	}
	if c := m.Checklist; c != nil {
		out = append(out, c.Title)
		for _, t := range c.Tasks {
			out = append(out, t.Text)
		}
	}
	if b := m.Invoice; b != nil {
		out = append(out, b.Title, b.Description)
	}
	return strings.Join(out, "\n")
}
