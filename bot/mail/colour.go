package mail

import (
	"strconv"
	"strings"
)

// colours are the names that mails use to hide words.
var colours = map[string]colour{"white": white, "#fff": white, "black": 1, "snow": 0xFFFAFA + 1, "ivory": 0xFFFFF0 + 1, "whitesmoke": 0xF5F5F5 + 1,
	"red": 0xFF0000 + 1, "blue": 0x0000FF + 1, "green": 0x008000 + 1, "yellow": 0xFFFF00 + 1, "gray": 0x808080 + 1, "grey": 0x808080 + 1,
	"orange": 0xFFA500 + 1, "navy": 0x000080 + 1, "silver": 0xC0C0C0 + 1}

// colourOf reads a colour, noColour if there is none or it is of no known form.
// The number of a colour is one more than its 0xRRGGBB, so that black is one too.
func colourOf(s string) colour {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), " ")
	if c, ok := colours[s]; ok {
		return c
	}
	digits, ok := strings.CutPrefix(s, "#")
	if !ok {
		return noColour
	}
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return noColour
	}
	return colour(v) + 1
}

// alike tells whether nobody can tell two colours apart. No colour is white, as
// paper is.
func alike(a, b colour) bool {
	if b == noColour {
		b = white
	}
	a, b = a-1, b-1
	diff := 0
	for range 3 {
		d := int(a&0xFF) - int(b&0xFF)
		diff += max(d, -d)
		a, b = a>>8, b>>8
	}
	return diff < 24
}
