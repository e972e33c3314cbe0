package mail

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// look is how the words of an element look, as far as that decides whether they
// are seen. The zero look is black on white.
type look struct {
	hidden, pre bool
	ink         colour
	paper       colour
	unknown     bool // what is behind the words cannot be told
}

// colour is a colour as 0xRRGGBB. None given is noColour.
type colour int

const noColour, white colour = 0, 0xFFFFFF + 1

// rules are what the style sheets of a page hide: ".class", "#id" and element
// names. coloured tells that they set backgrounds, so that these are unknown.
type rules struct {
	hide     map[string]bool
	coloured bool
}

// maxSheet is how much of the style sheets of a page is read.
const maxSheet = 256 << 10

// hiding reads the style sheets of a page.
func hiding(root *html.Node) rules {
	var sheet strings.Builder
	for n := range root.Descendants() {
		if n.DataAtom == atom.Style && n.FirstChild != nil && sheet.Len() < maxSheet {
			sheet.WriteString(n.FirstChild.Data)
		}
	}
	s := strings.ToLower(sheet.String())
	r := rules{hide: map[string]bool{}, coloured: strings.Contains(s, "background")}
	for s = uncommented(s[:min(len(s), maxSheet)]); s != ""; {
		names, rest, _ := strings.Cut(s, "{")
		if _, last, ok := cutLast(names, ";"); ok { // behind @import and @charset
			names = last
		}
		var inside string
		inside, s = body(rest)
		if strings.Contains(names, "@") || !hides(inside) { // what holds for small screens only
			continue
		}
		for name := range strings.SplitSeq(names, ",") {
			if name = strings.TrimSpace(name); name != "" && !strings.ContainsAny(name, " >+~:[*") {
				r.hide[name] = true
			}
		}
	}
	return r
}

// body cuts what stands in braces from what follows; braces inside count.
func body(s string) (inside, rest string) {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[:i], s[i+1:]
			}
		}
	}
	return s, ""
}

func cutLast(s, sep string) (before, after string, ok bool) {
	k := strings.LastIndex(s, sep)
	if k < 0 {
		return "", s, false
	}
	return s[:k], s[k+len(sep):], true
}

// uncommented drops the comments of a style sheet.
func uncommented(s string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "/*")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
}

// look is how the words of an element look that lies in one that looks like l.
func (r rules) look(n *html.Node, l look) look {
	style := strings.ToLower(attribute(n, "style"))
	l.pre = l.pre || n.DataAtom == atom.Pre || strings.Contains(style, "pre-wrap")
	l.hidden = l.hidden || hides(style) || has(n, "hidden") || r.hides(n)
	if r.coloured && attribute(n, "class")+attribute(n, "id") != "" || has(n, "background") {
		l.unknown = true
	}
	paper, ink := attribute(n, "bgcolor"), attribute(n, "color")
	for name, value := range declared(style) {
		switch name {
		case "background-color":
			paper = value
		case "background", "background-image":
			if l.unknown = true; !strings.Contains(value, "url") && !strings.Contains(value, "gradient") {
				paper = value
			}
		case "color":
			ink = value
		}
	}
	if c := colourOf(paper); c != noColour {
		l.paper, l.unknown = c, false
	}
	if c := colourOf(ink); c != noColour {
		l.ink = c
	}
	l.hidden = l.hidden || !l.unknown && l.ink != noColour && alike(l.ink, max(l.paper, noColour))
	return l
}

// hides tells whether the style sheets hide an element.
func (r rules) hides(n *html.Node) bool {
	if len(r.hide) == 0 {
		return false
	}
	name := strings.ToLower(n.Data)
	for class := range strings.FieldsSeq(strings.ToLower(attribute(n, "class"))) {
		if r.hide["."+class] || r.hide[name+"."+class] {
			return true
		}
	}
	id := strings.ToLower(attribute(n, "id"))
	return r.hide[name] || id != "" && (r.hide["#"+id] || r.hide[name+"#"+id])
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// declared gives the names and values of a style, one after another.
func declared(style string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for d := range strings.SplitSeq(style, ";") {
			name, value, ok := strings.Cut(d, ":")
			value = strings.TrimSpace(strings.ReplaceAll(value, "!important", ""))
			if ok && !yield(strings.TrimSpace(name), value) {
				return
			}
		}
	}
}

// hides tells whether a style makes words invisible.
func hides(style string) bool {
	small, clipped := false, false
	for name, value := range declared(style) {
		if vanishes(name, value) {
			return true
		}
		switch name {
		case "max-height", "height", "max-width", "width":
			v, ok := length(value)
			small = small || ok && v <= 1 && !strings.HasSuffix(value, "em") && !strings.HasSuffix(value, "%")
		case "overflow":
			clipped = value == "hidden"
		}
	}
	return small && clipped
}

// vanishes tells whether one part of a style is enough to make words invisible.
func vanishes(name, value string) bool {
	v, ok := length(value)
	switch name {
	case "display":
		return value == "none"
	case "visibility":
		return value == "hidden" || value == "collapse"
	case "mso-hide":
		return value == "all"
	case "opacity":
		return ok && v < 0.1
	case "font-size":
		return ok && v <= 1 && !strings.HasSuffix(value, "em")
	case "text-indent", "left", "top", "margin-left":
		return ok && v < -900
	}
	return false
}

// length is the number that a length begins with.
func length(value string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz% "), 64)
	return v, err == nil
}
