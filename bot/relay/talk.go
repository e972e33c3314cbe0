package relay

import (
	"context"
	"log/slog"
	"runtime/debug"
	"time"

	"hangup/bot"
)

// Talk runs a handler such that a person always gets an answer.
type Talk struct {
	Handler  bot.Handler
	Fallback bot.Reply // what a person gets when the handler fails
	Log      *slog.Logger
}

// Once answers one message of a stranger and keeps nothing of it.
func (t Talk) Once(ctx context.Context, m bot.Message) bot.Outcome {
	out, _ := t.safely(ctx, m, bot.State{})
	return out
}

// safely runs the handler; a panic becomes the fallback reply, with the state as
// it was, and a log line that holds no text of the message.
func (t Talk) safely(ctx context.Context, m bot.Message, s bot.State) (out bot.Outcome, ok bool) {
	started := time.Now()
	defer func() {
		if v := recover(); v != nil {
			t.Log.Error("handling failed", "platform", m.Chat.Platform, "chat_kind", m.Chat.Kind, "took", time.Since(started), "stack", string(debug.Stack()))
			out, ok = bot.Outcome{Reply: t.Fallback, State: s}, false
		}
	}()
	return t.Handler.Handle(ctx, m, s), true
}
