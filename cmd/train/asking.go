package main

import (
	"fmt"
	"path/filepath"

	"hangup/knowledge"
	"hangup/knowledge/ask"
)

// stories is where the stories lie from which questions are understood.
var stories = []string{"knowledge/ask/testdata/*.jsonl", "knowledge/ask/testdata/full/*.jsonl"}

// study learns how words lead to topics and what they tell of, and writes it.
func study(base *knowledge.Base) error {
	examples, err := read()
	if err != nil {
		return err
	}
	all, err := readStories()
	if err != nil {
		return err
	}
	ear := base.Study(all, examples, nil)
	files := map[string][]byte{"situations.weighs": ask.WriteWeighs(ear.Weighs)}
	if files["topics.weights"], err = ear.Topics.Write(); err != nil {
		return fmt.Errorf("topics: %w", err)
	}
	if files["situations.weights"], err = ear.Heard.Write(); err != nil {
		return fmt.Errorf("situations: %w", err)
	}
	return save(files)
}

// readStories reads all stories.
func readStories() ([]ask.Story, error) {
	var out []ask.Story
	for _, pattern := range stories {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("no stories in %s: run this from the top of the repository", pattern)
		}
		for _, name := range files {
			some, err := lines[ask.Story](name)
			if err != nil {
				return nil, err
			}
			for _, s := range some {
				s.Own, s.Idea = true, filepath.Base(name)+"/"+s.Idea
				out = append(out, s)
			}
		}
	}
	return out, nil
}
