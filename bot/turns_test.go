package bot_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"hangup/bot"
)

// spoken is a conversation of testdata/turns.jsonl: what somebody sends, and what
// each answer has to hold and must not.
type spoken struct {
	Talk  string `json:"talk"`
	Turns []struct {
		Text    string   `json:"text"`
		Forward string   `json:"forward"`
		Press   string   `json:"press"`
		Later   string   `json:"later"`  // time that goes by, with nothing sent
		Has     []string `json:"has"`    // "a|b" is either
		HasNot  []string `json:"hasnot"` // none of these
	} `json:"turns"`
}

// TestTurns plays the conversations of testdata/turns.jsonl.
func TestTurns(t *testing.T) {
	for _, c := range talks(t) {
		t.Run(strings.ReplaceAll(c.Talk, " ", "-"), func(t *testing.T) { c.play(t) })
	}
}

func (c spoken) play(t *testing.T) {
	t.Helper()
	p := newPlayer(t)
	for _, turn := range c.Turns {
		if turn.Later != "" {
			p.take(">~ " + turn.Later)
			continue
		}
		line := "> " + turn.Text
		switch {
		case turn.Forward != "":
			line = ">> " + turn.Forward
		case turn.Press != "":
			line = ">! " + turn.Press
		}
		p.take(line)
		p.now = p.now.Add(20 * time.Second)
		p.pending.Time = p.now
		p.last = p.handle(*p.pending).Reply
		p.pending = nil
		check(t, line, p.last, turn.Has, turn.HasNot)
	}
}

// TestTwoInAGroup: two people in one group have cases of their own, what they
// did is answered to them alone, and a scam is warned of once a day, also if
// somebody asked about it first.
func TestTwoInAGroup(t *testing.T) {
	p := newPlayer(t)
	say := func(from, kind, words string, has, hasNot []string) bot.Reply {
		p.take(">" + kind + " " + words)
		p.now = p.now.Add(20 * time.Second)
		p.pending.Time, p.pending.From = p.now, from
		r := p.handle(*p.pending).Reply
		p.pending = nil
		check(t, from+": "+words, r, has, hasNot)
		return r
	}
	say("sue", "@", "i gave my card to a caller", []string{"159"}, nil)
	say("bob", "@", "he is on my computer now", []string{"wi-fi"}, nil)
	if r := say("sue", "@", "card is frozen", []string{"card is stopped", "private"}, []string{"wi-fi"}); !r.Private {
		t.Error("what one person did is shown to all")
	}
	say("bob", "@", "its off", []string{"good", "159|hang up"}, []string{"card is stopped"})
	say("tom", "@", "Your Amazon Prime renews at £119.99 today. To cancel call 0808 157 0141", []string{"scam"}, nil)
	if r := say("ann", ".", "Your Amazon Prime renews at £89.99 today. To cancel call 0808 157 0177", nil, nil); !r.Silent() {
		t.Errorf("the same scam twice in a day: %s", r.Text())
	}
}

// check looks for words in a reply, small and capital letters alike.
func check(t *testing.T, sent string, r bot.Reply, has, hasNot []string) {
	t.Helper()
	said := strings.ToLower(r.Text())
	for _, want := range has {
		found := false
		for either := range strings.SplitSeq(want, "|") {
			found = found || strings.Contains(said, either)
		}
		if !found {
			t.Errorf("%q: nothing of %q in\n%s", sent, want, r.Text())
		}
	}
	for _, bad := range hasNot {
		if strings.Contains(said, bad) {
			t.Errorf("%q: %q stands in\n%s", sent, bad, r.Text())
		}
	}
}

func talks(t *testing.T) []spoken {
	t.Helper()
	f, err := os.Open("testdata/turns.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []spoken
	for in := bufio.NewScanner(f); in.Scan(); {
		var c spoken
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			t.Fatalf("conversation %d: %v", len(out)+1, err)
		}
		out = append(out, c)
	}
	return out
}
