package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"hangup/bot"
)

// maxPause is the longest wait between tries.
const maxPause = 30 * time.Second

// acceptFunc takes an update durably.
type acceptFunc func(context.Context, bot.Raw) error

// Receive learns who the bot is, sets it up and hands every update to accept,
// until ctx ends. It gives an error only when the token or the configuration
// can never work.
func (a *Adapter) Receive(ctx context.Context, accept func(context.Context, bot.Raw) error) error {
	defer a.acts.wait()
	if err := a.start(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	if a.hook.URL != "" {
		return a.serveHook(ctx, accept)
	}
	if err := a.deleteHook(ctx); err != nil {
		return err
	}
	return a.poll(ctx, accept)
}

// start asks who the bot is until Telegram answers, then sets it up beside.
func (a *Adapter) start(ctx context.Context) error {
	err := a.again(ctx, "getMe", func(ctx context.Context) error { return a.learn(ctx) })
	if err != nil || ctx.Err() != nil {
		return err
	}
	me := a.me()
	a.log.Info("telegram answers", "platform", platform, "reads_groups", me.ReadsAll, "inline", me.Inline)
	a.acts.wg.Go(func() { a.setUp(ctx) })
	return nil
}

// deleteHook ends a webhook that an earlier run has set; with one, nothing can be polled.
func (a *Adapter) deleteHook(ctx context.Context) error {
	return a.again(ctx, "deleteWebhook", func(ctx context.Context) error {
		return a.api.call(ctx, "deleteWebhook", nil, nil)
	})
}

// poll asks for updates until ctx ends. An update counts as received once
// accept took it, and only then is the offset raised past it.
func (a *Adapter) poll(ctx context.Context, accept acceptFunc) error {
	want, _ := json.Marshal(allowed) //nolint:errchkjson // strings always have a form
	offset, pause := int64(0), a.pause
	for ctx.Err() == nil {
		var got []json.RawMessage
		err := a.api.call(ctx, "getUpdates", tgbotapi.Params{
			"offset": number(offset), "limit": strconv.Itoa(pollBatch), "timeout": strconv.Itoa(int(pollWait / time.Second)), "allowed_updates": string(want),
		}, &got)
		if err != nil {
			if fatal := a.pollFailed(ctx, err, &pause); fatal != nil {
				return fatal
			}
			continue
		}
		if offset = a.acceptAll(ctx, got, offset, accept); offset > past(got) {
			pause = a.pause
			continue
		}
		if len(got) > 0 && ctx.Err() == nil {
			a.log.Warn("an update was not taken; it is offered again", "platform", platform)
			pause = a.wait(ctx, pause)
		}
	}
	return nil
}

// past is the newest id in a batch, -1 if it is empty.
func past(got []json.RawMessage) int64 {
	newest := int64(-1)
	for _, body := range got {
		if n, err := strconv.ParseInt(idOf(body), 10, 64); err == nil {
			newest = max(newest, n)
		}
	}
	return newest
}

// acceptAll offers a whole batch and gives the offset past what was taken
// without a gap. Behind an update that is refused the others are offered all
// the same, so that everybody can be told; but none of the same chat, whose
// order would be lost. All of them come again with the next batch.
func (a *Adapter) acceptAll(ctx context.Context, got []json.RawMessage, offset int64, accept acceptFunc) int64 {
	a.acts.greet(ctx, got...)
	held := map[bot.Chat]bool{}
	for _, body := range got {
		chat, err := a.take1(ctx, body, func(ctx context.Context, r bot.Raw) error {
			if held[r.Chat] {
				return errHeld
			}
			return accept(ctx, r)
		})
		if err != nil {
			held[chat] = true
			continue
		}
		if n, err := strconv.ParseInt(idOf(body), 10, 64); err == nil && len(held) == 0 {
			offset = max(offset, n+1)
		}
	}
	return offset
}

// errHeld is an update of a chat in which an earlier one was refused.
var errHeld = errors.New("an earlier update of the chat waits")

// take1 files one update, has it accepted, and begins what is done beside. It
// gives the chat that the update belongs to.
func (a *Adapter) take1(ctx context.Context, body []byte, accept acceptFunc) (bot.Chat, error) {
	r, u, err := a.file(ctx, body)
	if errors.Is(err, errNothing) {
		return r.Chat, nil
	}
	if err != nil {
		return r.Chat, err
	}
	if !a.acts.twice(u) {
		if err := accept(ctx, r); err != nil {
			return r.Chat, err
		}
		a.acts.noteTap(u)
	}
	a.acts.begin(ctx, r, u)
	return r.Chat, nil
}

// pollFailed waits as the failure asks; it gives an error if polling can never work.
func (a *Adapter) pollFailed(ctx context.Context, err error, pause *time.Duration) error {
	if ctx.Err() != nil {
		return nil //nolint:nilerr // the end was asked for
	}
	switch code := codeOf(err); {
	case tokenWrong(err):
		return errToken
	case code == codeConflict && says(err, "webhook"):
		return a.deleteHook(ctx)
	case code == codeConflict:
		a.log.Warn("another program fetches this bot's messages; stop it, or give one of them a token of its own", "platform", platform)
	default:
		a.log.Warn("telegram does not answer", "platform", platform, "code", code)
	}
	a.waitFor(ctx, err, pause)
	return nil
}

// errToken is a token that Telegram does not know.
var errToken = errors.New("TELEGRAM_TOKEN: Telegram does not accept this token; ask BotFather for the current one with /token")

// tokenWrong reports whether Telegram itself says that it does not know the token.
func tokenWrong(err error) bool {
	e, ok := errors.AsType[*tgbotapi.Error](err)
	return ok && (e.Code == codeToken || e.Code == codeNotFound)
}

// again does f until it works or can never work.
func (a *Adapter) again(ctx context.Context, method string, f func(context.Context) error) error {
	pause := a.pause
	for ctx.Err() == nil {
		err := f(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			break
		}
		if tokenWrong(err) {
			return errToken
		}
		a.log.Warn("telegram does not answer", "platform", platform, "method", method, "code", codeOf(err))
		a.waitFor(ctx, err, &pause)
	}
	return nil //nolint:nilerr // the end was asked for
}

// waitFor waits as long as Telegram asks, or the pause, which then grows.
func (a *Adapter) waitFor(ctx context.Context, err error, pause *time.Duration) {
	var e *tgbotapi.Error
	if errors.As(err, &e) && e.RetryAfter > 0 {
		a.wait(ctx, time.Duration(e.RetryAfter)*time.Second)
		return
	}
	*pause = a.wait(ctx, *pause)
}

// wait waits for d or until ctx ends, and gives the next, longer pause.
func (a *Adapter) wait(ctx context.Context, d time.Duration) time.Duration {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
	return min(2*d, maxPause)
}
