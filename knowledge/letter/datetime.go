package letter

import "strconv"

// partAt reads a part of the day or a time at i: "evening", 3pm, 15:30.
func (r *days) partAt(i int) (string, int) {
	lead := oneOf(r.ts, i, []string{"in the", "at", "at about", "around", "about"})
	switch w := word(r.ts, i+lead); w {
	case "morning", "afternoon", "evening", "night":
		return w, lead + 1
	case "lunchtime", "noon", "midday":
		return "12pm", lead + 1
	case "midnight", "nighttime":
		return "night", lead + 1
	}
	i, from := i+lead, i
	hour := atoi(at(r.ts, i).text)
	if at(r.ts, i).kind != digitTok || hour < 0 || hour > 23 || len(r.ts[i].text) > 2 {
		return "", 0
	}
	minute, n := 0, 1
	if sign(r.ts, i+1, ":.") && at(r.ts, i+2).kind == digitTok && len(r.ts[i+2].text) == 2 && r.ts[i+2].glued {
		minute, n = atoi(r.ts[i+2].text), 3
	}
	half := word(r.ts, i+n)
	if half != "am" && half != "pm" && (n == 1 || !sign(r.ts, i+1, ":")) || minute > 59 {
		return "", 0
	}
	if half == "am" || half == "pm" {
		n++
		if hour < 1 || hour > 12 {
			return "", 0
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	return clock(hour, minute), i + n - from
}

// clock writes a time: 3pm, 12:05am.
func clock(hour, minute int) string {
	s := strconv.Itoa((hour+11)%12 + 1)
	if minute > 0 {
		s += ":" + strconv.Itoa(100 + minute)[1:]
	}
	if hour >= 12 {
		return s + "pm"
	}
	return s + "am"
}
