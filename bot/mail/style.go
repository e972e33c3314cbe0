package mail

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// look is how the words of an element look, as far as that decides whether they
// are seen.
type look struct {
	gone    bool // whatever lies in it is not seen either
	veiled  bool // by visibility, which what lies in it may lift
	tiny    bool // by the size of letters, likewise
	pre     bool
	ink     colour
	paper   colour
	unknown bool // which colour the words or what is behind them have cannot be told
}

// plainly is how a page looks that says nothing: black on white.
var plainly = look{ink: black, paper: white}

// unseen tells whether nobody sees the words.
func (l look) unseen() bool {
	return l.gone || l.veiled || l.tiny || l.ink.covers < 0.1 || !l.unknown && alike(l.ink, l.paper)
}

// look is how the words of an element look that lies in one that looks like l.
func (r rules) look(n *html.Node, l look) look {
	set := settled(r.of(n) + ";" + strings.ToLower(attribute(n, "style")))
	l.pre = l.pre || n.DataAtom == atom.Pre || set["white-space"] == "pre-wrap"
	if has(n, "hidden") && set["display"] == "" {
		l.gone = true
	}
	l.gone = l.gone || hides(set)
	switch set["visibility"] {
	case "hidden", "collapse":
		l.veiled = true
	case "visible", "initial":
		l.veiled = false
	}
	l.tiny = tinyIn(set, l.tiny && (n.DataAtom != atom.Font || !has(n, "size")))
	if r.coloured && attribute(n, "class")+attribute(n, "id") != "" {
		l.unknown = true
	}
	return l.behind(n, set).inked(n, set)
}

// behind is l on the paper that an element sets.
func (l look) behind(n *html.Node, set map[string]string) look {
	lay := func(c colour, ok bool) {
		switch {
		case !ok:
			l.unknown = true
		case c.covers >= 0.1:
			l.paper, l.unknown = c.over(l.paper), l.unknown && c.covers < 1
		}
	}
	if value := attribute(n, "bgcolor"); value != "" {
		lay(colourOf(value))
	}
	for _, name := range []string{"background", "background-color"} {
		if value := set[name]; value != "" && !unset[value] && !pictured(value) {
			lay(colourIn(value))
		}
	}
	l.unknown = l.unknown || has(n, "background") || pictured(set["background"]) || pictured(set["background-image"])
	return l
}

// inked is l with the colour of letters that an element sets.
func (l look) inked(n *html.Node, set map[string]string) look {
	for _, value := range []string{attribute(n, "color"), set["color"]} {
		if value == "" || unset[value] && value != "transparent" {
			continue
		}
		c, ok := colourOf(value)
		if l.ink = c; !ok {
			l.ink, l.unknown = black, true
		}
	}
	return l
}

// unset are values that set no colour.
var unset = map[string]bool{"none": true, "transparent": true, "inherit": true, "initial": true, "unset": true, "currentcolor": true, "0": true}

// pictured tells whether a background is drawn.
func pictured(value string) bool {
	return strings.Contains(value, "url") || strings.Contains(value, "gradient") || strings.Contains(value, "image")
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// settled gives what a style sets in the end: what comes later counts, and what is
// important counts more.
func settled(style string) map[string]string {
	out, important := map[string]string{}, map[string]bool{}
	for d := range strings.SplitSeq(style, ";") {
		name, value, ok := strings.Cut(d, ":")
		name = strings.TrimSpace(name)
		value, strong := strings.CutSuffix(strings.TrimSpace(strings.ReplaceAll(value, "! ", "!")), "!important")
		if value = strings.TrimSpace(value); !ok || value == "" || important[name] && !strong {
			continue
		}
		out[name], important[name] = value, important[name] || strong
	}
	return out
}

// tinyIn tells whether letters have no size, where those around it are tiny or not.
func tinyIn(set map[string]string, tiny bool) bool {
	size := set["font-size"]
	if size == "" {
		for field := range strings.FieldsSeq(set["font"]) {
			field, _, _ = strings.Cut(field, "/")
			if v, ok := length(field); ok && (v == 0 || strings.TrimRight(field, "abcdefghijklmnopqrstuvwxyz%") != field) {
				size = field
			}
		}
	}
	v, ok := length(size)
	around := strings.HasSuffix(size, "em") && !strings.HasSuffix(size, "rem") || strings.HasSuffix(size, "%")
	switch {
	case size == "" || size == "inherit" || size == "smaller" || size == "larger":
		return tiny
	case !ok:
		return false
	case strings.HasSuffix(size, "em"):
		return v < 0.07 || around && tiny
	case around:
		return v < 7 || tiny
	}
	return v <= 1
}

// hides tells whether a style makes words invisible, and whatever lies in it.
func hides(set map[string]string) bool {
	small := false
	for name, value := range set {
		if vanishes(name, value) {
			return true
		}
		switch name {
		case "max-height", "height", "max-width", "width", "line-height":
			v, ok := length(value)
			small = small || ok && (v == 0 || v <= 1 && name != "line-height" && !strings.HasSuffix(value, "em") && !strings.HasSuffix(value, "%"))
		}
	}
	return small && (set["overflow"] == "hidden" || set["overflow"] == "clip")
}

// vanishes tells whether one part of a style is enough to make words invisible.
func vanishes(name, value string) bool {
	v, ok := length(value)
	switch name {
	case "display":
		return value == "none"
	case "mso-hide":
		return value == "all"
	case "opacity":
		return ok && (v < 0.1 || strings.HasSuffix(value, "%") && v < 10)
	case "text-indent", "left", "top", "margin-left":
		return ok && v < -900
	case "transform", "-webkit-transform":
		return called(value, "scale", 0, 0) || called(value, "scalex", 0, 0) || called(value, "scaley", 0, 0) || called(value, "scale3d", 0, 0)
	case "scale":
		return ok && v == 0
	case "filter", "-webkit-filter":
		return called(value, "opacity", 0, 0.1)
	case "clip-path", "-webkit-clip-path":
		return called(value, "circle", 0, 0) || called(value, "ellipse", 0, 0) || called(value, "inset", 50, 1e9)
	case "clip":
		return called(value, "rect", 0, 1)
	}
	return false
}

// called tells whether a value calls a name, and all numbers in its brackets lie
// within bounds.
func called(value, name string, from, to float64) bool {
	at := strings.Index(value, name+"(")
	if at < 0 || at > 0 && value[at-1] != ' ' {
		return false
	}
	inside, _, _ := strings.Cut(value[at+len(name)+1:], ")")
	inside, _, _ = strings.Cut(inside, " at ")
	numbers := strings.FieldsFunc(inside, func(r rune) bool { return r == ',' || r == ' ' })
	for _, number := range numbers {
		if v, ok := length(number); !ok || v < from || v > to {
			return false
		}
	}
	return len(numbers) > 0
}

// length is the number that a length begins with.
func length(value string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz% "), 64)
	return v, err == nil
}
