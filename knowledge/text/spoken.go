package text

// maxSpokenWords bounds the words of one number: each digit with a "double" before it.
const maxSpokenWords = 2 * maxPhoneDigits

// spokenMin is how many digits a number written in words must have.
const spokenMin = 9

// spokenPhone reads a phone number said in words ("oh eight hundred, one five seven …").
func (d *Doc) spokenPhone(i int) (Entity, bool) {
	var p dial
	if _, ok := spokenDigits(d.Bytes(i)); !ok && !d.shortDigits(i) && repeat(d.Bytes(i)) == 0 {
		return Entity{}, false
	}
	times, end, words := 1, i, 0
	for j := i; j < len(d.Tokens); j++ {
		t := d.Tokens[j]
		if j > i && t.Before == Sentence || j-i > maxSpokenWords {
			break
		}
		w := d.Bytes(j)
		if m := repeat(w); m > 0 {
			times = m
			continue
		}
		digits, ok := spokenDigits(w)
		if d.shortDigits(j) {
			digits, ok = w, true
		} else if ok {
			words++
		}
		if !ok || !p.addTimes(digits, times) {
			break
		}
		times, end = 1, j+1
		if p.enough() {
			break
		}
	}
	if words < 3 || p.n < spokenMin || p.digits[0] != '0' && p.n < 10 {
		return Entity{}, false
	}
	e := Entity{Kind: Phone, From: i, To: end, Span: Span{d.Tokens[i].Start, d.Tokens[end-1].End}}
	if i > 0 && string(d.Bytes(i-1)) == "plus" {
		p.plus = true
		e.From, e.Span.Start = i-1, d.Tokens[i-1].Start
	}
	e.Value = p.value(p.n)
	return e, true
}

// shortDigits reports whether token i is a group of up to four digits.
func (d *Doc) shortDigits(i int) bool {
	t := d.Tokens[i]
	return t.Class == Digits && t.To-t.From <= 4
}

func (p *dial) addTimes(digits []byte, times int) bool {
	for range times {
		if !p.add(digits) {
			return false
		}
	}
	return true
}

// repeat is 2 for "double", 3 for "triple" and "treble", else 0.
func repeat(w []byte) int {
	switch string(w) {
	case "double":
		return 2
	case "triple", "treble":
		return 3
	}
	return 0
}

// spokenDigits are the digits that a spoken word stands for.
func spokenDigits(w []byte) ([]byte, bool) {
	switch string(w) {
	case "zero", "oh", "o", "nought", "nil":
		return []byte("0"), true
	case "one":
		return []byte("1"), true
	case "two":
		return []byte("2"), true
	case "three":
		return []byte("3"), true
	case "four":
		return []byte("4"), true
	case "five":
		return []byte("5"), true
	case "six":
		return []byte("6"), true
	case "seven":
		return []byte("7"), true
	case "eight":
		return []byte("8"), true
	case "nine":
		return []byte("9"), true
	case "hundred":
		return []byte("00"), true
	}
	return nil, false
}
