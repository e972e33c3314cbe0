package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hangup/knowledge"
)

// Handler answers messages. Handle has no side effect: the same message and
// state give the same outcome, so a lost race is simply run again. It may be
// called by several goroutines.
type Handler interface {
	Handle(ctx context.Context, m Message, s State) Outcome
}

// Bot is the Handler that talks to people.
type Bot struct {
	base   *knowledge.Base
	key    []byte                 // of the codes that link people
	heard  map[string][]string    // the folded lines of says.yaml, by key
	places map[string][]placeName // the names of places, by their first word
	talks  []talk                 // what people say in the middle of a case
}

// New gives a Bot that speaks from base.
func New(base *knowledge.Base) *Bot {
	b := &Bot{base: base, key: newKey(), heard: map[string][]string{}, talks: newTalks(base)}
	for key, s := range base.Sayings("says") {
		for _, l := range lines(s) {
			if w := foldWords(l); w != "" {
				b.heard["says."+key] = append(b.heard["says."+key], w)
			}
		}
	}
	b.places = placeNames(b.heard)
	return b
}

// turn is one message on its way to an outcome.
type turn struct {
	*Bot   // of the region of whoever writes
	m      Message
	state  State
	s      *Session                // &state.Session
	own    knowledge.Understanding // of the sender's own text
	scan   *knowledge.Verdict      // on the sender's own text, once it is needed
	taken  bool                    // the words took something back
	back   bool                    // the session was put back to an earlier turn
	news   bool                    // something was told that was not known
	ack    string                  // the answer to good news, when more was said
	plain  []knowledge.Match       // the topics of own, without regard to the talk
	kind   *string                 // what the words do, once it is needed
	lent   *Person                 // who they were before the place of somebody else was named
	forget bool                    // everything about the person is to be wiped
	side
	where
	writing
}

// Handle answers one message. A private message always gets a reply.
func (b *Bot) Handle(_ context.Context, m Message, s State) Outcome {
	here := b.in(s.Person.place())
	t := turn{Bot: here, m: here.withOwn(m), state: s, where: where{home: b}}
	t.state.Session = clone(s.Session.fresh(m.Time))
	t.s = &t.state.Session
	before, fresh := clone(*t.s), !t.open()
	t.takeFlow()
	t.takeDraft()
	r := t.offerLetter(t.offerTell(t.offerAgain(t.alsoNoted(t.theirs(t.atHour(t.local(t.thanked(t.reply()), fresh)))))))
	t.giveBack(before)
	t.remember(before)
	t.hearPayment()
	t.keepDraft()
	if !r.Silent() {
		t.s.Seen = m.Time
		t.s.Offered = nil
		for _, c := range r.Choices {
			t.s.Offered = append(t.s.Offered, c.ID)
		}
	}
	return Outcome{Reply: r, Notes: t.notes, MoveTo: t.movesTo(), State: t.state, Forget: t.forget}
}

// clone copies the slices of a session, so that the caller's is not changed.
func clone(s Session) Session {
	s.Situations = slices.Clone(s.Situations)
	s.Told = slices.Clone(s.Told)
	s.Done = slices.Clone(s.Done)
	s.Shown = slices.Clone(s.Shown)
	s.Later = slices.Clone(s.Later)
	s.Answered = slices.Clone(s.Answered)
	s.Put = slices.Clone(s.Put)
	s.Past = slices.Clone(s.Past)
	for i, p := range s.Past {
		s.Past[i] = clone(p)
	}
	if s.Other != nil {
		o := clone(*s.Other)
		s.Other = &o
	}
	return s
}

// reply finds the flow that a message belongs to. Danger comes before
// everything, then what was pressed or ordered, then what was forwarded, then
// what was asked.
func (t *turn) reply() Reply {
	switch {
	case t.m.Event != NoEvent:
		return t.event()
	case t.m.Overheard:
		return t.overheard()
	case t.m.Chat.Kind == Group && !t.m.Addressed:
		return t.watch()
	case t.m.Choice != "":
		return t.choice(t.m.Choice)
	}
	if r, ok := t.letterWaits(); ok {
		return r
	}
	t.dropsLetter()
	if r, ok := t.letterTurn(); ok {
		return r
	}
	if t.m.Command == "" {
		t.readCommand()
	}
	t.heedPlace()
	t.own = t.understand(t.m.Text)
	t.forThem()
	t.noteTold()
	if t.m.Command != "" {
		return t.guarded(t.command())
	}
	if r, ok := t.groupOrder(); ok {
		return r
	}
	if text, _ := t.quoted(); text == "" {
		if r, ok := t.beside(); ok {
			return t.guarded(r)
		}
		if r, ok := t.talkFirst(); ok {
			return t.guarded(r)
		}
		if r, ok := t.heed(); ok && !t.own.Crisis() {
			return t.guarded(r)
		}
	}
	t.newCase()
	if t.own.Crisis() && !t.pastedOnly() {
		return t.guarded(t.crisis())
	}
	return t.guarded(t.answer())
}

// answer is for words without a crisis.
func (t *turn) answer() Reply {
	if text, links := t.quoted(); text != "" {
		t.s.Flow = ""
		return t.checked(text, links)
	}
	if kind := t.unread(); kind != "" {
		return t.besideUnread(kind)
	}
	if strings.TrimSpace(t.m.Text) == "" {
		return t.empty()
	}
	if k, ok := t.base.Topic(t.s.Topic); ok && t.lent != nil && len(t.own.Situations) == 0 && !t.asks(t.m.Text) {
		return t.topic(k) // the same once more, for where that person is
	}
	if t.only && !t.tellsHarm() {
		return t.noted()
	}
	if text := inQuotes(t.m.Text); text != "" && t.aboutMessage() && !t.tellsHarm() {
		return t.verdict(t.base.Scan(knowledge.Text{Body: text}), text)
	}
	if r, ok := t.talking(); ok {
		return r
	}
	if r, ok := t.aside(); ok {
		return r
	}
	if r, ok := t.typedAnswer(); ok {
		return r
	}
	if r, ok := t.namedTool(); ok {
		return r
	}
	if r, ok := t.acts(); ok {
		return r
	}
	if t.s.Flow == "check" {
		t.s.Flow = ""
		return t.checked(t.m.Text, t.m.Links)
	}
	return t.words()
}

// words is for typed text: a pasted message, a story or a question.
func (t *turn) words() Reply {
	v := t.scanOwn()
	asking := t.ownQuestion()
	own := asking || t.ownTale(v)
	t.lean()
	switch {
	case t.asksNext():
		return t.next()
	case (v.Level != knowledge.Scam || asking) && t.asksToVouch():
		return t.topic(t.own.Topics[0].Topic)
	case !own && !t.typedInCase(v) && v.Voice == "message" && (v.Level == knowledge.Scam || v.Level != knowledge.None && len(t.own.Situations) == 0):
		return t.verdict(v, t.m.Text)
	case t.asksParticular(), t.clearlyAbout():
		return t.topic(t.own.Topics[0].Topic)
	case len(t.own.Situations) > 0 && t.toldBefore():
		if t.asks(t.m.Text) && t.own.Sure() {
			return t.topic(t.own.Topics[0].Topic)
		}
		return t.wellDone(t.base.Say("flow.noted"))
	case len(t.own.Situations) > 0 && (!t.open() || t.tellsNew()):
		return t.situations()
	case own && t.own.Sure() && t.open():
		return t.topicInCase(v)
	case t.typedInCase(v) && len(v.Entities.Links) == 0:
		return t.topicInCase(v)
	case v.Voice == "report" && v.Level != knowledge.None, own && !asking && v.Level != knowledge.None && !onlyNamed(v):
		return t.told(v)
	case len(v.Entities.Links) > 0: // whatever is asked, a link is there to be looked at
		return t.verdict(v, t.m.Text)
	}
	return t.topicInCase(v)
}

// pastedOnly reports whether the text is a message that was pasted, in which
// words such as "I am in your computer" are the criminal's.
func (t *turn) pastedOnly() bool {
	v := t.scanOwn()
	return v.Voice == "message" && v.Level == knowledge.Scam
}

// guarded puts the warning about secrets before a reply if the sender gave one away.
func (t *turn) guarded(r Reply) Reply {
	if t.saidAny("says.offers-secret", foldWords(t.m.Text)) && r.Lead != t.base.Say("bot.never-secret") {
		r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("bot.never-secret")}})
	}
	if !holdsSecret(t.m.Text) {
		return r
	}
	r.Blocks = append(r.Blocks, Block{Lines: []string{t.base.Say("bot.secret")}})
	return r
}

// Fallback is what a person gets when answering failed.
func (b *Bot) Fallback() Reply { return Reply{Lead: b.base.Say("bot.fallback"), Loud: true} }

// NoRoom is what a person gets, once, when their message cannot be kept.
func (b *Bot) NoRoom() Reply { return Reply{Lead: b.base.Say("bot.no-room"), Loud: true} }

// TopicOf names the topic that an outcome answers, "" if it is none of them.
func (b *Bot) TopicOf(o Outcome) string {
	s := o.State.Session
	switch {
	case s.Topic != "":
		if k, ok := b.base.Topic(s.Topic); ok {
			return k.Root()
		}
		return s.Topic
	case s.Level != "":
		return cmp.Or(b.base.Say("says.topic-"+s.Kind+"-"+s.Variant), b.base.Say("says.topic"))
	case len(s.Situations) > 0:
		return b.base.TopicAbout(s.Situations[0])
	}
	return ""
}
