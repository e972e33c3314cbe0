package fact

import (
	"slices"
	"strings"
	"time"

	// So that the hours of a line are known on machines without time zones.
	_ "time/tzdata"
)

// Hours are when somebody answers a line, in its own time zone. Bank holidays
// are not known. The nil Hours are every hour.
type Hours struct {
	Days string `yaml:"days"` // one day or a row of them: Mon, Mon-Fri
	From string `yaml:"from"` // 08:00
	To   string `yaml:"to"`   // 20:00, the first minute in which nobody answers; later than From
	Zone string `yaml:"zone"` // Europe/London
}

// weekdays are the names that Days uses.
var weekdays = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// wrong says what is of the wrong shape, "" if nothing is.
func (h *Hours) wrong() string {
	if h == nil {
		return ""
	}
	if _, _, ok := h.days(); !ok {
		return "the days of its hours are not of the form Mon-Fri"
	}
	from, to := minutes(h.From), minutes(h.To)
	if from < 0 || to < 0 || from >= to {
		return "its hours are not of the form from: \"08:00\", to: \"20:00\""
	}
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" {
		return "the zone of its hours is not of the form Europe/London"
	}
	return ""
}

// days are the first and last weekday of the row.
func (h *Hours) days() (first, last int, ok bool) {
	from, to, row := strings.Cut(h.Days, "-")
	if !row {
		to = from
	}
	first, last = slices.Index(weekdays, from), slices.Index(weekdays, to)
	return first, last, first >= 0 && last >= 0
}

// minutes is a time of day as minutes since midnight, -1 if it is none.
func minutes(s string) int {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}

// on reports whether the line is answered on a weekday.
func (h *Hours) on(d time.Weekday) bool {
	first, last, ok := h.days()
	n := (int(d) - first + 7) % 7
	return ok && n <= (last-first+7)%7
}

// Open reports whether the line is answered at t.
func (h *Hours) Open(t time.Time) bool {
	if h == nil {
		return true
	}
	t = h.local(t)
	now := t.Hour()*60 + t.Minute()
	return h.on(t.Weekday()) && now >= minutes(h.From) && now < minutes(h.To)
}

// Opens gives when the line is answered next, seen from t at which it is not,
// in the time of the line. Days is how many midnights lie between.
func (h *Hours) Opens(t time.Time) (at time.Time, days int) {
	if h == nil {
		return t, 0
	}
	t = h.local(t)
	from := minutes(h.From)
	for days = range 8 {
		day := t.AddDate(0, 0, days)
		at = time.Date(day.Year(), day.Month(), day.Day(), from/60, from%60, 0, 0, t.Location())
		if h.on(at.Weekday()) && at.After(t) {
			return at, days
		}
	}
	return at, days
}

// local gives t in the time of the line; New has made sure that there is one.
func (h *Hours) local(t time.Time) time.Time {
	zone, err := time.LoadLocation(h.Zone)
	if err != nil {
		return t
	}
	return t.In(zone)
}
