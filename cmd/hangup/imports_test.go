package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// repository is the top folder, seen from this package's tests.
const repository = "../.."

// TestImports keeps the import rules of the house for every Go file of the module.
func TestImports(t *testing.T) {
	seen := map[string]int{}
	err := filepath.WalkDir(repository, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipFolder(file, entry.Name())
		}
		if filepath.Ext(file) != ".go" {
			return nil
		}
		name, found, err := breachesOf(file)
		top, _, _ := strings.Cut(name, "/")
		seen[top]++
		for _, breach := range found {
			t.Error(breach)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, top := range []string{"knowledge", "bot", "adapters", "cmd"} {
		if seen[top] == 0 {
			t.Errorf("no Go file found in %s: the walk looked in the wrong place", top)
		}
	}
}

// breachesOf reads one file and returns its path below the repository, with
// slashes, and its breaches.
func breachesOf(file string) (string, []string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", nil, err
	}
	name, err := filepath.Rel(repository, file)
	if err != nil {
		return "", nil, err
	}
	name = filepath.ToSlash(name)
	found, err := breaches(name, string(text))
	return name, found, err
}

// skipFolder leaves out what the go command leaves out: hidden folders,
// testdata, and modules of their own.
func skipFolder(dir, name string) error {
	if dir == repository {
		return nil
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	if err == nil || name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return filepath.SkipDir
	}
	return nil
}

// TestBreaches shows each rule a file that breaks it and a file that keeps it.
func TestBreaches(t *testing.T) {
	imports := func(targets ...string) string {
		return "package p\nimport (\"" + strings.Join(targets, "\"; \"") + "\")\n"
	}
	tests := []struct {
		name, file, text string
		want             string // part of the only breach, "" for none
	}{
		{"knowledge and bot", "knowledge/base.go", imports("hangup/bot"), "no conversation"},
		{"knowledge and bot's rooms", "knowledge/scan/a.go", imports("hangup/bot/relay"), "no conversation"},
		{"knowledge and adapters", "knowledge/base.go", imports("hangup/adapters/web"), "only cmd imports adapters"},
		{"knowledge and cmd", "knowledge/base.go", imports("hangup/cmd/hangup"), "nobody imports cmd"},
		{"knowledge and net", "knowledge/text/a.go", imports("net"), "no conversation, network"},
		{"knowledge and net/url", "knowledge/text/a.go", imports("net/url"), "no conversation, network"},
		{"knowledge and x/net", "knowledge/text/a.go", imports("golang.org/x/net/publicsuffix"), ""},
		{"knowledge and os", "knowledge/source/a.go", imports("os"), "files or log"},
		{"knowledge and os/signal", "knowledge/source/a.go", imports("os/signal"), "files or log"},
		{"knowledge and log", "knowledge/source/a.go", imports("log"), "files or log"},
		{"knowledge and slog", "knowledge/source/a.go", imports("log/slog"), "files or log"},
		{"knowledge and io/fs", "knowledge/source/a.go", imports("io/fs", "strings", "embed"), ""},
		{"knowledge and the clock", "knowledge/plan/a.go", imports("time") + "var now = time.Now()", "time comes in"},
		{"the clock as a value", "knowledge/plan/a.go", imports("time") + "var now = time.Now", "time comes in"},
		{"the clock by another name", "knowledge/plan/a.go", "package p\nimport clock \"time\"\nvar now = clock.Now()", "time comes in"},
		{"the clock, dotted", "knowledge/plan/a.go", "package p\nimport . \"time\"\nvar now = Now()", "dot import"},
		{"time without the clock", "knowledge/plan/a.go", imports("time") + "var day = 24 * time.Hour", ""},
		{"somebody else's Now", "knowledge/plan/a.go", "package p\nvar now = c.Now()", ""},
		{"the clock in a test", "knowledge/plan/a_test.go", imports("time", "os") + "var now = time.Now()", ""},
		{"the clock in bot", "bot/handle.go", imports("time") + "var now = time.Now()", "time comes in"},
		{"the clock in relay", "bot/relay/a.go", imports("time") + "var now = time.Now", ""},

		{"text upwards", "knowledge/text/a.go", imports("hangup/knowledge/scan"), "downwards only"},
		{"text sideways", "knowledge/text/a.go", imports("hangup/knowledge/source"), "downwards only"},
		{"cue downwards", "knowledge/cue/a.go", imports("hangup/knowledge/text", "hangup/knowledge/source"), ""},
		{"cue sideways", "knowledge/cue/a.go", imports("hangup/knowledge/fact"), "downwards only"},
		{"scan downwards", "knowledge/scan/a.go", imports("hangup/knowledge/cue", "hangup/knowledge/fact"), ""},
		{"scan and ask", "knowledge/scan/a.go", imports("hangup/knowledge/ask"), "downwards only"},
		{"ask and letter", "knowledge/ask/a.go", imports("hangup/knowledge/letter"), "downwards only"},
		{"letter and plan", "knowledge/letter/a.go", imports("hangup/knowledge/plan"), "downwards only"},
		{"plan downwards", "knowledge/plan/a.go", imports("hangup/knowledge/ask"), ""},
		{"plan and base", "knowledge/plan/a.go", imports("hangup/knowledge"), "downwards only"},
		{"base downwards", "knowledge/base.go", imports("hangup/knowledge/plan", "hangup/knowledge/text"), ""},
		{"a part of its own room", "knowledge/scan/a.go", imports("hangup/knowledge/scan/model"), ""},
		{"a part of another room", "knowledge/ask/a.go", imports("hangup/knowledge/scan/model"), "downwards only"},
		{"an unknown room", "knowledge/attic/a.go", imports("hangup/knowledge/text"), "no such room in knowledge"},

		{"bot and knowledge", "bot/handle.go", imports("hangup/knowledge", "log/slog", "golang.org/x/text/cases"), ""},
		{"bot and relay", "bot/handle.go", imports("hangup/bot/relay"), "how messages travel"},
		{"bot and adapters", "bot/handle.go", imports("hangup/adapters/web"), "only cmd imports adapters"},
		{"bot and an SDK", "bot/handle.go", imports("github.com/bwmarrin/discordgo"), "only adapters know"},
		{"bot and a store", "bot/handle.go", imports("github.com/nats-io/nats.go"), "standard library only"},
		{"relay and bot", "bot/relay/a.go", imports("hangup/bot", "github.com/nats-io/nats.go"), ""},
		{"relay and knowledge", "bot/relay/a.go", imports("hangup/knowledge/scan"), "need not know"},
		{"relay and an SDK", "bot/relay/a.go", imports("github.com/go-telegram-bot-api/telegram-bot-api/v5"), "only adapters know"},
		{"mail and picture", "bot/mail/a.go", imports("hangup/bot/picture", "golang.org/x/net/html"), ""},
		{"mail and knowledge", "bot/mail/a.go", imports("hangup/knowledge"), "need not know"},
		{"mail and programs", "bot/mail/a.go", imports("os/exec"), "only bot/picture"},
		{"picture starts programs", "bot/picture/a.go", imports("os/exec"), ""},
		{"nobody else does", "adapters/web/a.go", imports("os/exec"), "only bot/picture"},

		{"adapter and bot", "adapters/telegram/a.go", imports("hangup/bot", "github.com/go-telegram-bot-api/telegram-bot-api/v5"), ""},
		{"adapter and knowledge", "adapters/web/a.go", imports("hangup/knowledge"), "nothing else of ours"},
		{"adapter and relay", "adapters/web/a.go", imports("hangup/bot/relay"), "nothing else of ours"},
		{"adapter and its own part", "adapters/web/a.go", imports("hangup/adapters/web/page"), ""},
		{"adapter and another", "adapters/web/a.go", imports("hangup/adapters/webhook"), "nothing else of ours"},
		{"adapter and adaptertest", "adapters/web/a.go", imports("hangup/adapters/adaptertest"), "nothing else of ours"},
		{"adapter's test and adaptertest", "adapters/web/a_test.go", imports("hangup/adapters/adaptertest", "hangup/adapters/web"), ""},
		{"adapter's test and another", "adapters/web/a_test.go", imports("hangup/adapters/discord"), "knows no other"},
		{"the folder of adapters", "adapters/a.go", imports("hangup/adapters/web"), "nothing else of ours"},

		{"cmd wires", "cmd/hangup/main.go", imports("hangup/adapters/web", "hangup/bot/relay", "hangup/knowledge", "github.com/joho/godotenv", "os") + "var x = os.Getenv(``)", ""},
		{"godotenv elsewhere", "bot/relay/a.go", imports("github.com/joho/godotenv"), "only cmd reads the configuration"},
		{"environment in an adapter", "adapters/web/a.go", imports("os") + "var x = os.Getenv(``)", "only cmd reads the environment"},
		{"environment in bot", "bot/picture/a.go", imports("os") + "var x = os.Environ()", "only cmd reads the environment"},
		{"environment by another name", "bot/relay/a.go", "package p\nimport sys \"os\"\nvar f = sys.LookupEnv", "only cmd reads the environment"},
		{"a room outside the house", "pkg/a.go", imports("strings"), "no such room"},
		{"C", "bot/picture/a.go", imports("C"), "no C"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkBreach(t, tt.file, tt.text, tt.want) })
	}
}

func checkBreach(t *testing.T, file, text, want string) {
	t.Helper()
	found, err := breaches(file, text)
	switch {
	case err != nil:
		t.Fatal(err)
	case want == "" && len(found) > 0:
		t.Errorf("got %q, want no breach", found)
	case want != "" && (len(found) != 1 || !strings.Contains(found[0], want)):
		t.Errorf("got %q, want one breach with %q", found, want)
	}
}

func TestBreachesUnreadable(t *testing.T) {
	if _, err := breaches("bot/a.go", "not Go"); err == nil {
		t.Error("got no error for a file that is not Go")
	}
}
