package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangup/bot"
)

type ctx = context.Context

func apiDoor(t *testing.T, converse Converse) *person {
	t.Helper()
	judge := func(kind string) Judge {
		return func(_ context.Context, body []byte, files []bot.Attachment) (any, error) {
			if strings.Contains(string(body), "refuse") {
				return nil, errors.New("please send a text")
			}
			return map[string]any{"kind": kind, "got": string(body), "files": len(files)}, nil
		}
	}
	return newPerson(serve(t, Options{Converse: converse, Scan: judge("scan"), Ask: judge("ask")}))
}

func (p *person) api(t *testing.T, path, content string) (int, map[string]any) {
	t.Helper()
	resp, text := p.do(t, "POST", path, "application/json", content)
	var out map[string]any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%s answers %q: %v", path, text, err)
	}
	return resp.StatusCode, out
}

func TestScanAndAsk(t *testing.T) {
	p := apiDoor(t, (&fakeTalk{}).converse)
	for _, kind := range []string{"scan", "ask"} {
		code, out := p.api(t, "/api/"+kind, `{"text":"<b>hi</b>"}`)
		if code != 200 || out["kind"] != kind || out["got"] != `{"text":"<b>hi</b>"}` {
			t.Errorf("%s: %d %v", kind, code, out)
		}
		for content, want := range map[string]string{
			`{"text":"refuse"}`: "please send a text", `not json`: "one JSON object", `[]`: "one JSON object", `null`: "one JSON object",
			``: "one JSON object", `{"a":1}{"b":2}`: "one JSON object", `{"file":"/etc/passwd"}`: "The field file cannot", `{"image":"x"}`: "The field image cannot",
		} {
			code, out := p.api(t, "/api/"+kind, content)
			if text, _ := out["error"].(string); code != 400 || !strings.Contains(text, want) {
				t.Errorf("%s of %q: %d %v, want 400 with %q", kind, content, code, out, want)
			}
		}
		if code, _ := p.api(t, "/api/"+kind, `{"text":"`+strings.Repeat("x", maxBody)+`"}`); code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s of too much: %d", kind, code)
		}
	}
	mediaType, content := upload(t, "is this real", false)
	if resp, text := p.do(t, "POST", "/api/scan", mediaType, content); resp.StatusCode != http.StatusOK || !strings.Contains(text, "is this real") {
		t.Errorf("a form without a file: %d %s", resp.StatusCode, text)
	}
	mediaType, content = upload(t, "is this real", true)
	if resp, text := p.do(t, "POST", "/api/scan", mediaType, content); resp.StatusCode != http.StatusOK || !strings.Contains(text, `"files":1`) {
		t.Errorf("a form with a file: %d %s", resp.StatusCode, text)
	}
}

func TestChatRefuses(t *testing.T) {
	fake := &fakeTalk{}
	p := apiDoor(t, fake.converse)
	for content, want := range map[string]string{
		`{"chat":"c1","text":"x"}`: "chat", `{"from":"ann"}`: "from", `{"role":"admin"}`: "role", `{"event":"added"}`: "event",
		`{"time":"2026-11-23T10:00:20Z"}`: "time", `{"file":"a"}`: "file", `{"image":"a"}`: "image", `{"colour":"red"}`: "colour",
		`{"text":7}`: "text", `{"quote":"words"}`: "quote", `{"quote":{"words":1}}`: "quote", `{"id":{}}`: "id", `{"id":"` + strings.Repeat("9", 200) + `"}`: "id",
		`{"chat_kind":"crowd"}`: "chat_kind", `{"attachment":"bomb"}`: "attachment", `{"links":[1]}`: "links", `{"TEXT":"x"}`: "TEXT",
	} {
		code, out := p.api(t, "/api/chat", content)
		if text, _ := out["error"].(string); code != 400 || !strings.Contains(text, "The field "+want+" ") {
			t.Errorf("%s: %d %v, want 400 naming %q", content, code, out, want)
		}
	}
	if code, _ := p.api(t, "/api/chat", `{"text":"`+strings.Repeat("x", maxText+1)+`"}`); code != http.StatusRequestEntityTooLarge {
		t.Errorf("too long a text gets %d", code)
	}
	if n := len(fake.all()); n != 0 {
		t.Errorf("%d of them reached the conversation", n)
	}
}

func TestChatMessage(t *testing.T) {
	fake := &fakeTalk{}
	p := apiDoor(t, fake.converse)
	p.api(t, "/api/chat", `{"id":18446744073709551616,"chat_kind":"private","text":"is this real?\u0000","choice":"c",
		"quote":[{"text":"a","forwarded":true,"from":"Bank"},{"text":"b"}],"links":[{"shown":"s","target":"t"}],"image_text":"words","attachment":"voice","edited":true}`)
	p.api(t, "/api/chat", `{"text":"/check it","quote":{"text":"c"}}`)
	heard := fake.all()
	m := heard[0]
	if m.ID != "18446744073709551616" || m.Text != "is this real?" || m.Choice != "c" || !m.Edited || !m.Addressed || m.Role != bot.Member || m.Time.IsZero() {
		t.Errorf("the message is %+v", m)
	}
	if len(m.Quotes) != 2 || !m.Quotes[0].Forwarded || m.Quotes[0].From != "Bank" || m.Quotes[1].Text != "b" || m.Links[0].Target != "t" {
		t.Errorf("quotes %+v and links %+v", m.Quotes, m.Links)
	}
	if len(m.Attachments) != 2 || m.Attachments[0].Read != "words" || m.Attachments[1].Kind != bot.Voice {
		t.Errorf("attachments %+v", m.Attachments)
	}
	if heard[1].Command != "check" || heard[1].Text != "it" || len(heard[1].Quotes) != 1 || heard[1].Chat != m.Chat {
		t.Errorf("the second message is %+v", heard[1])
	}
}

func TestChatAnswer(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	p := apiDoor(t, func(context.Context, bot.Message) bot.Outcome {
		return bot.Outcome{Reply: letterReply, Notes: []bot.Note{{To: bot.Chat{ID: "bob"}, At: at, Reply: bot.Reply{Lead: "Ring Ann."}}}}
	})
	code, out := p.api(t, "/api/chat", `{"id":"7","text":"hello"}`)
	want := `{"chat":"web","choices":[],"files":[{"base64":"RGVhciBiYW5rLAp0aGV5IHN0b2xlIGl0Lg==","media_type":"text/plain; charset=utf-8","name":"claim-letter.txt"}],` +
		`"notify":[{"at":"2026-11-23T10:00:00Z","choices":[],"text":"Ring Ann.","to":"bob"}],"reply_to":"7","silent":false,"text":"Here is your letter."}`
	if got, _ := json.Marshal(out); code != 200 || string(got) != want {
		t.Errorf("%d\n%s\nwant\n%s", code, got, want)
	}
}

func FuzzChatIn(f *testing.F) {
	f.Add(`{"id":"1","text":"hi","quote":{"text":"x"}}`)
	f.Add(`{"quote":[{}],"links":null,"id":1e999}`)
	f.Add(`{"id":null,"quote":null}`)
	words := realWords(f)
	f.Fuzz(func(t *testing.T, content string) {
		d := &Door{opts: Options{Words: words}}
		fields, err := object([]byte(content))
		if err != nil {
			return
		}
		if in, fault := d.chatIn(fields); fault == "" {
			in.message()
		}
	})
}
