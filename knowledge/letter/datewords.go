package letter

import "time"

// future finds words for days to come.
func (r *days) future(i int) int {
	if oneOf(r.ts, i, []string{"tomorrow", "tommorow", "tomorow", "next week", "next month", "next year"}) > 0 {
		r.why = Future
		return 1
	}
	_, next := weekdayOf(word(r.ts, i+1))
	_, day := weekdayOf(word(r.ts, i))
	if word(r.ts, i) == "next" && next || day && word(r.ts, i+1) == "week" && word(r.ts, i+2) != "ago" {
		r.why = Future
	}
	if oneOf(r.ts, i, moving) > 0 {
		r.why = NoDate
	}
	if word(r.ts, i) == "in" {
		if _, u, n := r.span(i + 1); n > 0 && u != "" && word(r.ts, i+1+n) != "ago" {
			r.why = Future
		}
	}
	return 0
}

// moving are days with a name that fall on another date each year: nobody is
// held to one that was worked out for them.
var moving = []string{"remembrance sunday", "remembrance day", "easter", "good friday", "easter sunday", "easter monday", "palm sunday", "black friday", "cyber monday",
	"shrove tuesday", "pancake day", "ash wednesday", "mothering sunday", "mothers day", "fathers day", "bank holiday"}

// named reads days that have a name: today, last night, Christmas Day.
func (r *days) named(i int) int {
	yesterday := r.today.AddDate(0, 0, -1)
	for _, x := range []struct {
		words string
		day   time.Time
		part  string
	}{
		{"today", r.today, ""}, {"tonight", r.today, "night"}, {"just now", r.today, ""}, {"this morning", r.today, "morning"},
		{"this afternoon", r.today, "afternoon"}, {"this evening", r.today, "evening"}, {"earlier today", r.today, ""},
		{"the day before yesterday", yesterday.AddDate(0, 0, -1), ""}, {"day before yesterday", yesterday.AddDate(0, 0, -1), ""},
		{"the night before last", yesterday.AddDate(0, 0, -1), "night"}, {"yesterday", yesterday, ""}, {"yday", yesterday, ""},
		{"last night", yesterday, "night"}, {"last evening", yesterday, "evening"},
	} {
		if n := oneOf(r.ts, i, []string{x.words}); n > 0 {
			d := exact(x.day)
			d.Part = x.part
			return r.add(i, i+n, d)
		}
	}
	for name, h := range holidays {
		n := oneOf(r.ts, i, []string{name})
		if n == 0 || name == "christmas" && (word(r.ts, i+1) == "day" || word(r.ts, i+1) == "eve") || name == "valentines" && word(r.ts, i+1) == "day" {
			continue
		}
		year, k := r.year(i+n, false)
		if d, ok := r.of(h.day, h.month, year); ok {
			return r.add(i, i+n+k, d)
		}
	}
	return r.lastSpan(i)
}

// lastSpan reads "last week", "last month", "last weekend", "last year".
func (r *days) lastSpan(i int) int {
	if w := word(r.ts, i); w != "last" && w != "this" {
		return 0
	}
	back := 1
	if word(r.ts, i) == "this" {
		back = 0
	}
	if words(r.ts, i, "this time last year") {
		return r.add(i, i+4, Date{Year: r.today.Year() - 1, Month: r.today.Month(), About: true})
	}
	switch word(r.ts, i+1) {
	case "week":
		if k := oneOf(r.ts, i+2, []string{"on"}); back == 1 {
			if wd, ok := weekdayOf(word(r.ts, i+2+k)); ok {
				return r.add(i, i+3+k, exact(r.inWeek(r.today.AddDate(0, 0, -7), wd)))
			}
		}
		d := exact(r.today.AddDate(0, 0, -7*back))
		d.About = true
		return r.add(i, i+2, d)
	case "weekend":
		d := exact(r.back(time.Saturday, true))
		d.About = true
		return r.add(i, i+2, d)
	case "month":
		m := addMonths(r.today, -back)
		return r.add(i, i+2, Date{Year: m.Year(), Month: m.Month()})
	case "year":
		return r.add(i, i+2, Date{Year: r.today.Year() - back})
	}
	if m, ok := monthOf(word(r.ts, i+1)); ok && back == 1 {
		return r.add(i, i+2, r.lastMonth(m))
	}
	return 0
}

// lastMonth is the last month of that name that has begun.
func (r *days) lastMonth(m time.Month) Date {
	y := r.today.Year()
	if m > r.today.Month() {
		y--
	}
	return Date{Year: y, Month: m}
}

// back is the last such weekday before today, today itself only with now.
func (r *days) back(wd time.Weekday, now bool) time.Time {
	n := (int(r.today.Weekday()) - int(wd) + 7) % 7
	if n == 0 && !now {
		n = 7
	}
	return r.today.AddDate(0, 0, -n)
}

// inWeek is a weekday in the week of day, which begins on Monday.
func (r *days) inWeek(day time.Time, wd time.Weekday) time.Time {
	monday := day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	return monday.AddDate(0, 0, (int(wd)+6)%7)
}

// span reads a number of days, weeks, months or years at i: "two weeks",
// "a year and a half". n is how many pieces it took, 0 if there is none.
func (r *days) span(i int) (halves int, name string, n int) {
	start := i
	switch w := word(r.ts, i); {
	case w == "a" && word(r.ts, i+1) == "few", w == "a" && word(r.ts, i+1) == "couple":
		halves, i = 2*map[string]int{"few": 3, "couple": 2}[word(r.ts, i+1)], i+2
	case w == "few" || w == "several" || w == "couple":
		halves, i = 2*map[string]int{"few": 3, "several": 4, "couple": 2}[w], i+1
	case w == "a" || w == "an":
		halves, i = 2, i+1
	case w == "half":
		halves, i = 1, i+1
		i += oneOf(r.ts, i, []string{"a", "an"})
	default:
		v, end := readNumber(r.ts, i, true)
		if end == i || v.bad || v.value() > 500*unit || v.value()%(unit/2) != 0 {
			return 0, "", 0
		}
		halves, i = int(v.value()/(unit/2)), end
	}
	i += oneOf(r.ts, i, []string{"of"})
	name = map[string]string{"day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week", "fortnight": "fortnight", "fortnights": "fortnight",
		"month": "month", "months": "month", "mth": "month", "mths": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year", "hour": "hour", "hours": "hour",
		"hrs": "hour", "minute": "hour", "minutes": "hour", "mins": "hour", "nights": "day", "night": "day", "weekends": "week"}[word(r.ts, i)]
	if name == "" {
		return 0, "", 0
	}
	i++
	if words(r.ts, i, "and a half") {
		halves, i = halves+1, i+3
	}
	return halves, name, i - start
}

// weeksAgo takes a day some weeks ago, or the weekday that is named in that week.
func (r *days) weeksAgo(i, end int, day time.Time, rough bool) int {
	switch word(r.ts, end) {
	case "today":
		return r.add(i, end+1, exact(day))
	case "yesterday":
		return r.add(i, end+1, exact(day.AddDate(0, 0, -1)))
	}
	k := oneOf(r.ts, end, []string{"on", "last", "this"})
	if wd, ok := weekdayOf(word(r.ts, end+k)); ok {
		if word(r.ts, end) == "last" {
			return r.add(i, end+k+1, exact(r.back(wd, false).Add(day.Sub(r.today))))
		}
		return r.add(i, end+k+1, exact(r.inWeek(day, wd)))
	}
	d := exact(day)
	d.About = rough || day.Before(r.today.AddDate(0, 0, -7)) || !rough
	return r.add(i, end, d)
}

// onWeekday reads "last Tuesday", "Tuesday last week", "Tuesday before last".
func (r *days) onWeekday(i int) int {
	lead := oneOf(r.ts, i, []string{"last", "this", "on", "past", "this past", "last weeks"})
	wd, ok := weekdayOf(word(r.ts, i+lead))
	if !ok || oneOf(r.ts, i-1, []string{"i", "we", "he", "she"}) > 0 && len(word(r.ts, i)) == 3 {
		return 0
	}
	end := i + lead + 1
	day := r.back(wd, false)
	switch {
	case words(r.ts, i, "last weeks"):
		day = r.inWeek(r.today.AddDate(0, 0, -7), wd)
	case words(r.ts, end, "before last"):
		day, end = day.AddDate(0, 0, -7), end+2
	case words(r.ts, end, "last week") || words(r.ts, end, "of last week"):
		day, end = r.inWeek(r.today.AddDate(0, 0, -7), wd), end+2+oneOf(r.ts, end, []string{"of"})
	case words(r.ts, end, "this week"):
		day, end = r.inWeek(r.today, wd), end+2
	case word(r.ts, end) == "last" || word(r.ts, end) == "gone" || word(r.ts, end) == "just":
		end++
	case word(r.ts, i) == "this" && wd == r.today.Weekday():
		day = r.today
	default:
		if halves, name, n := r.span(end); n > 0 && word(r.ts, end+n) == "ago" && (name == "week" || name == "fortnight") {
			weeks := halves / 2
			if name == "fortnight" {
				weeks = halves
			}
			day, end = r.inWeek(r.today.AddDate(0, 0, -7*weeks), wd), end+n+1
		} else if k := r.namesDay(i, end, wd); k > 0 {
			return k
		}
	}
	return r.add(i, end, exact(day))
}

// namesDay reads a weekday that only names the day beside it: "Wed 18/11",
// "on the 13th, a Friday". It gives 0 where it is a day of its own.
func (r *days) namesDay(i, end int, wd time.Weekday) int {
	digits := end + r.skip(end)
	if at(r.ts, digits).kind == digitTok && sign(r.ts, digits+1, "/.-") && at(r.ts, digits+2).kind == digitTok && at(r.ts, digits+2).glued {
		r.weekday, r.hasDay = wd, true
		return end - i
	}
	n := len(r.out)
	if n == 0 || r.out[n-1].Day == 0 || r.out[n-1].First().Weekday() != wd {
		return 0
	}
	for j := r.end; j < i; j++ {
		if !sign(r.ts, j, ",(") && oneOf(r.ts, j, []string{"a", "it", "was", "which", "on"}) == 0 {
			return 0
		}
	}
	r.end = end
	return end - i
}
