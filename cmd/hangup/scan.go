package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"hangup/bot"
	"hangup/bot/picture"
)

// scanCommand is "hangup scan".
func scanCommand(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("scan", flag.ContinueOnError)
	flags.SetOutput(w.err)
	asJSON := flags.Bool("json", false, "print one JSON object")
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
		return h.scanLines(ctx, w)
	}
	return h.scanFiles(ctx, w, flags.Args(), *asJSON)
}

func (h *app) scanLines(ctx context.Context, w world) int {
	err := eachLine(w.in, w.out, func(line []byte) any {
		r, err := h.scanJSON(ctx, line)
		if err != nil {
			return wireError{idOf(line), err.Error()}
		}
		return r
	})
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// scanJSON answers one object of INTERFACE section 2.
func (h *app) scanJSON(ctx context.Context, line []byte) (any, error) {
	l, err := readScan(line)
	if err != nil {
		return nil, err
	}
	if l.Text == nil {
		a, err := h.readFile(ctx, l.File)
		if err != nil {
			return nil, err
		}
		l.take(h.bot.WithOwn(a))
	}
	return h.scan(l), nil
}

// scanFiles scans files, or standard input if there are none.
func (h *app) scanFiles(ctx context.Context, w world, files []string, asJSON bool) int {
	if len(files) == 0 {
		raw, err := io.ReadAll(io.LimitReader(w.in, picture.MaxBytes+1))
		if err != nil {
			fail(w.err, errors.New("standard input: it cannot be read; give a file or pipe a text"))
			return exitUsage
		}
		return h.scanBody(ctx, w, "standard input", raw, asJSON)
	}
	code := exitOK
	for _, name := range files {
		raw, err := openFile(name)
		if err != nil {
			fail(w.err, err)
			code = exitUsage
			continue
		}
		if len(files) > 1 && !asJSON {
			_, _ = fmt.Fprintf(w.out, "%s\n", filepath.Base(name))
		}
		code = max(code, h.scanBody(ctx, w, filepath.Base(name), raw, asJSON))
	}
	return code
}

// scanBody prints the verdict on what a file says.
func (h *app) scanBody(ctx context.Context, w world, name string, raw []byte, asJSON bool) int {
	a, err := h.readBody(ctx, name, raw)
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	if asJSON {
		var l scanLine
		l.take(h.bot.WithOwn(a))
		enc := json.NewEncoder(w.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(h.scan(l))
	} else {
		_, err = fmt.Fprintln(w.out, h.bot.FileReply(a, isPlain(raw, a.Read)).Text())
	}
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// isPlain tells whether a file is nothing but the words that were read of it.
func isPlain(raw []byte, read string) bool {
	return slices.Equal(strings.Fields(string(raw)), strings.Fields(read))
}

// take makes what was read of a file the text of the line, or adds it to that.
func (l *scanLine) take(a bot.Attachment) {
	if l.Text != nil && strings.TrimSpace(*l.Text) != "" {
		a.Read = *l.Text + "\n\n" + a.Read
	}
	l.Text = &a.Read
	l.OCR = l.OCR || a.Unsure
	l.files = append(l.files, a)
	for _, x := range a.Links {
		l.Links = append(l.Links, wireLink(x))
	}
}

// takeFiles reads uploads and adds what they say to the text of the line. What
// cannot be read refuses the rest only if there is none; else it is said below.
func (h *app) takeFiles(ctx context.Context, l *scanLine, files []bot.Attachment) error {
	for _, f := range h.files(nil).Fill(ctx, bot.Message{Attachments: files}).Attachments {
		for _, id := range f.Missing {
			if s := h.base.Say("unread." + id); !slices.Contains(l.lacking, s) {
				l.lacking = append(l.lacking, s)
			}
		}
		if f.Read != "" {
			l.take(h.bot.WithOwn(f))
		}
	}
	if len(l.lacking) > 0 && (l.Text == nil || strings.TrimSpace(*l.Text) == "") {
		return errors.New(l.lacking[0])
	}
	return nil
}
