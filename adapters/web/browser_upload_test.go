package web

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"hangup/bot"
)

// TestUploadInABrowser hands in files as people do, with scripts and without: one
// alone, two with words, and one that is too large.
func TestUploadInABrowser(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, body []byte) string {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return at
	}
	shot, letter := []byte("\x89PNG\r\n\x1a\n of a screen"), []byte("From: a@b.example\nSubject: Your plan\n\nWords")
	png, eml := file("shot.png", shot), file("letter.eml", letter)
	large := file("photo.jpg", bytes.Repeat([]byte{0xff}, maxUpload+1))
	for _, c := range []struct {
		name    string
		scripts []chromedp.Action[chromedp.Void]
	}{
		{"with scripts", nil},
		{"without scripts", []chromedp.Action[chromedp.Void]{withoutScripts()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, fake, srv := visit(t, phone, c.scripts...)
			send := func(words string, files ...string) bot.Quote {
				before := len(fake.all())
				do(ctx, t, chromedp.SetUploadFiles("#file", files))
				if words != "" {
					do(ctx, t, chromedp.SendKeys("#check", words))
				}
				do(ctx, t, chromedp.Click(checkButton), arrived(fake, before), chromedp.WaitVisible("#answer .tap"))
				all := fake.all()
				if len(all) != before+1 || len(all[before].Quotes) != 1 {
					t.Fatalf("the conversation heard %d messages, want one more with a quote", len(all)-before)
				}
				return all[before].Quotes[0]
			}
			q := send("", png)
			if len(q.Attachments) != 1 || q.Attachments[0].Kind != bot.Picture || q.Attachments[0].Name != "shot.png" || !bytes.Equal(q.Attachments[0].Body, shot) {
				t.Errorf("a picture alone came as %+v", q)
			}
			do(ctx, t, chromedp.Navigate(srv.URL), chromedp.WaitVisible("#check"))
			q = send(pasted, png, eml)
			if q.Text != pasted || len(q.Attachments) != 2 || q.Attachments[1].Kind != bot.DocFile || !bytes.Equal(q.Attachments[1].Body, letter) {
				t.Errorf("two files with words came as %+v", q)
			}
			do(ctx, t, chromedp.Navigate(srv.URL), chromedp.WaitVisible("#check"))
			q = send(pasted, large)
			if q.Text != pasted || len(q.Attachments) != 1 || q.Attachments[0].Body != nil || len(q.Attachments[0].Missing) != 1 {
				t.Errorf("a file that is too large came with %d words, %d files", len(q.Text), len(q.Attachments))
			}
		})
	}
}

// arrived waits until the conversation has heard more than n messages.
func arrived(fake *fakeTalk, n int) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		for len(fake.all()) <= n {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(20 * time.Millisecond):
			}
		}
		return nil
	})
}
