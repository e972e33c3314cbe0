package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// house is the module's path; every import of ours starts with it.
const house = "hangup/"

// knowledgeOrder ranks the rooms of knowledge: a room imports only rooms of a
// lower rank, and those of its own rank are strangers to each other.
var knowledgeOrder = map[string]int{
	"knowledge/source": 0, "knowledge/text": 0, "knowledge/measure": 0,
	"knowledge/fact": 1, "knowledge/cue": 1, "knowledge/practice": 1,
	"knowledge/opinion": 2,
	"knowledge/scan":    3, "knowledge/ask": 3, "knowledge/letter": 3, "knowledge/act": 3,
	"knowledge/plan": 4,
	"knowledge":      5,
}

// platformSDKs are imported by adapters and by nobody else.
var platformSDKs = []string{
	"github.com/bwmarrin/discordgo",
	"github.com/go-telegram-bot-api/telegram-bot-api",
}

// source is one parsed Go file: where it lies, and what the rules look at.
type source struct {
	room    string            // folder below the repository, with slashes
	test    bool              // its name ends in _test.go
	imports []string          // import paths
	uses    []string          // "os.Getenv": package path and name of each selector on a package
	names   map[string]string // name used in the file → import path
}

// parse reads one file, given its path below the repository and its text.
func parse(name, text string) (source, error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	if err != nil {
		return source{}, fmt.Errorf("parsing %s: %w", name, err)
	}
	s := source{room: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), names: map[string]string{}}
	for _, spec := range file.Imports {
		s.addImport(spec)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		s.addUse(n)
		return true
	})
	return s, nil
}

func (s *source) addImport(spec *ast.ImportSpec) {
	target, _ := strconv.Unquote(spec.Path.Value) // the parser refuses a path that is no string
	name := path.Base(target)
	if spec.Name != nil {
		name = spec.Name.Name
	}
	s.imports = append(s.imports, target)
	s.names[name] = target
}

func (s *source) addUse(n ast.Node) {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return
	}
	if on, ok := selector.X.(*ast.Ident); ok && s.names[on.Name] != "" {
		s.uses = append(s.uses, s.names[on.Name]+"."+selector.Sel.Name)
	}
}

// breaches says in a sentence each how a file breaks the import rules of the
// house; nil when it keeps them. It depends on nothing but its two arguments.
func breaches(name, text string) ([]string, error) {
	s, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	var found []string
	report := func(what, rule string) { found = append(found, name+": "+what+": "+rule) }
	for _, target := range s.imports {
		if rule := s.refuses(target); rule != "" {
			report("imports "+target, rule)
		}
	}
	if _, dotted := s.names["."]; dotted && !s.test {
		report("imports into its own names", "a dot import hides where a name comes from")
	}
	for _, use := range s.uses {
		if rule := s.refusesUse(use); rule != "" {
			report("uses "+use, rule)
		}
	}
	return found, nil
}

// refuses returns the rule that an import breaks, or "".
func (s source) refuses(target string) string {
	top, _, _ := strings.Cut(s.room, "/")
	switch {
	case s.test:
		return s.refusesInTest(target)
	case target == "C":
		return "there is no C in this house"
	case within(target, house+"adapters") && top != "adapters" && top != "cmd":
		return "only cmd imports adapters"
	case within(target, house+"cmd") && top != "cmd":
		return "nobody imports cmd"
	case within(target, "github.com/joho/godotenv", "github.com/caarlos0/env") && top != "cmd":
		return "only cmd reads the configuration"
	case within(target, platformSDKs...) && top != "adapters":
		return "only adapters know a platform's types"
	case within(target, "os/exec") && s.room != "bot/picture":
		return "only bot/picture starts other programs"
	}
	switch top {
	case "knowledge":
		return s.knowledgeRefuses(target)
	case "bot":
		return s.botRefuses(target)
	case "adapters":
		return s.adapterRefuses(target)
	case "cmd":
		return ""
	}
	return "no such room: Go code lives in knowledge, bot, adapters and cmd"
}

func (s source) refusesInTest(target string) string {
	other := within(target, house+"adapters") && !within(target, s.adapter(), house+"adapters/adaptertest")
	if within(s.room, "adapters") && other {
		return "a test of one adapter knows no other, but for adaptertest"
	}
	return ""
}

func (s source) knowledgeRefuses(target string) string {
	// net/netip only reads addresses out of strings
	if target != "net/netip" && within(target, house+"bot", "net", "os", "log", "syscall") {
		return "knowledge knows no conversation, network, files or log"
	}
	if !within(target, house+"knowledge") {
		return ""
	}
	from, to := knowledgeRoom(s.room), knowledgeRoom(strings.TrimPrefix(target, house))
	rank, known := knowledgeOrder[from]
	below, alsoKnown := knowledgeOrder[to]
	switch {
	case !known || !alsoKnown:
		return "no such room in knowledge: give it a rank in knowledgeOrder"
	case from != to && below >= rank:
		return "rooms of knowledge import downwards only"
	}
	return ""
}

func (s source) botRefuses(target string) string {
	switch {
	case s.room == "bot" && within(target, house+"bot"):
		return "the conversation does not know how messages travel or pictures are read"
	case s.room == "bot" && !ours(target) && strings.Contains(target, ".") && !within(target, "golang.org/x"):
		return "the conversation is built on knowledge and the standard library only"
	case within(s.room, "bot/relay", "bot/picture", "bot/mail") && within(target, house+"knowledge"):
		return "carrying messages and reading pictures need not know what they mean"
	}
	return ""
}

func (s source) adapterRefuses(target string) string {
	own := s.room != "adapters" && within(target, s.adapter())
	if ours(target) && target != house+"bot" && !own {
		return "an adapter knows bot and its platform, nothing else of ours"
	}
	return ""
}

// refusesUse returns the rule that the use of a package's name breaks, or "".
func (s source) refusesUse(use string) string {
	clock := []string{"time.Now", "time.Since", "time.Until"}
	environment := []string{"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "syscall.Getenv", "syscall.Environ"}
	switch {
	case s.test:
		return ""
	case slices.Contains(clock, use) && (s.room == "bot" || within(s.room, "knowledge")):
		return "time comes in with the message"
	case slices.Contains(environment, use) && !within(s.room, "cmd"):
		return "only cmd reads the environment"
	}
	return ""
}

// adapter is the import path of the adapter that a file of adapters/x belongs to.
func (s source) adapter() string {
	parts := strings.SplitN(s.room, "/", 3)
	return house + strings.Join(parts[:min(2, len(parts))], "/")
}

// knowledgeRoom cuts a folder of knowledge to the room that it is a part of.
func knowledgeRoom(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func ours(target string) bool { return strings.HasPrefix(target, house) }

// within tells whether p is one of the roots or lies below one. A root of a
// third-party module also covers its later versions (…/v5).
func within(p string, roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return p == root || strings.HasPrefix(p, root+"/")
	})
}
