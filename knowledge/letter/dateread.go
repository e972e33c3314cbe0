package letter

import (
	"strconv"
	"strings"
	"time"
)

// oldest is the first year that is taken: before it nobody paid a scammer by computer.
const oldest = 1990

// ReadDate reads one day. Several are the error TooMany.
func ReadDate(s string, now time.Time) (Date, error) {
	ds, err := ReadDates(s, now)
	if err != nil {
		return Date{}, err
	}
	if len(ds) > 1 {
		return Date{}, TooMany
	}
	return ds[0], nil
}

// ReadDates reads the days in what somebody wrote, the day before the month:
// "3/11", "last Tuesday", "the 3rd and the 5th", "14 months ago". A day without
// a year is the last one up to now. The error is an Unread that says why nothing
// is taken.
func ReadDates(s string, now time.Time) ([]Date, error) {
	r := days{ts: spelt(lex(s, false)), today: dayOf(now), end: -1}
	for i := 0; i < len(r.ts) && r.why == ""; {
		i += r.step(i)
	}
	if len(r.out) == 0 && r.why == "" {
		r.bare()
	}
	switch {
	case r.why != "":
		return nil, r.why
	case len(r.out) == 0:
		return nil, NoDate
	case len(r.out) > maxPayments:
		return nil, TooMany
	}
	return r.out, nil
}

// days reads one answer.
type days struct {
	ts    []tok
	today time.Time
	out   []Date
	why   Unread
	about bool
	part  string // of the day, said before it
	end   int    // where the last day ended, -1 before the first

	weekday time.Weekday // said before a date in digits, which it has to fit
	hasDay  bool         // there is one
}

// step reads what stands at i and gives how many pieces it took.
func (r *days) step(i int) int {
	if n := oneOf(r.ts, i, aboutAfter); n > 0 && r.end == i {
		r.out[len(r.out)-1].About = true
		r.end += n
		return n
	}
	if n := oneOf(r.ts, i, aboutWords); n > 0 && word(r.ts, i) != "over" || sign(r.ts, i, "~") {
		r.about = true
		return max(n, 1)
	}
	if part, n := r.partAt(i); n > 0 {
		r.setPart(part)
		if r.end >= i-2 && r.end >= 0 {
			r.end = i + n
		}
		return n
	}
	for _, read := range []func(int) int{r.future, r.named, r.ago, r.inDigits, r.inWords, r.onWeekday, r.monthAlone, r.yearAlone} {
		if n := read(i); n > 0 || r.why != "" {
			return max(n, 1)
		}
	}
	return 1
}

// add takes a day that was read from i up to end.
func (r *days) add(i, end int, ds ...Date) int {
	if len(ds) == 0 {
		return end - i
	}
	first := len(r.out) == 0
	if !first && r.end >= 0 && r.ranged(r.end, i) || first && word(r.ts, i-1) == "between" {
		r.why = Range
		return end - i
	}
	for _, d := range ds {
		switch {
		case d.First().After(r.today):
			r.why = Future
		case d.Year < oldest:
			r.why = LongAgo
		}
		d.About = d.About || r.about
		if d.Part == "" {
			d.Part = r.part
		}
		r.part = ""
		r.out = append(r.out, d)
	}
	r.about, r.end = false, end
	return end - i
}

// ranged reports whether only "to", "or" or a dash, and small words, stand between two days.
func (r *days) ranged(from, to int) bool {
	found := false
	for i := from; i < to; i++ {
		switch w := word(r.ts, i); {
		case sign(r.ts, i, "-") || w == "to" || w == "or" || w == "until" || w == "till" || w == "through" || w == "til":
			found = true
		case w == "maybe" || w == "perhaps":
			found = true
		case w == "the" || w == "on" || w == "up" || sign(r.ts, i, ","):
		default:
			return false
		}
	}
	return found
}

// setPart notes a part of the day: of the day before it, or of the one to come.
func (r *days) setPart(part string) {
	if n := len(r.out); n > 0 && r.out[n-1].Part == "" && r.out[n-1].Day > 0 {
		r.out[n-1].Part = part
		return
	}
	r.part = part
}

// bare takes an answer that is a single number for the day of the month.
func (r *days) bare() {
	found := 0
	for i, t := range r.ts {
		switch {
		case t.kind == digitTok && found == 0:
			found = atoi(t.text)
		case oneOf(r.ts, i, []string{"on", "the", "it", "was", "day"}) == 0 && !sign(r.ts, i, ".!"):
			return
		}
	}
	if found > 0 {
		if d, ok := r.lastWith(found); ok {
			r.add(0, len(r.ts), d)
			return
		}
		r.why = NoSuchDay
	}
}

// lastWith is the last day up to today with this number in its month.
func (r *days) lastWith(day int) (Date, bool) {
	if day < 1 || day > 31 {
		return Date{}, false
	}
	for back := range 4 {
		first := time.Date(r.today.Year(), r.today.Month()-time.Month(back), 1, 0, 0, 0, 0, time.UTC)
		d := first.AddDate(0, 0, day-1)
		if d.Month() == first.Month() && !d.After(r.today) {
			return exact(d), true
		}
	}
	return Date{}, false
}

// of is the day in a month and year; year 0 is the last one up to today.
func (r *days) of(day int, m time.Month, year int) (Date, bool) {
	years := []int{year}
	if year == 0 {
		y := r.today.Year()
		years = []int{y, y - 1, y - 2, y - 3, y - 4}
	}
	for _, y := range years {
		d := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
		if day < 1 || d.Month() != m || year == 0 && d.After(r.today) {
			continue
		}
		return exact(d), true
	}
	r.why = NoSuchDay
	return Date{}, false
}

// atoi is the value of digits, -1 for more than a year has.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 4 {
		return -1
	}
	return n
}

// year reads a year at i: 2025, '25, "last year". 0 and no pieces if there is none.
func (r *days) year(i int, short bool) (year, n int) {
	if word(r.ts, i) == "of" || word(r.ts, i) == "in" || sign(r.ts, i, ",'") {
		if y, k := r.yearAt(i+1, false); k > 0 {
			return y, k + 1
		}
	}
	return r.yearAt(i, short)
}

// yearAt reads a year without small words before it.
func (r *days) yearAt(i int, short bool) (year, n int) {
	switch t := at(r.ts, i); {
	case words(r.ts, i, "last year"):
		return r.today.Year() - 1, 2
	case words(r.ts, i, "this year"):
		return r.today.Year(), 2
	case t.kind != digitTok || at(r.ts, i+1).kind == wordTok && (r.ts[i+1].glued || word(r.ts, i+1) == "pm" || word(r.ts, i+1) == "am") || sign(r.ts, i+1, ":"):
	case len(t.text) == 4 && (strings.HasPrefix(t.text, "20") || strings.HasPrefix(t.text, "19") || strings.HasPrefix(t.text, "18")):
		return atoi(t.text), 1
	case len(t.text) == 2 && short && atoi(t.text) > 0:
		return 2000 + atoi(t.text), 1
	}
	return 0, 0
}
