package telegram

import (
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hangup/adapters/telegram/telegramtest"
	"hangup/bot"
)

var rewrite = flag.Bool("update", false, "write what the updates in testdata decode to")

// shapes are the recorded updates, by name.
func shapes(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/updates/*.json")
	if err != nil || len(files) < 50 {
		tb.Fatalf("only %d recorded updates: %v", len(files), err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".json")] = raw
	}
	return out
}

// decoder is an adapter that knows who it is; Ann (1001) manages every group.
func decoder(tb testing.TB) *Adapter {
	tb.Helper()
	srv := telegramtest.New(tb)
	a, err := New(Options{Token: telegramtest.Token, API: srv.URL, Words: testWords(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	if err := a.learn(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	annManages(a)
	a.owners.keep(businessLink{ID: "biz1001", User: user{ID: 1001}, UserChat: 1001, Enabled: true})
	return a
}

func annManages(a *Adapter) {
	a.admins.kept["-1001234567890"] = listed{ids: []string{"1001"}, at: time.Now().Add(time.Hour)}
}

// TestShapes: every recorded update is filed and decoded as its .want file says.
// go test ./adapters/telegram -update writes them anew; read the diff.
func TestShapes(t *testing.T) {
	a := decoder(t)
	for name, body := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			clear(a.moved)
			annManages(a)
			got := decoded(t, a, body)
			file := filepath.Join("testdata", "updates", name+".want")
			if *rewrite {
				if err := os.WriteFile(file, []byte(got+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want := read(t, file); got != want {
				t.Errorf("decoded to\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// decoded is what becomes of an update, as text.
func decoded(t *testing.T, a *Adapter, body []byte) string {
	t.Helper()
	r, _, err := a.file(t.Context(), body)
	if errors.Is(err, errNothing) {
		return "not filed"
	}
	if err != nil {
		t.Fatal(err)
	}
	r.At = time.Unix(1795429000, 0)
	filed := struct {
		ID, From string
		Chat     bot.Chat
		Joins    bool
	}{r.ID, r.From, r.Chat, r.Joins}
	head, err := json.Marshal(filed)
	if err != nil {
		t.Fatal(err)
	}
	m, err := a.Decode(r)
	switch {
	case errors.Is(err, bot.ErrNoMessage):
		return string(head) + "\nno message"
	case err != nil:
		return string(head) + "\nparked: " + err.Error()
	}
	if m.Chat != r.Chat || m.From != r.From {
		t.Errorf("filed under %+v from %s, decoded as %+v from %s", r.Chat, r.From, m.Chat, m.From)
	}
	raw, err := json.MarshalIndent(trimmed(m), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(head) + "\n" + string(raw)
}

// trimmed leaves out what is empty.
func trimmed(m bot.Message) map[string]any {
	raw, _ := json.Marshal(m)
	out := map[string]any{}
	_ = json.Unmarshal(raw, &out)
	return prune(out)
}

func prune(m map[string]any) map[string]any {
	for k, v := range m {
		switch x := v.(type) {
		case map[string]any:
			v = prune(x)
			if len(x) == 0 {
				delete(m, k)
			}
		case []any:
			for _, e := range x {
				if o, ok := e.(map[string]any); ok {
					prune(o)
				}
			}
		case nil:
			delete(m, k)
		}
		if v == "" || v == 0.0 || v == false {
			delete(m, k)
		}
	}
	return m
}

// FuzzDecode: no update makes decoding fail in any way but an error, and what
// comes out is clean.
func FuzzDecode(f *testing.F) {
	for _, body := range shapes(f) {
		f.Add(body)
	}
	a := decoder(f)
	a.api.base = "http://127.0.0.1:1" // nobody answers, and at once
	f.Fuzz(func(t *testing.T, body []byte) {
		r, u, err := a.file(t.Context(), body)
		if err != nil {
			return
		}
		if r.Chat.ID == "" || r.Chat.Platform != platform {
			t.Errorf("filed under %+v", r.Chat)
		}
		if u != nil {
			a.acts.twice(u)
		}
		m, err := a.Decode(r)
		if err != nil {
			return
		}
		for _, s := range []string{m.Text, m.Command} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("not clean: %q", s)
			}
		}
		if m.Chat.ID == "" || m.Chat.ID == "0" {
			t.Errorf("a message from nowhere: %+v", m.Chat)
		}
	})
}
