package bot_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"hangup/bot"
)

// told is a question or story and what its first reply must and must not say.
// Words joined by "|" are as good as each other. Words is the most it may have.
type told struct {
	Text   string   `json:"text"`
	Has    []string `json:"has"`
	HasNot []string `json:"hasnot"`
	Words  int      `json:"words"`
}

// The most words of a first reply: half of them, and all but one in twenty.
const (
	medianWords = 90
	mostWords   = 160
)

// TestMoneyQuestions asks what people ask about money, banks, papers and
// reports, and looks for the particular point in the first reply.
func TestMoneyQuestions(t *testing.T) {
	b := newBot(t)
	var words []int
	for _, q := range toldIn(t, "testdata/questions-money.jsonl") {
		reply := b.Handle(context.Background(), private(q.Text), bot.State{}).Reply.Text()
		low, n := strings.ToLower(reply), len(strings.Fields(reply))
		words = append(words, n)
		if q.Words > 0 && n > q.Words {
			t.Errorf("%q: %d words", q.Text, n)
		}
		for _, h := range q.Has {
			if !slices.ContainsFunc(strings.Split(strings.ToLower(h), "|"), func(w string) bool { return strings.Contains(low, w) }) {
				t.Errorf("%q: nothing of %q in\n%s", q.Text, h, reply)
			}
		}
		for _, h := range q.HasNot {
			if strings.Contains(low, strings.ToLower(h)) {
				t.Errorf("%q: %q stands in\n%s", q.Text, h, reply)
			}
		}
	}
	slices.Sort(words)
	if n := len(words); words[n/2] > medianWords || words[n*19/20] > mostWords {
		t.Errorf("replies of %d words in the middle and %d at the long end", words[n/2], words[n*19/20])
	}
}

func toldIn(t *testing.T, file string) []told {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []told
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q told
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatalf("%s: line %d: %v", file, len(out)+1, err)
		}
		out = append(out, q)
	}
	return out
}
