package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"hangup/knowledge"
)

// scanCommand is "hangup scan".
func scanCommand(_ context.Context, w world, args []string) int {
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
		return h.scanLines(w)
	}
	return h.scanFiles(w, flags.Args(), *asJSON)
}

func (h *app) scanLines(w world) int {
	err := eachLine(w.in, w.out, func(line []byte) any {
		r, err := h.scanJSON(line)
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
func (h *app) scanJSON(line []byte) (any, error) {
	l, err := readScan(line)
	if err != nil {
		return nil, err
	}
	if l.Text == nil {
		text, err := readTextFile(l.File)
		if err != nil {
			return nil, err
		}
		l.Text = &text
	}
	return h.scan(l), nil
}

// scanFiles scans files, or standard input if there are none.
func (h *app) scanFiles(w world, files []string, asJSON bool) int {
	if len(files) == 0 {
		raw, err := io.ReadAll(io.LimitReader(w.in, maxText))
		if err != nil {
			fail(w.err, errors.New("standard input: it cannot be read; give a file or pipe a text"))
			return exitUsage
		}
		return h.scanOne(w, string(raw), asJSON)
	}
	code := exitOK
	for _, name := range files {
		text, err := readTextFile(name)
		if err != nil {
			fail(w.err, err)
			code = exitUsage
			continue
		}
		if len(files) > 1 && !asJSON {
			_, _ = fmt.Fprintf(w.out, "%s\n", filepath.Base(name))
		}
		code = max(code, h.scanOne(w, text, asJSON))
	}
	return code
}

// scanOne prints the verdict on one text.
func (h *app) scanOne(w world, text string, asJSON bool) int {
	var err error
	if asJSON {
		enc := json.NewEncoder(w.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(h.scan(scanLine{Text: &text}))
	} else {
		v := h.base.Scan(knowledge.Text{Body: text})
		_, err = fmt.Fprintln(w.out, h.bot.VerdictReply(v, text, nil).Text())
	}
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// readTextFile reads a file of words. Pictures and documents are refused with
// what to do instead.
func readTextFile(name string) (string, error) {
	base := filepath.Base(name)
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("%s: the file cannot be opened; check its name and rights", base)
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(io.LimitReader(f, maxText))
	if err != nil {
		return "", fmt.Errorf("%s: the file cannot be read; check that it is a file", base)
	}
	kind := http.DetectContentType(raw)
	if strings.HasPrefix(kind, "image/") || kind == "application/pdf" || strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/") {
		return "", fmt.Errorf("%s: pictures and documents cannot be read by this version; type the words or copy them into a text file", base)
	}
	return string(raw), nil
}
