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

// TestOwnSide: what stands at the right of a chat counts where it makes the whole
// worse, unless it alone is what is worse.
func TestOwnSide(t *testing.T) {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	talk := bot.New(base)
	const scam = "Your computer is infected. Call Microsoft support now on 0808 157 0192, do not turn off your computer."
	for _, c := range []struct{ name, theirs, own, begins string }{
		{"both together", "Microsoft security: your computer has a virus", "Call this number now: 0808 157 0192. Do not turn off your computer.", "clear signs"},
		{"theirs", scam, "Who is this?", "clear signs"},
		{"only one's own", "What did the message say?", scam, "no sign"},
		{"neither", "Shall we meet at six?", "Yes, at the station", "no sign"},
	} {
		read := func(context.Context, string, string, []byte) picture.Text {
			return picture.Text{Blocks: []picture.Block{{Kind: picture.Words, Text: c.theirs}, {Kind: picture.Words, Text: c.own, Mine: true}}}
		}
		png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 8)...)
		m := bot.Message{Addressed: true, Attachments: []bot.Attachment{{Kind: bot.Picture, Body: png}}}
		text := talk.Handle(t.Context(), reading.New(read, nil).Fill(t.Context(), m), bot.State{}).Reply.Text()
		if !strings.Contains(text, c.begins) {
			t.Errorf("%s: not %q in:\n%s", c.name, c.begins, text)
		}
	}
}
