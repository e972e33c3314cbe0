package reading_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hangup/bot"
	"hangup/bot/mail"
	"hangup/bot/picture"
	"hangup/bot/reading"
	"hangup/knowledge"
)

// chat is a private chat of a platform that the tests speak of.
var chat = bot.Chat{Platform: "here", ID: "1"}

// files reads what is written, and gets files by fetch.
func files(fetch func(context.Context, bot.Attachment) ([]byte, error)) *reading.Files {
	return reading.New(mail.New(nil, nil).Read, map[string]reading.Platform{"here": {Fetch: fetch}})
}

// doc is a file that the platform has.
func doc(ref string) bot.Attachment {
	return bot.Attachment{Kind: bot.DocFile, Name: "note.txt", Ref: ref}
}

// TestFill: what can be read is read wherever it hangs, and what cannot says why.
func TestFill(t *testing.T) {
	fetch := func(_ context.Context, a bot.Attachment) ([]byte, error) {
		switch a.Ref {
		case "large":
			return nil, fmt.Errorf("here: over 20 MB: %w", bot.ErrTooLarge)
		case "gone":
			return nil, errors.New("here: it is gone")
		}
		return []byte("Words of " + a.Ref), nil
	}
	voice, large := bot.Attachment{Kind: bot.Voice, Ref: "v"}, doc("a")
	large.Size = picture.MaxBytes + 1
	lost := bot.Attachment{Kind: bot.Picture, Missing: []string{"busy"}, Ref: "x"}
	brought := bot.Attachment{Kind: bot.DocFile, Body: []byte("Words brought along")}
	m := bot.Message{Chat: chat, Attachments: []bot.Attachment{doc("a"), doc("large"), doc("gone"), voice, large, lost, brought, {Kind: bot.DocFile}, {Kind: bot.Picture, Body: []byte{}}},
		Quotes: []bot.Quote{{Attachments: []bot.Attachment{doc("b")}}}}
	before := fmt.Sprintf("%+v", m)
	got := files(fetch).Fill(t.Context(), m)
	want := []string{"Words of a", "too-large", "fetch", "", "too-large", "busy", "Words brought along", "", "empty"}
	for i, a := range got.Attachments {
		if s := a.Read + strings.Join(a.Missing, " "); s != want[i] || a.Body != nil {
			t.Errorf("attachment %d says %q, want %q; %d bytes are left", i, s, want[i], len(a.Body))
		}
	}
	if s := got.Quotes[0].Attachments[0].Read; s != "Words of b" {
		t.Errorf("in the quote %q", s)
	}
	if after := fmt.Sprintf("%+v", m); after != before {
		t.Error("the message that was handed in is another")
	}
	none := bot.Message{Chat: chat, Text: "hello", Attachments: []bot.Attachment{voice}}
	if filled := files(nil).Fill(t.Context(), none); !reflect.DeepEqual(filled, none) {
		t.Errorf("a message without files became %+v", filled)
	}
	unknown := files(nil).Fill(t.Context(), bot.Message{Chat: bot.Chat{Platform: "elsewhere"}, Attachments: []bot.Attachment{doc("a")}})
	if s := unknown.Attachments[0].Missing; !slices.Equal(s, []string{"fetch"}) {
		t.Errorf("where nothing can be fetched %v is missing", s)
	}
}

// TestAlbum: no more than ten files of a message are read.
func TestAlbum(t *testing.T) {
	m := bot.Message{Chat: chat}
	for i := range 12 {
		m.Attachments = append(m.Attachments, doc(fmt.Sprint(i)))
	}
	got := files(func(context.Context, bot.Attachment) ([]byte, error) { return []byte("Words"), nil }).Fill(t.Context(), m)
	for i, a := range got.Attachments {
		if (a.Read == "Words") != (i < 10) || (len(a.Missing) > 0) != (i >= 10) {
			t.Errorf("file %d: %q, missing %v", i, a.Read, a.Missing)
		}
	}
}

// TestFewAtOnce: however many messages come, three files are in memory; the
// others give up when their time is over.
func TestFewAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		f := files(func(ctx context.Context, _ bot.Attachment) ([]byte, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			select {
			case <-time.After(10 * time.Second):
				return []byte("Words"), nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		})
		said := make(chan string, 12)
		for range cap(said) {
			go func() {
				a := f.Fill(t.Context(), bot.Message{Chat: chat, Attachments: []bot.Attachment{doc("a")}}).Attachments[0]
				said <- a.Read + strings.Join(a.Missing, "")
			}()
		}
		count := map[string]int{}
		for range cap(said) {
			count[<-said]++
		}
		if most.Load() != 3 || count["Words"] != 6 || count["fetch"]+count["slow"] != 6 {
			t.Errorf("%d at once, said %v", most.Load(), count)
		}
	})
}

// TestTyping: while a file is fetched a private chat sees that an answer comes,
// again and again, and no longer when it is there.
func TestTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shown atomic.Int32
		f := reading.New(mail.New(nil, nil).Read, map[string]reading.Platform{"here": {
			Fetch: func(context.Context, bot.Attachment) ([]byte, error) {
				<-time.After(9 * time.Second)
				return []byte("Words"), nil
			},
			Typing: func(context.Context, bot.Chat) { shown.Add(1) },
		}})
		m := bot.Message{Chat: chat, Attachments: []bot.Attachment{doc("a")}}
		f.Fill(t.Context(), m)
		if n := shown.Load(); n != 3 {
			t.Errorf("typing was shown %d times in nine seconds, want 3", n)
		}
		m.Chat.Kind = bot.Group
		f.Fill(t.Context(), m)
		<-time.After(time.Minute)
		if n := shown.Load(); n != 3 {
			t.Errorf("typing was shown %d times, also in a group or afterwards", n)
		}
	})
}

// TestParts: what the person wrote themselves on a picture of a chat is
// apart, codes are checked, and what may be misread is apart.
func TestParts(t *testing.T) {
	read := func(context.Context, string, string, []byte) picture.Text {
		return picture.Text{Blocks: []picture.Block{
			{Kind: picture.Words, Text: "Call us nowv", Certain: "Call us", Unsure: true},
			{Kind: picture.Words, Text: "Who is this?", Mine: true},
			{Kind: picture.Code, Text: "tel:+448081570192"},
			{Kind: picture.Linked, Text: "https://a.example", Shown: "Pay"},
			{Kind: picture.Sender, Text: "A <a@a.example>"},
			{Kind: picture.Answers, Text: "b@b.example", Shown: "A <a@a.example>"},
			{Kind: picture.Hidden, Text: "filler"},
		}}
	}
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 8)...)
	got := reading.New(read, nil).Fill(t.Context(), bot.Message{Attachments: []bot.Attachment{{Kind: bot.DocFile, Body: png}}}).Attachments[0]
	want := bot.Attachment{
		Kind: bot.Picture, Read: "Call us nowv\n\ntel:+448081570192", Certain: "Call us\n\ntel:+448081570192", Unsure: true, Hidden: "filler", Own: "Who is this?",
		Links: []bot.Link{{Shown: "Pay", Target: "https://a.example"}}, Answers: []bot.Link{{Shown: "A <a@a.example>", Target: "b@b.example"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v\nwant %+v", got, want)
	}
}

// TestWordsBesideUnread: a file that cannot be read does not take the answer from
// the words beside it; words that only ask about it wait for it.
func TestWordsBesideUnread(t *testing.T) {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	talk := bot.New(base)
	gone := files(func(context.Context, bot.Attachment) ([]byte, error) { return nil, bot.ErrTooLarge })
	for _, c := range []struct {
		words  string
		begins string
		alone  bool // that it could not be read is all that is said
	}{
		{"", "This file is too large", true},
		{"is this real?", "This file is too large", true},
		{"I gave them my card number an hour ago", "", false},
		{"how do I uninstall AnyDesk", "", false},
	} {
		m := bot.Message{Chat: chat, Addressed: true, Text: c.words, Time: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), Attachments: []bot.Attachment{doc("a")}}
		text := talk.Handle(t.Context(), gone.Fill(t.Context(), m), bot.State{}).Reply.Text()
		if !strings.HasPrefix(text, c.begins) || strings.HasPrefix(text, "This file") != c.alone || !strings.Contains(text, "This file is too large") {
			t.Errorf("%q is answered:\n%s", c.words, text)
		}
	}
}
