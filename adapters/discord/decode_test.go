package discord

import (
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"hangup/adapters/discord/discordtest"
	"hangup/bot"
)

// decoded has an event filed and decoded.
func decoded(t *testing.T, a *Adapter, kind string, about map[string]any) (bot.Raw, bot.Message, error) {
	t.Helper()
	raw, err := json.Marshal(about)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := a.file(event{kind, raw})
	if err != nil {
		return r, bot.Message{}, err
	}
	m, err := a.Decode(r)
	return r, m, err
}

func posted(more map[string]any) map[string]any {
	m := map[string]any{"id": "1142", "channel_id": "7", "author": map[string]any{"id": "5", "username": "ann", "global_name": "Ann"}, "content": "", "type": 0,
		"timestamp": "2026-11-23T10:00:00Z"}
	maps.Copy(m, more)
	return m
}

func file1(kind string) []any {
	return []any{map[string]any{"id": "9", "filename": "x", "content_type": kind, "size": 3, "url": "https://cdn.discordapp.com/x"}}
}

// TestShapes: every shape of message becomes what it is.
func TestShapes(t *testing.T) {
	a := openAdapter(t, discordtest.New(t))
	snapshot := map[string]any{"message": map[string]any{"content": "Pay [here](https://evil.example/a) now", "attachments": file1("image/png"),
		"embeds": []any{map[string]any{"title": "Prize", "description": "You won", "url": "https://evil.example", "fields": []any{map[string]any{"name": "n", "value": "v"}}}}}}
	for name, tt := range map[string]struct {
		has  map[string]any
		want func(bot.Message) bool
	}{
		"words": {map[string]any{"content": "hi <@5> <:smile:123> <https://x.example>", "mentions": []any{map[string]any{"id": "5", "username": "bob"}}}, func(m bot.Message) bool { return m.Text == "hi @bob :smile: https://x.example" }},
		"masked": {map[string]any{"content": "[microsoft.com](https://evil.example/x(1))"}, func(m bot.Message) bool {
			return m.Text == "microsoft.com" && m.Links[0].Target == "https://evil.example/x(1)"
		}},
		"forward":  {map[string]any{"message_reference": map[string]any{"type": 1}, "message_snapshots": []any{snapshot}}, forwardOf},
		"picture":  {map[string]any{"attachments": file1("image/png")}, kindIs(bot.Picture)},
		"document": {map[string]any{"attachments": file1("application/pdf")}, kindIs(bot.DocFile)},
		"video":    {map[string]any{"attachments": file1("video/mp4")}, kindIs(bot.Video)},
		"voice":    {map[string]any{"attachments": file1("audio/ogg"), "flags": 1 << 13}, kindIs(bot.Voice)},
		"sticker":  {map[string]any{"sticker_items": []any{map[string]any{"id": "1", "name": "wave"}}}, kindIs(bot.Sticker)},
		"poll":     {map[string]any{"poll": map[string]any{"question": map[string]any{"text": "Free?"}, "answers": []any{map[string]any{"poll_media": map[string]any{"text": "Yes"}}}}}, func(m bot.Message) bool { return m.Quotes[0].Text == "Free?\nYes" }},
		"answer": {map[string]any{"content": "is this real?", "type": 19, "referenced_message": posted(map[string]any{"content": "Your PC is ill"})},
			func(m bot.Message) bool {
				return m.Text == "is this real?" && m.Quotes[0].Text == "Your PC is ill" && m.Quotes[0].From == "Ann" && !m.Quotes[0].Forwarded
			}},
		"broken time": {map[string]any{"content": "x", "timestamp": 5}, func(m bot.Message) bool { return m.Text == "x" && !m.Time.IsZero() }},
	} {
		_, m, err := decoded(t, a, onMessage, posted(tt.has))
		if err != nil || !tt.want(m) || !m.Addressed || m.From != "5" || m.Chat != alone("5") {
			t.Errorf("%s: %v %+v", name, err, m)
		}
	}
}

func forwardOf(m bot.Message) bool {
	q := m.Quotes[0]
	return m.Text == "" && q.Forwarded && strings.HasPrefix(q.Text, "Pay here now") && strings.Contains(q.Text, "You won") && len(q.Links) == 2 && q.Attachments[0].Kind == bot.Picture
}

func kindIs(k bot.AttachmentKind) func(bot.Message) bool {
	return func(m bot.Message) bool { return len(m.Attachments) == 1 && m.Attachments[0].Kind == k }
}

// TestNothingToAnswer: other bots, notices of Discord's, previews that came, and
// what others say where the words are kept from us.
func TestNothingToAnswer(t *testing.T) {
	a := openAdapter(t, discordtest.New(t))
	for name, has := range map[string]map[string]any{
		"bot":     {"content": "x", "author": map[string]any{"id": "6", "bot": true}},
		"us":      {"content": "x", "author": map[string]any{"id": discordtest.BotID, "bot": true}},
		"joined":  {"type": 7},
		"thread":  {"type": 18, "content": "new"},
		"hidden":  {"guild_id": "8"},
		"command": {"content": "x", "interaction_metadata": map[string]any{"id": "1"}},
	} {
		if _, _, err := decoded(t, a, onMessage, posted(has)); !errors.Is(err, errNothing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := decoded(t, a, onEdit, posted(map[string]any{"content": "x"})); !errors.Is(err, errNothing) {
		t.Errorf("a preview is an edit: %v", err)
	}
	r, m, err := decoded(t, a, onEdit, posted(map[string]any{"content": "x", "edited_timestamp": "2026-11-23T10:05:00Z"}))
	if err != nil || !m.Edited || r.ID == "1142" {
		t.Errorf("an edit gives %v %+v", err, m)
	}
}

// TestJoining: a server is greeted once, not at each start.
func TestJoining(t *testing.T) {
	a := openAdapter(t, discordtest.New(t))
	for name, tt := range map[string]struct {
		joined time.Time
		listed bool
		want   bool
	}{"now": {time.Now(), false, true}, "while we were away": {time.Now().Add(-time.Hour), true, true}, "long ago": {time.Now().Add(-100 * time.Hour), false, false}} {
		if tt.listed {
			a.guilds.list("8")
		}
		_, m, err := decoded(t, a, onJoin, map[string]any{"id": "8", "owner_id": "5", "system_channel_id": "9", "joined_at": tt.joined.Format(time.RFC3339)})
		if (err == nil && m.Event == bot.Added && m.Chat.Thread == "9") != tt.want {
			t.Errorf("%s: %v %+v", name, err, m)
		}
	}
	if _, m, err := decoded(t, a, onLeave, map[string]any{"id": "8"}); err != nil || m.Event != bot.Removed {
		t.Errorf("leaving gives %v %+v", err, m)
	}
	if _, _, err := decoded(t, a, onLeave, map[string]any{"id": "8", "unavailable": true}); !errors.Is(err, errNothing) {
		t.Errorf("an outage gives %v", err)
	}
}

// FuzzDecode: no event makes it panic, whatever is in it, and what is decoded is clean.
func FuzzDecode(f *testing.F) {
	for _, has := range []map[string]any{{"content": "hi <@1>"}, {"guild_id": "8", "content": "x", "webhook_id": "3"}, {"message_snapshots": []any{map[string]any{}}}} {
		raw, err := json.Marshal(posted(has))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(onMessage, raw)
		f.Add(onEdit, raw)
	}
	f.Add(onPress, []byte(`{"id":"1","type":3,"token":"t","user":{"id":"5"},"data":{"custom_id":"p:x","options":[{"value":3}]},"message":{"components":[[]]}}`))
	f.Add(onPress, []byte(`{"id":"1","type":2,"guild_id":"8","member":{"user":{"id":"5"},"permissions":"x"},"data":{"name":"check","type":3,"target_id":"9","resolved":{"messages":{"9":{"content":"c"}}}}}`))
	f.Add(onJoin, []byte(`{"id":"8","joined_at":"now"}`))
	f.Add("READY", []byte(`null`))
	a, err := New(Options{Token: "x", API: "http://127.0.0.1:1/"})
	if err != nil {
		f.Fatal(err)
	}
	a.self = self{ID: "1", App: "1"}
	a.guilds.kept["8"] = known{at: time.Now().Add(time.Hour)}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		r, o, err := a.file(event{kind, body})
		if err != nil || r.Chat.Kind == bot.Group && r.Chat.ID != "8" {
			return // nobody is asked about other servers
		}
		m, err := a.Decode(r)
		if err == nil && strings.ContainsRune(m.Text, 0) {
			t.Errorf("%q is not clean", m.Text)
		}
		if o.press != nil && o.press.Message != nil {
			chosenOnly(o.press.Message.Components, o.press.Call.CustomID)
		}
	})
}

// FuzzMarkdown: whatever is said, nothing of it is active, and people see the
// very characters, but for what is broken on purpose.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"*a* _b_ `c` ||d||", "[x](https://evil.example)", "<@123> @everyone <#1> <:a:1>", "# big", "- list", "1. one", "> q", `\*`, "0800 046 5729", "a**b**c"} {
		f.Add(s)
	}
	c := newCalmer(nil)
	f.Fuzz(func(t *testing.T, s string) {
		s = visible(s)
		if strings.ContainsAny(s, "\uF8FF") || s == "" {
			return
		}
		for _, p := range c.render(bot.Reply{Lead: s, Blocks: []bot.Block{{Kind: bot.Steps, Title: s, Lines: []string{s}}, {Kind: bot.Quotes, Lines: []string{s}}}}) {
			if n := units(p.text()); n > maxContent {
				t.Errorf("a message of %d", n)
			}
			if _, found := discordtest.See(p.text()); len(found) > 0 {
				t.Errorf("%q: %q is active", s, found)
			}
		}
		if seen, _ := discordtest.See(c.markdown(s)); seen != c.shown(s) {
			t.Errorf("%q is seen as %q, want %q", s, seen, c.shown(s))
		}
	})
}

// shown is s as people see it: what could be pressed is broken, apart from our own.
func (c *calmer) shown(s string) string { return c.apart(s, breakAll) }
