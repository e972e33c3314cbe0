package discord

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"

	"hangup/bot"
)

// pressed is the custom_id of a button that was pressed already.
const pressed = "-"

// chosen stands before the label of a pressed button.
const chosen = "✓ "

// maxBeside is the most characters of labels that stand side by side.
const maxBeside = 44

// The types of components and styles of buttons (discord.com/developers/docs/
// components/reference).
const (
	typeRow       = 1
	typeButton    = 2
	typeText      = 10
	typeContainer = 17
	styleGrey     = 2
	styleLink     = 5
)

// component is one of a message.
type component struct {
	Type     int         `json:"type"`
	Content  string      `json:"content,omitempty"`
	Style    int         `json:"style,omitempty"`
	Label    string      `json:"label,omitempty"`
	CustomID string      `json:"custom_id,omitempty"`
	URL      string      `json:"url,omitempty"`
	Disabled bool        `json:"disabled,omitempty"`
	Inner    []component `json:"components,omitempty"`
}

// button is what a custom_id says. It is all that is needed to answer a press:
// nothing is remembered of the message that it stands under.
type button struct {
	guild string // the server that it is about, "" for a person's own conversation
	id    string // of the bot.Choice
}

func (b button) String() string {
	if b.guild != "" {
		return "g" + b.guild + ":" + b.id
	}
	return "p:" + b.id
}

// buttonOf reads a custom_id; one that is none of ours has no id.
func buttonOf(s string) button {
	head, id, _ := strings.Cut(s, ":")
	switch {
	case head == "p":
		return button{id: id}
	case len(head) > 1 && head[0] == 'g':
		return button{guild: head[1:], id: id}
	}
	return button{}
}

func (b button) opens() bot.Place { return bot.Choice{ID: b.id}.Opens() }

// rows makes the buttons of a reply to a chat.
func (a *Adapter) rows(choices []bot.Choice, to bot.Chat) []component {
	var out []component
	wide := 0
	for _, c := range choices {
		b, ok := a.button(c, to)
		n := utf8.RuneCountInString(b.Label)
		last := len(out) - 1
		switch {
		case !ok:
		case last >= 0 && len(out[last].Inner) < maxInRow && (wide+n <= maxBeside || len(out) == maxRows):
			out[last].Inner = append(out[last].Inner, b)
			wide += n
		case len(out) < maxRows:
			out = append(out, component{Type: typeRow, Inner: []component{b}})
			wide = n
		}
	}
	return out
}

// button makes one button; not ok where it has no use.
func (a *Adapter) button(c bot.Choice, to bot.Chat) (component, bool) {
	b := component{Type: typeButton, Style: styleGrey, Label: firstOf(visible(c.Label), maxLabel)}
	switch opens := c.Opens(); {
	case opens == bot.Alone && to.Kind == bot.Private, opens == bot.Share:
		return b, false
	case opens == bot.NewGroup:
		b.Style, b.URL = styleLink, a.serverLink()
		return b, a.app() != ""
	}
	is := button{id: c.ID}
	if to.Kind == bot.Group {
		is.guild = to.ID
	}
	b.CustomID = is.String()
	return b, b.Label != "" && c.ID != "" && len(b.CustomID) <= maxCustomID
}

// serverRights are what we need in a server: to see channels, to write there and
// in threads, to attach a file, and to answer an older message (discord.com/
// developers/docs/topics/permissions).
const serverRights = "274878008320"

// serverLink adds the bot to a server.
func (a *Adapter) serverLink() string {
	return authorize(url.Values{"client_id": {a.app()}, "scope": {"bot applications.commands"}, "permissions": {serverRights}, "integration_type": {"0"}})
}

// personLink adds the bot to a person's own apps.
func (a *Adapter) personLink() string {
	return authorize(url.Values{"client_id": {a.app()}, "scope": {"applications.commands"}, "integration_type": {"1"}})
}

func authorize(q url.Values) string { return "https://discord.com/oauth2/authorize?" + q.Encode() }

// shared puts the words to send to somebody in the place of a button that would
// send them: Discord has none.
func (a *Adapter) shared(r bot.Reply) (bot.Reply, string) {
	for _, c := range r.Choices {
		if c.Opens() == bot.Share && a.words["share"] != "" {
			_, code, _ := strings.Cut(c.ID, ":")
			return r, strings.NewReplacer("{link}", "<"+a.personLink()+">", "{code}", code).Replace(a.words["share"])
		}
	}
	return r, ""
}

// chosenOnly is the components of a message in which one button was pressed: of
// the buttons that one alone is left, marked. Not ok if it is not there any more.
func chosenOnly(raw json.RawMessage, id string) ([]any, bool) {
	var all []map[string]any
	if json.Unmarshal(raw, &all) != nil {
		return nil, false
	}
	var out []any
	found := false
	for _, one := range all {
		if one["type"] != float64(typeRow) {
			out = append(out, one)
			continue
		}
		inner, _ := one["components"].([]any)
		for _, x := range inner {
			if b, ok := x.(map[string]any); ok && b["custom_id"] == id && b["disabled"] != true {
				label, _ := b["label"].(string)
				found = true
				out = append(out, component{Type: typeRow, Inner: []component{{
					Type: typeButton, Style: styleGrey, Label: firstOf(chosen+label, maxLabel), CustomID: pressed, Disabled: true,
				}}})
			}
		}
	}
	return out, found
}
