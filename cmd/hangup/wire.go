package main

import (
	"encoding/json"
	"errors"
	"time"

	"hangup/bot"
	"hangup/knowledge"
)

// maxText is the longest text taken in one JSON line or file, in bytes. The
// scanner looks at 16 KiB of it.
const maxText = 4 << 20

// wireLink is a link as the JSON doors take it.
type wireLink struct {
	Shown  string `json:"shown"`
	Target string `json:"target"`
}

// scanLine is one line in of "hangup scan --jsonl" (INTERFACE section 2).
type scanLine struct {
	ID    json.RawMessage `json:"id"`
	Text  *string         `json:"text"`
	File  string          `json:"file"`
	Links []wireLink      `json:"links"`
	From  string          `json:"from"`
	OCR   bool            `json:"ocr"`
	Watch bool            `json:"watch"`

	files   []bot.Attachment // what was read of
	lacking []string         // sentences about files beside the text that could not be read
}

// scanResult is one line out.
type scanResult struct {
	ID       json.RawMessage `json:"id,omitempty"`
	Level    string          `json:"level"`
	Kind     string          `json:"kind"`
	Variant  string          `json:"variant"`
	Voice    string          `json:"voice"`
	Score    float64         `json:"score"`
	Flags    []wireFlag      `json:"flags"`
	Entities wireEntities    `json:"entities"`
	Text     string          `json:"text"`
	Micros   int64           `json:"micros"`
}

type wireFlag struct {
	ID    string   `json:"id"`
	Sign  string   `json:"sign"`
	Quote []string `json:"quote"`
	Why   string   `json:"why"`
}

type wireEntities struct {
	Phones []string `json:"phones"`
	Links  []string `json:"links"`
	Tools  []string `json:"tools"`
	Money  []string `json:"money"`
}

// wireError is a line that could not be used.
type wireError struct {
	ID    json.RawMessage `json:"id,omitempty"`
	Error string          `json:"error"`
}

type wireChoice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

func wireChoices(cs []bot.Choice) []wireChoice {
	out := make([]wireChoice, 0, len(cs))
	for _, c := range cs {
		out = append(out, wireChoice(c))
	}
	return out
}

// readScan decodes one object of section 2.
func readScan(body []byte) (scanLine, error) {
	var l scanLine
	if err := json.Unmarshal(body, &l); err != nil {
		return l, errors.New("this is not a JSON object with the fields of the interface: check commas and quotes")
	}
	if l.Text == nil && l.File == "" {
		return l, errors.New("the line has no text: write {\"id\":\"1\",\"text\":\"…\"}")
	}
	return l, nil
}

// scan judges one line; its text must be there.
func (h *app) scan(l scanLine) scanResult {
	started := time.Now()
	t := knowledge.Text{Body: *l.Text, From: l.From, Doubtful: l.OCR, Watch: l.Watch}
	for _, x := range l.Links {
		t.Links = append(t.Links, knowledge.Link(x))
	}
	v := h.bot.Behind(h.base.Scan(t), l.files)
	micros := time.Since(started).Microseconds()
	r := h.bot.SayBehind(h.bot.VerdictReply(v, t.Body, nil), v, l.files)
	if len(l.lacking) > 0 {
		r.Blocks = append(r.Blocks, bot.Block{Lines: l.lacking})
	}
	return scanResult{
		ID: l.ID, Level: v.Level.String(), Kind: v.Kind, Variant: v.Variant, Voice: v.Voice, Score: v.Score,
		Flags: wireFlags(v, t.Body), Entities: wireEntitiesOf(v.Entities), Text: r.Text(), Micros: micros,
	}
}

func wireFlags(v knowledge.Verdict, body string) []wireFlag {
	out := make([]wireFlag, 0, len(v.Findings))
	for _, f := range v.Findings {
		w := wireFlag{ID: f.Flag.ID, Sign: f.Flag.Sign, Why: f.Flag.Why, Quote: []string{}}
		for _, s := range f.Evidence {
			w.Quote = append(w.Quote, body[s.Start:s.End])
		}
		out = append(out, w)
	}
	return out
}

func wireEntitiesOf(e knowledge.Entities) wireEntities {
	return wireEntities{list(e.Phones), list(e.Links), list(e.Tools), list(e.Money)}
}

// list makes a nil list an empty one, which JSON shows as [].
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
