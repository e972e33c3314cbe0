package mail

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rules are what the style sheets of a page set for ".class", "#id" and the names
// of elements. coloured tells that they set backgrounds in ways that are not
// followed, so that these are unknown.
type rules struct {
	sets     map[string]string
	coloured bool
}

// maxSheet is how much of the style sheets of a page is read.
const maxSheet = 256 << 10

// ruled reads the style sheets of a page.
func ruled(root *html.Node) rules {
	var sheet strings.Builder
	for n := range root.Descendants() {
		if n.DataAtom == atom.Style && n.FirstChild != nil && sheet.Len() < maxSheet {
			sheet.WriteString(n.FirstChild.Data)
		}
	}
	s := strings.ToLower(sheet.String())
	r := rules{sets: map[string]string{}}
	for s = uncommented(s[:min(len(s), maxSheet)]); s != ""; {
		names, rest, _ := strings.Cut(s, "{")
		if _, last, ok := cutLast(names, ";"); ok { // behind @import and @charset
			names = last
		}
		var inside string
		inside, s = body(rest)
		r.take(names, inside)
	}
	return r
}

// maxSet is how long all that is set for one name may be.
const maxSet = 4 << 10

// take notes one rule. What holds for small screens only is not followed.
func (r *rules) take(names, inside string) {
	background := strings.Contains(inside, "background")
	if strings.Contains(names, "@") {
		r.coloured = r.coloured || background
		return
	}
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		if name == "" || strings.ContainsAny(name, " >+~:[*") || strings.Count(name, ".") > 1 {
			r.coloured = r.coloured || background
			continue
		}
		if len(r.sets[name])+len(inside) < maxSet {
			r.sets[name] += ";" + inside
		}
	}
}

// of is what the style sheets set for an element, what counts more later.
func (r rules) of(n *html.Node) string {
	if len(r.sets) == 0 {
		return ""
	}
	name := strings.ToLower(n.Data)
	out := []string{r.sets[name]}
	classes := strings.Fields(strings.ToLower(attribute(n, "class")))
	for _, before := range []string{"", name} {
		for _, class := range classes[:min(len(classes), maxClasses)] {
			out = append(out, r.sets[before+"."+class])
		}
	}
	if id := strings.ToLower(attribute(n, "id")); id != "" {
		out = append(out, r.sets["#"+id], r.sets[name+"#"+id])
	}
	return strings.Join(out, ";")
}

// maxClasses is how many classes of one element count.
const maxClasses = 16

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
