package mail

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// colour is a colour as style sheets give it: three parts from 0 to 255, and how
// much it covers of what is behind, from 0 to 1.
type colour struct {
	parts  [3]float64
	covers float64
}

var (
	white = colour{[3]float64{255, 255, 255}, 1}
	black = colour{covers: 1}
)

// colourOf reads a colour; ok tells whether it is of a known form.
func colourOf(s string) (c colour, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if digits, is := strings.CutPrefix(s, "#"); is {
		return hexColour(digits)
	}
	if named, is := colornames.Map[s]; is {
		return colour{[3]float64{float64(named.R), float64(named.G), float64(named.B)}, 1}, true
	}
	name, inside, is := strings.Cut(s, "(")
	switch {
	case s == "transparent":
		return colour{}, true
	case s == "rebeccapurple":
		return hexColour("663399")
	case !is:
		return hexColour(s) // bgcolor may leave the # out
	}
	return callColour(name, strings.TrimSuffix(inside, ")"))
}

// hexColour reads a colour of three, four, six or eight digits.
func hexColour(digits string) (colour, bool) {
	if len(digits) == 3 || len(digits) == 4 {
		var long strings.Builder
		for i := range len(digits) {
			long.WriteString(digits[i:i+1] + digits[i:i+1])
		}
		digits = long.String()
	}
	if len(digits) == 6 {
		digits += "ff"
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 {
		return colour{}, false
	}
	at := func(shift int) float64 { return float64(v >> shift & 0xFF) }
	return colour{[3]float64{at(24), at(16), at(8)}, at(0) / 255}, true
}

// callColour reads what stands in rgb(), rgba(), hsl() and hsla().
func callColour(name, inside string) (colour, bool) {
	fields := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == '/' || r == ' ' })
	if len(fields) < 3 || len(fields) > 4 {
		return colour{}, false
	}
	c := colour{covers: 1}
	for i, f := range fields {
		v, err := strconv.ParseFloat(strings.TrimRight(f, "%deg"), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return colour{}, false
		}
		percent := strings.HasSuffix(f, "%")
		switch {
		case i == 3 && percent:
			c.covers = v / 100
		case i == 3:
			c.covers = v
		case percent && strings.HasPrefix(name, "rgb"):
			c.parts[i] = v * 2.55
		default:
			c.parts[i] = v
		}
	}
	switch name {
	case "rgb", "rgba":
		return c, true
	case "hsl", "hsla":
		c.parts = fromHSL(c.parts[0], c.parts[1]/100, c.parts[2]/100)
		return c, true
	}
	return colour{}, false
}

// fromHSL gives red, green and blue of a hue in degrees, saturation and lightness.
func fromHSL(hue, saturation, lightness float64) (out [3]float64) {
	strength := saturation * min(lightness, 1-lightness)
	for i, from := range []float64{0, 8, 4} {
		k := math.Mod(from+hue/30, 12)
		if k < 0 {
			k += 12
		}
		out[i] = 255 * (lightness - strength*max(-1, min(k-3, 9-k, 1)))
	}
	return out
}

// colourIn finds the colour in a background, which may say more.
func colourIn(value string) (colour, bool) {
	for _, call := range []string{"rgb", "hsl"} {
		if at := strings.Index(value, call); at >= 0 {
			one, _, _ := strings.Cut(value[at:], ")")
			return colourOf(one)
		}
	}
	for field := range strings.FieldsSeq(value) {
		if c, ok := colourOf(field); ok && (field[0] == '#' || !strings.ContainsAny(field[:1], "0123456789")) {
			return c, true
		}
	}
	return colour{}, false
}

// over is c laid on what is behind it.
func (c colour) over(behind colour) colour {
	for i := range c.parts {
		c.parts[i] = c.covers*c.parts[i] + (1-c.covers)*behind.parts[i]
	}
	c.covers = 1
	return c
}

// alike tells whether nobody can tell an ink from the paper it stands on.
func alike(ink, paper colour) bool {
	diff := 0.0
	for i, v := range ink.over(paper).parts {
		diff += math.Abs(v - paper.parts[i])
	}
	return diff < 24
}
