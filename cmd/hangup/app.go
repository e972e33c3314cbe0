package main

import (
	"fmt"
	"io"
	"log/slog"

	"hangup/bot"
	"hangup/bot/picture"
	"hangup/bot/relay"
	"hangup/knowledge"
)

// app is everything wired together.
type app struct {
	conf config
	base *knowledge.Base
	bot  *bot.Bot
	talk relay.Talk
	log  *slog.Logger
	// reader reads files; what it needs of this machine is looked at once, when it is first called.
	reader func() picture.Reader
}

// build reads configuration and content and wires the rooms.
func build(w world) (*app, error) {
	c, err := configure(w.env)
	if err != nil {
		return nil, err
	}
	b, err := knowledge.Default(knowledge.Region(c.Region))
	if err != nil {
		return nil, fmt.Errorf("content: it has mistakes; run \"hangup check --offline\":\n%w", err)
	}
	h := &app{conf: c, base: b, bot: bot.New(b), log: logger(w.err, c), reader: newReader()}
	if key := c.pairKey(); key != nil {
		h.bot.SetKey(key)
	}
	h.talk = relay.Talk{Handler: h.bot, Fallback: h.bot.Fallback(), Log: h.log}
	return h, nil
}

func logger(w io.Writer, c config) *slog.Logger {
	l, _ := level(c.LogLevel) // checked by configure
	opts := &slog.HandlerOptions{Level: l}
	if c.LogForm == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}
