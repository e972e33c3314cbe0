package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// Commands are the commands in chat, in the order in which they are listed
// (INTERFACE section 7).
var Commands = []string{"start", "help", "check", "now", "ask", "report", "letter", "family", "practice", "card", "region", "privacy", "forget", "status", "settings", "wrong"}

// leading are the commands that take words after a colon, without a slash.
var leading = []string{"check", "ask", "region"}

// readCommand finds a command that was typed: "/now", "now", "check: …".
func (t *turn) readCommand() {
	s := strings.TrimSpace(t.m.Text)
	first, rest, _ := strings.Cut(s, " ")
	if strings.HasPrefix(first, "/") {
		name, _, _ := strings.Cut(strings.ToLower(first[1:]), "@")
		t.m.Command, t.m.Text = name, strings.TrimSpace(rest)
		if nl := strings.IndexByte(name, '\n'); nl > 0 {
			t.m.Command, t.m.Text = name[:nl], s[nl+2:]
		}
		return
	}
	word := strings.ToLower(strings.Trim(first, ":.!"))
	said := foldWords(s)
	switch {
	case slices.Contains(lines(t.base.Say("says.forget")), said):
		t.m.Command, t.m.Text = "forget", ""
	case word == "help" && len(t.s.Shown) > 0: // help with the step just shown
	case rest == "" && t.answersNow(said): // "card" is how it was paid
	case rest == "" && slices.Contains(Commands, word):
		t.m.Command, t.m.Text = word, ""
	case strings.HasSuffix(first, ":") && slices.Contains(leading, word), word == "region" && t.shortPlace(rest),
		word == "family" && pairShape.MatchString(strings.TrimSpace(rest)):
		t.m.Command, t.m.Text = word, strings.TrimSpace(rest)
	}
}

// shortPlace reports whether what follows "region" names a place, or is too
// short to be anything else.
func (t *turn) shortPlace(words string) bool {
	n := len(strings.Fields(words))
	_, known := t.namedPlace(foldWords(words))
	return n <= 2 || known && n <= maxTyped
}

// command carries out a command.
func (t *turn) command() Reply {
	t.s.Flow = ""
	switch t.m.Command {
	case "start":
		return t.start()
	case "help":
		return t.help(t.m.Command)
	case "family":
		return t.family()
	case "status":
		return t.status()
	case "now":
		return Reply{Lead: t.base.Say("bot.now"), Blocks: []Block{{Lines: lines(t.base.Say("bot.now-question"))}}, Choices: t.crisisChoices(), Loud: true}
	case "check":
		return t.checkCommand()
	case "ask":
		return t.askCommand()
	case "letter":
		return t.letter()
	case "forget":
		t.endAll()
		t.state = State{Group: t.state.Group}
		t.s, t.Bot = &t.state.Session, t.home
		t.forget = true
		return Reply{Lead: t.base.Say("command.forget")}
	case "settings":
		return t.settings()
	case "report":
		return t.topicCommand("report-scam")
	case "region":
		return t.region()
	case "practice":
		return t.practice()
	case "card":
		return t.card()
	}
	return t.saying("command." + t.m.Command)
}

// saying answers with a saying of several lines, its places filled from pairs;
// an unknown command gets help.
func (t *turn) saying(key string, pairs ...string) Reply {
	ls := lines(t.base.Say(key, pairs...))
	if len(ls) == 0 {
		return Reply{Lead: t.base.Say("command.unknown"), Choices: t.crisisChoices()}
	}
	return Reply{Lead: ls[0], Blocks: points(ls[1:])}
}

// help answers like any saying, with the crisis choices under it.
func (t *turn) help(which string) Reply {
	r := t.saying("command." + which)
	r.Choices = t.crisisChoices()
	return r
}

// checkCommand checks what follows or is quoted, or asks for it.
func (t *turn) checkCommand() Reply {
	if text, ls := t.quoted(); text != "" {
		t.own = knowledge.Understanding{}
		return t.checked(text, ls)
	}
	if strings.TrimSpace(t.m.Text) != "" {
		t.own = knowledge.Understanding{}
		return t.checked(t.m.Text, t.m.Links)
	}
	t.s.Flow = "check"
	return Reply{Lead: t.base.Say("command.check")}
}

func (t *turn) askCommand() Reply {
	if strings.TrimSpace(t.m.Text) == "" {
		return Reply{Lead: t.base.Say("command.ask"), Choices: t.crisisChoices()}
	}
	t.m.Command = ""
	if t.own.Crisis() {
		return t.crisis()
	}
	return t.words()
}

func (t *turn) settings() Reply {
	if t.m.Chat.Kind != Group {
		return Reply{Lead: t.base.Say("group.only-in-groups"), Choices: t.addChoices()}
	}
	return Reply{Lead: t.base.Say("command.settings"), Choices: slices.Concat(t.modeChoices(), t.drillChoice(), t.hereChoice())}
}

func (t *turn) topicCommand(id string) Reply {
	k, ok := t.base.Topic(id)
	if !ok {
		return t.lost()
	}
	return t.topic(k)
}

// namedTool opens our own flow when one of the three tools that the article
// names is typed.
func (t *turn) namedTool() (Reply, bool) {
	said := foldWords(t.m.Text)
	switch {
	case t.saidAny("says.tool-scanner", said):
		t.s.Flow = "check"
		return Reply{Lead: t.base.Say("command.check")}, true
	case t.saidAny("says.tool-card", said):
		return t.cardLetter(), true
	case t.saidAny("says.tool-claim", said):
		return t.letterFor("command.claim"), true
	}
	return t.asksForLetter()
}

// asksNext reports whether somebody only asks how to go on.
func (t *turn) asksNext() bool {
	said := foldWords(t.m.Text)
	return len(strings.Fields(said)) <= maxTyped && (t.saidShort("says.what-now", said) || t.saidShort("says.what-now", t.withoutLeadIn(said)))
}

// lines cuts a saying into its lines.
func lines(s string) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
