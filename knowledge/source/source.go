// Package source reads content files: strict YAML in which every mistake is
// found in one go and told as file:line: what: remedy. It knows YAML and
// places, and nothing of what the records mean.
package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Mistake is one thing wrong in a content file.
type Mistake struct {
	File   string
	Line   int    // 1 is the first line; 0 if the file as a whole is meant
	What   string // what is wrong
	Remedy string // what to do about it
}

// Error gives the mistake as file:line: what: remedy.
func (m Mistake) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", m.File, m.Line, m.What, m.Remedy)
}

// Mistakes is all that is wrong, in order of files and lines. Empty means nothing is.
type Mistakes []Mistake

// Error gives one line a mistake.
func (ms Mistakes) Error() string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.Error()
	}
	return strings.Join(lines, "\n")
}

// Err returns ms as an error, sorted, or nil if there are none.
func (ms Mistakes) Err() error {
	if len(ms) == 0 {
		return nil
	}
	sort.SliceStable(ms, func(i, j int) bool {
		if ms[i].File != ms[j].File {
			return ms[i].File < ms[j].File
		}
		return ms[i].Line < ms[j].Line
	})
	return ms
}

// Place is where a record stands, so that later checks can point at it.
type Place struct {
	File string
	Line int
	text string // the record as written
	from int    // line of the first line of text
	// under is the place of a record that this one changes, nil for none.
	under *Place
}

// Over gives p as a place that changes what stands at under: what is not in p
// is looked for there.
func (p Place) Over(under Place) Place {
	p.under = &under
	return p
}

// Mistake makes a mistake at p. If needle is not empty and stands in the
// record, the line is the needle's.
func (p Place) Mistake(needle, what, remedy string) Mistake {
	line := p.Line
	i := strings.Index(p.text, needle)
	if needle != "" && i >= 0 {
		line = p.from + strings.Count(p.text[:i], "\n")
	} else if p.under != nil {
		return p.under.Mistake(needle, what, remedy)
	}
	return Mistake{File: p.File, Line: line, What: what, Remedy: remedy}
}

// Item is one record and its place.
type Item[T any] struct {
	Value T
	At    Place
}

// List reads a file that is a list of records. Records with mistakes are left
// out; all mistakes are returned. A missing file is a mistake.
func List[T any](fsys fs.FS, name string) ([]Item[T], Mistakes) {
	raw, bad := read(fsys, name)
	if len(bad) > 0 {
		return nil, bad
	}
	if items, ok := quickList[T](name, raw); ok {
		return items, nil
	}
	return strictList[T](name, raw)
}

// strictList is List for a file that has been read.
func strictList[T any](name, raw string) ([]Item[T], Mistakes) {
	body, root, bad := parse(name, raw)
	if root == nil {
		return nil, bad
	}
	seq, ok := root.(*ast.SequenceNode)
	if !ok {
		return nil, Mistakes{{name, 1, "the file is not a list", "begin each record with \"- id:\""}}
	}
	var items []Item[T]
	for i, node := range seq.Values {
		end := len(body)
		if i+1 < len(seq.Values) {
			end = line(seq.Values[i+1]) - 1
		}
		it, m := item[T](name, node, body, end)
		if len(m) > 0 {
			bad = append(bad, m...)
			continue
		}
		items = append(items, it)
	}
	return items, bad
}

// One reads a file that is one record.
func One[T any](fsys fs.FS, name string) (Item[T], Mistakes) {
	raw, bad := read(fsys, name)
	if len(bad) > 0 {
		return Item[T]{}, bad
	}
	if it, ok := quickOne[T](name, raw); ok {
		return it, nil
	}
	return strictOne[T](name, raw)
}

// strictOne is One for a file that has been read.
func strictOne[T any](name, raw string) (Item[T], Mistakes) {
	body, root, bad := parse(name, raw)
	if root == nil {
		return Item[T]{}, bad
	}
	return item[T](name, root, body, len(body))
}

// Files lists the .yaml files directly in dir, sorted. A missing folder is empty.
func Files(fsys fs.FS, dir string) []string {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ".yaml" {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

// read gives what is in a file.
func read(fsys fs.FS, name string) (string, Mistakes) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", Mistakes{{name, 0, "the file cannot be read", "put it back or fix its rights"}}
	}
	return string(raw), nil
}

func parse(name, raw string) (lines []string, root ast.Node, bad Mistakes) {
	file, err := parser.ParseBytes([]byte(raw), 0)
	if err != nil {
		return nil, nil, Mistakes{mistake(name, 1, err)}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil, Mistakes{{name, 1, "the file is empty", "write a record or delete the file"}}
	}
	if len(file.Docs) > 1 {
		return nil, nil, Mistakes{{name, 1, "the file holds several documents", "remove the --- lines"}}
	}
	return strings.Split(raw, "\n"), file.Docs[0].Body, nil
}

func item[T any](name string, node ast.Node, body []string, end int) (Item[T], Mistakes) {
	start := line(node)
	var it Item[T]
	it.At = Place{File: name, Line: start, from: start, text: strings.Join(body[min(start-1, end):end], "\n")}
	if err := yaml.NodeToValue(node, &it.Value, yaml.Strict()); err != nil {
		return it, mistakesIn[T](name, node, start, err)
	}
	return it, nil
}

// mistakesIn tells all keys of a record that are wrong; the YAML reader stops
// at the first, err, so each key is read once more alone.
func mistakesIn[T any](name string, node ast.Node, start int, err error) Mistakes {
	var bad Mistakes
	if m, ok := node.(*ast.MappingNode); ok {
		for _, entry := range m.Values {
			var alone T
			if err := yaml.NodeToValue(entry, &alone, yaml.Strict()); err != nil {
				bad = append(bad, mistake(name, line(entry), err))
			}
		}
	}
	if len(bad) == 0 {
		return Mistakes{mistake(name, start, err)}
	}
	return bad
}

// line is the first line of a node; a mapping's token is its first colon, so
// its first key is asked instead.
func line(n ast.Node) int {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 {
			return line(n.Values[0])
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken().Position.Line
	}
	if t := n.GetToken(); t != nil {
		return t.Position.Line
	}
	return 1
}

// mistake turns the YAML reader's error into ours, with its line where it has one.
func mistake(name string, fallback int, err error) Mistake {
	m := Mistake{File: name, Line: fallback, Remedy: "see the format in the content README"}
	m.What, _, _ = strings.Cut(err.Error(), "\n")
	if at, ok := errors.AsType[yaml.Error](err); ok {
		m.What = at.GetMessage()
		if t := at.GetToken(); t != nil {
			m.Line = t.Position.Line
		}
	}
	if kind, ok := errors.AsType[*yaml.TypeError](err); ok { // without the names of Go
		m.What = fmt.Sprintf("%s was used where %s is expected", kind.SrcType, kind.DstType)
	}
	return m
}
