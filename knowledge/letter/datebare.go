package letter

import "time"

// digitDay takes a day that was read in digits.
func (r *days) digitDay(i, end, day int, m time.Month, year int) int {
	d, ok := r.of(day, m, year)
	if !ok {
		return end - i
	}
	had, wd := r.hasDay, r.weekday
	r.hasDay = false
	return r.addDay(i, end, d, wd, had)
}

// bareDigits reads 21 10 2026, 20261021 and 21102026.
func (r *days) bareDigits(i int) int {
	a, b, c := at(r.ts, i), at(r.ts, i+1), at(r.ts, i+2)
	if a.kind != digitTok {
		return 0
	}
	if len(a.text) == 8 {
		year, month, day := atoi(a.text[:4]), atoi(a.text[4:6]), atoi(a.text[6:])
		if a.text[:2] != "20" || month > 12 {
			day, month, year = atoi(a.text[:2]), atoi(a.text[2:4]), atoi(a.text[4:])
		}
		if month < 1 || month > 12 || year/100 != 20 {
			return 0
		}
		return r.digitDay(i, i+1, day, time.Month(month), year)
	}
	small := len(a.text) <= 2 && len(b.text) <= 2 && (len(c.text) == 2 || len(c.text) == 4 && c.text[:2] == "20")
	if !small || b.kind != digitTok || c.kind != digitTok || b.glued || c.glued || atoi(b.text) < 1 || atoi(b.text) > 12 || len(r.ts) > i+3 && at(r.ts, i+3).kind != signTok {
		return 0
	}
	year := atoi(c.text)
	if year < 100 {
		year += 2000
	}
	return r.digitDay(i, i+3, atoi(a.text), time.Month(atoi(b.text)), year)
}
