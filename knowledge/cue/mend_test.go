package cue

import "testing"

func TestMisreadWordsAreMended(t *testing.T) {
	records := []Record{{ID: "locked", Phrases: []string{"(computer|windows) ..3 (blocked|locked)"}}, {ID: "modem", Phrases: []string{"modem"}}}
	s := compileWith(t, []string{"modern", "is", "your"}, records...)
	for body, want := range map[string]int{
		"your cornputer is bIocked":   1,
		"vvindows is blockecl":        1,
		"vvinclows is blocked":        0, // two places in one word are too many
		"vvindows is b1ocked":         1,
		"Your Windows is bloclced":    0,
		"yourcomputerisblocked":       1,
		"a modern house":              0, // a word of its own
		"wiii your cornputer be fine": 0,
	} {
		if got := len(s.Read(body).Hits); got != want {
			t.Errorf("%q: %d cues, want %d", body, got, want)
		}
	}
}

func TestWordsOfAPrefixStayWhole(t *testing.T) {
	s := compileWith(t, []string{"black", "mailing", "computer", "ed"}, Record{ID: "threat", Phrases: []string{"blackmail*"}}, Record{ID: "pc", Phrases: []string{"computer"}})
	for body, want := range map[string]int{"he is blackmailing me": 1, "blackcomputer": 1} {
		if got := len(s.Read(body).Hits); got != want {
			t.Errorf("%q: %d cues, want %d", body, got, want)
		}
	}
}

func TestMendingQuotesTheOriginal(t *testing.T) {
	s := compileWith(t, []string{"is"}, Record{ID: "locked", Phrases: []string{"computer is blocked"}})
	f := s.Read("Your cornputerisblocked!")
	if len(f.Hits) != 0 { // misread and glued at once is left
		t.Fatalf("%d cues", len(f.Hits))
	}
	f = s.Read("Your cornputer is blocked!")
	if len(f.Hits) != 1 || f.Doc.Quote(f.Hits[0].Span(f.Doc)) != "cornputer is blocked" {
		t.Errorf("cues %+v in %q", f.Hits, f.Doc.Body)
	}
}
