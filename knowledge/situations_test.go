package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"hangup/knowledge/ask"
)

// stories reads the stories from which situations are learnt.
func stories(t *testing.T) []ask.Story {
	t.Helper()
	files, _ := filepath.Glob("ask/testdata/*.jsonl")
	var out []ask.Story
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		in := bufio.NewScanner(f)
		for n := 1; in.Scan(); n++ {
			s := ask.Story{Own: true}
			if err := json.Unmarshal(in.Bytes(), &s); err != nil {
				t.Fatalf("%s:%d: %v", name, n, err)
			}
			s.Idea = filepath.Base(name) + "/" + s.Idea
			out = append(out, s)
		}
		_ = f.Close()
	}
	return out
}

// TestStories checks that the stories name situations that there are.
func TestStories(t *testing.T) {
	b := base(t)
	for _, s := range stories(t) {
		for _, id := range s.Situations {
			if _, ok := b.Situation(id); !ok {
				t.Errorf("%q: there is no situation %q", s.Text, id)
			}
		}
	}
}

// TestSituations prints how well each situation is heard in stories whose idea
// was not learnt from (make questions), and with HANGUP_ERRORS=n the first n
// that were missed or heard wrongly of each.
func TestSituations(t *testing.T) {
	if os.Getenv("HANGUP_MEASURE") == "" {
		t.Skip("learning takes a while; make questions runs this")
	}
	examples, _ := own(t)
	_, all := base(t).LearnSituations(stories(t), examples)
	limit, _ := strconv.Atoi(os.Getenv("HANGUP_ERRORS"))
	sum := map[bool]*sums{true: {name: "crises"}, false: {name: "calm ones"}}
	for _, h := range all {
		sum[h.Crisis].add(h)
		t.Logf("%-22s %3d stories: recall %.2f precision %.2f; by cues alone %.2f and %.2f; from %.2f",
			h.Situation, h.Stories, h.Both.Recall(h.Stories), h.Both.Precision(), h.Cues.Recall(h.Stories), h.Cues.Precision(), h.From)
		for _, s := range h.Missed[:min(limit, len(h.Missed))] {
			t.Logf("    missed: %s", s)
		}
		for _, s := range h.Wrong[:min(limit, len(h.Wrong))] {
			t.Logf("    wrong:  %s", s)
		}
	}
	for _, s := range sum {
		t.Logf("%s: recall %.2f precision %.2f; by cues alone %.2f and %.2f", s.name, s.both.Recall(s.n), s.both.Precision(), s.cues.Recall(s.n), s.cues.Precision())
	}
}

// sums adds up several situations.
type sums struct {
	name       string
	n          int
	cues, both ask.Tally
}

func (s *sums) add(h ask.Hearing) {
	s.n += h.Stories
	for to, from := range map[*ask.Tally]ask.Tally{&s.cues: h.Cues, &s.both: h.Both} {
		to.Right += from.Right
		to.Wrong += from.Wrong
	}
}
