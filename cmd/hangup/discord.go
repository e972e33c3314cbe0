package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hangup/adapters/discord"
)

// discordSettings are the keys of Discord (INTERFACE section 6).
type discordSettings struct {
	Token secret `env:"TOKEN"`
	API   string `env:"API_URL"`
}

// discord makes the adapter; nil without a token. The error names the key to mend.
func (h *app) discord() (*discord.Adapter, error) {
	s := h.conf.Discord
	if s.Token == "" {
		return nil, nil //nolint:nilnil // no token is no mistake
	}
	a, err := discord.New(discord.Options{
		Token: string(s.Token), API: s.API, Words: h.base.Sayings("discord"), Known: h.base.Contacts(), Places: h.places(), Log: h.log,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // it is a whole sentence
	}
	return a, nil
}

// places are the countries that somebody can choose, as they read on buttons.
func (h *app) places() []string {
	buttons := h.base.Sayings("button")
	var out []string
	for _, k := range slices.Sorted(maps.Keys(buttons)) {
		if code, ok := strings.CutPrefix(k, "region-"); ok && code != "more" && code != "eu" && code != "xx" {
			out = append(out, buttons[k])
		}
	}
	return out
}

// discord asks Discord who the bot is, and says what it may read.
func (d *doctor) discord(ctx context.Context, h *app, offline bool) {
	a, err := h.discord()
	switch {
	case err != nil:
		d.wrong("Discord", err.Error())
	case a == nil:
		d.off("Discord", "no token; DISCORD_TOKEN turns it on")
	case offline:
		d.ok("Discord", "there is a token; Discord was not asked")
	default:
		ctx, stop := context.WithTimeout(ctx, askTime)
		defer stop()
		d.discordSays(ctx, a)
	}
}

func (d *doctor) discordSays(ctx context.Context, a *discord.Adapter) {
	is, err := a.Check(ctx)
	if err != nil {
		d.wrong("Discord", err.Error())
		return
	}
	d.ok("Discord", fmt.Sprintf("the bot is %s, in %d servers; this link adds it to a server: %s", is.Name, is.Servers, is.ServerAt))
	if is.ReadsAll {
		d.ok("Discord servers", "it sees every message of the channels it is in, and warns of scams")
	} else {
		d.off("Discord servers", "it sees what is meant for it; the Message Content Intent on the page Bot of the developer portal makes it warn of scams")
	}
	switch {
	case is.ByPeople:
		d.ok("Discord people", "this link adds it to one's own apps, for use in any chat: "+is.PersonAt)
	case is.Known:
		d.off("Discord people", "nobody can add it to their own apps; User Install on the page Installation of the developer portal changes that")
	}
}
