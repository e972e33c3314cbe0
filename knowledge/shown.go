package knowledge

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangup/knowledge/measure"
	"hangup/knowledge/plan"
	"hangup/knowledge/source"
)

// The highest reading grades (UX rule 4), the longest sentence and the most
// words a sentence on average.
const (
	CrisisGrade = 5
	PlainGrade  = 7
	MaxSentence = 25
	MaxAverage  = 15
)

// noGrade marks texts that are not sentences, such as the words on a button.
const noGrade = -1

// Shown is a text that people read, with its facts filled in.
type Shown struct {
	Where string // such as "topics close-popup"
	Text  string
	Grade float64 // the highest grade it may have
	at    source.Place
}

// Reading measures the text.
func (s Shown) Reading() measure.Reading { return measure.Of(s.Text) }

// shownTexts collects texts.
type shownTexts []Shown

// add takes in those texts that are not empty.
func (x *shownTexts) add(at source.Place, where string, grade float64, texts ...string) {
	for _, t := range texts {
		if t != "" {
			*x = append(*x, Shown{where, t, grade, at})
		}
	}
}

// Shown gives every text that people read.
func (b *Base) Shown() []Shown {
	var out shownTexts
	out = append(out, b.shownTopics()...)
	for _, it := range b.content.steps {
		s, grade := it.Value, float64(PlainGrade)
		if s.Urgency == "now" {
			grade = CrisisGrade
		}
		out.add(it.At, "step "+s.ID, grade, s.Do+" "+s.Why, b.closedAs(s.Closed))
		out.add(it.At, "step "+s.ID+" detail", PlainGrade, join(s.Detail))
	}
	out = append(out, b.shownWords()...)
	out = append(out, b.shownExercises()...)
	out = append(out, b.shownLetters()...)
	for _, it := range b.content.situations {
		out.add(it.At, "situation "+it.Value.ID, CrisisGrade, it.Value.Lead)
		for _, c := range it.Value.Cases {
			out.add(it.At, "situation "+it.Value.ID+" case "+strings.Join(c.When, ", "), CrisisGrade, c.Lead)
		}
	}
	for _, it := range b.content.questions {
		out.add(it.At, "question "+it.Value.ID, CrisisGrade, it.Value.Ask)
		for _, c := range it.Value.Choices {
			out.add(it.At, "choice "+c.ID, noGrade, c.Label)
		}
	}
	for _, it := range b.content.flags {
		if f := b.flag(b.scanner.Flag(it.Value.ID)); f != nil && !it.Value.Genuine {
			out.add(it.At, "flag "+f.ID, PlainGrade, f.Why)
			out.add(it.At, "flag "+f.ID+" title", noGrade, f.Title)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(b.say)) {
		if !strings.HasPrefix(k, typedFile+".") {
			out.add(source.Place{File: "say"}, "say "+k, PlainGrade, b.say[k])
		}
	}
	return out
}

// shownTopics gives the answers to questions.
func (b *Base) shownTopics() []Shown {
	var out shownTexts
	for _, it := range b.content.topics {
		t, where := it.Value, "topic "+it.Value.ID
		grade := float64(t.Grade)
		if grade == 0 {
			grade = PlainGrade
		}
		out.add(it.At, where, grade, join(append(append([]string{t.Answer.Lead}, t.Answer.Why...), t.Answer.Do...)), join(t.Answer.More), b.closedAs(t.Answer.Closed))
		out.add(it.At, where+" title", noGrade, t.Title)
		for _, c := range t.Answer.Cases {
			out.add(it.At, where+" case "+strings.Join(c.When, ", "), grade, join(slices.Concat([]string{c.Lead}, c.Why, c.First, c.Do)))
		}
	}
	return out
}

// closedAs gives words for a closed line as they may read, "" for none.
func (b *Base) closedAs(words string) string {
	at := b.Say("clock.day", "day", b.Say("clock.wednesday"), "time", "8am")
	return strings.ReplaceAll(words, "{opens}", at)
}

// shownWords gives the words of steps that playbooks have of their own.
func (b *Base) shownWords() []Shown {
	var out []Shown
	for _, it := range b.content.books {
		for _, id := range slices.Sorted(maps.Keys(it.Value.Words)) {
			grade := float64(PlainGrade)
			if s, ok := b.Step(id); ok && s.Urgency == plan.Now {
				grade = CrisisGrade
			}
			out = append(out, Shown{"playbook " + it.Value.ID + " words for " + id, it.Value.Words[id], grade, it.At})
		}
	}
	return out
}

// join makes one text of several.
func join(texts []string) string {
	out := ""
	for _, t := range texts {
		if out != "" {
			out += "\n"
		}
		out += t
	}
	return out
}

// Check finds what is wrong with the texts people read: wordings that are
// forbidden and sentences that are too hard. It is slower than loading and
// meant for editors. What a region says as GB does is not looked at twice, but
// for wordings that are forbidden in that region only.
func (b *Base) Check() Mistakes {
	shown, home := b.Shown(), b.saidAtHome()
	bad := b.forbidden(shown, home)
	for _, s := range shown {
		if home[s.Text] {
			continue
		}
		if what := tooHard(s); what != "" {
			bad = append(bad, s.at.Mistake("", s.Where+": "+what, "use shorter sentences and plainer words"))
		}
	}
	return bad
}

// saidAtHome are the texts of GB, none for GB itself.
func (b *Base) saidAtHome() map[string]bool {
	home, err := b.In(GB)
	if err != nil || home == b {
		return nil
	}
	out := map[string]bool{}
	for _, s := range home.Shown() {
		out[s.Text] = true
	}
	return out
}

// typedFile is the file of say/ that holds what people type; nobody reads it.
const typedFile = "says"

// fewWords: shorter texts have no meaningful grade.
const fewWords = 12

func tooHard(s Shown) string {
	r := s.Reading()
	switch {
	case s.Grade == noGrade:
		return ""
	case r.Longest > MaxSentence:
		return "a sentence has " + strconv.Itoa(r.Longest) + " words"
	case r.PerSentence > MaxAverage && r.Sentences > 1:
		return "sentences have " + strconv.Itoa(int(r.PerSentence+0.5)) + " words on average"
	case r.Words >= fewWords && r.Grade > s.Grade+0.5:
		return "reading grade " + strconv.FormatFloat(r.Grade, 'f', 1, 64) + " is above " + strconv.Itoa(int(s.Grade))
	}
	return ""
}

// Due gives the facts that are due for review, seen from now.
func (b *Base) Due(now time.Time) []Fact { return b.facts.Due(now) }

// Readings sums up how readable a part of the content is.
type Readings struct {
	Name        string
	Texts       int
	Grade       float64 // average
	Worst       float64 // highest grade of a text of twelve words or more
	PerSentence float64 // average
	Longest     int     // words of the longest sentence
	Where       string  // where that is
}

// Readings measures the answers, steps, first acts, red flags and other
// sentences, each apart.
func (b *Base) Readings() []Readings {
	order := []string{"topic", "step", "situation", "question", "flag", "practice", "letter", "say"}
	sums := map[string]*Readings{}
	for _, s := range b.Shown() {
		if s.Grade == noGrade {
			continue
		}
		name, _, _ := strings.Cut(s.Where, " ")
		x := sums[name]
		if x == nil {
			x = &Readings{Name: name}
			sums[name] = x
		}
		x.add(s)
	}
	var out []Readings
	for _, name := range order {
		if x := sums[name]; x != nil {
			x.Grade /= float64(x.Texts)
			x.PerSentence /= float64(x.Texts)
			out = append(out, *x)
		}
	}
	return out
}

func (x *Readings) add(s Shown) {
	r := s.Reading()
	x.Texts++
	x.Grade += r.Grade
	x.PerSentence += r.PerSentence
	if r.Words >= fewWords {
		x.Worst = max(x.Worst, r.Grade)
	}
	if r.Longest > x.Longest {
		x.Longest, x.Where = r.Longest, s.Where
	}
}
