package relay

import (
	"context"
	"strconv"

	"hangup/bot"
)

// maxWakes is how far notes may lead from one conversation to the next at once.
const maxWakes = 4

// wakeNow handles the notes of an outcome that wake a conversation at once where
// no adapter carries them, and puts what is said there in their place. by names
// the message.
func (r *Relay) wakeNow(ctx context.Context, m bot.Message, notes []bot.Note, by string, most int) []bot.Note {
	var out []bot.Note
	for i, n := range notes {
		if !n.Wakes() || n.At.After(m.Time) || r.doors[n.To.Platform] != nil || most == 0 {
			out = append(out, n)
			continue
		}
		wake := n.Wake(r.hash("wake", by, strconv.Itoa(i)), m.Time)
		said, err := r.handle(ctx, wake, "")
		if err != nil {
			r.Log.Error("a conversation could not be woken", "platform", n.To.Platform, "error", err)
			continue
		}
		if !said.Reply.Silent() {
			out = append(out, bot.Note{To: n.To, Reply: said.Reply})
		}
		out = append(out, r.wakeNow(ctx, wake, said.Notes, wake.ID, most-1)...)
	}
	return out
}

// move keeps the state of a group for the chat that it has become.
func (s *store) move(ctx context.Context, by string, to bot.Chat, group bot.GroupState) error {
	next := &slot{in: s.kept, under: s.keptLog, key: "group." + s.chat(to)}
	var old bot.GroupState
	if err := next.read(ctx, by, &old); err != nil {
		return err
	}
	return next.write(ctx, by, group)
}
