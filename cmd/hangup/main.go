// Command hangup gives scam advice on a web page, in a terminal and through
// JSON lines. This package reads the configuration and wires the rooms; it is
// the only one that reads the environment.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes (INTERFACE section 1).
const (
	exitOK    = 0
	exitWrong = 1 // something is wrong, or could not be done
	exitUsage = 2 // the command's words are off, or the input cannot be used
)

const usage = `usage: hangup [COMMAND]

  serve              start the web page and every platform that has a token (the default)
  chat [--jsonl]     a conversation in the terminal, or JSON lines
  scan [--json|--jsonl] [FILE...]
                     look for red flags in files or standard input
  ask [--jsonl] [QUESTION...]
                     answer one question
  letter KIND [--json FILE] [--fields] [--out FILE]
                     write a letter to the bank, from answers asked here or in a file
  check [--offline]  say what is ok, off or wrong
  dead [list|retry ID|drop ID]
                     messages that could not be delivered
  version            version, commit, Go version, content date
`

// world is what a command may touch.
type world struct {
	in       io.Reader
	out, err io.Writer
	env      map[string]string
}

// commands are the words that hangup knows.
var commands = map[string]func(context.Context, world, []string) int{
	"serve": serve, "chat": chat, "scan": scanCommand, "ask": askCommand, "letter": letterCommand, "check": check, "dead": dead, "version": version,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	env, err := environment(os.Environ(), ".env")
	code := exitUsage
	if err != nil {
		fail(os.Stderr, err)
	} else {
		code = run(ctx, world{os.Stdin, os.Stdout, os.Stderr, env}, os.Args[1:])
	}
	stop()
	os.Exit(code)
}

// run carries out one command and gives the exit code.
func run(ctx context.Context, w world, args []string) int {
	name := "serve"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	if name == "help" || name == "--help" || name == "-h" {
		_, _ = io.WriteString(w.out, usage)
		return exitOK
	}
	command, ok := commands[name]
	if !ok {
		_, _ = fmt.Fprintf(w.err, "hangup: unknown command %q\n%s", name, usage)
		return exitUsage
	}
	return command(ctx, w, args)
}

// fail writes an error as people get it.
func fail(w io.Writer, err error) { _, _ = fmt.Fprintf(w, "hangup: %v\n", err) }
