package telegramtest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"unicode/utf8"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func (s *Server) setCommands(r *http.Request) (any, *refusal) {
	var list []struct {
		Command     string `json:"command"`
		Description string `json:"description"`
	}
	var scope struct {
		Type string `json:"type"`
	}
	if json.Unmarshal([]byte(r.Form.Get("commands")), &list) != nil || len(list) > 100 {
		return nil, bad("can't parse commands JSON object")
	}
	for _, c := range list {
		if n := utf8.RuneCountInString(c.Description); !commandName.MatchString(c.Command) || n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_INVALID")
		}
	}
	if json.Unmarshal([]byte(r.Form.Get("scope")), &scope) != nil {
		return nil, bad("can't parse BotCommandScope")
	}
	return s.set("setMyCommands "+scope.Type, r.Form.Get("commands"), maxForm)
}

func (s *Server) setDescription(r *http.Request) (any, *refusal) {
	return s.set(in("setMyDescription", r), r.Form.Get("description"), 512)
}

func (s *Server) setShort(r *http.Request) (any, *refusal) {
	return s.set(in("setMyShortDescription", r), r.Form.Get("short_description"), 120)
}

func (s *Server) setMenu(r *http.Request) (any, *refusal) {
	return s.set("setChatMenuButton", r.Form.Get("menu_button"), maxForm)
}

func (s *Server) set(name, value string, most int) (any, *refusal) {
	if utf8.RuneCountInString(value) > most {
		return nil, bad("value is too long")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings[name] = value
	s.changed()
	return true, nil
}

// in names a setting with the language that it is for, if there is one.
func in(name string, r *http.Request) string {
	if language := r.Form.Get("language_code"); language != "" {
		return name + " " + language
	}
	return name
}

func (s *Server) getDescription(r *http.Request) (any, *refusal) {
	return map[string]string{"description": s.Setting(in("setMyDescription", r))}, nil
}

func (s *Server) getShort(r *http.Request) (any, *refusal) {
	return map[string]string{"short_description": s.Setting(in("setMyShortDescription", r))}, nil
}
