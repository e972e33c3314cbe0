package source

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// inline reads what begins in the same line as its key or dash, which stands
// at indent, to the end of the line.
func (q *quick) inline(v reflect.Value, indent int) bool {
	switch q.raw[q.at] {
	case '[', '{':
		return q.flow(v, indent) && q.ends()
	case '"', '\'':
		s, ok := q.quoted()
		return ok && setQuoted(v, s) && q.ends()
	case '|':
		s, ok := q.lines(indent)
		return ok && setQuoted(v, s)
	}
	return set(v, q.plain("")) && q.ends()
}

// flow reads what stands in brackets, which may go on over lines that stand
// further in than indent.
func (q *quick) flow(v reflect.Value, indent int) bool {
	switch q.raw[q.at] {
	case '[':
		return v.Kind() == reflect.Slice && q.flowList(v, indent)
	case '{':
		return (v.Kind() == reflect.Struct || v.Kind() == reflect.Map) && q.flowMap(v, indent)
	case '"', '\'':
		s, ok := q.quoted()
		return ok && setQuoted(v, s)
	}
	return set(v, q.plain(",]}"))
}

func (q *quick) flowList(v reflect.Value, indent int) bool {
	q.at++
	if q.raw[q.at] == ']' {
		q.at++
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return true
	}
	for {
		if !q.blank(indent) || !q.grow(v, func(e reflect.Value) bool { return q.flow(e, indent) }) || !q.blank(indent) {
			return false
		}
		q.at++
		switch q.raw[q.at-1] {
		case ']':
			return true
		case ',':
		default:
			return false
		}
	}
}

func (q *quick) flowMap(v reflect.Value, indent int) bool {
	q.at++
	seen := map[string]bool{}
	for q.spaces(); ; { // the first key stands in the line of the bracket
		key, ok := q.key()
		if !ok || seen[key] || !q.blank(indent) || !q.into(v, key, func(f reflect.Value) bool { return q.flow(f, indent) }) || !q.blank(indent) {
			return false
		}
		seen[key] = true
		q.at++
		switch q.raw[q.at-1] {
		case '}':
			return true
		case ',':
			if !q.blank(indent) {
				return false
			}
		default:
			return false
		}
	}
}

// blank skips blanks and ends of lines between brackets; the lines that follow
// have to stand further in than indent.
func (q *quick) blank(indent int) bool {
	q.spaces()
	if q.raw[q.at] != '\n' {
		return true
	}
	q.at++
	return q.at < len(q.raw) && q.spaces() > indent && q.raw[q.at] != '\n' && q.raw[q.at] != '#'
}

// plain reads words without quotation marks to the end of the line, a comment
// or one of stops. It gives "" for what may be more than words.
func (q *quick) plain(stops string) string {
	from := q.at
	if strings.IndexByte("?:,[]{}#&*!|>'\"%@`=", q.raw[from]) >= 0 {
		return ""
	}
	for ; q.raw[q.at] != '\n'; q.at++ {
		c := q.raw[q.at]
		switch {
		case c == ':' && (q.raw[q.at+1] <= ' ' || stops != ""), stops != "" && (c == '[' || c == '{'):
			return ""
		case c == '#' && q.raw[q.at-1] == ' ', strings.IndexByte(stops, c) >= 0:
			return strings.TrimRight(q.raw[from:q.at], " ")
		}
	}
	return strings.TrimRight(q.raw[from:q.at], " ")
}

// quoted reads a text in quotation marks within one line.
func (q *quick) quoted() (string, bool) {
	mark := q.raw[q.at]
	from := q.at + 1
	again := false
	for i := from; q.raw[i] != '\n'; i++ {
		switch {
		case mark == '"' && q.raw[i] == '\\':
			if i++; q.raw[i] != '"' && q.raw[i] != '\\' && q.raw[i] != 'n' {
				return "", false
			}
			again = true
		case mark == '\'' && q.raw[i] == '\'' && q.raw[i+1] == '\'':
			i++
			again = true
		case q.raw[i] == mark:
			q.at = i + 1
			return unquoted(q.raw[from:i], mark, again), true
		}
	}
	return "", false
}

// unquoted gives what stood in quotation marks; again says that marks or
// backslashes stand in it.
func unquoted(s string, mark byte, again bool) string {
	switch {
	case !again:
		return s
	case mark == '"':
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n").Replace(s)
	}
	return strings.ReplaceAll(s, "''", "'")
}

// lines reads a text of several lines behind a "|", which stand further in
// than indent.
func (q *quick) lines(indent int) (string, bool) {
	if q.raw[q.at+1] != '\n' {
		return "", false
	}
	q.at += 2
	from := q.at
	depth := 0
	for q.at < len(q.raw) && q.raw[q.at] == ' ' {
		q.at++
		depth++
	}
	if depth <= indent || q.raw[q.at] == '\n' {
		return "", false
	}
	var b strings.Builder
	in := q.raw[from:q.at]
	for q.at = from; strings.HasPrefix(q.raw[q.at:], in); {
		from = q.at + depth
		q.skipLine()
		line := q.raw[from:q.at]
		if strings.Trim(line, " ") == "\n" {
			return "", false
		}
		b.WriteString(line)
	}
	if q.at < len(q.raw) && q.raw[q.at] == '\n' {
		return "", false
	}
	q.next()
	return b.String(), q.indent <= indent
}

// setQuoted sets a text that stood in quotation marks.
func setQuoted(v reflect.Value, s string) bool {
	if v.Kind() != reflect.String {
		return false
	}
	v.SetString(s)
	return true
}

// set sets a value written as a plain word.
func set(v reflect.Value, s string) bool {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
		return plainWord(s) || s == "true" || s == "false" || number(s) && !strings.ContainsAny(s, "-.")
	case reflect.Bool:
		v.SetBool(s == "true")
		return s == "true" || s == "false"
	case reflect.Int:
		n, err := strconv.Atoi(s)
		v.SetInt(int64(n))
		return err == nil && number(s) && !strings.Contains(s, ".")
	case reflect.Float64:
		n, err := strconv.ParseFloat(s, 64)
		v.SetFloat(n)
		return err == nil && number(s)
	default:
		return false
	}
}

// reserved are the words that are no text in YAML.
var reserved = []string{"~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE",
	".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN"}

// plainWord reports whether s is a text for sure, and nothing that YAML takes
// for a number or one of its own words.
func plainWord(s string) bool {
	switch {
	case s == "", slices.Contains(reserved, s), s[0] == '-':
		return false
	case strings.HasPrefix(s, ".."), strings.Trim(s, "0123456789") == "-", s[0] != '.' && s[0] != '+' && (s[0] < '0' || s[0] > '9'):
		return true
	}
	return strings.Trim(s, "0123456789abcdefABCDEFox_+-.") != ""
}

// number reports whether s is a number in its plainest form: 7, -7 or 0.7.
func number(s string) bool {
	whole, rest, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if dot && (rest == "" || strings.Trim(rest, "0123456789") != "") || whole == "" || len(s) > 15 {
		return false
	}
	return strings.Trim(whole, "0123456789") == "" && (whole[0] != '0' || whole == "0")
}
