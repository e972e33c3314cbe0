package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"hangup/bot/relay"
)

// desk is where questions about the store are answered: the process that works
// in the data folder, or this one.
type desk interface {
	Status(context.Context) (relay.Status, error)
	Dead(context.Context) ([]relay.Dead, error)
	Retry(ctx context.Context, id string) error
	Drop(ctx context.Context, id string) error
}

// desk finds the running process, or opens the store itself. done closes it.
func (h *app) desk(ctx context.Context, w world) (d desk, done func(), err error) {
	place, err := h.place(w)
	if err != nil {
		return nil, nil, err
	}
	if place.Dir != "" {
		if c, err := relay.Dial(ctx, place.Dir); err == nil {
			return c, func() {}, nil
		}
	}
	r, err := relay.Open(ctx, relay.Options{Place: place, Talk: h.talk})
	if err != nil {
		return nil, nil, err
	}
	return r, r.Close, nil
}

// dead is "hangup dead": messages that could not be delivered.
func dead(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("dead", flag.ContinueOnError)
	flags.SetOutput(w.err)
	if flags.Parse(args) != nil {
		return exitUsage
	}
	h, err := build(w)
	if err == nil {
		err = h.dead(ctx, w, flags.Args())
	}
	if errors.Is(err, errDeadUsage) {
		fail(w.err, err)
		return exitUsage
	}
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	return exitOK
}

var errDeadUsage = errors.New("dead: write hangup dead list, hangup dead retry ID or hangup dead drop ID")

func (h *app) dead(ctx context.Context, w world, args []string) error {
	if len(args) == 0 {
		args = []string{"list"}
	}
	list := args[0] == "list" && len(args) == 1
	if !list && (len(args) != 2 || args[0] != "retry" && args[0] != "drop") {
		return errDeadUsage
	}
	d, done, err := h.desk(ctx, w)
	if err != nil {
		return err
	}
	defer done()
	switch {
	case list:
		return listDead(ctx, w.out, d)
	case args[0] == "retry":
		return d.Retry(ctx, args[1])
	}
	return d.Drop(ctx, args[1])
}

// listDead prints what could not be delivered, without any text.
func listDead(ctx context.Context, out io.Writer, d desk) error {
	all, err := d.Dead(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(out, "everything could be delivered")
		return err
	}
	for _, x := range all {
		what := "reply"
		if x.Update {
			what = "update"
		}
		if _, err := fmt.Fprintf(out, "%s  %s  %s %s: %s\n", x.ID, x.At.UTC().Format("2006-01-02 15:04"), x.Platform, what, x.Reason); err != nil {
			return err
		}
	}
	return nil
}
