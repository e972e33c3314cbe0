package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"hangup/knowledge"
	"hangup/knowledge/ask"
)

// stories is where the stories lie from which situations are learnt.
const stories = "knowledge/ask/testdata/*.jsonl"

// situations learns to hear situations in words that no cue knows, and writes it.
func situations(base *knowledge.Base) error {
	examples, err := read()
	if err != nil {
		return err
	}
	all, err := readStories()
	if err != nil {
		return err
	}
	m, _ := base.LearnSituations(all, examples)
	body, err := m.Write()
	if err != nil {
		return fmt.Errorf("situations: %w", err)
	}
	if err := os.WriteFile(filepath.Join(weights, "situations.weights"), body, 0o600); err != nil {
		return fmt.Errorf("writing what was learnt about situations: %w", err)
	}
	return nil
}

// readStories reads all stories.
func readStories() ([]ask.Story, error) {
	files, err := filepath.Glob(stories)
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no stories in %s: run this from the top of the repository", stories)
	}
	var out []ask.Story
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", name, err)
		}
		in := bufio.NewScanner(f)
		for n := 1; in.Scan(); n++ {
			s := ask.Story{Own: true}
			if err := json.Unmarshal(in.Bytes(), &s); err != nil {
				_ = f.Close()
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			s.Idea = filepath.Base(name) + "/" + s.Idea
			out = append(out, s)
		}
		_ = f.Close()
	}
	return out, nil
}
