package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// readmeCommands gives the lines of the sh blocks of README.md.
func readmeCommands(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	in := false
	for line := range strings.SplitSeq(string(raw), "\n") {
		switch {
		case line == "```sh":
			in = true
		case line == "```":
			in = false
		case in && strings.TrimSpace(line) != "":
			out = append(out, line)
		}
	}
	return out
}

var (
	makeLine   = regexp.MustCompile(`^make ([a-z]+)$`)
	hangupLine = regexp.MustCompile(`^(?:(?:echo|printf) (".*"|'.*') \| )?go run \./cmd/hangup(.*)$`)
)

// TestReadmeCommands runs every command that README shows. make's targets are
// run by CI; here they have to exist.
func TestReadmeCommands(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	lines := readmeCommands(t)
	if len(lines) < 8 {
		t.Fatalf("README shows %d commands, which is too few to be true", len(lines))
	}
	for _, line := range lines {
		t.Run(line, func(t *testing.T) {
			if m := makeLine.FindStringSubmatch(line); m != nil {
				if !strings.Contains(string(makefile), "\n"+m[1]+":") {
					t.Errorf("the Makefile has no target %s", m[1])
				}
				return
			}
			m := hangupLine.FindStringSubmatch(line)
			if m == nil {
				t.Fatal("this test does not know how to run the command: teach it")
			}
			runShown(t, m[1], m[2])
		})
	}
}

// runShown runs one hangup command with what is piped into it.
func runShown(t *testing.T, piped, words string) {
	t.Helper()
	in := strings.NewReplacer(`\n`, "\n").Replace(strings.Trim(piped, `"'`))
	code, out, errs := command(t, in, map[string]string{"HOME": t.TempDir()}, split(words)...)
	if code != exitOK {
		t.Fatalf("exit %d\n%s", code, errs)
	}
	if out == "" || strings.Contains(out, `"error"`) {
		t.Errorf("it printed %q", out)
	}
}

// split cuts a command line at blanks, keeping "quoted words" together.
func split(s string) []string {
	var out []string
	for i, part := range strings.Split(s, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

// TestReadmeTranscript: the conversation that README begins with is a real one.
func TestReadmeTranscript(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(raw), "```\n> ")
	shown, _, _ := strings.Cut(block, "\n```")
	question, answer, ok := strings.Cut(shown, "\n\n")
	if !ok {
		t.Fatal("README begins with no transcript")
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), world{strings.NewReader(""), &out, &errs, nil}, []string{"ask", question}); code != exitOK {
		t.Fatal(errs.String())
	}
	if got := strings.TrimSpace(out.String()); got != strings.TrimSpace(answer) {
		t.Errorf("README shows\n%s\n\nhangup says\n%s", answer, got)
	}
}
