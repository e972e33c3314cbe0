package letter

import (
	"strconv"
	"strings"
	"time"
)

// Date is a day as somebody knows it, or the month or year where they know no more.
type Date struct {
	Year  int
	Month time.Month // 0: only the year is known
	Day   int        // 0: only the month is known
	Part  string     // of the day: morning, afternoon, evening, night, or a time such as 3:30pm; "" if not said
	About bool       // the person was not sure of it
}

// String writes the date as it stands in a letter: "Tuesday 17 November 2026,
// evening", "about September 2025". Read again it is the same Date, whatever the day is.
func (d Date) String() string {
	s := strconv.Itoa(d.Year)
	if d.Month > 0 {
		s = d.Month.String() + " " + s
	}
	if d.Day > 0 {
		s = d.First().Weekday().String() + " " + strconv.Itoa(d.Day) + " " + s
	}
	if d.Part != "" {
		s += ", " + d.Part
	}
	if d.About {
		s = "about " + s
	}
	return s
}

// First is the first day that may be meant, in UTC.
func (d Date) First() time.Time {
	return time.Date(d.Year, max(d.Month, time.January), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last is the last day that may be meant, in UTC.
func (d Date) Last() time.Time {
	switch {
	case d.Day > 0:
		return d.First()
	case d.Month > 0:
		return time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
}

// dayOf is the calendar day of t, wherever it is, in UTC.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func exact(t time.Time) Date { return Date{Year: t.Year(), Month: t.Month(), Day: t.Day()} }

// addMonths is t some months later; a day that the month lacks is its last.
func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// months are the names of months and what people shorten them to.
var months = func() map[string]time.Month {
	out := map[string]time.Month{"sept": time.September, "febuary": time.February, "januray": time.January, "novemeber": time.November, "septmber": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		out[name], out[name[:3]] = m, m
	}
	return out
}()

func monthOf(w string) (time.Month, bool) {
	m, ok := months[w]
	return m, ok
}

// weekdays are the names of weekdays and what people shorten them to.
var weekdays = map[string]time.Weekday{
	"monday": 1, "mon": 1, "tuesday": 2, "tues": 2, "tue": 2, "wednesday": 3, "weds": 3, "wed": 3, "wensday": 3, "wednsday": 3, "thursday": 4, "thurs": 4, "thur": 4,
	"thu": 4, "friday": 5, "fri": 5, "saturday": 6, "sat": 6, "sunday": 0, "sun": 0, "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 0,
}

func weekdayOf(w string) (time.Weekday, bool) {
	d, ok := weekdays[w]
	return d, ok
}

// ordinals are the days of a month in words; "twenty first" is two of them.
var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11,
	"twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
	"nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

// holidays are days that people know by name. Those that move are not among them.
var holidays = map[string]struct {
	month time.Month
	day   int
}{
	"christmas eve": {12, 24}, "christmas day": {12, 25}, "christmas": {12, 25}, "xmas": {12, 25}, "boxing day": {12, 26}, "new years eve": {12, 31},
	"new years day": {1, 1}, "new year": {1, 1}, "valentines day": {2, 14}, "valentines": {2, 14}, "halloween": {10, 31}, "bonfire night": {11, 5}, "guy fawkes": {11, 5},
}
