package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"

	"hangup/knowledge"
)

// config is the environment (INTERFACE section 6).
type config struct {
	Telegram telegramSettings `envPrefix:"TELEGRAM_"`
	Discord  discordSettings  `envPrefix:"DISCORD_"`
	WebAddr  string           `env:"WEB_ADDR" envDefault:"127.0.0.1:8080"`
	Region   string           `env:"HANGUP_REGION" envDefault:"GB"`
	DataDir  string           `env:"HANGUP_DATA_DIR"`
	NatsURL  string           `env:"NATS_URL"` // may hold a password: never printed
	Creds    string           `env:"NATS_CREDS"`
	LogLevel string           `env:"LOG_LEVEL" envDefault:"info"`
	LogForm  string           `env:"LOG_FORMAT" envDefault:"text"`
}

// secret is a token. However it is printed, it does not show.
type secret string

// hidden is what is printed instead of a secret.
const hidden = "[hidden]"

// String hides the secret.
func (secret) String() string { return hidden }

// GoString hides the secret.
func (secret) GoString() string { return hidden }

// LogValue hides the secret.
func (secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON hides the secret.
func (secret) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }

// environment joins the real environment with the file .env; the real one wins.
// A missing file is fine. The error never repeats what stands in the file.
func environment(own []string, file string) (map[string]string, error) {
	out := map[string]string{}
	raw, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: it cannot be read; fix its rights or remove it", file)
	}
	values, err := godotenv.Parse(strings.NewReader(strings.TrimPrefix(string(raw), "\ufeff")))
	if err != nil {
		return nil, fmt.Errorf("%s: a line is not KEY=value; compare it with .env.example", file)
	}
	maps.Copy(out, values)
	for _, kv := range own {
		if k, v, ok := strings.Cut(kv, "="); ok {
			out[k] = v
		}
	}
	return out, nil
}

// configure reads and checks the configuration. The error is one sentence that
// names the key and an example.
func configure(values map[string]string) (config, error) {
	var c config
	if err := env.ParseWithOptions(&c, env.Options{Environment: filled(values)}); err != nil {
		return c, errors.New("configuration: a value cannot be read; compare the keys with .env.example")
	}
	if c.WebAddr != "off" {
		if _, _, err := net.SplitHostPort(c.WebAddr); err != nil {
			return c, errors.New("WEB_ADDR: not an address; write host:port such as 127.0.0.1:8080, or off")
		}
	}
	c.Region = strings.ToUpper(c.Region)
	if !slices.Contains(knowledge.Regions(), knowledge.Region(c.Region)) {
		return c, errors.New("HANGUP_REGION: there is no content for that region; write one of " + regionCodes() + ", such as GB")
	}
	if _, err := level(c.LogLevel); err != nil {
		return c, err
	}
	if c.Creds != "" && c.NatsURL == "" {
		return c, errors.New("NATS_CREDS: it is of no use without NATS_URL; set NATS_URL=tls://nats.example.org:4222 or leave it out")
	}
	if c.LogForm != "text" && c.LogForm != "json" {
		return c, errors.New("LOG_FORMAT: unknown; write text or json")
	}
	return c, nil
}

// regionCodes are the regions that there is content for, in a row.
func regionCodes() string {
	var codes []string
	for _, r := range knowledge.Regions() {
		codes = append(codes, string(r))
	}
	return strings.Join(codes, ", ")
}

// filled leaves out empty values, so that they mean the default.
func filled(values map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range values {
		if strings.TrimSpace(v) != "" {
			out[k] = strings.TrimSpace(v)
		}
	}
	return out
}

func level(s string) (slog.Level, error) {
	switch s {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	}
	return 0, errors.New("LOG_LEVEL: unknown; write debug, info, warn or error")
}
