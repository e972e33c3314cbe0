package letter

import (
	"errors"
	"testing"
	"testing/quick"
	"time"
)

// today is the day on which the tests are: a Monday.
var today = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// TestDates: days as people write them, on Monday 23 November 2026.
func TestDates(t *testing.T) {
	for _, c := range [][2]string{
		{"last Tuesday", "Tuesday 17 November 2026"}, {"the 3rd", "Tuesday 3 November 2026"}, {"3/11", "Tuesday 3 November 2026"},
		{"yesterday evening", "Sunday 22 November 2026, evening"}, {"14 months ago", "about September 2025"}, {"today", "Monday 23 November 2026"},
		{"this morning", "Monday 23 November 2026, morning"}, {"tonight", "Monday 23 November 2026, night"}, {"yesterday", "Sunday 22 November 2026"},
		{"last night", "Sunday 22 November 2026, night"}, {"the day before yesterday", "Saturday 21 November 2026"}, {"3 days ago", "Friday 20 November 2026"},
		{"three days ago", "Friday 20 November 2026"}, {"a couple of days ago", "about Saturday 21 November 2026"}, {"a few days ago", "about Friday 20 November 2026"},
		{"a week ago", "about Monday 16 November 2026"}, {"a week ago today", "Monday 16 November 2026"}, {"two weeks ago", "about Monday 9 November 2026"},
		{"a fortnight ago", "about Monday 9 November 2026"}, {"a month ago", "about October 2026"}, {"6 months ago", "about May 2026"}, {"a year ago", "about November 2025"},
		{"a year and a half ago", "about May 2025"}, {"two years ago", "about November 2024"}, {"Tuesday", "Tuesday 17 November 2026"}, {"on Friday", "Friday 20 November 2026"},
		{"Monday", "Monday 16 November 2026"}, {"last monday", "Monday 16 November 2026"}, {"tues", "Tuesday 17 November 2026"}, {"Tuesday last week", "Tuesday 17 November 2026"},
		{"last week Wednesday", "Wednesday 18 November 2026"}, {"Tuesday before last", "Tuesday 10 November 2026"}, {"a week ago last Tuesday", "Tuesday 10 November 2026"},
		{"two weeks ago on Thursday", "Thursday 12 November 2026"}, {"Thursday two weeks ago", "Thursday 12 November 2026"}, {"last week", "about Monday 16 November 2026"},
		{"last month", "October 2026"}, {"last weekend", "about Saturday 21 November 2026"}, {"the 31st", "Saturday 31 October 2026"}, {"the 24th", "Saturday 24 October 2026"},
		{"3", "Tuesday 3 November 2026"}, {"on the third", "Tuesday 3 November 2026"}, {"the twenty first", "Saturday 21 November 2026"}, {"3/11/26", "Tuesday 3 November 2026"},
		{"03/11/2025", "Monday 3 November 2025"}, {"03.11.2026", "Tuesday 3 November 2026"}, {"3-11-2026", "Tuesday 3 November 2026"}, {"2026-11-03", "Tuesday 3 November 2026"},
		{"3/12", "Wednesday 3 December 2025"}, {"11/23", "Monday 23 November 2026"}, {"3 November", "Tuesday 3 November 2026"}, {"3rd of November", "Tuesday 3 November 2026"},
		{"November 3rd", "Tuesday 3 November 2026"}, {"Nov. 3", "Tuesday 3 November 2026"}, {"3 nov 25", "Monday 3 November 2025"}, {"3rd November 2025", "Monday 3 November 2025"},
		{"November 3, 2025", "Monday 3 November 2025"}, {"Tuesday 17 November", "Tuesday 17 November 2026"}, {"Tuesday, 17th November 2026", "Tuesday 17 November 2026"},
		{"Tuesday the 17th", "Tuesday 17 November 2026"}, {"twenty-first of October", "Wednesday 21 October 2026"}, {"5 December", "Friday 5 December 2025"},
		{"3rd of last month", "Saturday 3 October 2026"}, {"25 May", "Monday 25 May 2026"}, {"November", "November 2026"}, {"in December", "December 2025"}, {"early October", "about October 2026"},
		{"the end of May", "about May 2026"}, {"last August", "August 2026"}, {"September 2025", "September 2025"}, {"in 2025", "2025"}, {"last year", "2025"},
		{"Christmas Eve", "Wednesday 24 December 2025"}, {"boxing day 2024", "Thursday 26 December 2024"}, {"29 February 2024", "Thursday 29 February 2024"}, {"29 February", "Thursday 29 February 2024"},
		{"3/11 and 5/11", "Tuesday 3 November 2026; Thursday 5 November 2026"}, {"the 3rd and the 5th of November", "Tuesday 3 November 2026; Thursday 5 November 2026"},
		{"3, 4 and 5 October", "Saturday 3 October 2026; Sunday 4 October 2026; Monday 5 October 2026"}, {"the 3rd and the 5th", "Tuesday 3 November 2026; Thursday 5 November 2026"},
		{"Nov 3 and 5", "Tuesday 3 November 2026; Thursday 5 November 2026"}, {"yesterday and today", "Sunday 22 November 2026; Monday 23 November 2026"},
		{"Monday and Wednesday", "Monday 16 November 2026; Wednesday 18 November 2026"}, {"I think it was last Tuesday", "about Tuesday 17 November 2026"},
		{"about the 10th", "about Tuesday 10 November 2026"}, {"3 Nov or so", "about Tuesday 3 November 2026"}, {"yesterday at 3pm", "Sunday 22 November 2026, 3pm"},
		{"at 3.30 pm on the 3rd", "Tuesday 3 November 2026, 3:30pm"}, {"3 November at 15:30", "Tuesday 3 November 2026, 3:30pm"}, {"Tuesday morning", "Tuesday 17 November 2026, morning"},
		{"I paid 500 on the 3rd", "Tuesday 3 November 2026"}, {"two payments, on 3 and 5 November", "Tuesday 3 November 2026; Thursday 5 November 2026"},
		{"earlier today around midday", "Monday 23 November 2026, 12pm"}, {"an hour ago", "Monday 23 November 2026"}, {"it may have been friday", "Friday 20 November 2026"},
		{"31 February", "[no-such-day]"}, {"31/2", "[no-such-day]"}, {"30/02/2026", "[no-such-day]"}, {"the 32nd", "[no-such-day]"}, {"13/13", "[no-such-day]"}, {"29 February 2025", "[no-such-day]"},
		{"tomorrow", "[future]"}, {"3/11/2027", "[future]"}, {"next Tuesday", "[future]"}, {"in two days", "[future]"}, {"24 November 2026", "[future]"},
		{"Wednesday 17 November 2026", "[other-day]"}, {"3 November 1890", "[long-ago]"}, {"between the 3rd and the 5th", "[range]"}, {"3-5 November", "[range]"},
		{"the 3rd to the 5th", "[range]"}, {"Monday or Tuesday", "[range]"}, {"from Monday until Wednesday", "[range]"},
		{"ages ago", "[no-date]"}, {"the other day", "[no-date]"}, {"dunno", "[no-date]"}, {"", "[no-date]"}, {"£500", "[no-date]"}, {"when I got home", "[no-date]"},
	} {
		if got := daysText(c[0], today); got != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], got, c[1])
		}
	}
}

func daysText(s string, now time.Time) string {
	ds, err := ReadDates(s, now)
	if err != nil {
		var why Unread
		if !errors.As(err, &why) {
			return err.Error()
		}
		return "[" + string(why) + "]"
	}
	return list(ds)
}

// someDate makes a date of any numbers that is not after today.
func someDate(days uint16, precision, part uint8, about bool) Date {
	d := exact(dayOf(today).AddDate(0, 0, -int(days)%12000))
	d.About = about
	switch precision % 4 {
	case 0:
		d.Month, d.Day = 0, 0
	case 1:
		d.Day = 0
	default:
		parts := []string{"", "morning", "afternoon", "evening", "night", "12pm", "12am", "3:05pm", "11:59am", "1pm"}
		d.Part = parts[int(part)%len(parts)]
	}
	return d
}

// TestDatePrintedAndRead: a date that is printed and read again is the same, on
// whatever later day.
func TestDatePrintedAndRead(t *testing.T) {
	same := func(a, b uint16, p1, p2, t1, t2 uint8, about bool, later uint16) bool {
		ds := []Date{someDate(a, p1, t1, about), someDate(b, p2, t2, !about)}
		got, err := ReadDates(list(ds), today.AddDate(0, 0, int(later)%900))
		if err != nil || len(got) != 2 || got[0] != ds[0] || got[1] != ds[1] {
			t.Logf("%s: %v, %v", list(ds), got, err)
			return false
		}
		return true
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

// FuzzDates: nothing makes the reader fail, what it takes is not after today,
// and can be printed and read again.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"last Tuesday", "3/11", "the 3rd and the 5th of November", "14 months ago", "Nov 3 and 5", "Tuesday, 17th November 2026", "in 2025", "\xff3/11", "boxing day"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ds, err := ReadDates(s, today)
		if err != nil {
			return
		}
		for _, d := range ds {
			if d.First().After(today) {
				t.Errorf("%q: %v is to come", s, d)
			}
		}
		again, err := ReadDates(list(ds), today)
		if err != nil || list(again) != list(ds) {
			t.Errorf("%q: %s, read again %s, %v", s, list(ds), list(again), err)
		}
	})
}
