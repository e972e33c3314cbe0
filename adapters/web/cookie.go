package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"hangup/bot"
)

// cookieName names the cookie that holds the signed id of the chat.
const cookieName = "hangup_chat"

// seal signs what goes out to a browser and is to come back unchanged.
type seal struct{ key []byte }

var coding = base64.RawURLEncoding

// closed is body and its signature, for one purpose only.
func (s seal) closed(purpose string, body []byte) string {
	return coding.EncodeToString(body) + "." + coding.EncodeToString(s.sum(purpose, body))
}

// open gives back the body of closed, and false for anything else.
func (s seal) open(purpose, sealed string) ([]byte, bool) {
	first, second, ok := strings.Cut(sealed, ".")
	if !ok {
		return nil, false
	}
	body, err := coding.DecodeString(first)
	if err != nil {
		return nil, false
	}
	sum, err := coding.DecodeString(second)
	if err != nil || !hmac.Equal(sum, s.sum(purpose, body)) {
		return nil, false
	}
	return body, true
}

func (s seal) sum(purpose string, body []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(purpose + "\x00"))
	h.Write(body)
	return h.Sum(nil)
}

// chat is the chat of the browser behind r. One that has none yet, or a forged
// one, gets a fresh chat with the answer.
func (d *Door) chat(w http.ResponseWriter, r *http.Request) bot.Chat {
	if c, err := r.Cookie(cookieName); err == nil {
		if id, ok := d.seal.open("chat", c.Value); ok {
			return bot.Chat{Platform: "web", ID: coding.EncodeToString(id)}
		}
	}
	id := make([]byte, 16)
	rand.Read(id)
	http.SetCookie(w, d.cookie(r, d.seal.closed("chat", id)))
	return bot.Chat{Platform: "web", ID: coding.EncodeToString(id)}
}

// cookie lasts as long as the browser is open: no Expires on purpose.
func (d *Door) cookie(r *http.Request, value string) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // Secure wherever there is https; the default is plain http on this machine
		Name: cookieName, Value: value, Path: "/",
		HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https"),
	}
}

// dropChat takes the cookie away, so that the next message starts a new chat.
func (d *Door) dropChat(w http.ResponseWriter, r *http.Request) {
	w.Header().Del("Set-Cookie")
	c := d.cookie(r, "") //nolint:gosec // as there
	c.MaxAge = -1
	http.SetCookie(w, c)
}
