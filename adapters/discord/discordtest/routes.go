package discordtest

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

// call is one request of the API.
type call struct {
	*http.Request

	path  []string
	body  body
	file  *File
	after time.Duration // for the headers of the limits
	left  int
}

// body is what a request says of a message.
type body struct {
	Content    string           `json:"content"`
	Embeds     []map[string]any `json:"embeds"`
	Components []Component      `json:"components"`
	Flags      int              `json:"flags"`
	Nonce      string           `json:"nonce"`
	Enforce    bool             `json:"enforce_nonce"`
	Mentions   *struct {
		Parse   []string `json:"parse"`
		Replied bool     `json:"replied_user"`
	} `json:"allowed_mentions"`
	Ref *struct {
		Message string `json:"message_id"`
		Must    *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`
	Recipient string          `json:"recipient_id"`
	Type      int             `json:"type"`
	Data      *body           `json:"data"`
	Choices   json.RawMessage `json:"choices"`
	raw       []byte
}

// Component is one of a message.
type Component struct {
	Type     int         `json:"type"`
	Content  string      `json:"content,omitempty"`
	Style    int         `json:"style,omitempty"`
	Label    string      `json:"label,omitempty"`
	CustomID string      `json:"custom_id,omitempty"`
	URL      string      `json:"url,omitempty"`
	Disabled bool        `json:"disabled,omitempty"`
	Inner    []Component `json:"components,omitempty"`
}

// File is a file of a message.
type File struct {
	Name string
	Body []byte
}

// maxRequest is the most that a request may hold.
const maxRequest = 25 << 20

// read reads the body, as JSON or with a file.
func (c *call) read() *refusal {
	kind, more, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	raw, err := io.ReadAll(io.LimitReader(c.Request.Body, maxRequest))
	if err != nil || len(raw) == 0 {
		return nil
	}
	if strings.HasPrefix(kind, "multipart/") {
		form, err := multipart.NewReader(strings.NewReader(string(raw)), more["boundary"]).ReadForm(maxRequest)
		if err != nil {
			return bad("multipart")
		}
		raw = []byte(form.Value["payload_json"][0])
		if fs := form.File["files[0]"]; len(fs) > 0 {
			f, err := fs[0].Open()
			if err != nil {
				return bad("files")
			}
			in, _ := io.ReadAll(f)
			c.file = &File{fs[0].Filename, in}
		}
	} else if kind != "application/json" {
		return bad("content type")
	}
	c.body.raw = raw
	if len(raw) > 0 && raw[0] == '{' && json.Unmarshal(raw, &c.body) != nil {
		return &refusal{400, 50109, "The request body contains invalid JSON."}
	}
	return nil
}

// routeOf finds a route and its name.
func routeOf(method string, p []string) (string, func(*Server, *call) (any, *refusal)) {
	var names []string
	for i, x := range p {
		id := i > 0 && x != "" && x[0] >= '0' && x[0] <= '9' || len(x) > 40
		if !id {
			names = append(names, x)
		}
	}
	where := strings.Join(names, "/")
	do, known := map[string]func(*Server, *call) (any, *refusal){
		"GET gateway": (*Server).getGateway, "GET gateway/bot": (*Server).getGateway, "GET users/@me": (*Server).getMe,
		"GET oauth2/applications/@me": (*Server).getApp, "GET applications/@me": (*Server).getApp, "PUT applications/commands": (*Server).putCommands,
		"POST users/@me/channels": (*Server).openDM, "GET users/@me/guilds": (*Server).getGuilds, "DELETE users/@me/guilds": (*Server).leaveGuild,
		"GET guilds": (*Server).getGuild, "GET guilds/members": (*Server).getMember,
		"POST channels/messages": (*Server).postMessage, "GET channels/messages": (*Server).getMessages, "PATCH channels/messages": (*Server).patchMessage,
		"POST interactions/callback": (*Server).postCallback, "PATCH webhooks/messages/@original": (*Server).patchOriginal,
		"DELETE webhooks/messages/@original": (*Server).deleteOriginal, "POST webhooks": (*Server).postFollowup,
	}[method+" "+where]
	last := names[len(names)-1]
	if !known {
		return method + " " + where, nil
	}
	return method + " " + last, do
}

func (s *Server) getGateway(*call) (any, *refusal) {
	return map[string]any{"url": strings.Replace(s.http.URL, "http", "ws", 1) + "/ws", "shards": 1, "session_start_limit": map[string]any{"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}}, nil
}

func (s *Server) getMe(*call) (any, *refusal) { return me(), nil }

func me() map[string]any {
	return map[string]any{"id": BotID, "username": BotName, "bot": true, "discriminator": "0000", "avatar": nil}
}

func (s *Server) getApp(*call) (any, *refusal) {
	return map[string]any{"id": BotID, "name": BotName, "flags": s.appFlags(), "integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}}}, nil
}

func (s *Server) appFlags() int {
	if s.content {
		return 1 << 19
	}
	return 0
}

// putCommands takes commands whose names and descriptions are as they have to be.
func (s *Server) putCommands(c *call) (any, *refusal) {
	var list []struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Type        int    `json:"type"`
		Options     []struct {
			Name        string `json:"name"`
			Description string `json:"description"`
			Choices     []struct{ Name, Value string }
		} `json:"options"`
	}
	if json.Unmarshal(c.body.raw, &list) != nil {
		return nil, bad("commands")
	}
	had := map[string]bool{}
	for _, x := range list {
		words := x.Type == 1
		switch n := len([]rune(x.Description)); {
		case x.Name == "" || len([]rune(x.Name)) > 32 || words && (strings.ToLower(x.Name) != x.Name || strings.Contains(x.Name, " ")):
			return nil, bad("name")
		case words && (n < 1 || n > 100), !words && n > 0:
			return nil, bad("description of " + x.Name)
		case had[x.Name]:
			return nil, bad("the name comes twice: " + x.Name)
		}
		had[x.Name] = true
		for _, o := range x.Options {
			if n := len([]rune(o.Description)); o.Name == "" || n < 1 || n > 100 || len(o.Choices) > 25 {
				return nil, bad("option of " + x.Name)
			}
			for _, v := range o.Choices {
				if v.Name == "" || v.Value == "" {
					return nil, bad("choice of " + x.Name)
				}
			}
		}
	}
	s.commands = c.body.raw
	return json.RawMessage(c.body.raw), nil
}

func (s *Server) openDM(c *call) (any, *refusal) {
	p := s.people[c.body.Recipient]
	if p == nil {
		return nil, &refusal{400, 50033, "Invalid Recipient(s)"}
	}
	return map[string]any{"id": p.dm.ID, "type": 1}, nil
}

func (s *Server) getGuilds(*call) (any, *refusal) {
	out := []any{}
	for _, g := range s.guilds {
		if g.hasBot {
			out = append(out, map[string]any{"id": g.ID, "name": g.Name})
		}
	}
	return out, nil
}

func (s *Server) getGuild(c *call) (any, *refusal) {
	g := s.guilds[c.path[1]]
	if g == nil || !g.hasBot {
		return nil, &refusal{403, 50001, "Missing Access"}
	}
	return g.json(), nil
}

func (s *Server) getMember(c *call) (any, *refusal) {
	g := s.guilds[c.path[1]]
	if g == nil || !g.hasBot || len(c.path) < 4 || s.people[c.path[3]] == nil {
		return nil, &refusal{404, 10007, "Unknown Member"}
	}
	return g.member(s.people[c.path[3]]), nil
}

func (s *Server) leaveGuild(c *call) (any, *refusal) {
	g := s.guilds[c.path[3]]
	if g == nil || !g.hasBot {
		return nil, &refusal{404, 10004, "Unknown Guild"}
	}
	g.hasBot = false
	s.send("GUILD_DELETE", map[string]any{"id": g.ID})
	return nil, nil
}
