package letter

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// condition is one thing that holds or not of the answers of a form:
//
//	amounts           there is an answer
//	!amounts          there is none
//	route=card        the answer is this tap; "a|b" either
//	route!=card       the answer is not this tap, or there is none
//	amounts>fact:x    the sum of it is more than the fact; also >= < <=
//	dates<fact:x      one of the days is before the fact's; also >
//	reported before dates   its day lies before all days of another field
//	dates older fact:x   the last day is longer ago than the fact says
//	amounts several   there is more than one
//	price foreign     it is not in the money of the region
type condition struct {
	field, op, value string
	limit            Amount
	day              Date
	span             span
}

// span is a time such as "13 months".
type span struct{ months, days int }

var shape = regexp.MustCompile(`^(!?)([a-z][a-z0-9-]*)(?:(!=|>=|<=|=|>|<)(\S+)| (older|before) (\S+)| (several|foreign))?$`)

// parse reads a condition; facts gives the values that it may compare with.
func parse(s, currency string, facts func(id string) (string, bool)) (condition, error) {
	m := shape.FindStringSubmatch(s)
	if m == nil {
		return condition{}, fmt.Errorf("the condition %q is of no known form", s)
	}
	c := condition{field: m[2], op: m[3] + m[5] + m[7], value: m[4] + m[6]}
	if m[1] != "" {
		c.op += "!"
	}
	id, fact := strings.CutPrefix(c.value, "fact:")
	if slices.Contains([]string{"", "!", "=", "!=", "several", "foreign", "before"}, c.op) {
		return c, nil
	}
	value, ok := facts(id)
	if !fact || !ok {
		return c, fmt.Errorf("the condition %q compares with %q, which is no fact of the region", s, c.value)
	}
	if c.op == "older" {
		c.span, ok = readSpan(value)
		if !ok {
			return c, fmt.Errorf("the fact %q of the condition %q is no time such as 13 months", id, s)
		}
		return c, nil
	}
	var bad error
	if c.limit, bad = ReadAmount(value, currency); bad != nil {
		c.day, bad = ReadDate(value, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	if bad != nil {
		return c, fmt.Errorf("the fact %q of the condition %q is neither a sum nor a day", id, s)
	}
	return c, nil
}

// readSpan reads "13 months", "about 120 days", "8 weeks".
func readSpan(s string) (span, bool) {
	ts := lex(s, false)
	for i := range ts {
		if ts[i].kind != digitTok {
			continue
		}
		n := atoi(ts[i].text)
		switch word(ts, i+1) {
		case "day", "days":
			return span{days: n}, true
		case "week", "weeks":
			return span{days: 7 * n}, true
		case "month", "months":
			return span{months: n}, true
		case "year", "years":
			return span{months: 12 * n}, true
		}
	}
	return span{}, false
}

// holds reports whether c holds of a form. What is not known holds of nothing.
func (c condition) holds(f *filled) bool {
	answer := f.answer(c.field)
	switch c.op {
	case "":
		return answer != ""
	case "!":
		return answer == ""
	case "=":
		return answer != "" && slices.Contains(strings.Split(c.value, "|"), answer)
	case "!=":
		return !slices.Contains(strings.Split(c.value, "|"), answer)
	case "several":
		return strings.Contains(answer, separator)
	case "older":
		return c.older(f)
	case "before":
		return c.before(f)
	}
	as := f.amounts(c.field)
	if c.op == "foreign" {
		return slices.ContainsFunc(as, func(a Amount) bool { return a.Currency != f.where.Currency })
	}
	if c.limit.Minor == 0 {
		return c.beside(f)
	}
	total, ok := Total(as)
	return ok && total.Currency == c.limit.Currency && compare(total.Minor, c.op, c.limit.Minor)
}

func compare(a int64, op string, b int64) bool {
	switch op {
	case ">":
		return a > b
	case ">=":
		return a >= b
	case "<":
		return a < b
	}
	return a <= b
}

// beside reports whether one of the days lies wholly before or behind the fact's.
func (c condition) beside(f *filled) bool {
	return slices.ContainsFunc(f.dates(c.field), func(d Date) bool {
		if c.op[0] == '<' {
			return d.Last().Before(c.day.First())
		}
		return d.First().After(c.day.Last())
	})
}

// older reports whether the last of the days is surely longer ago than the span.
func (c condition) older(f *filled) bool {
	ds := f.dates(c.field)
	if len(ds) == 0 {
		return false
	}
	last := ds[0].Last()
	for _, d := range ds {
		if d.Last().After(last) {
			last = d.Last()
		}
	}
	return addMonths(last, c.span.months).AddDate(0, 0, c.span.days).Before(dayOf(f.where.Now))
}

// before reports whether the days surely lie before those of the other field.
func (c condition) before(f *filled) bool {
	ds, others := f.dates(c.field), f.dates(c.value)
	for _, d := range ds {
		for _, o := range others {
			if !d.Last().Before(o.First()) {
				return false
			}
		}
	}
	return len(ds) > 0 && len(others) > 0
}

// fits says what is wrong with the field and the tap that a condition names, nil if nothing is.
func (b *builder) fits(c condition, s string) error {
	f := b.l.Field(c.field)
	if c.field == "nation" {
		return nil
	}
	if f == nil {
		return fmt.Errorf("the condition %q names no field of this letter", s)
	}
	if c.op == "before" && b.l.Field(c.value) == nil {
		return fmt.Errorf("the condition %q names %q, which is no field of this letter", s, c.value)
	}
	if c.op != "=" && c.op != "!=" {
		return nil
	}
	taps := f.Taps
	if f.Kind == KindYesNo {
		taps = b.YesNo
	}
	for v := range strings.SplitSeq(c.value, "|") {
		if !slices.ContainsFunc(taps, func(t Tap) bool { return t.ID == v }) {
			return fmt.Errorf("the condition %q names %q, which is no tap of the field", s, v)
		}
	}
	return nil
}
