package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hangup/bot"
)

const (
	socketFile   = "hangup.sock"
	maxSocket    = 100     // characters of its path that every system takes
	maxAsk       = 8 << 20 // bytes of one question
	answerWithin = time.Minute
)

// The words of the socket: one line of JSON each way, then it is closed. Whoever
// may enter the folder of the store may ask; that is this user only.
type socketAsk struct {
	Do      string       `json:"do"` // status, dead, retry, drop or chat
	ID      string       `json:"id,omitempty"`
	Message *bot.Message `json:"message,omitempty"`
}

type socketAnswer struct {
	Error   string       `json:"error,omitempty"`
	Status  *Status      `json:"status,omitempty"`
	Dead    []Dead       `json:"dead,omitempty"`
	Outcome *bot.Outcome `json:"outcome,omitempty"`
}

// listen answers on the socket in the folder of the store until ctx ends.
func (r *Relay) listen(ctx context.Context, dir string) {
	path := filepath.Join(dir, socketFile)
	if len(path) > maxSocket {
		r.Log.Warn("hangup check, dead and chat cannot ask this process: the path of HANGUP_DATA_DIR is too long for a socket")
		return
	}
	_ = os.Remove(path) // left behind by a crash: the folder's lock is ours
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		r.Log.Warn("hangup check, dead and chat cannot ask this process: the socket cannot be made", "error", err)
		return
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		<-ctx.Done()
		_ = l.Close()
	})
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		wg.Go(func() { r.answerOne(ctx, c) })
	}
}

// answerOne reads one question and answers it.
func (r *Relay) answerOne(ctx context.Context, c net.Conn) {
	defer func() { _ = c.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Now().Add(time.Second)) })
	defer stop()
	_ = c.SetDeadline(time.Now().Add(answerWithin))
	var ask socketAsk
	if json.NewDecoder(io.LimitReader(c, maxAsk)).Decode(&ask) != nil {
		return
	}
	answer, err := r.asked(ctx, ask)
	if err != nil {
		answer.Error = err.Error()
	}
	if err := json.NewEncoder(c).Encode(answer); err != nil {
		r.Log.Debug("an answer on the socket was not read", "error", err)
	}
}

func (r *Relay) asked(ctx context.Context, ask socketAsk) (a socketAnswer, err error) {
	switch {
	case ask.Do == "status":
		var s Status
		s, err = r.Status(ctx)
		a.Status = &s
	case ask.Do == "dead":
		a.Dead, err = r.Dead(ctx)
	case ask.Do == "retry":
		err = r.Retry(ctx, ask.ID)
	case ask.Do == "drop":
		err = r.Drop(ctx, ask.ID)
	case ask.Do == "chat" && ask.Message != nil:
		out := r.Handle(ctx, *ask.Message)
		a.Outcome = &out
	default:
		err = errors.New("socket: the running hangup does not know this question; it is of another version")
	}
	return a, err
}

// Client asks the process that works in a folder. Its methods do what those of
// the Relay there do.
type Client struct{ path string }

// ErrNobody is a folder in which no process answers.
var ErrNobody = errors.New("socket: no hangup is running there")

// Dial finds the process that works in a folder; ErrNobody if there is none.
func Dial(ctx context.Context, dir string) (*Client, error) {
	c := &Client{filepath.Join(dir, socketFile)}
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, ErrNobody
	}
	_ = conn.Close()
	return c, nil
}

func (c *Client) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: 2 * time.Second}
	return d.DialContext(ctx, "unix", c.path)
}

func (c *Client) ask(ctx context.Context, ask socketAsk) (a socketAnswer, err error) {
	conn, err := c.dial(ctx)
	if err != nil {
		return a, ErrNobody
	}
	defer func() { _ = conn.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := conn.SetDeadline(time.Now().Add(answerWithin)); err != nil {
		return a, fmt.Errorf("socket: %w", err)
	}
	if err := json.NewEncoder(conn).Encode(ask); err != nil {
		return a, errors.New("socket: the running hangup does not listen")
	}
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		return a, errors.New("socket: the running hangup does not answer")
	}
	if a.Error != "" {
		return a, errors.New(a.Error)
	}
	return a, nil
}

// Status says how much waits.
func (c *Client) Status(ctx context.Context) (Status, error) {
	a, err := c.ask(ctx, socketAsk{Do: "status"})
	if err != nil || a.Status == nil {
		return Status{}, err
	}
	return *a.Status, nil
}

// Dead lists what could not be delivered.
func (c *Client) Dead(ctx context.Context) ([]Dead, error) {
	a, err := c.ask(ctx, socketAsk{Do: "dead"})
	return a.Dead, err
}

// Retry queues again what could not be delivered.
func (c *Client) Retry(ctx context.Context, id string) error {
	_, err := c.ask(ctx, socketAsk{Do: "retry", ID: id})
	return err
}

// Drop wipes what could not be delivered.
func (c *Client) Drop(ctx context.Context, id string) error {
	_, err := c.ask(ctx, socketAsk{Do: "drop", ID: id})
	return err
}

// Converse answers one message in the running process.
func (c *Client) Converse(ctx context.Context, m bot.Message) (bot.Outcome, error) {
	a, err := c.ask(ctx, socketAsk{Do: "chat", Message: &m})
	if err != nil || a.Outcome == nil {
		return bot.Outcome{}, err
	}
	return *a.Outcome, nil
}
