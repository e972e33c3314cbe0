package bot

import (
	"slices"
	"strings"
	"unicode"

	"hangup/knowledge"
	"hangup/knowledge/text"
)

// files are all attachments of a message, those of what it quotes first.
func (m *Message) files() []Attachment {
	var out []Attachment
	for _, q := range m.Quotes {
		out = append(out, q.Attachments...)
	}
	return append(out, m.Attachments...)
}

// anyUnsure reports whether words of a picture may be misread.
func (t *turn) anyUnsure() bool {
	return slices.ContainsFunc(t.m.files(), func(a Attachment) bool { return a.Unsure })
}

// scanRead judges what was passed on. What is a clear scam only by words that may
// be misread is none: then we say so and ask.
func (t *turn) scanRead(body string, ls []Link) knowledge.Verdict {
	v := t.Behind(t.base.Scan(knowledge.Text{Body: body, Links: links(ls)}), t.m.files())
	if v.Level != knowledge.Scam || !t.anyUnsure() {
		return v
	}
	certain := t.base.Scan(knowledge.Text{Body: t.certain(), Links: links(ls)})
	if certain.Level != knowledge.Scam {
		v.Level = knowledge.Suspicious
		t.doubt = true
	}
	return v
}

// certain is what was passed on, without the words that may be misread.
func (t *turn) certain() string {
	var parts []string
	add := func(as []Attachment) {
		for _, a := range as {
			if a.Unsure {
				a.Read = a.Certain
			}
			parts = append(parts, a.Read)
		}
	}
	for _, q := range t.m.Quotes {
		parts = append(parts, q.Text)
		add(q.Attachments)
	}
	add(t.m.Attachments)
	return strings.Join(parts, "\n\n")
}

// sayRead puts into a verdict what was read of the files, and what could not be.
// Where much is doubtful it asks for what decides.
func (t *turn) sayRead(r Reply, v knowledge.Verdict) Reply {
	var ls []string
	for _, a := range t.m.files() {
		if a.Read == "" && len(a.Missing) == 0 {
			continue
		}
		if a.Read != "" && len(ls) == 0 {
			ls = append(ls, t.base.Say("unread.read", "words", glimpse(a.Read)))
		}
		for _, id := range a.Missing {
			if s := t.base.Say("unread." + id); s != "" && !slices.Contains(ls, s) {
				ls = append(ls, s)
			}
		}
	}
	ask := t.doubt || v.Level != knowledge.Scam && t.missed()
	if t.m.Chat.Kind == Group || len(ls) == 0 {
		return r
	}
	if ask {
		ls = append(ls, t.base.Say("unread.unsure"))
		r.Choices = t.wantChoices()
	}
	if v.Level != knowledge.Scam && t.hardlyRead() {
		return t.sayHardlyRead(r, v, ls)
	}
	r.Blocks = append([]Block{{Lines: ls}}, r.Blocks...)
	return r
}

// hardlyRead reports whether most of what was read of a file may be misread.
func (t *turn) hardlyRead() bool {
	return slices.ContainsFunc(t.m.files(), func(a Attachment) bool { return a.Unsure && slices.Contains(a.Missing, blurred) })
}

// blurred is the id of the sentence about a picture of which too little is clear.
const blurred = "blurred"

// sayHardlyRead leads with that too little can be made out. That nothing was found
// in the rest means nothing, so it is not said; signs that were found are.
func (t *turn) sayHardlyRead(r Reply, v knowledge.Verdict, ls []string) Reply {
	lead := t.base.Say("unread." + blurred)
	ls = slices.DeleteFunc(ls, func(s string) bool { return s == lead })
	if v.Level == knowledge.None {
		return Reply{Lead: lead, Blocks: []Block{{Lines: ls}}, Choices: r.Choices}
	}
	r.Blocks = append([]Block{{Lines: append([]string{r.Lead}, ls...)}}, r.Blocks...)
	r.Lead = lead
	return r
}

// sayBehind is SayBehind for the files of the message; groups are told less.
func (t *turn) sayBehind(r Reply, v knowledge.Verdict) Reply {
	if t.m.Chat.Kind == Group {
		return r
	}
	return t.SayBehind(r, v, t.m.files())
}

// missed reports whether a file could be read in part only.
func (t *turn) missed() bool {
	return slices.ContainsFunc(t.m.files(), func(a Attachment) bool {
		return slices.ContainsFunc(a.Missing, func(id string) bool { return id != elsewhere })
	})
}

// elsewhere is the id of the sentence about a picture that a mail only points to:
// most honest mails do, so nothing has to be asked.
const elsewhere = "elsewhere"

// whyUnread is why a file of kind k could not be read, as far as anybody knows.
func (t *turn) whyUnread(k AttachmentKind) string {
	for _, a := range t.m.files() {
		if a.Read == "" && len(a.Missing) > 0 {
			return t.base.Say("unread." + a.Missing[0])
		}
	}
	return t.base.Say("unread." + string(k))
}

// besideUnread answers the words that came with a file that could not be read,
// and says so below. Words that only ask about the file are not enough.
func (t *turn) besideUnread(k AttachmentKind) Reply {
	tells := len(t.own.Situations) > 0 || t.own.Sure() && t.own.Topics[0].Topic.Root() != "off-topic" || t.scanOwn().Level != knowledge.None
	if strings.TrimSpace(t.m.Text) == "" || t.aboutMessage() || !tells {
		return t.cannotRead(k)
	}
	why := t.whyUnread(k)
	t.m.Attachments, t.m.Quotes = nil, nil
	r := t.answer()
	r.Blocks = append(r.Blocks, Block{Lines: []string{why}})
	return r
}

// minDialled is from how many digits on a line holds a number to ring.
const minDialled = 9

// glimpse is the line of what was read by which a person knows it again, made
// harmless: the one with a phone number, else the longest.
func glimpse(read string) string {
	d := text.Fold(read)
	var best text.Span
	score, at := -1, 0
	for l := range strings.Lines(read) {
		n := len(strings.Fields(l))
		if digits(l) >= minDialled {
			n += 1000
		}
		if n > score {
			score, best = n, text.Span{Start: at, End: at + len(strings.TrimRight(l, "\n"))}
		}
		at += len(l)
	}
	return shorten(strings.TrimSpace(d.Mask(best)))
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// FileReply is the reply to a file that was read, without a conversation. plain tells
// that the file is nothing but its words: then they are not told once more.
func (b *Bot) FileReply(a Attachment, plain bool) Reply {
	t := turn{Bot: b, m: Message{Attachments: []Attachment{b.WithOwn(a)}}, s: &Session{}}
	body, ls := t.quoted()
	v := t.scanRead(body, ls)
	r := t.sayBehind(b.VerdictReply(v, body, nil), v)
	if !plain || a.Kind == Picture || a.Unsure || len(a.Missing) > 0 {
		r = t.sayRead(r, v)
		r.Choices = nil
	}
	return r
}
