package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"hangup/bot"
)

// askLine is one line in of "hangup ask --jsonl" (INTERFACE section 3).
type askLine struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

// askResult is one line out.
type askResult struct {
	ID      json.RawMessage `json:"id,omitempty"`
	Topic   string          `json:"topic"`
	Text    string          `json:"text"`
	Choices []wireChoice    `json:"choices"`
}

// askCommand is "hangup ask".
func askCommand(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("ask", flag.ContinueOnError)
	flags.SetOutput(w.err)
	asLines := flags.Bool("jsonl", false, "JSON lines in and out")
	if flags.Parse(args) != nil {
		return exitUsage
	}
	h, err := build(w)
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	if *asLines {
		return h.askLines(ctx, w)
	}
	question := strings.Join(flags.Args(), " ")
	if strings.TrimSpace(question) == "" {
		fail(w.err, errors.New("ask: no question was given; write: hangup ask \"they are on my computer\""))
		return exitUsage
	}
	out := h.ask(ctx, question)
	_, err = fmt.Fprintln(w.out, plain(out.Reply))
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// plain is a reply with its buttons as a line, for people at a terminal.
func plain(r bot.Reply) string {
	var labels []string
	for _, c := range r.Choices {
		labels = append(labels, c.Label)
	}
	if len(labels) == 0 {
		return r.Text()
	}
	return r.Text() + "\n\n[" + strings.Join(labels, "] [") + "]"
}

// ask answers one question of a stranger.
func (h *app) ask(ctx context.Context, question string) bot.Outcome {
	return h.talk.Once(ctx, bot.Message{
		Chat: bot.Chat{Platform: "ask", ID: "ask"}, From: "ask", Time: time.Now(), Text: question, Addressed: true,
	})
}

func (h *app) askLines(ctx context.Context, w world) int {
	err := eachLine(w.in, w.out, func(line []byte) any {
		r, err := h.askJSON(ctx, line)
		if err != nil {
			return wireError{idOf(line), err.Error()}
		}
		return r
	})
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// askJSON answers one object of INTERFACE section 3.
func (h *app) askJSON(ctx context.Context, line []byte) (any, error) {
	var l askLine
	if json.Unmarshal(line, &l) != nil || l.Text == nil {
		return nil, errors.New("this is not a question: write {\"id\":\"1\",\"text\":\"…\"}")
	}
	out := h.ask(ctx, *l.Text)
	return askResult{l.ID, h.bot.TopicOf(out), out.Reply.Text(), wireChoices(out.Reply.Choices)}, nil
}
