package reading_test

import (
	"context"
	"strings"
	"testing"

	"hangup/bot"
	"hangup/bot/picture"
	"hangup/bot/reading"
	"hangup/knowledge"
)

// TestHardlyRead: where most of a picture may be misread, that comes first, and no
// verdict that nothing was found.
func TestHardlyRead(t *testing.T) {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	talk := bot.New(base)
	for words, verdict := range map[string]string{
		"uno rat geb anod tha blin":                                      "",
		"Your computer has a virus. Call Microsoft now on 0808 157 0192": "some signs",
	} {
		read := func(context.Context, string, string, []byte) picture.Text {
			return picture.Text{Blocks: []picture.Block{{Kind: picture.Words, Text: words, Unsure: true, Certain: "tha"}}, Missing: []string{"blurred"}}
		}
		a := bot.Attachment{Kind: bot.Picture, Body: append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 8)...)}
		m := reading.New(read, nil).Fill(t.Context(), bot.Message{Addressed: true, Attachments: []bot.Attachment{a}})
		for _, text := range []string{talk.Handle(t.Context(), m, bot.State{}).Reply.Text(), talk.FileReply(m.Attachments[0], false).Text()} {
			if !strings.HasPrefix(text, "I can make out too little") || strings.Contains(text, "no sign") || !strings.Contains(text, verdict) {
				t.Errorf("%q, want %q:\n%s", words, verdict, text)
			}
		}
	}
}
