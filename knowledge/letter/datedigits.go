package letter

import "time"

// inDigits reads 3/11, 03.11.2026, 3-11-26 and 2026-11-03.
func (r *days) inDigits(i int) int {
	if n := r.bareDigits(i); n > 0 {
		return n
	}
	if at(r.ts, i).kind != digitTok || !sign(r.ts, i+1, "/.-") || at(r.ts, i+2).kind != digitTok || !r.ts[i+1].glued || !r.ts[i+2].glued {
		return 0
	}
	if sign(r.ts, i-1, "£$€") || len(r.ts[i].text) == 3 {
		return 3 // a sum with its pence
	}
	sep := r.ts[i+1].text
	if n, ok := r.partOfMore(i, sep); ok {
		return n
	}
	a, b, c := atoi(r.ts[i].text), atoi(r.ts[i+2].text), 0
	end := i + 3
	if sign(r.ts, end, sep) && at(r.ts, end+1).kind == digitTok && r.ts[end+1].glued {
		c, end = atoi(r.ts[end+1].text), end+2
		if n := len(r.ts[end-1].text); n == 2 {
			c += 2000
		} else if n != 4 && len(r.ts[i].text) != 4 {
			r.why = NoDate
		}
	}
	if odd := at(r.ts, end); odd.kind == wordTok && odd.glued && r.why == "" {
		r.why = NoDate // 3/11/2o26
	}
	if r.why != "" {
		return end - i
	}
	if len(r.ts[i].text) == 4 { // the year first
		a, c = c-2000, a
	} else if b > 12 && a <= 12 { // only the month can come first
		a, b = b, a
	}
	if sep == "." && c == 0 && (b < 1 || b > 12 || a > 31) {
		return end - i // 12.50
	}
	if b < 1 || b > 12 || a > 31 {
		r.why = NoSuchDay
		return end - i
	}
	return r.digitDay(i, end, a, time.Month(b), c)
}

// partOfMore reports whether two numbers with a sign between them belong to
// words behind them, and how many tokens those take: a range of days that is
// asked about, or a time or sum that is no date.
func (r *days) partOfMore(i int, sep string) (n int, ok bool) {
	_, month := monthOf(word(r.ts, i+3))
	clock := oneOf(r.ts, i+3, []string{"am", "pm"}) > 0
	if !month && !clock && oneOf(r.ts, i+3, []string{"of", "st", "nd", "rd", "th"}) == 0 {
		return 0, false
	}
	if sep == "." && month || clock {
		return 0, true
	}
	r.why = Range // 3-5 November
	return 3, true
}

// dayNumber reads the number of a day at i: 3, 3rd, third, twenty first. said
// tells that it can be nothing else.
func (r *days) dayNumber(i int) (day int, said bool, n int) {
	if t := at(r.ts, i); t.kind == digitTok && len(t.text) <= 2 {
		if k := oneOf(r.ts, i+1, []string{"st", "nd", "rd", "th"}); k > 0 && r.ts[i+1].glued {
			return atoi(t.text), true, 2
		}
		return atoi(t.text), false, 1
	}
	w := word(r.ts, i)
	if d := ordinals[w]; d > 0 {
		if oneOf(r.ts, i+1, counted) > 0 {
			return 0, false, 0 // "the first one was on Friday"
		}
		return d, true, 1
	}
	if tens := map[string]int{"twenty": 20, "thirty": 30}[w]; tens > 0 {
		k := 1
		if sign(r.ts, i+1, "-") {
			k = 2
		}
		if d := ordinals[word(r.ts, i+k)]; d > 0 && d < 10 {
			return tens + d, true, k + 1
		}
	}
	return 0, false, 0
}

// inWords reads "3 November", "the 3rd and the 5th of October", "November 3rd",
// "Tuesday the 17th", "the 3rd".
func (r *days) inWords(i int) int {
	start := i
	if k := oneOf(r.ts, i, []string{"on the", "on", "the"}); k > 0 {
		if _, ok := weekdayOf(word(r.ts, i+k)); ok {
			i += k
		}
	}
	wd, hasDay := weekdayOf(word(r.ts, i))
	if hasDay {
		i++
		i += r.skip(i)
	}
	i += oneOf(r.ts, i, []string{"on the", "the", "on"})
	if m, ok := monthOf(word(r.ts, i)); ok {
		return r.monthFirst(start, i, m, wd, hasDay)
	}
	list, end, said := r.dayList(i)
	if len(list) == 0 {
		return 0
	}
	m, year, n := r.monthBehind(end)
	if n == 0 {
		if !said || word(r.ts, i-1) == "" && !said {
			return 0
		}
		_, _, k := r.dayNumber(i)
		d, ok := r.lastWith(list[0])
		if !ok {
			r.why = NoSuchDay
			return 1
		}
		return r.addDay(start, i+k, d, wd, hasDay)
	}
	return r.addDays(start, end+n, list, m, year, wd, hasDay)
}

// skip goes over a comma.
func (r *days) skip(i int) int {
	if sign(r.ts, i, ",") {
		return 1
	}
	return 0
}

// dayList reads "3rd, 4th and the 5th". said tells that its first can be nothing but a day.
func (r *days) dayList(i int) (list []int, end int, said bool) {
	d, said, n := r.dayNumber(i)
	if n == 0 {
		return nil, i, false
	}
	list, end = []int{d}, i+n
	for {
		j := end
		for sign(r.ts, j, ",&+") || word(r.ts, j) == "and" {
			j++
		}
		if j == end {
			return list, end, said
		}
		j += oneOf(r.ts, j, []string{"on the", "the"})
		d, _, n := r.dayNumber(j)
		if n == 0 || at(r.ts, j+n).kind == signTok && sign(r.ts, j+n, "/:") {
			return list, end, said
		}
		if _, _, k := r.monthBehind(j + n); k == 0 && !r.listGoesOn(j+n) {
			return list, end, said
		}
		list, end = append(list, d), j+n
	}
}

// listGoesOn reports whether a month still comes behind more days.
func (r *days) listGoesOn(i int) bool {
	for j := i; j < len(r.ts) && j < i+12; j++ {
		if _, _, n := r.dayNumber(j); n > 0 || sign(r.ts, j, ",&+") || oneOf(r.ts, j, []string{"and", "the", "on", "st", "nd", "rd", "th", "of"}) > 0 {
			continue
		}
		_, ok := monthOf(word(r.ts, j))
		return ok
	}
	return false
}

// monthBehind reads "of November 2025" at i, also "of last month".
func (r *days) monthBehind(i int) (m time.Month, year, n int) {
	k := oneOf(r.ts, i, []string{"of"})
	if words(r.ts, i+k, "last month") {
		t := addMonths(r.today, -1)
		return t.Month(), t.Year(), k + 2
	}
	if words(r.ts, i+k, "this month") {
		return r.today.Month(), r.today.Year(), k + 2
	}
	m, ok := monthOf(word(r.ts, i+k))
	if !ok {
		return 0, 0, 0
	}
	k += 1 + dot(r.ts, i+k+1)
	year, y := r.year(i+k, true)
	return m, year, k + y
}

// dot is 1 where a shortened word has its point.
func dot(ts []tok, i int) int {
	if sign(ts, i, ".") && at(ts, i+1).kind != 0 {
		return 1
	}
	return 0
}

// monthFirst reads "November 3rd, 2025" and "Nov 3 and 5".
func (r *days) monthFirst(start, i int, m time.Month, wd time.Weekday, hasDay bool) int {
	i += 1 + dot(r.ts, i+1)
	i += oneOf(r.ts, i, []string{"the"})
	d, _, n := r.dayNumber(i)
	if n == 0 || sign(r.ts, i+n, ":") || oneOf(r.ts, i+n, []string{"am", "pm"}) > 0 {
		return 0
	}
	list, end := []int{d}, i+n
	for {
		j := end + r.skip(end)
		j += oneOf(r.ts, j, []string{"and the", "and"})
		d, _, n := r.dayNumber(j)
		_, _, month := r.monthBehind(j + n)
		if j == end || n == 0 || month > 0 || sign(r.ts, j+n, "/:") || oneOf(r.ts, j+n, []string{"am", "pm"}) > 0 {
			break
		}
		list, end = append(list, d), j+n
	}
	year, y := r.year(end+r.skip(end), false)
	if y > 0 {
		end += r.skip(end) + y
	}
	return r.addDays(start, end, list, m, year, wd, hasDay)
}

// addDays takes several days of one month.
func (r *days) addDays(start, end int, list []int, m time.Month, year int, wd time.Weekday, hasDay bool) int {
	if odd := at(r.ts, end); odd.kind == digitTok && len(odd.text) == 5 {
		r.why = NoDate // 3 Nov 20226
		return end - start
	}
	var out []Date
	for _, n := range list {
		d, ok := r.of(n, m, year)
		if !ok {
			return end - start
		}
		out = append(out, d)
	}
	if hasDay && out[0].First().Weekday() != wd {
		r.why = OtherDay
		return end - start
	}
	return r.add(start, end, out...)
}

// addDay takes one day, if the weekday that was named fits it.
func (r *days) addDay(start, end int, d Date, wd time.Weekday, hasDay bool) int {
	if hasDay && d.First().Weekday() != wd {
		r.why = OtherDay
		return end - start
	}
	return r.add(start, end, d)
}

// monthAlone reads "November", "early in October 2025", "the end of May".
func (r *days) monthAlone(i int) int {
	m, ok := monthOf(word(r.ts, i))
	before := word(r.ts, i-1)
	if !ok || (m == time.May || m == time.March || m == time.August) && len(word(r.ts, i)) < 6 && word(r.ts, i) != "august" && !monthSaid(before) && at(r.ts, i+1).kind != digitTok && len(r.ts) > 1 {
		return 0
	}
	year, n := r.year(i+1, false)
	d := r.lastMonth(m)
	if n > 0 {
		d.Year = year
	}
	d.About = before == "early" || before == "late" || before == "mid" || before == "of" || at(r.ts, i-2).text == "mid"
	return r.add(i, i+1+n, d)
}

// monthSaid reports whether a word before "may" shows that the month is meant.
func monthSaid(before string) bool {
	switch before {
	case "in", "last", "of", "early", "late", "mid", "since", "during", "about":
		return true
	}
	return false
}

// yearAlone reads "in 2025".
func (r *days) yearAlone(i int) int {
	year, n := r.year(i, false)
	if n == 0 || at(r.ts, i).kind != digitTok || len(r.ts) > 1 && !sign(r.ts, i-1, ";") && !sign(r.ts, i+n, ";") && oneOf(r.ts, i-1, []string{"in", "of", "about", "around", "since", "during", "was", "year"}) == 0 {
		return 0
	}
	return r.add(i, i+n, Date{Year: year})
}

// counted are words that show that an ordinal before them is no day.
var counted = []string{"one", "ones", "payment", "time", "transfer", "was", "lot", "half", "on", "at", "call", "thing", "to", "bit"}
