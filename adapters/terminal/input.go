package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hangup/bot"
)

// maxText is the longest message taken, in bytes. What is behind Converse looks
// at much less; more is an accident.
const maxText = 1 << 20

// paste is what was sent at once: one line, or several that came together.
type paste struct {
	text string
	cut  bool  // longer than maxText; the rest was thrown away
	err  error // in failed; the last one
}

// readLines hands on the lines of in, without their ends, and closes the channel
// when in ends or ctx does.
func readLines(ctx context.Context, in io.Reader) <-chan paste {
	lines := make(chan paste)
	go func() {
		defer close(lines)
		r := bufio.NewReader(in)
		for {
			line, err := readLine(r)
			if err != nil && line.text == "" {
				if errors.Is(err, io.EOF) {
					return
				}
				line.err = err
			}
			select {
			case lines <- line:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return lines
}

// readLine reads to the end of the line, but keeps no more than maxText of it.
func readLine(r *bufio.Reader) (paste, error) {
	var b strings.Builder
	var p paste
	for {
		piece, err := r.ReadSlice('\n')
		if b.Len()+len(piece) <= maxText+1 {
			b.Write(piece)
		} else {
			p.cut = true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			p.text = strings.TrimRight(b.String(), "\r\n")
			return p, err
		}
	}
}

// collect joins lines that come within pause of each other: nobody types that
// fast, so they were pasted. With parted, an empty line ends a message too.
// Messages without a word are dropped. The channel is closed with lines.
func collect(ctx context.Context, lines <-chan paste, pause time.Duration, parted bool) <-chan paste {
	out := make(chan paste)
	go func() {
		defer close(out)
		var c collector
		timer := time.NewTimer(pause)
		defer timer.Stop()
		for {
			var full bool
			select {
			case <-ctx.Done():
				return
			case <-timer.C:
				full = true
			case line, ok := <-lines:
				if !ok {
					c.flush(ctx, out)
					return
				}
				full = c.add(line) || parted && strings.TrimSpace(line.text) == ""
				timer.Reset(pause)
			}
			if full {
				c.flush(ctx, out)
			}
		}
	}()
	return out
}

// collector holds the lines of one message. Its zero value is empty.
type collector struct {
	lines []string
	size  int
	cut   bool
	err   error
}

// add takes one more line and reports whether the message must end with it.
func (c *collector) add(line paste) bool {
	c.cut = c.cut || line.cut || c.size+len(line.text) > maxText
	if !c.cut {
		c.lines = append(c.lines, line.text)
		c.size += len(line.text) + 1
	}
	c.err = line.err
	return line.err != nil
}

// flush hands on what was collected, if it holds a word, and starts anew.
func (c *collector) flush(ctx context.Context, out chan<- paste) {
	p := paste{text: strings.Trim(strings.Join(c.lines, "\n"), "\n"), cut: c.cut, err: c.err}
	*c = collector{}
	if strings.TrimSpace(p.text) == "" && !p.cut && p.err == nil {
		return
	}
	select {
	case out <- p:
	case <-ctx.Done():
	}
}

// clean makes text of what was typed: valid UTF-8 without NUL.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, string(utf8.RuneError)), "\x00", "")
}

var slash = regexp.MustCompile(`^\s*/([A-Za-z_]{1,32})(?:\s+|$)`)

// command parts "/check the rest" into its name and the rest. The name is ""
// where text is not a command.
func command(text string) (name, rest string) {
	m := slash.FindStringSubmatchIndex(text)
	if m == nil {
		return "", text
	}
	return strings.ToLower(text[m[2]:m[3]]), text[m[1]:]
}

// pressed finds the choice that text means: its number or its label.
func pressed(choices []bot.Choice, text string) (id string, ok bool) {
	text = strings.TrimSpace(text)
	n, err := strconv.Atoi(strings.Trim(text, "[]"))
	if err == nil && n >= 1 && n <= len(choices) {
		return choices[n-1].ID, true
	}
	for _, c := range choices {
		if strings.EqualFold(text, strings.TrimSpace(c.Label)) {
			return c.ID, true
		}
	}
	return "", false
}
