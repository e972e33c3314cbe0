package bot_test

import (
	"reflect"
	"testing"
	"time"

	"hangup/bot"
)

func TestJoin(t *testing.T) {
	at := time.Unix(1e9, 0)
	parts := []bot.Message{
		{ID: "1", From: "ann", Time: at, Handle: "h1", Quotes: []bot.Quote{{Text: "first", Forwarded: true}}},
		{ID: "2", From: "ann", Time: at.Add(time.Second), Text: "is this real?", Attachments: []bot.Attachment{{Kind: bot.Picture}}},
		{ID: "3", From: "ann", Time: at.Add(2 * time.Second), Handle: "h3", Addressed: true, Quotes: []bot.Quote{{Text: "second", Forwarded: true}}},
	}
	want := bot.Message{ID: "1", From: "ann", Time: at.Add(2 * time.Second), Handle: "h3", Text: "is this real?", Addressed: true,
		Quotes:      []bot.Quote{{Text: "first", Forwarded: true}, {Text: "second", Forwarded: true}},
		Attachments: []bot.Attachment{{Kind: bot.Picture}}}
	got := bot.Join(parts)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if len(parts[0].Quotes) != 1 {
		t.Error("joining changed the first message")
	}
	if one := bot.Join(parts[1:2]); !reflect.DeepEqual(one.Text, parts[1].Text) || one.ID != "2" {
		t.Errorf("one message joined: %+v", one)
	}
	if none := bot.Join(nil); !reflect.DeepEqual(none, bot.Message{}) {
		t.Errorf("no messages joined: %+v", none)
	}
}
