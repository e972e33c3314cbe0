package letter

import "time"

// spans is a time such as "a year and a month", in halves of each.
type spans struct {
	months, weeks, days, hours int
	rough                      bool // "a few", "half"
}

// spansAt reads one or more spans at i; n is how many pieces they took.
func (r *days) spansAt(i int) (s spans, n int) {
	start := i
	for {
		halves, name, k := r.span(i)
		if k == 0 {
			return s, max(n-start, 0)
		}
		s.rough = s.rough || halves%2 == 1 || oneOf(r.ts, i, []string{"few", "a few", "couple", "a couple", "several"}) > 0
		s.add(halves, name)
		i += k
		n = i
		i += oneOf(r.ts, i, []string{"and"}) + r.skip(i)
	}
}

func (s *spans) add(halves int, name string) {
	switch name {
	case "hour":
		s.hours += halves
	case "day":
		s.days += halves
	case "week":
		s.weeks += halves
	case "fortnight":
		s.weeks += 2 * halves
	case "month":
		s.months += halves
	case "year":
		s.months += 12 * halves
	}
}

// before is the day so long before t.
func (s spans) before(t time.Time) time.Time {
	return addMonths(t, -s.months/2).AddDate(0, 0, -(s.weeks*7+s.days)/2)
}

// ago reads "three days ago", "14 months ago", "a week ago last Tuesday".
func (r *days) ago(i int) int {
	if k := r.weekdaysAgo(i); k > 0 {
		return k
	}
	s, n := r.spansAt(i)
	end := i + n
	if n == 0 {
		return 0
	}
	if w := word(r.ts, i-1); w == "or" || w == "to" || sign(r.ts, i-1, "-") {
		if before, ends := readNumber(r.ts, i-2, false); ends == i-1 && before.value() > 0 {
			r.why = Range // "3 or 4 weeks ago"
			return n
		}
	}
	if k := r.spanBefore(i, end, s); k > 0 || r.why != "" {
		return k
	}
	behind := oneOf(r.ts, end, []string{"ago", "back", "earlier", "since"})
	if behind == 0 || word(r.ts, end) == "since" && end+1 < len(r.ts) {
		return 0
	}
	end++
	exactly := oneOf(r.ts, i-1, []string{"exactly"}) > 0
	switch {
	case s.months > 0:
		return r.monthsAgo(i, end, s, exactly)
	case s.weeks == 0 && s.days == 0:
		return r.add(i, end, exact(r.today))
	case s.weeks == 0:
		d := exact(s.before(r.today))
		d.About = s.rough
		return r.add(i, end, d)
	}
	if exactly {
		return r.add(i, end, exact(s.before(r.today)))
	}
	return r.weeksAgo(i, end, s.before(r.today), s.rough)
}

// weekdaysAgo reads "two Sundays ago".
func (r *days) weekdaysAgo(i int) int {
	n, end := readNumber(r.ts, i, false)
	wd, ok := weekdayOf(word(r.ts, end))
	if end == i || !ok || word(r.ts, end+1) != "ago" || n.value() < unit || n.value() > 60*unit {
		return 0
	}
	return r.add(i, end+2, exact(r.back(wd, false).AddDate(0, 0, -7*int(n.value()/unit-1))))
}

// spanBefore reads "a week last Tuesday" and "two days before yesterday". A time
// before anything else is not understood.
func (r *days) spanBefore(i, end int, s spans) int {
	wd, ok := weekdayOf(word(r.ts, end+1))
	switch {
	case ok && oneOf(r.ts, end, []string{"last", "past"}) > 0 && s.weeks > 0:
		return r.add(i, end+2, exact(s.before(r.back(wd, false))))
	case words(r.ts, end, "before yesterday"):
		return r.add(i, end+2, exact(s.before(r.today.AddDate(0, 0, -1))))
	case oneOf(r.ts, end, []string{"before", "after"}) > 0 && end+1 < len(r.ts):
		r.why = NoDate
	}
	return 0
}

// monthsAgo takes a month some months ago, or the day of it that is named.
func (r *days) monthsAgo(i, end int, s spans, exactly bool) int {
	t := s.before(r.today)
	if word(r.ts, end) == "today" {
		return r.add(i, end+1, exact(t))
	}
	k := oneOf(r.ts, end, []string{"on the", "the"})
	if day, said, n := r.dayNumber(end + k); n > 0 && said && k > 0 {
		if d, ok := r.of(day, t.Month(), t.Year()); ok {
			return r.add(i, end+k+n, d)
		}
		return end + k + n - i
	}
	if m, ok := monthOf(word(r.ts, end+1)); ok && word(r.ts, end) == "last" {
		d := r.lastMonth(m)
		d.Year -= s.months / 24
		return r.add(i, end+2, d)
	}
	if exactly {
		return r.add(i, end, exact(t))
	}
	return r.add(i, end, Date{Year: t.Year(), Month: t.Month(), About: true})
}
