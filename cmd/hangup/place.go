package main

import (
	"errors"
	"path/filepath"
	"runtime"

	"hangup/bot/relay"
)

// place says where the state is kept: in the operator's cluster if there is one,
// else in a folder of this machine.
func (h *app) place(w world) (relay.Place, error) {
	if h.conf.NatsURL != "" {
		return relay.Place{URL: h.conf.NatsURL, Creds: h.conf.Creds}, nil
	}
	if h.conf.DataDir != "" {
		dir, err := filepath.Abs(h.conf.DataDir)
		if err != nil {
			return relay.Place{}, errors.New("HANGUP_DATA_DIR: not a path; write one such as /var/lib/hangup")
		}
		return relay.Place{Dir: dir}, nil
	}
	dir := userFolder(runtime.GOOS, w.env)
	if dir == "" {
		return relay.Place{}, errors.New("storage: this user has no folder to keep things in; set HANGUP_DATA_DIR to one, such as /var/lib/hangup")
	}
	return relay.Place{Dir: dir}, nil
}

// userFolder is where programs keep things for a user, "" if it is not known.
func userFolder(system string, env map[string]string) string {
	home := env["HOME"]
	switch {
	case system == "windows" && env["LOCALAPPDATA"] != "":
		return filepath.Join(env["LOCALAPPDATA"], "hangup")
	case system == "windows":
		return ""
	case system == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "hangup")
	case filepath.IsAbs(env["XDG_DATA_HOME"]):
		return filepath.Join(env["XDG_DATA_HOME"], "hangup")
	case home != "":
		return filepath.Join(home, ".local", "share", "hangup")
	}
	return ""
}
