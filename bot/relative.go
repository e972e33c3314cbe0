package bot

import (
	"slices"
	"strings"

	"hangup/knowledge"
)

// forThem notes whether somebody asks for a relative. It stays so until they
// tell of something they did themselves.
func (t *turn) forThem() {
	if t.m.Chat.Kind == Group {
		return
	}
	said := foldWords(t.m.Text)
	switch {
	case t.saidAny("says.mine", said), t.saidAny("says.not-theirs", said):
		t.s.Theirs = false
	case !t.saidAny("says.others", said): // nobody else is named: it is the writer
	case t.own.Helper && !t.open():
		t.s.Theirs = true
	}
}

// theirs turns the words of a reply to the relative's side ("their card"), and
// adds once what to say to them and what not to.
func (t *turn) theirs(r Reply) Reply {
	if !t.s.Theirs || t.asIs || r.Silent() || t.speaksToThem(r) {
		return r
	}
	r.Lead = t.swap(r.Lead)
	blocks := make([]Block, 0, len(r.Blocks)+1)
	for _, b := range r.Blocks {
		if b.Kind != Quotes {
			b.Title = t.swap(b.Title)
			ls := make([]string, len(b.Lines))
			for i, l := range b.Lines {
				ls[i] = t.swap(l)
			}
			b.Lines = ls
		}
		blocks = append(blocks, b)
	}
	if !t.s.Advised && t.harmed() {
		t.s.Advised = true
		at := min(1, len(blocks))
		if len(blocks) > 0 && len(r.Choices) > 0 && blocks[len(blocks)-1].Kind == Prose {
			at = len(blocks) - 1 // before the question
		}
		blocks = slices.Insert(blocks, at, Block{Lines: lines(t.base.Say("helper.words"))})
	}
	r.Blocks = blocks
	return r
}

// harmed reports whether more happened than that a message came.
func (t *turn) harmed() bool {
	return slices.ContainsFunc(t.s.Situations, t.harming)
}

// harming reports whether a situation is more than that a message came.
func (t *turn) harming(id string) bool {
	return !slices.Contains(lines(t.base.Say("says.no-harm-yet")), id)
}

// swap puts the words for a relative's things in the place of "your …".
func (t *turn) swap(s string) string {
	for _, l := range lines(t.base.Say("says.their-words")) {
		if from, to, ok := strings.Cut(l, " = "); ok {
			s = strings.ReplaceAll(s, from, to)
		}
	}
	return s
}

// speaksToThem reports whether a reply is an answer written for those who ask
// for somebody else.
func (t *turn) speaksToThem(r Reply) bool {
	k, ok := t.base.Topic(t.s.Topic)
	return ok && r.Lead == k.Answer.For(t.holds).Lead && t.forAskers(k)
}

// forAskers reports whether a topic is for those who ask for somebody else.
func (t *turn) forAskers(k *knowledge.Topic) bool {
	return slices.Contains(lines(t.base.Say("says.own-words-topics")), k.Root())
}
