package letter

// sameDay and nextDay are words for days counted from another one.
var (
	sameDay = []string{"same day", "that day", "that same day", "very same day", "same night", "same evening", "same afternoon", "same morning", "same time", "that night", "that evening", "that afternoon",
		"straight away", "straightaway", "straight after", "right away", "right after", "immediately", "at once", "as soon as", "within the hour", "the minute", "soon after", "shortly after", "then and there"}
	nextDay   = []string{"next day", "next morning", "following day", "following morning", "day after", "morning after", "day later"}
	laterDays = []string{"later", "after", "afterwards"}
)

// dayAfter reads a day that is counted from another: "the same day", "the next
// morning", "two days later".
func dayAfter(s string, from Date) (Date, bool) {
	if from.Day == 0 {
		return Date{}, false
	}
	r := days{ts: lex(s, false), end: -1}
	for i := range r.ts {
		if oneOf(r.ts, i, []string{"not", "wasnt", "before"}) > 0 {
			return Date{}, false
		}
		if x, n := r.spansAt(i); n > 0 && oneOf(r.ts, i+n, laterDays) > 0 {
			if x.months > 0 {
				return Date{}, false
			}
			d := exact(from.First().AddDate(0, 0, (x.weeks*7+x.days)/2))
			d.About = from.About || x.rough || x.weeks > 0
			return d, true
		}
		later := -1
		if oneOf(r.ts, i, sameDay) > 0 {
			later = 0
		} else if oneOf(r.ts, i, nextDay) > 0 {
			later = 1
		}
		if later >= 0 {
			d := exact(from.First().AddDate(0, 0, later))
			d.About = from.About
			return d, true
		}
	}
	return Date{}, false
}
