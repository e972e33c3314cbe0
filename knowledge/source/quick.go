package source

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

// quick reads the plain part of YAML in which nearly all content is written,
// straight into the values, some thirty times faster than a whole YAML reader.
// It knows no mistakes: whatever it does not know for sure, it leaves to the
// strict reader, which reads the file again or says what is wrong and where.
// What it does read is the same, which tests and a fuzz test keep true. The
// strings it gives are pieces of the file.
type quick struct {
	raw    string
	at     int // the next byte
	indent int // of the line in which at stands, once next was called; -1 at the end
	fields map[reflect.Type][]quickField
}

// quickField is a field of a record by the name it has in the content.
type quickField struct {
	name  string
	index []int
}

// newQuick begins to read raw; false if there are characters in it that mean
// different things in different places.
func newQuick(raw string) (*quick, bool) {
	if !utf8.ValidString(raw) || !strings.HasSuffix(raw, "\n") {
		return nil, false
	}
	for i := range len(raw) {
		if c := raw[i]; c < ' ' && c != '\n' || c == 0x7f {
			return nil, false
		}
	}
	for _, c := range []string{"\u0085", "\u2028", "\u2029", "\ufeff"} {
		if strings.Contains(raw, c) {
			return nil, false
		}
	}
	q := &quick{raw: raw, fields: map[reflect.Type][]quickField{}}
	q.next()
	return q, q.indent == 0
}

// quickList reads a file that is a list; false leaves it to the strict reader.
func quickList[T any](name, raw string) ([]Item[T], bool) {
	q, ok := newQuick(raw)
	if !ok {
		return nil, false
	}
	var items []Item[T]
	line, counted := 1, 0
	for q.indent == 0 {
		from := q.at
		line += strings.Count(raw[counted:from], "\n")
		counted = from
		it := Item[T]{At: Place{File: name, Line: line, from: line}}
		if !q.element(reflect.ValueOf(&it.Value).Elem(), 0) {
			return nil, false
		}
		it.At.text = raw[from:]
		if q.indent == 0 {
			it.At.text = raw[from : q.at-1]
		}
		items = append(items, it)
	}
	return items, q.indent < 0
}

// quickOne reads a file that is a record; false leaves it to the strict reader.
func quickOne[T any](name, raw string) (Item[T], bool) {
	q, ok := newQuick(raw)
	if !ok {
		return Item[T]{}, false
	}
	line := 1 + strings.Count(raw[:q.at], "\n")
	it := Item[T]{At: Place{File: name, Line: line, from: line, text: raw[q.at:]}}
	return it, q.block(reflect.ValueOf(&it.Value).Elem()) && q.indent < 0
}

// next goes to the first word of the next line that is neither empty nor a
// comment; it is called at the beginning of a line.
func (q *quick) next() {
	for from := q.at; from < len(q.raw); from = q.at {
		for q.raw[q.at] == ' ' {
			q.at++
		}
		if c := q.raw[q.at]; c != '\n' && c != '#' {
			q.indent = q.at - from
			return
		}
		q.skipLine()
	}
	q.indent = -1
}

// skipLine goes to the beginning of the next line.
func (q *quick) skipLine() { q.at += strings.IndexByte(q.raw[q.at:], '\n') + 1 }

// spaces skips blanks and gives how many there were.
func (q *quick) spaces() int {
	from := q.at
	for q.raw[q.at] == ' ' {
		q.at++
	}
	return q.at - from
}

// ends reports whether nothing but blanks and a comment is left in the line,
// and goes on to the next one.
func (q *quick) ends() bool {
	q.spaces()
	if c := q.raw[q.at]; c != '\n' && (c != '#' || q.raw[q.at-1] != ' ') {
		return false
	}
	q.skipLine()
	q.next()
	return true
}

// block reads what begins in a line of its own.
func (q *quick) block(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice:
		return q.sequence(v)
	case reflect.Struct, reflect.Map:
		return q.mapping(v, q.indent)
	default:
		return false
	}
}

// sequence reads elements that begin with a dash.
func (q *quick) sequence(v reflect.Value) bool {
	indent := q.indent
	for q.indent == indent {
		if !q.grow(v, func(e reflect.Value) bool { return q.element(e, indent) }) {
			return false
		}
	}
	return q.indent < indent
}

// grow reads one more element into a slice.
func (q *quick) grow(v reflect.Value, read func(reflect.Value) bool) bool {
	n := v.Len()
	if n == v.Cap() {
		v.Grow(max(4, n))
	}
	v.SetLen(n + 1)
	return read(v.Index(n))
}

// element reads one element and its dash.
func (q *quick) element(v reflect.Value, indent int) bool {
	if q.raw[q.at] != '-' || q.raw[q.at+1] != ' ' {
		return false
	}
	q.at++
	inner := indent + 1 + q.spaces()
	if v.Kind() == reflect.Struct && q.raw[q.at] != '{' {
		return q.mapping(v, inner)
	}
	return q.inline(v, indent)
}

// mapping reads keys that stand at indent, and their values.
func (q *quick) mapping(v reflect.Value, indent int) bool {
	seen := map[string]bool{}
	for {
		key, ok := q.key()
		if !ok || seen[key] || !q.into(v, key, func(f reflect.Value) bool { return q.value(f, indent) }) {
			return false
		}
		seen[key] = true
		if q.indent != indent {
			return q.indent < indent
		}
	}
}

// key reads a key and its colon. Keys are simple words.
func (q *quick) key() (string, bool) {
	from := q.at
	for simple(q.raw[q.at]) {
		q.at++
	}
	key := q.raw[from:q.at]
	if q.raw[q.at] != ':' || !plainWord(key) {
		return "", false
	}
	q.at++
	return key, q.raw[q.at] == ' ' || q.raw[q.at] == '\n'
}

// simple reports whether c may stand in a key.
func simple(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
}

// into reads the value of a key into the field or entry of that name.
func (q *quick) into(v reflect.Value, key string, read func(reflect.Value) bool) bool {
	if v.Kind() == reflect.Struct {
		for _, f := range q.fieldsOf(v.Type()) {
			if f.name == key {
				return read(pointed(v.FieldByIndex(f.index)))
			}
		}
		return false
	}
	m, ok := reflect.TypeAssert[*map[string]string](v.Addr())
	if !ok {
		return false
	}
	if *m == nil {
		*m = map[string]string{}
	}
	var s string
	ok = read(reflect.ValueOf(&s).Elem())
	(*m)[key] = s
	return ok
}

// pointed gives what a pointer is made to point at, or v if it is none.
func pointed(v reflect.Value) reflect.Value {
	if v.Kind() != reflect.Pointer {
		return v
	}
	v.Set(reflect.New(v.Type().Elem()))
	return v.Elem()
}

// fieldsOf gives the fields of a record by the names they have in the content.
func (q *quick) fieldsOf(t reflect.Type) []quickField {
	fields, ok := q.fields[t]
	if !ok {
		for _, f := range reflect.VisibleFields(t) { // also those of records within the record
			if name := f.Tag.Get("yaml"); name != "" && !strings.Contains(name, ",") {
				fields = append(fields, quickField{name, f.Index})
			}
		}
		q.fields[t] = fields
	}
	return fields
}

// value reads what stands behind a colon, or in the lines below it.
func (q *quick) value(v reflect.Value, indent int) bool {
	n := q.spaces()
	if c := q.raw[q.at]; c == '\n' || c == '#' && n > 0 {
		q.skipLine()
		q.next()
		if q.indent <= indent {
			return false
		}
		if c := q.raw[q.at]; c != '[' && c != '"' {
			return q.block(v)
		}
	}
	return q.inline(v, indent)
}
