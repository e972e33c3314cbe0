package letter

// longNames are the names of days and months that are still known with one slip in them.
var longNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday",
	"january", "february", "august", "september", "october", "november", "december"}

// spelt puts right the words that are one slip away from the name of a day or
// month: "yesteday", "Noveber". The first letter has to be right.
func spelt(ts []tok) []tok {
	for i, t := range ts {
		if t.kind != wordTok || len(t.text) < 5 || monthOrDay(t.text) {
			continue
		}
		for _, name := range longNames {
			if t.text[0] == name[0] && oneSlip(t.text, name) {
				ts[i].text = name
				break
			}
		}
	}
	return ts
}

func monthOrDay(w string) bool {
	_, day := weekdays[w]
	_, month := months[w]
	return day || month || w == "yesterday"
}

// oneSlip reports whether a and b differ by one letter left out, added,
// changed, or by two beside each other that changed places.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case i == len(a):
		return true
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// longNumbers are the words for numbers that are still known with one slip in them.
var longNumbers = []string{"three", "four", "five", "seven", "eight", "nine", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
	"eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

// speltNumbers puts right the words that are one slip away from a number, where
// a scale or money follows: "thre hundred", "two thousnd".
func speltNumbers(ts []tok) []tok {
	for i := len(ts) - 1; i >= 0; i-- {
		t := &ts[i]
		if _, known := small[t.text]; known || t.kind != wordTok || len(t.text) < 4 || scales[t.text] > 0 {
			continue
		}
		names := longNumbers
		if scaleAt(ts, i+1) == 0 && named[word(ts, i+1)] == "" {
			if len(t.text) <= 5 {
				continue
			}
			names = []string{"hundred", "thousand"}
		}
		for _, name := range names {
			if t.text[0] == name[0] && oneSlip(t.text, name) && t.text != name+"s" {
				t.text = name
				break
			}
		}
	}
	return ts
}
