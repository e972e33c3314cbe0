package act

import (
	"slices"
	"strconv"
	"strings"

	"hangup/knowledge/opinion"
	"hangup/knowledge/text"
)

// The kinds of acts that are learnt from examples.
const (
	Did     = "did"     // a step is done
	Doing   = "doing"   // a step is under way
	Cannot  = "cannot"  // does not know how, or it does not work
	Refuses = "refuses" // will not do a step
	Denies  = "denies"  // something did not happen
	Answers = "answers" // what our question asked
	Mends   = "mends"   // takes back or puts right what was said
	Next    = "next"    // asks how to go on
	Doubts  = "doubts"  // is not convinced, or asks why
	Asks    = "asks"    // a question of its own
	Tells   = "tells"   // more that happened
	Thanks  = "thanks"  // thanks or goodbye
	Back    = "back"    // is here again
	Leaves  = "leaves"  // puts it aside
	Restart = "restart" // wants to begin anew
	Turns   = "turns"   // to another subject
	Reports = "reports" // what the bank, IT or police said
	Feels   = "feels"   // how it feels
	Returns = "returns" // to the step or question before
	Idle    = "idle"    // small talk
)

// Kinds are all kinds, in the order in which the model has them.
var Kinds = []string{Did, Doing, Cannot, Refuses, Denies, Answers, Mends, Next, Doubts, Asks, Tells, Thanks, Back, Leaves, Restart, Turns, Reports, Feels, Returns, Idle}

// Place is where a conversation is when words are said.
type Place struct {
	Asked  bool // a question of ours is open
	Steps  bool // steps were shown last
	Judged bool // a message was judged last
	Theirs bool // they ask for somebody else
}

// sureMargin is how far the best kind must be before the next one to be sure,
// graveMargin where a mistake costs more. Chosen by make questions.
const (
	sureMargin  = 1.5
	graveMargin = 2.2
)

// grave are the kinds that end or pass over something.
var grave = []string{Did, Thanks, Back, Leaves, Returns}

// Kind gives what the words most likely do, and whether that is sure.
func (r *Reader) Kind(words string, p Place) (kind string, sure bool) {
	model := r.model()
	if model == nil {
		return "", false
	}
	var v opinion.View
	r.look(&v, words, p)
	kind, margin := model.Best(model.Scores(nil, &v))
	if slices.Contains(grave, kind) {
		return kind, margin >= graveMargin
	}
	return kind, margin >= sureMargin
}

// look takes in the words and the place.
func (r *Reader) look(v *opinion.View, words string, p Place) {
	f := r.set().Read(words)
	v.Look(f)
	edges(v, f.Doc, strings.Contains(words, "?"))
	for name, holds := range map[string]bool{"asked": p.Asked, "steps": p.Steps, "judged": p.Judged, "theirs": p.Theirs} {
		if holds {
			v.AddName("place " + name)
		}
	}
}

// edges adds how words begin and end, and how many there are: in a short turn
// that tells more than the words between.
func edges(v *opinion.View, d *text.Doc, asked bool) {
	n := len(d.Tokens)
	for i := range min(n, 3) {
		v.AddName("begins " + string(d.Bytes(i)))
		v.AddName("ends " + string(d.Bytes(n-1-i)))
	}
	if n > 0 {
		v.AddName("first " + string(d.Bytes(0)))
	}
	if n > 1 {
		v.AddName("first " + string(d.Bytes(0)) + " " + string(d.Bytes(1)))
	}
	for _, most := range []int{1, 2, 4, 8, 16} {
		if n <= most {
			v.AddName("words " + strconv.Itoa(most))
			break
		}
	}
	if asked {
		v.AddName("question mark")
	}
}
