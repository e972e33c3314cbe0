package main

import (
	"context"
	"flag"

	"hangup/adapters/terminal"
)

// chat is "hangup chat": a conversation in the terminal, or JSON lines.
func chat(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("chat", flag.ContinueOnError)
	flags.SetOutput(w.err)
	asLines := flags.Bool("jsonl", false, "JSON lines in and out")
	if flags.Parse(args) != nil {
		return exitUsage
	}
	h, err := build(w)
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	if *asLines {
		err = eachLine(w.in, w.out, func(line []byte) any { return h.chatLine(ctx, line) })
	} else {
		err = terminal.Run(ctx, w.in, w.out, h.base.Sayings("terminal"), h.relay.Handle, terminal.Options{})
	}
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	return exitOK
}
