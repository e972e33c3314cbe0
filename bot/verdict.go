package bot

import (
	"cmp"
	"slices"
	"strings"

	"hangup/knowledge"
	"hangup/knowledge/text"
)

// maxFindings is how many red flags a reply shows (UX rule 7).
const maxFindings = 3

// maxQuote is the longest quote shown, in characters.
const maxQuote = 110

// checked scans what was forwarded and answers with the verdict; what the
// sender wrote about it comes first if it tells of a crisis.
func (t *turn) checked(body string, ls []Link) Reply {
	v := t.scanRead(body, ls)
	if t.tellsHarm() && len(t.m.Quotes) > 0 {
		t.note(v)
		r := t.situations()
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.levelLine(v)}})
		return r
	}
	return t.sayRead(t.sayBehind(t.verdict(v, body), v), v)
}

// tellsHarm reports whether the words just read tell that more happened than
// that a message came.
func (t *turn) tellsHarm() bool {
	return slices.ContainsFunc(t.own.Situations, func(s *knowledge.Situation) bool { return t.harming(s.ID) })
}

// note remembers a verdict, without its text. A case that is open goes on
// beside it; else what was known before it is over.
func (t *turn) note(v knowledge.Verdict) {
	if t.harmed() && t.m.Chat.Kind != Group {
		t.s.Level, t.s.Kind, t.s.Variant = v.Level.String(), v.Kind, v.Variant
		return
	}
	*t.s = Session{Seen: t.s.Seen, Flow: t.s.Flow, Theirs: t.s.Theirs, Advised: t.s.Advised, Told: t.s.Told, Practised: t.s.Practised, Again: t.s.Again, Other: t.s.Other, Past: t.s.Past,
		Level: v.Level.String(), Kind: v.Kind, Variant: v.Variant}
}

// verdict answers with what was found in body.
func (t *turn) verdict(v knowledge.Verdict, body string) Reply {
	t.note(v)
	if t.m.Chat.Kind == Group {
		t.told24(t.toWatch())
		return t.groupVerdict(v, body)
	}
	r := t.VerdictReply(v, body, t.after())
	if t.harmed() {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("flow.still-open")}})
	}
	return r
}

// VerdictReply is the reply to a text that was looked at: what it is and the
// one act, why, what to do. choices are its buttons.
func (b *Bot) VerdictReply(v knowledge.Verdict, body string, choices []Choice) Reply {
	r := Reply{Lead: b.levelLine(v), Choices: choices}
	if why := b.why(v, body, maxFindings); len(why) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Quotes, Title: b.base.Say("verdict.why"), Lines: why})
	}
	if do := lines(b.say("verdict.do", v)); len(do) > 0 {
		r.Blocks = append(r.Blocks, Block{Kind: Steps, Title: b.base.Say("verdict.do-title"), Lines: do})
	}
	if v.Cut {
		r.Blocks = append(r.Blocks, Block{Lines: []string{b.base.Say("verdict.cut")}})
	}
	return r
}

// levelLine is the first line: the level in words and the one act.
func (b *Bot) levelLine(v knowledge.Verdict) string { return b.say("verdict.lead", v) }

// say looks a sentence up from the most special key to the most general one.
func (b *Bot) say(prefix string, v knowledge.Verdict) string {
	level := v.Level.String()
	if v.Voice == "report" && v.Level != knowledge.None {
		level = "told-" + level
	}
	base := prefix + "." + level
	return cmp.Or(
		b.base.Say(base+"."+v.Kind+"."+v.Variant),
		b.base.Say(base+"."+v.Kind),
		b.base.Say(base),
	)
}

// why gives the strongest findings: the sender's words, made harmless, and
// what the real firm does instead. No sign is named twice.
func (b *Bot) why(v knowledge.Verdict, body string, most int) []string {
	d := text.Fold(body)
	var out []string
	seen := map[string]bool{}
	for _, f := range v.Findings {
		if seen[f.Flag.Sign] || len(out) == most || f.Flag.Naming() && len(out) > 0 {
			continue
		}
		seen[f.Flag.Sign] = true
		var quotes []string
		for _, s := range f.Evidence {
			quotes = append(quotes, shorten(d.Mask(s)))
		}
		out = append(out, b.base.Say("verdict.finding", "quote", strings.Join(quotes[:min(2, len(quotes))], " … "), "why", f.Flag.Why))
	}
	return out
}

// shorten cuts a long quote at a word.
func shorten(s string) string {
	rs := []rune(s)
	if len(rs) <= maxQuote {
		return s
	}
	cut := string(rs[:maxQuote])
	if i := strings.LastIndexByte(cut, ' '); i > maxQuote/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// ownTale reports whether a text is the person's own story and not a message
// that was pasted: first-person words with nothing quoted, no link and no
// number. A clear scam must also tell of something that happened, and ask, or
// be one by its mere manner.
func (t *turn) ownTale(v knowledge.Verdict) bool {
	if onlyNamed(v) && !looksPasted(t.m.Text, v) && !t.speaksToReader() && (t.own.Sure() || len(t.own.Situations) > 0) {
		return true
	}
	if !looksPasted(t.m.Text, v) && t.tellsShortly() {
		return true
	}
	if looksPasted(t.m.Text, v) || strings.ContainsAny(t.m.Text, "\"“”") || !t.saidAny("says.first-person", foldWords(t.m.Text)) {
		return false
	}
	if v.Level != knowledge.Scam || v.Voice == "report" {
		return true
	}
	return len(t.own.Situations) > 0 && (t.own.Sure() || t.asks(t.m.Text))
}

// ownQuestion reports whether somebody asks us in words of their own: there is
// a question, nothing is quoted, and nobody but us is spoken to.
func (t *turn) ownQuestion() bool {
	return t.asks(t.m.Text) && inQuotes(t.m.Text) == "" && strings.Count(t.m.Text, "\n") <= 2 && !t.speaksToReader()
}

// maxTale is the most words of a text that is taken for a person's own without
// a first-person word, since it tells of harm.
const maxTale = 25

// tellsShortly reports whether a few words tell of harm and speak to nobody, as
// a message would: "sent two grand to a safe account".
func (t *turn) tellsShortly() bool {
	return t.tellsHarm() && len(strings.Fields(t.m.Text)) <= maxTale && inQuotes(t.m.Text) == "" && !t.speaksToReader()
}

// speaksToReader reports whether words speak to somebody else than us, as a
// message does: "your account", "call us".
func (t *turn) speaksToReader() bool {
	said := " " + foldWords(t.m.Text) + " "
	t.hears("says.to-us", func(w string) bool {
		said = strings.ReplaceAll(said, " "+w+" ", " ")
		return false
	})
	return t.saidAny("says.to-reader", strings.TrimSpace(said))
}

// aboutLink judges the links of a question by themselves.
func (t *turn) aboutLink(v knowledge.Verdict) knowledge.Verdict {
	return t.base.Scan(knowledge.Text{Body: strings.Join(v.Entities.Links, "\n"), Links: links(t.m.Links)})
}

// onlyNamed reports whether nothing but signs named by the second opinion was found.
func onlyNamed(v knowledge.Verdict) bool {
	for _, f := range v.Findings {
		if !f.Flag.Naming() {
			return false
		}
	}
	return true
}

// minQuoted is the fewest words between quotation marks that are a message.
const minQuoted = 4

// inQuotes gives what somebody quotes inside their own words, "" if nothing.
func inQuotes(s string) string {
	for _, marks := range [][2]string{{"“", "”"}, {"\"", "\""}, {" '", "'"}, {" ‘", "’"}} {
		_, after, ok := strings.Cut(" "+s, marks[0])
		i := strings.LastIndex(after, marks[1])
		if ok && i > 0 && len(strings.Fields(after[:i])) >= minQuoted {
			return after[:i]
		}
	}
	return ""
}

// aboutMessage reports whether somebody asks what to make of a message.
func (t *turn) aboutMessage() bool {
	for _, s := range t.own.Situations {
		if s.ID == "unsure-message" {
			return true
		}
	}
	return len(t.own.Situations) == 0 && t.own.Sure() && t.own.Topics[0].Topic.Root() == "is-it-scam-message"
}

// told answers somebody who tells of an approach: advice, not "this message is a scam".
func (t *turn) told(v knowledge.Verdict) Reply {
	v.Voice = "report"
	t.note(v)
	if t.own.Sure() && t.own.Topics[0].Topic.Root() != "off-topic" {
		return t.topic(t.own.Topics[0].Topic)
	}
	return t.VerdictReply(v, t.m.Text, t.after())
}

// looksPasted reports whether a text without known signs is more likely
// somebody else's message than a question to us.
func looksPasted(s string, v knowledge.Verdict) bool {
	return len(v.Entities.Links) > 0 || len(v.Entities.Phones) > 0 || strings.Count(s, "\n") > 2 || len(strings.Fields(s)) > 60
}

// links gives a platform's links as the scanner takes them.
func links(ls []Link) []knowledge.Link {
	out := make([]knowledge.Link, len(ls))
	for i, l := range ls {
		out[i] = knowledge.Link(l)
	}
	return out
}

// afterVerdict goes on from a scam that was shown: the acts, then the question
// whether anything has happened yet.
func (t *turn) afterVerdict() Reply {
	v := knowledge.Verdict{Kind: t.s.Kind, Variant: t.s.Variant, Level: knowledge.Suspicious}
	if t.s.Level == "scam" {
		v.Level = knowledge.Scam
	}
	do := lines(t.say("verdict.do", v))
	r := Reply{Lead: t.base.Say("bot.after-lead"), Choices: t.after()}
	if len(do) > 0 {
		r.Lead = do[0]
		if len(do) > 1 {
			r.Blocks = append(r.Blocks, Block{Kind: Steps, Title: t.base.Say("bot.then"), Lines: do[1:]})
		}
	}
	r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("bot.after-question")}})
	return r
}
