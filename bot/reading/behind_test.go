package reading_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/mail"
	"hangup/bot/reading"
	"hangup/knowledge"
)

// TestBehind: who gets an answer and what nobody sees is told where it is a sign,
// and honest mails stay as they are.
func TestBehind(t *testing.T) {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	talk := bot.New(base)
	files := reading.New(mail.New(nil, nil).Read, nil)
	const (
		free, other     = "go to a free mailbox at gmail[.]example", "It would go to gmail[.]example"
		filler, covered = "many words that you cannot see", "read like a scam"
	)
	all := []string{free, other, filler, covered}
	for name, c := range map[string]struct {
		leads string
		says  []string
	}{
		"answers-free":       {"clear signs", []string{free}},
		"answers-leaning":    {"some signs", []string{free}},
		"answers-same-house": {"no sign", nil},
		"answers-organiser":  {"no sign", []string{other}},
		"answers-list":       {"no sign", nil},
		"hidden-preview":     {"no sign", nil},
		"hidden-scam":        {"some signs", []string{covered}},
		"hidden-filler":      {"clear signs", []string{filler}},
	} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile("testdata/" + name + ".eml")
			if err != nil {
				t.Fatal(err)
			}
			m := bot.Message{Addressed: true, Time: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), Attachments: []bot.Attachment{{Kind: bot.DocFile, Body: raw}}}
			text := talk.Handle(t.Context(), files.Fill(t.Context(), m), bot.State{}).Reply.Text()
			if !strings.Contains(strings.SplitN(text, "\n", 2)[0], c.leads) {
				t.Errorf("it does not begin with %q", c.leads)
			}
			for _, s := range all {
				if want := len(c.says) > 0 && strings.Contains(strings.Join(c.says, "|"), s); strings.Contains(text, s) != want {
					t.Errorf("%q is there: %v, want %v", s, !want, want)
				}
			}
			if strings.Contains(text, "hartwell.accounts") || strings.Contains(text, "gmail.example") {
				t.Error("an address can be pressed")
			}
			if t.Failed() {
				t.Logf("the reply:\n%s", text)
			}
		})
	}
}
