package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"runtime/debug"
	"slices"
	"sync"

	"hangup/adapters/web"
	"hangup/bot"
	"hangup/bot/relay"
)

// serve is "hangup serve": the web page, and every platform that has a token.
func serve(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(w.err)
	if flags.Parse(args) != nil || flags.NArg() > 0 {
		return exitUsage
	}
	h, err := build(w)
	if err == nil {
		err = h.serveAll(ctx, w)
	}
	if err != nil {
		fail(w.err, err)
		return exitWrong
	}
	return exitOK
}

// serveAll serves the platforms and the page until ctx ends.
func (h *app) serveAll(ctx context.Context, w world) error {
	platforms, err := h.adapters()
	if err != nil {
		return err
	}
	h.off(ctx, w, platforms)
	if h.conf.WebAddr == "off" && len(platforms) == 0 {
		return errors.New("serve: nothing is switched on; set WEB_ADDR to 127.0.0.1:8080")
	}
	place, err := h.place(w)
	if err != nil {
		return err
	}
	r, err := relay.Open(ctx, relay.Options{Place: place, Talk: h.talk, Adapters: platforms, NoRoom: h.bot.NoRoom(), Read: h.files(platforms).Fill})
	if err != nil {
		return err
	}
	defer r.Close()
	ctx, stop := context.WithCancel(ctx)
	var carrying sync.WaitGroup
	carrying.Go(func() { r.Run(ctx) })
	defer carrying.Wait()
	defer stop()
	if h.conf.WebAddr == "off" {
		<-ctx.Done()
		return nil
	}
	return h.serveWeb(ctx, w, r)
}

// serveWeb serves the page until ctx ends.
func (h *app) serveWeb(ctx context.Context, w world, r *relay.Relay) error {
	door, err := web.New(web.Options{
		Words: h.base.Sayings("web"), Converse: r.Handle, Log: h.log, Card: h.bot.Card, Letters: letterDesk{h.bot},
		Scan: h.scanWeb, Ask: func(ctx context.Context, body []byte, _ []bot.Attachment) (any, error) { return h.askJSON(ctx, body) },
	})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", h.conf.WebAddr)
	if err != nil {
		return fmt.Errorf("serve: the address %s cannot be used: is another hangup running? Set WEB_ADDR to a free one such as 127.0.0.1:8081", h.conf.WebAddr)
	}
	_, _ = fmt.Fprintf(w.out, "hangup: the web page is on http://%s\n", l.Addr())
	debug.FreeOSMemory() // reading the content took twice what is kept of it
	if err := door.Serve(ctx, l); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// scanWeb answers POST /api/scan; a stranger names no files on this machine, but
// may send some.
func (h *app) scanWeb(ctx context.Context, body []byte, files []bot.Attachment) (any, error) {
	var l scanLine
	if len(files) == 0 {
		var err error
		if l, err = readScan(body); err != nil {
			return nil, err
		}
	} else if err := json.Unmarshal(body, &l); err != nil {
		return nil, errors.New("the fields beside a file are not those of the interface: leave them out")
	}
	if l.File != "" || l.Text == nil && len(files) == 0 {
		return nil, errors.New("file is not allowed here: send the words as text, or the file as an upload")
	}
	if err := h.takeFiles(ctx, &l, files); err != nil {
		return nil, err
	}
	return h.scan(l), nil
}

// off says in a line each what is on, and what is off and which key turns it on.
func (h *app) off(ctx context.Context, w world, on []bot.Adapter) {
	for _, p := range []struct{ id, name, key string }{{"telegram", "Telegram", "TELEGRAM_TOKEN"}, {"discord", "Discord", "DISCORD_TOKEN"}} {
		if slices.ContainsFunc(on, func(a bot.Adapter) bool { return a.Name() == p.id }) {
			_, _ = fmt.Fprintf(w.out, "hangup: %s is on\n", p.name)
		} else {
			_, _ = fmt.Fprintf(w.out, "hangup: %s is off; %s turns it on\n", p.name, p.key)
		}
	}
	if on, says := pictures(ctx); !on {
		_, _ = fmt.Fprintln(w.out, "hangup: reading pictures is off: "+says)
	}
	if on, says := documents(ctx); !on {
		_, _ = fmt.Fprintln(w.out, "hangup: reading PDF is off: "+says)
	}
}
