package discordtest

import "testing"

// mine are the bot's messages that the person sees; the lock is held.
func (v View) mine() []*Msg {
	var out []*Msg
	for _, m := range v.messages {
		if m.author == BotID && !m.waiting && (m.only == "" || m.only == v.p.ID) {
			out = append(out, m)
		}
	}
	return out
}

// Next is the next message of the bot's that the person has not read.
func (v View) Next(tb testing.TB) Sent {
	tb.Helper()
	v.p.s.WaitFor(tb, "message of the bot's", func() bool { return len(v.mine()) > v.p.read[v.Channel] })
	v.p.s.mu.Lock()
	defer v.p.s.mu.Unlock()
	v.p.read[v.Channel]++
	return v.mine()[v.p.read[v.Channel]-1].sent
}

// Unread is how many messages of the bot's the person has not read.
func (v View) Unread() int {
	v.p.s.mu.Lock()
	defer v.p.s.mu.Unlock()
	return len(v.mine()) - v.p.read[v.Channel]
}

// Message is a message of the bot's as it is now.
func (v View) Message(id string) Sent {
	v.p.s.mu.Lock()
	defer v.p.s.mu.Unlock()
	return v.find(id).sent
}

// Suggest types into an option and gives what is suggested.
func (v View) Suggest(tb testing.TB, command, option, typed string) string {
	tb.Helper()
	s := v.p.s
	s.mu.Lock()
	x := s.press(v.Channel, v.p, 4, map[string]any{"data": map[string]any{"id": "9", "name": command, "type": 1,
		"options": []any{map[string]any{"name": option, "type": 3, "value": typed, "focused": true}}}})
	s.mu.Unlock()
	s.WaitFor(tb, "suggestion", func() bool { return x.acked == 8 })
	return string(x.choices)
}
