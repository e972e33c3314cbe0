// Package reading fills in what attachments say, before a message is answered:
// it gets their bytes from the platform and hands them to whatever reads them.
// It keeps none of them.
package reading

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"hangup/bot"
	"hangup/bot/picture"
)

// The bounds of one message.
const (
	maxFiles   = 10               // an album
	allWithin  = 25 * time.Second // for all files of a message
	typingEach = 4 * time.Second  // platforms show it for about five
	atOnce     = 3                // files that are fetched and read, each up to 20 MB in memory
)

// Platform is what a platform can do for its attachments. A platform whose
// messages bring their files along has neither.
type Platform struct {
	// Fetch gets the bytes of an attachment.
	Fetch func(context.Context, bot.Attachment) ([]byte, error)
	// Typing shows for some seconds that an answer is on its way.
	Typing func(context.Context, bot.Chat)
}

// Files reads attachments. Its method may be called by several goroutines; a few
// files are fetched and read at a time, and the others wait where they are.
type Files struct {
	read      picture.Reader
	platforms map[string]Platform // by name
	busy      chan struct{}       // holds one for each file that is fetched or read
}

// New gives Files that are read by read. platforms may be nil.
func New(read picture.Reader, platforms map[string]Platform) *Files {
	return &Files{read, platforms, make(chan struct{}, atOnce)}
}

// Fill gives m with its pictures and documents read. What cannot be read says
// why in Missing.
func (f *Files) Fill(ctx context.Context, m bot.Message) bot.Message {
	if !unread(m) {
		return m
	}
	ctx, stop := context.WithTimeoutCause(ctx, allWithin, picture.ErrSlow)
	defer stop()
	p := f.platforms[m.Chat.Platform]
	if p.Typing != nil && m.Chat.Kind == bot.Private {
		defer keep(ctx, p.Typing, m.Chat)()
	}
	left := maxFiles
	m.Attachments = f.all(ctx, p, m.Attachments, &left)
	m.Quotes = slices.Clone(m.Quotes)
	for i := range m.Quotes {
		m.Quotes[i].Attachments = f.all(ctx, p, m.Quotes[i].Attachments, &left)
	}
	return m
}

// unread tells whether a message brings anything to read.
func unread(m bot.Message) bool {
	return slices.ContainsFunc(m.Attachments, readable) ||
		slices.ContainsFunc(m.Quotes, func(q bot.Quote) bool { return slices.ContainsFunc(q.Attachments, readable) })
}

func readable(a bot.Attachment) bool {
	return a.Read == "" && len(a.Missing) == 0 && (a.Ref != "" || a.Body != nil) && (a.Kind == bot.Picture || a.Kind == bot.DocFile)
}

// all reads attachments. The caller's are left as they are.
func (f *Files) all(ctx context.Context, p Platform, as []bot.Attachment, left *int) []bot.Attachment {
	as = slices.Clone(as)
	for i, a := range as {
		switch {
		case !readable(a):
		case *left <= 0:
			as[i].Missing = []string{"part"}
		default:
			*left--
			as[i] = f.one(ctx, p, a)
		}
		as[i].Body = nil
	}
	return as
}

func (f *Files) one(ctx context.Context, p Platform, a bot.Attachment) bot.Attachment {
	if a.Size > picture.MaxBytes || len(a.Body) > picture.MaxBytes {
		a.Missing = []string{tooLarge}
		return a
	}
	select {
	case f.busy <- struct{}{}:
		defer func() { <-f.busy }()
	case <-ctx.Done():
		a.Missing = []string{"slow"}
		return a
	}
	if a.Ref == "" && len(a.Body) == 0 {
		a.Missing = []string{"empty"}
		return a
	}
	body := a.Body
	if len(body) == 0 {
		var err error
		if body, err = p.fetch(ctx, a); err != nil {
			a.Missing = []string{notFetched(err)}
			return a
		}
	}
	if picture.Is(body) { // whatever it is called
		a.Kind = bot.Picture
	}
	return filled(a, f.read(ctx, a.Name, a.MediaType, body))
}

// tooLarge is the id of the sentence about a file over what is read of one.
const tooLarge = "too-large"

// notFetched is the id of the sentence about a file that could not be had.
func notFetched(err error) string {
	if errors.Is(err, bot.ErrTooLarge) {
		return tooLarge
	}
	return "fetch"
}

func (p Platform) fetch(ctx context.Context, a bot.Attachment) ([]byte, error) {
	if p.Fetch == nil {
		return nil, context.Canceled
	}
	return p.Fetch(ctx, a)
}

// filled is a with what was read of it. What the person wrote themselves in a
// chat that they show is apart.
func filled(a bot.Attachment, t picture.Text) bot.Attachment {
	var words, certain, hidden, own []string
	for _, b := range t.Blocks {
		switch b.Kind {
		case picture.Words:
			if b.Mine {
				own = append(own, b.Text)
				continue
			}
			words = append(words, b.Text)
			if !b.Unsure {
				b.Certain = b.Text
			}
			certain = append(certain, b.Certain)
			a.Unsure = a.Unsure || b.Unsure
		case picture.Linked:
			a.Links = append(a.Links, bot.Link{Shown: b.Shown, Target: b.Text})
		case picture.Code:
			words, certain = append(words, b.Text), append(certain, b.Text)
		case picture.Answers:
			a.Answers = append(a.Answers, bot.Link{Shown: b.Shown, Target: b.Text})
		case picture.Hidden:
			hidden = append(hidden, b.Text)
		case picture.Sender:
		}
	}
	a.Read, a.Certain = strings.Join(words, "\n\n"), strings.Join(certain, "\n\n")
	a.Own = strings.Join(own, "\n\n")
	a.Hidden = strings.Join(hidden, "\n\n")
	if a.Missing = t.Missing; a.Read == "" && len(a.Missing) == 0 {
		a.Missing = []string{"no-words"}
	}
	return a
}

// keep shows typing until the function that it gives is called.
func keep(ctx context.Context, typing func(context.Context, bot.Chat), c bot.Chat) func() {
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(typingEach); ; {
			typing(ctx, c)
			select {
			case <-tick.C:
			case <-ctx.Done():
				tick.Stop()
				return
			}
		}
	}()
	return func() { stop(); <-done }
}
