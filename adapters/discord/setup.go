package discord

import (
	"context"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"

	"hangup/bot"
)

// The types of a command's options, and the one whose values are buttons.
const (
	optionText   = 3
	optionFile   = 11
	optionButton = "do"
)

// command is one command as Discord takes it. Where a field is nil Discord has
// its own mind.
type command struct {
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	Type        int         `json:"type"`
	Options     []parameter `json:"options,omitempty"`
	Rights      *string     `json:"default_member_permissions,omitempty"`
	Installs    []int       `json:"integration_types,omitempty"`
	Places      []int       `json:"contexts,omitempty"`
}

// parameter is an option of a command.
type parameter struct {
	Type        int        `json:"type"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	Required    bool       `json:"required,omitempty"`
	Choices     []selected `json:"choices,omitempty"`
	Suggests    bool       `json:"autocomplete,omitempty"`
}

type selected struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// parameters are the options of commands: their names and types. What they are
// called for people stands in the content.
var parameters = map[string][]parameter{
	"check":    {{Type: optionText, Name: "text"}, {Type: optionFile, Name: "picture"}},
	"ask":      {{Type: optionText, Name: "question"}},
	"letter":   {{Type: optionText, Name: "kind", Choices: []selected{{"app-claim", "app-claim"}, {"unauthorised-claim", "unauthorised-claim"}, {"section-75", "section-75"}, {"incident-notes", "incident-notes"}}}},
	"family":   {{Type: optionText, Name: "name"}},
	"region":   {{Type: optionText, Name: "country", Suggests: true}},
	"settings": {{Type: optionText, Name: optionButton, Choices: []selected{{"watch", "mode:watch"}, {"asked", "mode:asked"}, {"here-off", "here:off"}, {"here-on", "here:on"}}}},
}

// mayRun is the right to manage a server, by which /settings is shown.
const mayRun = "32"

// setUp tells Discord which commands there are. Where an application cannot be
// added by people, its commands are for servers.
func (a *Adapter) setUp(ctx context.Context) {
	at := discordgo.EndpointApplicationGlobalCommands(a.app())
	list := a.commands()
	err := a.api.do(ctx, request{method: http.MethodPut, at: at, body: list}, nil)
	if statusOf(err) == http.StatusBadRequest {
		for i := range list {
			list[i].Installs, list[i].Places = nil, nil
		}
		err = a.api.do(ctx, request{method: http.MethodPut, at: at, body: list}, nil)
	}
	if err != nil && ctx.Err() == nil {
		a.log.Warn("the commands could not be set up", "platform", platform, "status", statusOf(err), "code", codeOf(err))
	}
}

// commands are all of ours: those of bot.Commands, and the one in the menu of a message.
func (a *Adapter) commands() []command {
	anywhere, everybody := []int{inServer, inOurChat, inOtherChat}, []int{0, 1}
	list := []command{{Name: firstOf(a.words["menu-check"], 32), Type: commandMessage, Installs: everybody, Places: anywhere}}
	for _, name := range bot.Commands {
		says := firstOf(a.words["command-"+name], maxSays)
		if says == "" {
			continue
		}
		c := command{Name: name, Description: says, Type: commandWords, Installs: everybody, Places: anywhere, Options: a.options(name)}
		if name == "settings" {
			right := mayRun
			c.Rights, c.Installs, c.Places = &right, []int{0}, []int{inServer}
		}
		list = append(list, c)
	}
	return slices.DeleteFunc(list, func(c command) bool { return c.Name == "" })
}

// options are the parameters of a command with their words.
func (a *Adapter) options(name string) []parameter {
	var out []parameter
	for _, p := range parameters[name] {
		p.Description = firstOf(a.words["option-"+name+"-"+p.Name], maxSays)
		p.Choices = slices.Clone(p.Choices)
		for i, c := range p.Choices {
			p.Choices[i].Name = firstOf(a.words["choice-"+name+"-"+c.Name], maxSays)
		}
		if p.Description != "" {
			out = append(out, p)
		}
	}
	return out
}

// application is what Discord says of ours.
type application struct {
	ID       string         `json:"id"`
	Flags    *int64         `json:"flags"`
	Installs map[string]any `json:"integration_types_config"`
}

func (a *Adapter) application(ctx context.Context) (application, error) {
	var app application
	err := a.api.get(ctx, appMe, &app)
	return app, err
}

// Health is what Discord says of the bot.
type Health struct {
	Name     string
	Servers  int  // that it is in, at least
	ReadsAll bool // the text of every message comes to it
	ByPeople bool // people can add it to their own apps
	Known    bool // Discord said what the application may do
	ServerAt string
	PersonAt string
}

// Check asks Discord who the bot is and how it is set. The error is one clear
// sentence.
func (a *Adapter) Check(ctx context.Context) (Health, error) {
	if err := a.learn(ctx); err != nil {
		if statusOf(err) == http.StatusUnauthorized {
			return Health{}, errToken
		}
		return Health{}, errSilent
	}
	h := Health{Name: a.me().Name, ReadsAll: a.canRead(), ServerAt: a.serverLink(), PersonAt: a.personLink()}
	if app, err := a.application(ctx); err == nil {
		_, h.ByPeople = app.Installs["1"]
		h.Known = true
	}
	var in []struct{}
	if a.api.get(ctx, discordgo.EndpointUserGuilds("@me"), &in) == nil {
		h.Servers = len(in)
	}
	return h, nil
}
