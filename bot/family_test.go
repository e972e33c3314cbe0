package bot_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"hangup/bot"
	"hangup/bot/relay"
)

// town is a few people who write to one bot, each in a chat of their own.
type town struct {
	*testing.T
	relay *relay.Relay
	now   time.Time
	last  map[string]bot.Reply   // the newest thing that each one got
	notes map[string][]bot.Reply // what came without being asked
}

func newTown(t *testing.T) *town {
	t.Helper()
	b := newBot(t)
	b.SetKey([]byte("a key for tests"))
	r, err := relay.Open(t.Context(), relay.Options{Talk: relay.Talk{Handler: b, Fallback: b.Fallback(), Log: slog.New(slog.DiscardHandler)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return &town{T: t, relay: r, now: time.Unix(1.7e9, 0).UTC(), last: map[string]bot.Reply{}, notes: map[string][]bot.Reply{}}
}

// from sends a message of somebody's and hands out what comes of it.
func (w *town) from(who string, m bot.Message) bot.Reply {
	w.Helper()
	w.now = w.now.Add(20 * time.Second)
	m.ID, m.From, m.Name, m.Time = w.now.String(), who, strings.ToUpper(who[:1])+who[1:], w.now
	m.Chat, m.Addressed = bot.Chat{Platform: "test", ID: who}, true
	out := w.relay.Handle(w.Context(), m)
	checkReply(w.T, out.Reply)
	w.last[who] = out.Reply
	for _, n := range out.Notes {
		checkReply(w.T, n.Reply)
		w.last[n.To.ID] = n.Reply
		w.notes[n.To.ID] = append(w.notes[n.To.ID], n.Reply)
	}
	return out.Reply
}

func (w *town) says(who, words string) bot.Reply {
	w.Helper()
	return w.from(who, bot.Message{Text: words})
}

func (w *town) taps(who, label string) bot.Reply {
	w.Helper()
	for _, c := range w.last[who].Choices {
		if c.Label == label {
			return w.from(who, bot.Message{Choice: c.ID})
		}
	}
	w.Fatalf("%s has no button %q, only %v", who, label, w.last[who].Choices)
	return bot.Reply{}
}

// code is the code in what somebody got last.
func (w *town) code(who string) string {
	w.Helper()
	for _, c := range w.last[who].Choices {
		if c.Opens() == bot.Share {
			return strings.TrimPrefix(c.ID, "share:")
		}
	}
	w.Fatalf("%s got no code: %+v", who, w.last[who])
	return ""
}

// link makes anna the trusted person of margaret.
func (w *town) link() {
	w.Helper()
	w.says("margaret", "/family")
	w.taps("margaret", "Choose my trusted person")
	w.says("margaret", "Anna")
	w.says("anna", "/start "+w.code("margaret"))
	w.taps("anna", "Yes, I will")
	w.taps("margaret", "Yes, that is Anna")
}

func offers(r bot.Reply, label string) bool {
	return slices.ContainsFunc(r.Choices, func(c bot.Choice) bool { return c.Label == label })
}

func TestTrustedPersonIsTold(t *testing.T) {
	w := newTown(t)
	w.link()
	if got := w.last["anna"].Lead; got != "You are now the trusted person of Margaret." {
		t.Errorf("anna reads %q", got)
	}
	const mark = "my bank is zqxmark and they are on my computer right now"
	if r := w.says("margaret", mark); !offers(r, "Tell Anna") {
		t.Fatalf("a crisis offers %v, want Tell Anna among it", r.Choices)
	}
	r := w.taps("margaret", "Tell Anna")
	if !strings.Contains(r.Text(), "I have told Anna") || offers(r, "Tell Anna") {
		t.Errorf("margaret reads %q with %v", r.Text(), r.Choices)
	}
	got := w.last["anna"]
	if !got.Loud || !strings.Contains(got.Lead, "Margaret") || !strings.Contains(got.Text(), "You are not to blame") {
		t.Errorf("anna reads %q, want a loud call for help with words to say", got.Text())
	}
	for _, n := range w.notes["anna"] {
		if strings.Contains(n.Text(), "zqxmark") {
			t.Error("anna reads what margaret wrote")
		}
	}
}

func TestEitherSideEndsIt(t *testing.T) {
	for who, button := range map[string]string{"margaret": "End it with Anna", "anna": "Stop helping Margaret"} {
		t.Run(who, func(t *testing.T) {
			w := newTown(t)
			w.link()
			w.says(who, "/family")
			if r := w.taps(who, button); !strings.HasPrefix(r.Lead, "It is ended.") {
				t.Errorf("%s reads %q", who, r.Lead)
			}
			if r := w.says("margaret", "they are on my computer right now"); offers(r, "Tell Anna") {
				t.Error("after the end anna can still be told")
			}
			before := len(w.notes["anna"])
			w.from("margaret", bot.Message{Choice: "family:tell"})
			if len(w.notes["anna"]) != before {
				t.Error("after the end anna was told by an old button")
			}
		})
	}
}

func TestForgetEndsLinks(t *testing.T) {
	w := newTown(t)
	w.link()
	w.says("anna", "/forget")
	if got := w.last["margaret"].Lead; !strings.Contains(got, "Anna is no longer your trusted person") {
		t.Errorf("margaret reads %q", got)
	}
}

// TestNobodyIsLinkedAlone: it takes both, the right code, and the right person.
func TestNobodyIsLinkedAlone(t *testing.T) {
	w := newTown(t)
	w.says("margaret", "/family Anna")
	code := w.code("margaret")
	for _, wrong := range []string{code[:len(code)-1] + "2", "pair-nobody-aaaaaaaaaa", "pair-" + strings.Repeat("x", 80) + "-aaaaaaaaaa"} {
		w.says("bob", "/start "+wrong)
		w.from("bob", bot.Message{Choice: "pair:y:" + wrong})
	}
	if len(w.notes["margaret"]) > 0 {
		t.Fatalf("a wrong code reached margaret: %v", w.notes["margaret"])
	}
	w.says("bob", "/family "+code)
	w.taps("bob", "Yes, I will")
	if r := w.says("margaret", "they are on my computer right now"); offers(r, "Tell Anna") {
		t.Error("bob is trusted before margaret agreed")
	}
	w.last["margaret"] = w.notes["margaret"][len(w.notes["margaret"])-1]
	if got := w.last["margaret"].Lead; !strings.Contains(got, "Bob says yes") || !strings.Contains(got, "Is that Anna?") {
		t.Errorf("margaret is asked %q", got)
	}
	w.taps("margaret", "No, that is not right")
	if r := w.says("margaret", "they are on my computer right now"); offers(r, "Tell Anna") {
		t.Error("bob is trusted although margaret said no")
	}
	w.says("carol", "/start "+code)
	w.taps("carol", "Yes, I will")
	if got := w.last["margaret"].Lead; strings.Contains(got, "Carol says yes") {
		t.Error("a code that is over works again")
	}
	if r := w.says("margaret", "/start "+code); !strings.Contains(r.Lead, "your own code") {
		t.Errorf("her own code: %q", r.Lead)
	}
}

// TestCrisisWhileNaming: what sounds like danger is no name.
func TestCrisisWhileNaming(t *testing.T) {
	w := newTown(t)
	w.says("margaret", "/family")
	w.taps("margaret", "Choose my trusted person")
	if r := w.says("margaret", "help they are in my computer now"); !r.Loud && !strings.Contains(r.Lead, "Wi-Fi") {
		t.Errorf("she reads %q", r.Text())
	}
}
