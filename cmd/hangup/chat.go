package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"hangup/adapters/terminal"
	"hangup/bot"
	"hangup/bot/relay"
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
	answer, done, err := h.conversation(ctx, w, *asLines)
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	defer done()
	if *asLines {
		err = eachLine(w.in, w.out, func(line []byte) any { return chatLine(ctx, answer, line) })
	} else {
		err = terminal.Run(ctx, w.in, w.out, h.base.Sayings("terminal"), answer, terminal.Options{})
	}
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	return exitOK
}

// converse answers one message.
type converse = func(context.Context, bot.Message) bot.Outcome

// conversation gives what answers: the process that runs in the data folder, or
// a store of our own there. JSON lines have a private one in memory, unless a
// folder or a cluster is named.
func (h *app) conversation(ctx context.Context, w world, private bool) (answer converse, done func(), err error) {
	o := relay.Options{Talk: h.talk, Read: h.files(nil).Fill}
	if !private || h.conf.DataDir != "" || h.conf.NatsURL != "" {
		o.Place, err = h.place(w)
	}
	if err != nil && !private { // nothing to keep it in is no reason not to talk
		_, _ = fmt.Fprintf(w.err, "hangup: %v; this conversation is kept in memory only\n", err)
		o.Place, err = relay.Place{}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	r, err := relay.Open(ctx, o)
	if _, busy := errors.AsType[*relay.InUseError](err); busy {
		if c, dialed := relay.Dial(ctx, o.Dir); dialed == nil {
			return h.through(c), func() {}, nil
		}
	}
	if err != nil && !private {
		_, _ = fmt.Fprintf(w.err, "hangup: %v; this conversation is kept in memory only\n", err)
		r, err = relay.Open(ctx, relay.Options{Talk: h.talk, Read: o.Read})
	}
	if err != nil {
		return nil, nil, err
	}
	return r.Handle, r.Close, nil
}

// through answers by the running process, and alone once that has ended.
func (h *app) through(c *relay.Client) converse {
	return func(ctx context.Context, m bot.Message) bot.Outcome {
		m = h.files(nil).Fill(ctx, m) // the bytes of files do not travel
		out, err := c.Converse(ctx, m)
		if err != nil {
			h.log.Error("the running hangup does not answer; the conversation goes on without what it remembers", "error", err)
			return h.talk.Once(ctx, m)
		}
		return out
	}
}
