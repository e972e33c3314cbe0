package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// eachLine calls answer for every line of in and writes what it returns as
// JSON, one line each, flushed before the next is read. Empty lines are passed
// over; a line longer than maxText is answered with an error and skipped.
func eachLine(in io.Reader, out io.Writer, answer func([]byte) any) error {
	r := bufio.NewReaderSize(in, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, long, err := readLine(r)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return fmt.Errorf("reading lines: %w", err)
		}
		line = bytes.TrimSpace(line)
		switch {
		case long:
			if e := enc.Encode(wireError{Error: "the line is longer than 4 MiB: send a shorter text"}); e != nil {
				return fmt.Errorf("writing: %w", e)
			}
		case len(line) > 0:
			if e := enc.Encode(answer(line)); e != nil {
				return fmt.Errorf("writing: %w", e)
			}
		}
		if last {
			return nil
		}
	}
}

// readLine reads up to the end of the line and keeps at most maxText of it.
func readLine(r *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxText {
			long = true
		} else {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return line, long, err
	}
}

// idOf gives the id of a line that is otherwise broken, nil if it has none.
func idOf(line []byte) json.RawMessage {
	var x struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(line, &x) != nil {
		return nil
	}
	return x.ID
}
