package letter

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"hangup/knowledge/text"
)

// Form is what somebody has answered so far. The zero Form with a Letter is an
// empty one.
type Form struct {
	Letter string `json:"letter,omitempty"`
	// Answers are by field, as they are kept: a tap's id, sums and days as they
	// are printed, or words. "" was left blank.
	Answers map[string]string `json:"answers,omitempty"`
}

// separator stands between the sums or days of one answer.
const separator = "; "

// Where is what an answer is read with, besides the answer.
type Where struct {
	Now      time.Time // in the time zone of whoever writes
	Currency string    // of sums that name none
	Nation   string    // ENG, WAL, SCO, NI or ""
	Checked  string    // when the facts were last checked, in words
	Banks    []string  // names of banks that are known here
}

// Copy gives a form of its own.
func (f Form) Copy() Form {
	f.Answers = maps.Clone(f.Answers)
	return f
}

// Set takes an answer in, as Read gave it.
func (f *Form) Set(field, answer string) {
	if f.Answers == nil {
		f.Answers = map[string]string{}
	}
	f.Answers[field] = answer
}

// Has reports whether a field was answered or left blank.
func (f Form) Has(field string) bool {
	_, ok := f.Answers[field]
	return ok
}

// nationField is the field for the nation, which is asked only where it is not known.
const nationField = "nation"

// filled is a form with what it is read with.
type filled struct {
	form  Form
	where Where
}

func (f *filled) answer(field string) string {
	if field == nationField && f.where.Nation != "" {
		return f.where.Nation
	}
	return f.form.Answers[field]
}

func (f *filled) amounts(field string) []Amount {
	as, err := ReadAmounts(f.answer(field), f.where.Currency)
	if err != nil {
		return nil
	}
	return as
}

// dates are the days of a field; those that were read once are never too new.
func (f *filled) dates(field string) []Date {
	ds, err := ReadDates(f.answer(field), f.where.Now.AddDate(1, 0, 0))
	if err != nil {
		return nil
	}
	return ds
}

func (f *filled) all(cs []condition) bool {
	for _, c := range cs {
		if !c.holds(f) {
			return false
		}
	}
	return true
}

func (f *filled) any(cs []condition) bool {
	for _, c := range cs {
		if c.holds(f) {
			return true
		}
	}
	return false
}

// Asked gives the fields that belong to a form, in order: those whose
// conditions hold.
func (l *Letter) Asked(form Form, w Where) []*Field {
	f := &filled{form, w}
	var out []*Field
	for i := range l.Fields {
		known := l.Fields[i].ID == nationField && w.Nation != ""
		if !known && f.all(l.Fields[i].when) {
			out = append(out, &l.Fields[i])
		}
	}
	return out
}

// Next gives the first field that is asked and has no answer, nil if none is left.
func (l *Letter) Next(form Form, w Where) *Field {
	for _, field := range l.Asked(form, w) {
		if !form.Has(field.ID) {
			return field
		}
	}
	return nil
}

// Met gives the checks whose conditions hold.
func (l *Letter) Met(form Form, w Where) []*Check {
	f := &filled{form, w}
	var out []*Check
	for i := range l.Checks {
		if c := &l.Checks[i]; f.all(c.when) && !f.any(c.unless) {
			out = append(out, c)
		}
	}
	return out
}

// Barred gives the check that forbids the document, nil if it can be made.
func (l *Letter) Barred(form Form, w Where) *Check {
	for _, c := range l.Met(form, w) {
		if c.Bars {
			return c
		}
	}
	return nil
}

// About reports whether a field decides whether the check holds.
func (c *Check) About(field string) bool {
	is := func(x condition) bool { return x.field == field || x.op == "before" && x.value == field }
	return slices.ContainsFunc(c.when, is) || slices.ContainsFunc(c.unless, is)
}

// Change gives the form as it goes on in another letter: what both ask is kept.
func (l *Letter) Change(form Form) Form {
	out := Form{Letter: l.ID}
	for id, a := range form.Answers {
		if f := l.Field(id); f != nil && (f.Kind != KindChoice && f.Kind != KindYesNo || f.Tap(a) != nil || a == "") {
			out.Set(id, a)
		}
	}
	return out
}

// Take takes an answer in. Days that do not go with a new number of sums are
// asked anew.
func (l *Letter) Take(form *Form, field, answer string) {
	form.Set(field, answer)
	n := strings.Count(answer, separator)
	for i := range l.Fields {
		f := &l.Fields[i]
		if days := strings.Count(form.Answers[f.ID], separator); f.Each == field && days > 0 && days != n {
			delete(form.Answers, f.ID)
		}
	}
}

// Say gives an answer as people see it: the words of its tap, several with
// "and" before the last, or as it is kept.
func (f *Field) Say(answer string) string {
	if t := f.Tap(answer); t != nil {
		return t.Label
	}
	if f.Kind == KindAmounts || f.Kind == KindDates {
		return together(strings.Split(answer, separator))
	}
	return answer
}

// Named gives the field that words name ("the amount"), nil if none.
func (l *Letter) Named(said string, form Form, w Where) *Field {
	var best *Field
	longest := 0
	said = " " + fold(said) + " "
	for _, f := range l.Asked(form, w) {
		for _, n := range append([]string{f.Label}, f.Names...) {
			if n = fold(n); n != "" && len(n) > longest && strings.Contains(said, " "+n+" ") {
				best, longest = f, len(n)
			}
		}
	}
	return best
}

// fold gives the folded words of s with single spaces.
func fold(s string) string {
	d := text.Fold(s)
	var b strings.Builder
	for i := range d.Tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.Write(d.Bytes(i))
	}
	return b.String()
}

// Fill reads answers given all at once, by field. Fields without one are left
// blank; those whose conditions do not hold are not read. wrong tells which
// answers were not taken, and why.
func (l *Letter) Fill(answers map[string]string, w Where) (form Form, wrong map[string]Unread) {
	form, wrong = Form{Letter: l.ID}, map[string]Unread{}
	for f := l.Next(form, w); f != nil; f = l.Next(form, w) {
		answer := ""
		if words := strings.TrimSpace(answers[f.ID]); words != "" {
			var err error
			var why Unread
			if answer, err = f.Read(words, form, w); errors.As(err, &why) {
				wrong[f.ID] = why
			}
		}
		form.Set(f.ID, answer)
	}
	return form, wrong
}
