// Command train learns the second opinion from the project's own examples and
// writes the weights and a report of a cross-validation beside them. Run it by
// make train from the top of the repository.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hangup/knowledge"
	"hangup/knowledge/opinion"
	"hangup/knowledge/scan"
)

// Where the examples lie and the weights go.
const (
	examples = "knowledge/scan/testdata/*.jsonl"
	weights  = "knowledge/content/opinion"
)

// acts are the files of turns of conversations.
var acts = []string{"knowledge/act/testdata/acts.jsonl", "knowledge/act/testdata/turns.jsonl"}

func main() {
	if err := train(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// train learns and writes; with -report it only tells how good that would be,
// with -asking or -acts it learns only how words lead to topics and situations,
// or what turns of a conversation do.
func train(out io.Writer, args []string) error {
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		return fmt.Errorf("content: %w", err)
	}
	if !slices.Contains(args, "-report") {
		if done, err := trainAsking(base, args); done || err != nil {
			return err
		}
	}
	all, err := read()
	if err != nil {
		return err
	}
	learnt, probes := base.Learn(all)
	report := report(base, all, probes)
	if _, err := io.WriteString(out, report); err != nil {
		return fmt.Errorf("printing the report: %w", err)
	}
	if slices.Contains(args, "-report") {
		return nil
	}
	return write(learnt, report)
}

// trainAsking learns what serves conversations, or only the part that args
// names; then it is done.
func trainAsking(base *knowledge.Base, args []string) (done bool, err error) {
	parts := map[string]func(*knowledge.Base) error{"-asking": study, "-acts": trainActs}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if slices.Contains(args, name) {
			return true, parts[name](base)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if err := parts[name](base); err != nil {
			return false, err
		}
	}
	return false, nil
}

// trainActs learns what turns of a conversation do, and writes it.
func trainActs(base *knowledge.Base) error {
	var examples []knowledge.ActExample
	for _, name := range acts {
		some, err := lines[knowledge.ActExample](name)
		if err != nil {
			return err
		}
		examples = append(examples, some...)
	}
	body, err := base.LearnActs(examples).Write()
	if err != nil {
		return fmt.Errorf("acts: %w", err)
	}
	answers, err := base.LearnAnswers(examples).Write()
	if err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	return save(map[string][]byte{"acts.weights": body, "answers.weights": answers})
}

// write writes all that was learnt, and the report.
func write(o scan.Opinions, report string) error {
	files := map[string][]byte{"weigh.trees": o.Weigh.Write(), "README.md": []byte(report)}
	for name, m := range map[string]*opinion.Model{"kind": o.Kind, "voice": o.Voice, "signs": o.Signs, "variant": o.Variant} {
		body, err := m.Write()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		files[name+".weights"] = body
	}
	return save(files)
}

// save writes files beside the content.
func save(files map[string][]byte) error {
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(weights, name), body, 0o600); err != nil {
			return fmt.Errorf("writing what was learnt: %w", err)
		}
	}
	return nil
}

// read reads all examples.
func read() ([]knowledge.Labelled, error) {
	files, err := filepath.Glob(examples)
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no examples in %s: run this from the top of the repository", examples)
	}
	var out []knowledge.Labelled
	for _, name := range files {
		labelled, err := lines[knowledge.Labelled](name)
		if err != nil {
			return nil, err
		}
		for _, l := range labelled {
			l.File = strings.TrimSuffix(filepath.Base(name), ".jsonl")
			out = append(out, l)
		}
	}
	return out, nil
}

// lines reads one file of examples, one a line.
func lines[T any](name string) ([]T, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	defer f.Close()
	var out []T
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		var l T
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, l)
	}
	return out, nil
}

// report tells where the weights come from and how good they are.
func report(base *knowledge.Base, all []knowledge.Labelled, probes []knowledge.Probe) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The second opinion\n\nLearnt by `make train` from the %d examples in knowledge/scan/testdata, which were written for this\nproject. ", len(all))
	fmt.Fprintf(&b, "Nothing else was learnt from. The figures are of a cross-validation in %d parts; all texts of one idea\nstand in the same part, so none was judged by weights that had seen its idea.\n\n", knowledge.Folds)
	fmt.Fprintf(&b, "Rules alone:\n\n```\n%s```\n\nWith the second opinion:\n\n```\n%s```\n", knowledge.Tally(base.ProbesByRules(all)), knowledge.Tally(probes))
	return b.String()
}
