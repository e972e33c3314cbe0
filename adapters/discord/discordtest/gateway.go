package discordtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// gate is the gateway's part of a server; the server's lock guards it.
type gate struct {
	beat     time.Duration
	sessions map[string]*session
	now      *conn // the connection that events go to, nil for none
	opened   int   // connections
	began    int   // sessions
	resumed  int
	intents  int
	dead     bool // it takes everything and says nothing
}

// session outlives its connections.
type session struct {
	id   string
	seq  int64
	sent []packet // for a resume
}

// packet is what goes over the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

// conn is one connection.
type conn struct {
	ws *websocket.Conn
	mu sync.Mutex // of writing
	s  *session
}

func (c *conn) write(p any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(time.Second)) // a dead one is found by reading
	_ = c.ws.WriteJSON(p)                                  // see above
}

func (c *conn) close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second)) // see above
	_ = c.ws.Close()                                                                                                   // see above
}

// send sends an event to the bot, now or when it resumes; the lock is held.
func (s *Server) send(kind string, about any) {
	raw, _ := json.Marshal(about) //nolint:errchkjson // tests send what has a form
	var to *session
	if s.gate.now != nil {
		to = s.gate.now.s
	} else {
		for _, x := range s.gate.sessions {
			to = x // the only one that can be resumed
		}
	}
	if to == nil {
		return
	}
	to.seq++
	seq := to.seq
	p := packet{0, raw, &seq, &kind}
	to.sent = append(to.sent, p)
	if s.gate.now != nil && !s.gate.dead {
		s.gate.now.write(p)
	}
}

var upgrade = websocket.Upgrader{}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrade.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{ws: ws}
	defer func() { _ = ws.Close() }()
	s.mu.Lock()
	s.gate.opened++
	beat := s.gate.beat
	if r.URL.Query().Get("encoding") != "json" || r.URL.Query().Get("v") == "" {
		s.mu.Unlock()
		c.close(4012)
		return
	}
	s.mu.Unlock()
	c.write(map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": beat.Milliseconds()}})
	for {
		var p packet
		if err := ws.ReadJSON(&p); err != nil {
			s.hungUp(c, websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway))
			return
		}
		if !s.said(c, p) {
			return
		}
	}
}

// hungUp notes that a connection has ended. With 1000 or 1001 its session ends too.
func (s *Server) hungUp(c *conn, forGood bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if forGood && c.s != nil && s.gate.now == c { // one that we have closed ourselves can be resumed
		delete(s.gate.sessions, c.s.id)
	}
	if s.gate.now == c {
		s.gate.now = nil
	}
	s.changed()
}

// said takes what the bot says; false if the connection is over.
func (s *Server) said(c *conn, p packet) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.changed()
	switch p.Op {
	case 1:
		if !s.gate.dead {
			c.write(map[string]any{"op": 11})
		}
	case 2:
		return s.identify(c, p.Data)
	case 6:
		return s.resume(c, p.Data)
	}
	return true
}

func (s *Server) identify(c *conn, raw json.RawMessage) bool {
	var d struct {
		Token   string `json:"token"`
		Intents int    `json:"intents"`
	}
	_ = json.Unmarshal(raw, &d) // what cannot be read has no token
	s.gate.intents = d.Intents
	switch {
	case d.Token != "Bot "+Token && d.Token != Token:
		c.close(4004)
		return false
	case d.Intents&(1<<15) != 0 && !s.content, d.Intents&(1<<1|1<<8) != 0:
		c.close(4014)
		return false
	}
	s.gate.began++
	x := &session{id: "session" + strconv.Itoa(s.gate.began)}
	clear(s.gate.sessions)
	s.gate.sessions[x.id] = x
	c.s = x
	s.gate.now, s.gate.dead = c, false
	guilds := []any{}
	for _, g := range s.guilds {
		if g.hasBot {
			guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
		}
	}
	s.send("READY", map[string]any{"v": 9, "user": me(), "session_id": x.id, "resume_gateway_url": "wss://unused.invalid", "guilds": guilds,
		"application": map[string]any{"id": BotID, "flags": s.appFlags()}})
	for _, g := range s.guilds {
		if g.hasBot {
			s.send("GUILD_CREATE", g.json())
		}
	}
	return true
}

func (s *Server) resume(c *conn, raw json.RawMessage) bool {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	_ = json.Unmarshal(raw, &d) // see above
	x := s.gate.sessions[d.Session]
	switch {
	case d.Token != "Bot "+Token && d.Token != Token:
		c.close(4004)
		return false
	case x == nil:
		c.write(map[string]any{"op": 9, "d": false})
		return true
	}
	s.gate.resumed++
	c.s = x
	s.gate.now, s.gate.dead = c, false
	for _, p := range x.sent {
		if *p.Seq > d.Seq {
			c.write(p)
		}
	}
	s.send("RESUMED", map[string]any{})
	return true
}

// Close ends the connection with a code; the session can be resumed.
func (s *Server) Close(code int) {
	s.mu.Lock()
	c := s.gate.now
	s.gate.now = nil
	s.mu.Unlock()
	if c != nil {
		c.close(code)
	}
}

// Drop cuts the connection without a word.
func (s *Server) Drop() {
	s.mu.Lock()
	c := s.gate.now
	s.gate.now = nil
	s.mu.Unlock()
	if c != nil {
		_ = c.ws.NetConn().Close() // that is what it is for
	}
}

// Reconnect asks the bot to connect anew (op 7).
func (s *Server) Reconnect() { s.tell(map[string]any{"op": 7, "d": nil}) }

// Invalidate ends the session (op 9): the bot has to identify again.
func (s *Server) Invalidate() { s.tell(map[string]any{"op": 9, "d": false}) }

func (s *Server) tell(p any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gate.now != nil {
		s.gate.now.write(p)
	}
}

// Die makes the connection a dead one: it stays open, takes everything and says nothing.
func (s *Server) Die() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.dead = true
}

// Beat sets the time between heartbeats of new connections.
func (s *Server) Beat(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.beat = d
}
