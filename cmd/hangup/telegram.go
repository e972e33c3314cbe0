package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"hangup/adapters/telegram"
	"hangup/bot"
)

// telegramSettings are the keys of Telegram (INTERFACE section 6).
type telegramSettings struct {
	Token      secret `env:"TOKEN"`
	API        string `env:"API_URL"`
	HookURL    string `env:"WEBHOOK_URL"`
	HookAddr   string `env:"WEBHOOK_ADDR"`
	HookSecret secret `env:"WEBHOOK_SECRET"`
}

// adapters are the platforms that are on. The error names the key to mend.
func (h *app) adapters() ([]bot.Adapter, error) {
	var out []bot.Adapter
	a, err := h.telegram()
	if err != nil {
		return nil, err
	}
	if a != nil {
		out = append(out, a)
	}
	b, err := h.discord()
	if err != nil {
		return nil, err
	}
	if b != nil {
		out = append(out, b)
	}
	return out, nil
}

// pairKey is what codes between people are made from: every process of one
// operator has the same tokens. Without any it is nil, and the bot makes one up.
func (c config) pairKey() []byte {
	if c.Telegram.Token == "" && c.Discord.Token == "" {
		return nil
	}
	sum := sha256.Sum256([]byte("hangup pairs\x00" + string(c.Telegram.Token) + "\x00" + string(c.Discord.Token)))
	return sum[:]
}

// telegram makes the adapter; nil without a token. The error names the key to mend.
func (h *app) telegram() (*telegram.Adapter, error) {
	s := h.conf.Telegram
	if s.Token == "" {
		return nil, nil //nolint:nilnil // no token is no mistake
	}
	a, err := telegram.New(telegram.Options{
		Token: string(s.Token), API: s.API, Words: h.base.Sayings("telegram"), Known: h.base.Contacts(), Log: h.log,
		Webhook: telegram.Webhook{URL: s.HookURL, Addr: s.HookAddr, Secret: string(s.HookSecret)},
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // it is a whole sentence
	}
	return a, nil
}

// askTime is how long a platform may take to answer "hangup check".
const askTime = 10 * time.Second

// telegram asks Telegram who the bot is, and says what it may read.
func (d *doctor) telegram(ctx context.Context, h *app, offline bool) {
	a, err := h.telegram()
	switch {
	case err != nil:
		d.wrong("Telegram", err.Error())
	case a == nil:
		d.off("Telegram", "no token; TELEGRAM_TOKEN turns it on")
	case offline:
		d.ok("Telegram", "there is a token; Telegram was not asked")
	default:
		ctx, stop := context.WithTimeout(ctx, askTime)
		defer stop()
		d.telegramSays(ctx, a)
	}
}

func (d *doctor) telegramSays(ctx context.Context, a *telegram.Adapter) {
	is, err := a.Check(ctx)
	if err != nil {
		d.wrong("Telegram", err.Error())
		return
	}
	d.ok("Telegram", fmt.Sprintf("the bot is @%s; %d messages wait at Telegram", is.Username, is.Waiting))
	if is.ReadsAll {
		d.ok("Telegram groups", "privacy mode is off, so that it sees every message of a group")
	} else {
		d.ok("Telegram groups", "privacy mode is on: in a group it sees what is meant for it, or everything where it is an admin; BotFather's /setprivacy changes that")
	}
	if !is.Inline {
		d.off("Telegram inline", "@"+is.Username+" and words in any chat; BotFather's /setinline turns it on")
	}
}
