package bot

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"hangup/knowledge"
)

// fillWords is how many words that nobody sees, and that do not stand in the mail
// too, are more than the preview that honest mails hide.
const fillWords = 40

// Behind is v with what lies behind the words of mails. That an answer would go to
// a free mailbox and not to the firm it comes from makes some signs of what leans
// to a scam anyhow, and so do hidden words that are one. No more: honest firms let
// others send for them.
func (b *Bot) Behind(v knowledge.Verdict, files []Attachment) knowledge.Verdict {
	if v.Level != knowledge.None {
		return v
	}
	leans := v.Score > 0 && slices.ContainsFunc(files, func(a Attachment) bool { return slices.ContainsFunc(a.Answers, b.toFreeMailbox) })
	if leans || slices.ContainsFunc(files, b.hidesScam) {
		v.Level = knowledge.Suspicious
	}
	return v
}

// SayBehind puts into a reply who would get an answer to a mail, and that it holds
// words nobody sees, where v makes these worth a line.
func (b *Bot) SayBehind(r Reply, v knowledge.Verdict, files []Attachment) Reply {
	var ls []string
	add := func(s string) {
		if !slices.Contains(ls, s) {
			ls = append(ls, s)
		}
	}
	for _, a := range files {
		for _, l := range a.Answers {
			from, to, free := home(l.Shown), home(l.Target), b.toFreeMailbox(l)
			switch {
			case free && v.Level > knowledge.None:
				add(b.base.Say("mail.answers-free", "from", from, "to", to))
			case free || v.Level > knowledge.None:
				add(b.base.Say("mail.answers", "from", from, "to", to))
			}
		}
		switch {
		case b.hidesScam(a):
			add(b.base.Say("mail.hidden-scam"))
		case v.Level > knowledge.None && fills(a):
			add(b.base.Say("mail.hidden"))
		}
	}
	if len(ls) > 0 {
		at := slices.IndexFunc(r.Blocks, func(x Block) bool { return x.Kind == Steps })
		r.Blocks = slices.Insert(slices.Clone(r.Blocks), max(at, 0), Block{Lines: ls})
	}
	return r
}

// toFreeMailbox reports whether an answer to a mail of a firm goes to a mailbox
// that anybody can have.
func (b *Bot) toFreeMailbox(l Link) bool {
	return b.free(home(l.Target)) && !b.free(home(l.Shown))
}

func (b *Bot) free(home string) bool {
	host := strings.ReplaceAll(home, "[.]", ".")
	if owner, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		host = owner
	}
	name, _, _ := strings.Cut(host, ".")
	return slices.Contains(b.heard["says.free-mailbox"], name)
}

// home is what stands behind the @ of an address, harmless to press.
func home(address string) string {
	_, host, _ := strings.Cut(address[strings.LastIndex(address, "<")+1:], "@")
	return strings.ReplaceAll(strings.ToLower(strings.TrimRight(host, "> ")), ".", "[.]")
}

// hidesScam reports whether words of a file that nobody sees are a scam, though
// what is seen is something else.
func (b *Bot) hidesScam(a Attachment) bool {
	if len(strings.Fields(a.Hidden)) < minQuoted {
		return false
	}
	v := b.base.Scan(knowledge.Text{Body: a.Hidden})
	return v.Level == knowledge.Scam && v.Voice == "message"
}

// fills reports whether a file hides many words that it does not show too.
func fills(a Attachment) bool {
	if a.Hidden == "" {
		return false
	}
	shown := map[string]bool{}
	for w := range strings.FieldsSeq(foldWords(a.Read)) {
		shown[w] = true
	}
	n := 0
	for w := range strings.FieldsSeq(foldWords(a.Hidden)) {
		if !shown[w] {
			n++
		}
	}
	return n >= fillWords
}
