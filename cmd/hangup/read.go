package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"hangup/bot"
	"hangup/bot/mail"
	"hangup/bot/picture"
	"hangup/bot/reading"
)

// newReader reads files of every kind. What this machine has for it is looked at
// once, when the first file comes.
func newReader() func() picture.Reader {
	return sync.OnceValue(func() picture.Reader {
		host := picture.NewHost(0)
		return sparing(mail.New(host, picture.New(context.Background(), host).Read).Read)
	})
}

// files reads what comes with messages; platforms get it for us.
func (h *app) files(platforms []bot.Adapter) *reading.Files {
	out := map[string]reading.Platform{}
	for _, a := range platforms {
		var p reading.Platform
		if f, ok := a.(interface {
			Fetch(context.Context, bot.Attachment) ([]byte, error)
		}); ok {
			p.Fetch = f.Fetch
		}
		if f, ok := a.(interface {
			Typing(context.Context, bot.Chat)
		}); ok {
			p.Typing = f.Typing
		}
		out[a.Name()] = p
	}
	return reading.New(func(ctx context.Context, name, mime string, b []byte) picture.Text {
		return h.reader()(ctx, name, mime, b)
	}, out)
}

// readFile gives what a file of this machine says. The error is a sentence.
func (h *app) readFile(ctx context.Context, name string) (bot.Attachment, error) {
	body, err := openFile(name)
	if err != nil {
		return bot.Attachment{}, err
	}
	return h.readBody(ctx, filepath.Base(name), body)
}

// readBody gives what a file says. The error is a sentence.
func (h *app) readBody(ctx context.Context, name string, body []byte) (bot.Attachment, error) {
	m := h.files(nil).Fill(ctx, bot.Message{Attachments: []bot.Attachment{{Kind: bot.DocFile, Name: name, Body: body}}})
	a := m.Attachments[0]
	if a.Read == "" && len(a.Missing) > 0 {
		return a, fmt.Errorf("%s: %s", name, h.base.Say("unread."+a.Missing[0]))
	}
	return a, nil
}

// openFile gives the bytes of a file, up to what is read of one and one more.
func openFile(name string) ([]byte, error) {
	base := filepath.Base(name)
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: the file cannot be opened; check its name and rights", base)
	}
	defer func() { _ = f.Close() }()
	body, err := io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: the file cannot be read; check that it is a file", base)
	}
	return body, nil
}

// pictures says what this machine can read, for the doctor and the start.
func pictures(ctx context.Context) (on bool, says string) {
	host := picture.NewHost(0)
	langs := picture.Languages(ctx, host)
	switch {
	case !host.Has("tesseract"):
		return false, "pictures are not read, people can type the words; to turn on: sudo apt-get install tesseract-ocr tesseract-ocr-eng"
	case len(langs) == 0 || langs[0] != "eng":
		return false, "Tesseract has no English data; to turn on: sudo apt-get install tesseract-ocr-eng"
	}
	return true, fmt.Sprintf("%s, languages: %s", picture.Version(ctx, host, "tesseract", "--version"), strings.Join(langs, ", "))
}

// documents says whether PDF files are read.
func documents(ctx context.Context) (on bool, says string) {
	host := picture.NewHost(0)
	if !host.Has("pdftotext") || !host.Has("pdftoppm") {
		return false, "PDF files are not read, people can copy the words; to turn on: sudo apt-get install poppler-utils"
	}
	return true, picture.Version(ctx, host, "pdftotext") // it names its version when it is given no file
}
