package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hangup/bot"
)

// letterOrder is what was asked of "hangup letter".
type letterOrder struct {
	kind, json, out string
	fields          bool
}

// letterCommand is "hangup letter": it asks in the terminal, or fills in a
// letter from a file of answers.
func letterCommand(ctx context.Context, w world, args []string) int {
	o, ok := readLetterOrder(w, args)
	if !ok {
		return exitUsage
	}
	h, err := build(w)
	if err == nil {
		err = h.letter(ctx, w, o)
	}
	if err != nil {
		fail(w.err, err)
		return exitUsage
	}
	return exitOK
}

// readLetterOrder reads the words of the command; the kind may stand before or
// behind the flags.
func readLetterOrder(w world, args []string) (letterOrder, bool) {
	var o letterOrder
	flags := flag.NewFlagSet("letter", flag.ContinueOnError)
	flags.SetOutput(w.err)
	flags.StringVar(&o.json, "json", "", "a `FILE` that holds an object of field id to answer; - for standard input")
	flags.StringVar(&o.out, "out", "", "write the letter to a `FILE` that ends in .pdf or .txt")
	flags.BoolVar(&o.fields, "fields", false, "list what the letter asks")
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		o.kind, args = args[0], args[1:]
	}
	if flags.Parse(args) != nil {
		return o, false
	}
	if o.kind == "" {
		o.kind = flags.Arg(0)
	} else if flags.NArg() > 0 {
		_, _ = fmt.Fprintf(w.err, "hangup: letter: %q is one word too many\n%s", flags.Arg(0), usage)
		return o, false
	}
	return o, true
}

// letter carries the order out.
func (h *app) letter(ctx context.Context, w world, o letterOrder) error {
	p, ok := h.bot.LetterPage(o.kind, nil, time.Now())
	if !ok {
		return fmt.Errorf("letter: %q is no kind of letter; use one of %s", o.kind, strings.Join(h.letterKinds(), ", "))
	}
	if ext := filepath.Ext(o.out); o.out != "" && ext != ".pdf" && ext != ".txt" {
		return errors.New("letter: --out names a file that ends neither in .pdf nor in .txt; use one of the two")
	}
	if len(p.Elsewhere) > 0 {
		return fmt.Errorf("letter: %s", strings.Join(p.Elsewhere, " "))
	}
	switch {
	case o.fields:
		return listFields(w.out, p)
	case o.json != "":
		return h.letterFromFile(w, o)
	}
	return h.letterFromTalk(ctx, w, o)
}

func (h *app) letterKinds() []string {
	var out []string
	for _, c := range h.bot.LetterKinds() {
		out = append(out, c.ID)
	}
	return out
}

// listFields writes a line for each question: its id, the question, its answers.
func listFields(out io.Writer, p bot.LetterPage) error {
	for _, q := range p.Questions {
		line := q.ID + "\t" + q.Ask
		if len(q.Taps) > 0 {
			var taps []string
			for _, t := range q.Taps {
				taps = append(taps, t.ID)
			}
			line += "\t" + strings.Join(taps, ", ")
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return fmt.Errorf("letter: writing: %w", err)
		}
	}
	return nil
}

// letterFromFile fills in a letter from a file of answers.
func (h *app) letterFromFile(w world, o letterOrder) error {
	answers, err := readAnswers(w.in, o.json)
	if err != nil {
		return err
	}
	p, _ := h.bot.LetterPage(o.kind, nil, time.Now())
	known := p.Questions
	p, _ = h.bot.LetterPage(o.kind, answers, time.Now())
	known = append(known, p.Questions...)
	var bad []error
	for _, id := range sortedIDs(answers) {
		if !slices.ContainsFunc(known, func(q bot.LetterQuestion) bool { return q.ID == id }) {
			bad = append(bad, fmt.Errorf("letter: %q is no field of this letter; see hangup letter %s --fields", id, o.kind))
		}
	}
	for _, q := range p.Questions {
		if q.Wrong != "" {
			bad = append(bad, fmt.Errorf("letter: %s: %s", q.ID, q.Wrong))
		}
	}
	if len(bad) > 0 {
		return errors.Join(bad...)
	}
	for _, s := range p.Told {
		_, _ = fmt.Fprintln(w.err, s)
	}
	if len(p.Documents) == 0 {
		return errors.New("letter: this letter does not fit these answers, so it was not written; use another kind: " + strings.Join(h.letterKinds(), ", "))
	}
	return writeLetter(w, o, p.Documents)
}

func sortedIDs(answers map[string]string) []string {
	var out []string
	for id := range answers {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// readAnswers reads an object of answers: words, numbers, or true and false.
func readAnswers(in io.Reader, name string) (map[string]string, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("letter: the file of --json cannot be opened: %w; check its name", errors.Unwrap(err))
		}
		defer f.Close()
		in = f
	}
	d := json.NewDecoder(io.LimitReader(in, maxText))
	d.UseNumber()
	var raw map[string]any
	if d.Decode(&raw) != nil {
		return nil, errors.New("letter: the file of --json is no JSON object; write {\"bank\":\"…\",\"amounts\":\"…\"}")
	}
	out := map[string]string{}
	for id, v := range raw {
		switch v := v.(type) {
		case string:
			out[id] = v
		case json.Number:
			out[id] = v.String()
		case bool:
			out[id] = map[bool]string{true: "yes", false: "no"}[v]
		case nil:
			out[id] = ""
		default:
			return nil, fmt.Errorf("letter: the answer to %q is neither words nor a number; write it in quotes", id)
		}
	}
	return out, nil
}

// letterFromTalk asks in the terminal, one question at a time. The letter alone
// goes to standard output, so that it can be sent on.
func (h *app) letterFromTalk(ctx context.Context, w world, o letterOrder) error {
	state, m := bot.State{}, bot.Message{Choice: "letter:start:" + o.kind}
	in := bufio.NewScanner(w.in)
	for {
		m.Chat, m.From, m.Time, m.Addressed = bot.Chat{Platform: "letter", ID: "letter"}, "letter", time.Now(), true
		out := h.bot.Handle(ctx, m, state)
		state = out.State
		_, _ = fmt.Fprintf(w.err, "\n%s\n\n> ", plain(out.Reply))
		if len(out.Reply.Documents) > 0 {
			_, _ = fmt.Fprintln(w.err)
			return writeLetter(w, o, out.Reply.Documents)
		}
		if state.Letter.At.IsZero() {
			return errors.New("letter: it was stopped, and nothing is kept of it")
		}
		if !in.Scan() || ctx.Err() != nil {
			return errors.New("letter: the answers ended before the letter was done; nothing is kept of it")
		}
		m = typed(in.Text(), out.Reply.Choices)
	}
}

// typed is a line as a message: the label of a button is a press.
func typed(line string, choices []bot.Choice) bot.Message {
	for _, c := range choices {
		if strings.EqualFold(strings.TrimSpace(line), c.Label) {
			return bot.Message{Choice: c.ID}
		}
	}
	return bot.Message{Text: line}
}

// writeLetter writes the letter where it was asked for.
func writeLetter(w world, o letterOrder, docs []bot.Document) error {
	kind := "text/plain"
	if filepath.Ext(o.out) == ".pdf" {
		kind = "application/pdf"
	}
	i := slices.IndexFunc(docs, func(d bot.Document) bool { return strings.HasPrefix(d.MediaType, kind) })
	if i < 0 {
		return errors.New("letter: the PDF cannot show some of these letters; use --out with a name that ends in .txt")
	}
	if o.out == "" {
		_, err := w.out.Write(docs[i].Body)
		return err
	}
	if err := os.WriteFile(o.out, docs[i].Body, 0o600); err != nil {
		return fmt.Errorf("letter: the file of --out cannot be written: %w; choose another place", errors.Unwrap(err))
	}
	_, _ = fmt.Fprintln(w.err, "hangup: the letter is in "+o.out)
	return nil
}

// letterDesk fills in letters for the web page.
type letterDesk struct{ *bot.Bot }

// LetterPage fills in a letter as of now.
func (d letterDesk) LetterPage(kind string, answers map[string]string) (bot.LetterPage, bool) {
	return d.Bot.LetterPage(kind, answers, time.Now())
}
