package bot

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestToldOnce: a group hears of a text once a day, whatever becomes of it; of
// another one it hears all the same.
func TestToldOnce(t *testing.T) {
	const first = "Windows Defender Security Warning. Your PC is blocked. Call Microsoft Support on 0808 157 0192 at once."
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		text  string
		after time.Duration
		told  bool
	}{
		"as it was":            {first, time.Minute, true},
		"another number":       {strings.Replace(first, "0808 157 0192", "020 7946 0142", 1), time.Hour, true},
		"shouted":              {strings.ToUpper(first) + "!!", time.Hour, true},
		"a word mended":        {strings.Replace(first, "Warning", "Alert", 1), time.Hour, true},
		"with words around it": {"Look what I just got, has anybody else seen this one? " + first, time.Hour, true},
		"a day later":          {first, 25 * time.Hour, false},
		"another scam":         {"VIRUS ALERT! Spyware found on this PC. Ring Windows Help Desk on 020 7946 0142 now.", time.Hour, false},
		"nothing to read":      {"", time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			x := turn{m: Message{Time: now}}
			if x.told24(first) {
				t.Fatal("it counts as told before it was")
			}
			x.m.Time = now.Add(c.after)
			if got := x.told24(c.text); got != c.told {
				t.Errorf("told is %v, want %v", got, c.told)
			}
		})
	}
}

// TestToldIsBounded: a group that is flooded keeps no more than it may.
func TestToldIsBounded(t *testing.T) {
	x := turn{m: Message{Time: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}}
	for i := range 3 * maxTold {
		x.told24(strings.Repeat(string(rune('a'+i%26)), 2+i/26) + " one two three four five six seven")
	}
	longest := slices.MaxFunc(x.state.Group.Told, func(a, b ToldText) int { return len(a.Marks) - len(b.Marks) })
	if len(x.state.Group.Told) > maxTold || len(longest.Marks) > maxMarks {
		t.Errorf("%d texts are kept, of one %d marks", len(x.state.Group.Told), len(longest.Marks))
	}
}
