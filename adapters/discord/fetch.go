package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// errNoFile is an attachment whose bytes cannot be had.
var errNoFile = errors.New("discord: the attachment cannot be fetched")

// ErrTooBig is an attachment over the 20 MB that we fetch.
var ErrTooBig = fmt.Errorf("discord: over 20 MB: %w", bot.ErrTooLarge)

// fileHosts are Discord's own; nobody else is ever asked for a file.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// fileRef is what an attachment is fetched by: its address, which is signed and
// runs out, and the message to ask for a new one.
type fileRef struct {
	URL     string `json:"u"`
	ID      string `json:"a"`
	Channel string `json:"c,omitempty"`
	Message string `json:"m,omitempty"`
}

func (f fileRef) String() string {
	raw, _ := json.Marshal(f) //nolint:errchkjson // strings always have a form
	return string(raw)
}

// Fetch downloads what Attachment.Ref stands for. ErrTooBig means that it never will.
func (a *Adapter) Fetch(ctx context.Context, at bot.Attachment) ([]byte, error) {
	var f fileRef
	if at.Ref == "" || json.Unmarshal([]byte(at.Ref), &f) != nil {
		return nil, errNoFile
	}
	if at.Size > maxFile {
		return nil, ErrTooBig
	}
	ctx, cancel := context.WithTimeout(ctx, fileTime)
	defer cancel()
	body, err := a.api.download(ctx, f.URL)
	switch statusOf(err) {
	case http.StatusForbidden, http.StatusNotFound, http.StatusGone: // run out
		if u := a.freshURL(ctx, f); u != "" {
			return a.api.download(ctx, u)
		}
	}
	return body, err
}

// freshURL asks for the message again, whose files then have new addresses; ""
// if they cannot be had.
func (a *Adapter) freshURL(ctx context.Context, f fileRef) string {
	var m message
	if f.Channel == "" || f.Message == "" || a.api.get(ctx, discordgo.EndpointChannelMessage(f.Channel, f.Message), &m) != nil {
		return ""
	}
	files := m.Files
	for _, s := range m.Snapshots {
		files = append(files, s.Message.Files...)
	}
	if i := slices.IndexFunc(files, func(x file) bool { return x.ID == f.ID }); i >= 0 {
		return files[i].URL
	}
	return ""
}

// download gets a file from Discord's file hosts, or from our base's.
func (p *api) download(ctx context.Context, at string) ([]byte, error) {
	u, err := url.Parse(at)
	if err != nil || !(u.Host == p.base.Host && u.Scheme == p.base.Scheme || u.Scheme == "https" && slices.Contains(fileHosts, u.Host)) {
		return nil, errNoFile
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, errNoFile
	}
	resp, err := p.next.RoundTrip(req) // follows nowhere, and shows no token
	if err != nil {
		return nil, errors.New("discord: a file host does not answer")
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, &apiError{status: resp.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxFile+1))
	if err != nil {
		return nil, errors.New("discord: a file broke off")
	}
	if len(body) > maxFile {
		return nil, ErrTooBig
	}
	return body, nil
}
