package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"hangup/bot/relay"
	"hangup/knowledge"
)

// check is "hangup check": a line each for what is ok, off or wrong.
func check(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(w.err)
	offline := flags.Bool("offline", false, "ask no platform")
	if flags.Parse(args) != nil || flags.NArg() > 0 {
		return exitUsage
	}
	d := doctor{out: w.out}
	c, err := configure(w.env)
	if err != nil {
		d.wrong("configuration", err.Error())
		c.Region = string(knowledge.GB)
	} else {
		d.ok("configuration", "every key can be read")
	}
	d.content(knowledge.Region(c.Region), time.Now())
	d.platforms(ctx, c, *offline)
	d.reads(ctx)
	d.storage(ctx, w, c)
	if d.bad {
		return exitWrong
	}
	return exitOK
}

// doctor prints findings and remembers whether anything is wrong.
type doctor struct {
	out io.Writer
	bad bool
}

func (d *doctor) line(state, what, say string) {
	_, _ = fmt.Fprintf(d.out, "%-5s  %s: %s\n", state, what, say)
}

func (d *doctor) ok(what, say string)  { d.line("ok", what, say) }
func (d *doctor) off(what, say string) { d.line("off", what, say) }
func (d *doctor) wrong(what, say string) {
	d.bad = true
	d.line("wrong", what, say)
}

// content checks the files, the readability and the age of the facts.
func (d *doctor) content(r knowledge.Region, now time.Time) {
	b, err := knowledge.Default(r)
	if err != nil {
		var all knowledge.Mistakes
		if !errors.As(err, &all) {
			d.wrong("content", err.Error())
		}
		for _, m := range all {
			d.wrong("content", m.Error())
		}
		return
	}
	if mistakes := d.mistakes(b); mistakes == 0 {
		d.ok("content", "no mistakes")
	}
	d.reading(b)
	if d.due(b, now) == 0 {
		d.ok("facts", fmt.Sprintf("%d facts, all checked in the last 180 days (oldest %s)", len(b.Facts()), b.Checked()))
	}
	d.regions(b, now)
}

// mistakes tells what is wrong with the texts of a base, and how much it is.
func (d *doctor) mistakes(b *knowledge.Base) int {
	found := b.Check()
	for _, m := range found {
		d.wrong("content of "+string(b.Region()), m.Error())
	}
	return len(found)
}

// due tells which facts are due for review, and how many they are.
func (d *doctor) due(b *knowledge.Base, now time.Time) int {
	due := b.Due(now)
	for _, f := range due {
		d.line("due", "fact "+f.ID, fmt.Sprintf("last checked %s: look at %s and set checked: to this month", f.Checked, f.Source))
	}
	return len(due)
}

// regions checks what people in other regions are told.
func (d *doctor) regions(home *knowledge.Base, now time.Time) {
	var fine []string
	for _, r := range knowledge.Regions() {
		if r == home.Region() {
			continue
		}
		b, err := home.In(r)
		if err != nil {
			d.wrong("content of "+string(r), err.Error())
			continue
		}
		if d.mistakes(b)+d.due(b, now) == 0 {
			fine = append(fine, string(r))
		}
	}
	if len(fine) > 0 {
		d.ok("other regions", "no mistakes and no fact due: "+strings.Join(fine, ", "))
	}
}

// reading prints how readable the texts are.
func (d *doctor) reading(b *knowledge.Base) {
	for _, s := range b.Readings() {
		d.ok("reading "+s.Name, fmt.Sprintf("%d texts, grade %.1f on average and %.1f at most, %.1f words a sentence, longest sentence %d words (%s)",
			s.Texts, s.Grade, s.Worst, s.PerSentence, s.Longest, s.Where))
	}
}

// storage asks the running process, or opens the store itself, and says how much
// waits.
func (d *doctor) storage(ctx context.Context, w world, c config) {
	h := &app{conf: c, talk: relay.Talk{Log: slog.New(slog.DiscardHandler)}}
	place, err := h.place(w)
	if err != nil {
		d.wrong("storage", bare(err))
		return
	}
	if _, err := os.Stat(place.Dir); place.Dir != "" && errors.Is(err, fs.ErrNotExist) {
		d.ok("storage", "the first start makes the folder "+place.Dir)
		return
	}
	from, done, err := h.desk(ctx, w)
	if err != nil {
		d.wrong("storage", bare(err))
		return
	}
	defer done()
	s, err := from.Status(ctx)
	if err != nil {
		d.wrong("storage", bare(err))
		return
	}
	d.ok("storage", fmt.Sprintf("%s; %d to answer, %d to send, %d for later", s.Where, s.Waiting, s.Leaving, s.Later))
	if s.Dead > 0 {
		d.line("due", "storage", fmt.Sprintf("%d messages could not be delivered: see \"hangup dead\"", s.Dead))
	}
}

// reads says what is there for reading pictures and documents.
func (d *doctor) reads(ctx context.Context) {
	d.onOrOff("pictures")(pictures(ctx))
	d.onOrOff("documents")(documents(ctx))
}

func (d *doctor) onOrOff(what string) func(bool, string) {
	return func(on bool, says string) {
		if on {
			d.ok(what, says)
			return
		}
		d.off(what, says)
	}
}

// bare is an error without the word that the line already begins with.
func bare(err error) string { return strings.TrimPrefix(err.Error(), "storage: ") }

// platforms says which platforms are on.
func (d *doctor) platforms(ctx context.Context, c config, offline bool) {
	base, err := knowledge.Default(knowledge.Region(c.Region))
	if err != nil {
		return // told above
	}
	h := &app{conf: c, base: base, log: slog.New(slog.DiscardHandler)}
	d.telegram(ctx, h, offline)
	d.discord(ctx, h, offline)
}
