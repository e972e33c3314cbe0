package letter

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Paper is a document that is filled in. Its text and its PDF have the same words.
type Paper struct {
	Title string
	Parts []PaperPart
}

// PaperPart is a heading, a paragraph or a list of a paper.
type PaperPart struct {
	Title  string
	Lines  []string // paragraphs
	Points []string
}

// maxWord is the longest word that stays in one piece, in characters: longer
// ones would not fit a line of the PDF.
const maxWord = 58

var hole = regexp.MustCompile(`\{([a-z][a-z0-9-]*)\}`)

// Paper writes the document of a form. What was left blank is a line to fill in
// by hand. Nothing is in it that is not in the letter's text or in the answers.
func (l *Letter) Paper(form Form, w Where) Paper {
	f := &filled{form, w}
	p := Paper{Title: l.Title}
	for i := range l.Text {
		part := &l.Text[i]
		if !f.all(part.when) {
			continue
		}
		out := PaperPart{Title: part.Title}
		if part.Line != "" {
			out.Lines = l.put(f, part.Line, -1)
		}
		for _, point := range part.Points {
			for i := range f.rows(part.Each) {
				out.Points = append(out.Points, strings.Join(l.put(f, point, i), " "))
			}
		}
		p.add(out)
	}
	return p
}

// add takes in one more part; a list goes on with the list before it.
func (p *Paper) add(x PaperPart) {
	if n := len(p.Parts); n > 0 && x.Title == "" && len(x.Lines) == 0 && len(p.Parts[n-1].Points) > 0 {
		p.Parts[n-1].Points = append(p.Parts[n-1].Points, x.Points...)
		return
	}
	p.Parts = append(p.Parts, x)
}

// rows is how many times the points of a part stand: once, or once for each payment.
func (f *filled) rows(each []string) int {
	n := 1
	for _, id := range each {
		n = max(n, strings.Count(f.answer(id), separator)+1)
	}
	return n
}

// put fills the holes of a line and cuts it into its paragraphs. row is the
// payment whose sum and day are meant, -1 for all of them.
func (l *Letter) put(f *filled, line string, row int) []string {
	line = onDay.ReplaceAllStringFunc(line, func(m string) string { return l.onDays(f, m[len("on {"):len(m)-1], row) })
	line = hole.ReplaceAllStringFunc(line, func(m string) string { return l.value(f, m[1:len(m)-1], row) })
	var out []string
	for s := range strings.SplitSeq(line, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, breakLong(s))
		}
	}
	return out
}

// onDay is a place for days behind "on".
var onDay = regexp.MustCompile(`\bon \{[a-z][a-z0-9-]*\}`)

// onDays is "on Tuesday 3 November 2026", or "in" where only the month or the
// year is known.
func (l *Letter) onDays(f *filled, id string, row int) string {
	var each []string
	ds := f.dates(id)
	for i, d := range ds {
		switch {
		case row >= 0 && len(ds) > 1 && i != row:
		case d.Day == 0:
			each = append(each, "in "+d.String())
		default:
			each = append(each, "on "+d.String())
		}
	}
	if len(each) == 0 {
		return "on " + l.value(f, id, row)
	}
	return together(each)
}

// value is what stands in a hole.
func (l *Letter) value(f *filled, id string, row int) string {
	switch id {
	case "today":
		return f.where.Now.Format("2 January 2006")
	case "checked":
		return f.where.Checked
	case "total":
		if total, ok := Total(f.amounts("amounts")); ok {
			return total.String()
		}
		return rule
	}
	answer := f.answer(id)
	if field := l.Field(id); field != nil {
		answer = field.inText(answer)
	}
	if answer == "" {
		return rule
	}
	each := strings.Split(answer, separator)
	switch {
	case row < 0:
		return together(each)
	case row < len(each):
		return each[row]
	case len(each) == 1:
		return answer
	}
	return rule
}

// inText is an answer as it stands inside a sentence: the words of a tap begin small.
func (f *Field) inText(answer string) string {
	t := f.Tap(answer)
	if t == nil {
		return answer
	}
	r, n := utf8.DecodeRuneInString(t.Label)
	if second, _ := utf8.DecodeRuneInString(t.Label[n:]); second == utf8.RuneError || second == ' ' || strings.ToUpper(string(second)) == string(second) {
		return t.Label // "I did", "UK"
	}
	return strings.ToLower(string(r)) + t.Label[n:]
}

// together joins several with commas and a last "and".
func together(each []string) string {
	if len(each) < 2 {
		return strings.Join(each, "")
	}
	return strings.Join(each[:len(each)-1], ", ") + " and " + each[len(each)-1]
}

// breakLong parts words that are too long for a line.
func breakLong(s string) string {
	if utf8.RuneCountInString(s) <= maxWord {
		return s
	}
	ws := strings.Fields(s)
	for i, w := range ws {
		if rs := []rune(w); len(rs) > maxWord {
			var parts []string
			for ; len(rs) > maxWord; rs = rs[maxWord:] {
				parts = append(parts, string(rs[:maxWord]))
			}
			ws[i] = strings.Join(append(parts, string(rs)), " ")
		}
	}
	return strings.Join(ws, " ")
}

// mark stands before each point of a list.
const mark = "-"

// textWidth is how many characters a line of the plain text has at most.
const textWidth = 78

// Text is the paper as plain text.
func (p Paper) Text() string {
	var b strings.Builder
	b.WriteString(p.Title + "\n")
	for _, part := range p.Parts {
		b.WriteString("\n")
		if part.Title != "" {
			b.WriteString(part.Title + "\n")
		}
		for _, s := range part.Lines {
			b.WriteString(wrapped(s, "", ""))
		}
		for _, s := range part.Points {
			b.WriteString(wrapped(s, mark+" ", "  "))
		}
	}
	return b.String()
}

// wrapped breaks s into lines, the first with one beginning, the others with another.
func wrapped(s, first, other string) string {
	var b strings.Builder
	line := first
	for i, w := range strings.Fields(s) {
		if i > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > textWidth {
			b.WriteString(line + "\n")
			line = other + w
			continue
		}
		if i > 0 {
			line += " "
		}
		line += w
	}
	b.WriteString(line + "\n")
	return b.String()
}
