package ask_test

import (
	"testing"

	"hangup/knowledge/ask"
	"hangup/knowledge/cue"
	"hangup/knowledge/source"
)

func items[T any](vs ...T) []source.Item[T] {
	out := make([]source.Item[T], len(vs))
	for i, v := range vs {
		out[i].Value = v
	}
	return out
}

// wordings are fifteen ways to ask the same thing.
func wordings(subject string) []string {
	var out []string
	for _, s := range []string{"how do i close ", "how can i shut ", "close ", "please close ", "what closes ", "i want to close ", "help me close ", "cant close ", "shut ", "closing ", "the way to close ", "end ", "get rid of ", "how to end ", "stop "} {
		out = append(out, s+subject)
	}
	return out
}

// reader knows two topics and one situation with an exception.
func reader(t *testing.T) *ask.Reader {
	t.Helper()
	set, bad := cue.Compile(nil, items(
		cue.Record{ID: "on-line", Phrases: []string{"on the phone"}},
		cue.Record{ID: "over", Phrases: []string{"hung up"}},
		cue.Record{ID: "for-somebody-else", Phrases: []string{"my mum"}},
		cue.Record{ID: "not", Role: cue.Negator, Phrases: []string{"not"}},
	))
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	misses := []string{"a", "b", "c"}
	r, bad := ask.New(set, items(
		ask.Topic{ID: "page", Title: "The page", Asks: wordings("the page"), Misses: misses, Answer: ask.Answer{Lead: "Hold Esc."}},
		ask.Topic{ID: "account", Title: "The account", Asks: wordings("my bank account"), Misses: misses, Answer: ask.Answer{Lead: "Ask the bank."}},
	), items(ask.Situation{ID: "caller", Crisis: true, Lead: "Hang up now.", When: []string{"on-line"}, Unless: []string{"over"}}, ask.Situation{ID: "call-ended", Told: true, When: []string{"over"}}))
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTopics(t *testing.T) {
	r := reader(t)
	for words, want := range map[string]string{
		"how do i clsoe teh page": "page", "shut the pgae": "page", "close my bank acount": "account",
	} {
		u := r.Read(words)
		if len(u.Topics) == 0 || u.Topics[0].Topic.ID != want || !u.Sure() {
			t.Errorf("%q: got %v, want %s", words, u.Topics, want)
		}
	}
	if u := r.Read("xyzzy"); u.Sure() || !u.Lost() {
		t.Errorf("nonsense was understood: %v", u.Topics)
	}
	if u := r.Read(""); !u.Lost() || u.Crisis() {
		t.Errorf("nothing was understood: %+v", u)
	}
}

func TestSituations(t *testing.T) {
	r := reader(t)
	for words, want := range map[string]bool{
		"he is on the phone":                      true,
		"he was on the phone but i hung up":       false, // the exception stands in the sentence
		"I hung up. Now he is on the phone":       true,  // in another one
		"nobody is on it, he is not on the phone": false,
	} {
		if got := r.Read(words).Crisis(); got != want {
			t.Errorf("%q: crisis %v, want %v", words, got, want)
		}
	}
	if u := r.Read("i hung up"); len(u.Situations) != 0 || len(u.Told) != 1 || u.Told[0].ID != "call-ended" {
		t.Errorf("what is only told: %+v", u)
	}
	if !r.Read("my mum is on the phone").Helper {
		t.Error("did not hear that it is about somebody else")
	}
}

func TestMistakesOfTopics(t *testing.T) {
	set, _ := cue.Compile(nil, items(cue.Record{ID: "for-somebody-else", Phrases: []string{"mum"}}))
	_, bad := ask.New(set, items(ask.Topic{ID: "page", Title: "A title that is far too long to fit on any button", Next: []string{"nowhere"}, Situations: []string{"nothing"}}), nil)
	if len(bad) < 5 {
		t.Errorf("only %d mistakes were found: %v", len(bad), bad)
	}
}
