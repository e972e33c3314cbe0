package discord

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// The least that we ask of the gateway, and what is asked for on top where the
// application may have it.
const (
	leastIntents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	contentToo   = discordgo.IntentMessageContent
)

// The bounds of connecting.
const (
	maxPause    = 30 * time.Second
	openWithin  = 30 * time.Second
	closeWithin = 100 * time.Millisecond // to say goodbye
	closeResume = 4000                   // any code but 1000 and 1001 keeps the session
)

// The close codes after which it is of no use to try again (discord.com/
// developers/docs/topics/opcodes-and-status-codes, Gateway Close Event Codes).
const (
	closeToken   = 4004
	closeShard   = 4010
	closeShards  = 4011
	closeVersion = 4012
	closeIntents = 4013
	closeContent = 4014
)

var fatal = []int{closeToken, closeShard, closeShards, closeVersion, closeIntents, closeContent}

// errToken is a token that Discord does not know.
var errToken = errors.New("DISCORD_TOKEN: Discord does not accept this token; press Reset Token on the page Bot of your application in the developer portal and copy the new one")

// errOld is a Discord that has moved on.
var errOld = errors.New("discord: the gateway no longer takes connections of this kind; a newer hangup is needed")

// line is one connection to the gateway.
type line struct {
	*Adapter

	ctx     context.Context //nolint:containedctx // the library's handlers have none
	s       *discordgo.Session
	accept  acceptFunc
	held    *held
	down    chan struct{} // holds one when the connection has ended
	content bool          // the text of every message is asked for
	conn    conns
}

// open makes a line of one shard, not connected yet.
func (a *Adapter) open(ctx context.Context, shard, shards int, h *held, accept acceptFunc) *line {
	l := &line{Adapter: a, ctx: ctx, s: a.api.session(), accept: accept, held: h, down: make(chan struct{}, 1)}
	me := a.me()
	l.content = me.Flags == nil || *me.Flags&flagsContent != 0
	l.s.ShardID, l.s.ShardCount = shard, shards
	l.s.Identify.Intents = l.intents()
	l.s.Dialer = &websocket.Dialer{HandshakeTimeout: requestTime, NetDialContext: l.conn.dial}
	l.s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { l.event(e) })
	l.s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case l.down <- struct{}{}:
		default:
		}
	})
	return l
}

func (l *line) intents() discordgo.Intent {
	if l.content {
		return leastIntents | contentToo
	}
	return leastIntents
}

// run keeps the line connected until ctx ends. It gives an error only if that
// can never work.
func (l *line) run() error {
	pause := l.pause
	for l.ctx.Err() == nil {
		err := l.connect()
		switch {
		case err == nil:
			pause = l.pause
			l.talk()
		case l.ctx.Err() != nil:
		case websocket.IsCloseError(err, closeContent) && l.content:
			l.without()
			continue
		case websocket.IsCloseError(err, closeToken), statusOf(err) == 401:
			l.hangUp()
			return errToken
		case websocket.IsCloseError(err, fatal...):
			l.hangUp()
			return errOld
		default:
			l.log.Warn("the discord gateway does not answer", "platform", platform)
		}
		pause = wait(l.ctx, pause)
	}
	l.hangUp()
	return nil
}

// connect opens the connection, and resumes where it broke off.
func (l *line) connect() error {
	select {
	case <-l.down:
	default:
	}
	late := time.AfterFunc(openWithin, l.conn.cut)
	defer late.Stop()
	defer context.AfterFunc(l.ctx, l.conn.cut)()
	err := l.s.Open()
	if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
		return nil
	}
	if _, refused := errors.AsType[*discordgo.RESTError](err); refused {
		return (&guard{api: l.api, status: restStatus(err)}).clean(err)
	}
	return err //nolint:wrapcheck // it is looked at, never told
}

func restStatus(err error) int {
	if e, ok := errors.AsType[*discordgo.RESTError](err); ok && e.Response != nil {
		return e.Response.StatusCode
	}
	return 0
}

// without goes on without the text of every message, and says what is lost.
func (l *line) without() {
	l.content = false
	l.s.Identify.Intents = l.intents()
	l.mayRead(false)
	l.log.Warn("discord does not give this bot the text of every message: in servers it answers when it is mentioned or asked by a command, and cannot warn of scams by itself; the Message Content Intent on the page Bot of the developer portal changes that", "platform", platform)
}

// talk returns when the connection has ended, or is dead and was cut.
func (l *line) talk() {
	if l.content {
		l.mayRead(true)
	}
	tick := time.NewTicker(l.times.look)
	defer tick.Stop()
	for {
		select {
		case <-l.down:
			l.log.Info("the discord gateway has ended the connection; it is resumed", "platform", platform)
			return
		case <-l.ctx.Done():
			return
		case <-tick.C:
			l.s.RLock()
			last := l.s.LastHeartbeatAck
			l.s.RUnlock()
			if time.Since(last) > l.times.dead {
				l.log.Warn("the discord gateway is silent; the connection is made anew", "platform", platform)
				_ = l.s.CloseWithCode(closeResume) // it is dead: nobody is left to tell
				return
			}
		}
	}
}

// hangUp ends the connection. The library takes a second for it, which is not
// waited for.
func (l *line) hangUp() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = l.s.Close() // there is nothing to be done about it
	}()
	select {
	case <-done:
	case <-time.After(closeWithin):
		l.conn.cut()
	}
}

// wait waits for d or until ctx ends, and gives the next, longer pause.
func wait(ctx context.Context, d time.Duration) time.Duration {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
	return min(2*d, maxPause)
}

// conns is the network connection of a line, so that a dead one can be cut.
type conns struct {
	mu   sync.Mutex
	last net.Conn
}

func (c *conns) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, addr)
	if err != nil {
		return nil, bare(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = conn
	return conn, nil
}

func (c *conns) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil {
		_ = c.last.Close() // that is what it is for
	}
}
