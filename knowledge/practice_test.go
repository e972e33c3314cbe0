package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangup/knowledge/text"
)

// TestExercises: there are enough, tech-support comes first, and at least a
// third are genuine, so that "scam" is not always right.
func TestExercises(t *testing.T) {
	all := base(t).Exercises()
	genuine, tech := 0, 0
	for i, e := range all {
		genuine += bit(e.Answer == ExerciseGenuine)
		tech += bit(e.Kind == "tech-support")
		if e.Kind == "tech-support" && tech != i+1 {
			t.Errorf("%s comes after other kinds", e.ID)
		}
	}
	if len(all) < 40 || 3*genuine < len(all) || 3*genuine > 2*len(all) {
		t.Errorf("%d exercises, %d of them genuine", len(all), genuine)
	}
	t.Logf("%d exercises, %d about tech support, %d genuine", len(all), tech, genuine)
}

// TestScannerAgrees: whoever checks an exercise with /check gets the same
// answer, or the exercise says why not.
func TestScannerAgrees(t *testing.T) {
	b := base(t)
	for _, e := range b.Exercises() {
		v := b.Scan(Text{Body: e.Text})
		right := v.Level == Scam && v.Kind == e.Kind
		if e.Answer == ExerciseGenuine {
			right = v.Level == None
		}
		if right == (e.Scanner != "") {
			t.Errorf("%s is %s; the scanner says %s %s; the reason given is %q", e.ID, e.Answer, v.Level, v.Kind, e.Scanner)
		}
	}
}

// asks are words that a genuine exercise may not hold: it would teach to trust them.
var asks = regexp.MustCompile(`(?i)https?:|www\.|\b(call|ring) (us|our|this|0)|\binstall (it|this|our|the)|download|gift card[^,]`)

// TestExercisesHarmNobody: no number or address of an exercise can be used, and
// none that is genuine asks for what only criminals ask for.
func TestExercisesHarmNobody(t *testing.T) {
	for _, e := range base(t).Exercises() {
		if e.Answer == ExerciseGenuine && !strings.HasPrefix(e.Why, "Nothing here asks") {
			t.Errorf("%s is genuine; its why does not begin with what it does not ask for: %q", e.ID, e.Why)
		}
		for _, l := range append(e.Lines(), e.Telling()...) {
			d := text.Fold(l)
			usable := func(x text.Entity) bool {
				return x.Kind == text.Phone || x.Kind == text.Mail || x.Kind == text.URL && !strings.Contains(d.Quote(x.Span), "[.]")
			}
			if i := slices.IndexFunc(d.Entities, usable); i >= 0 {
				t.Errorf("%s shows %q", e.ID, d.Quote(d.Entities[i].Span))
			}
			if e.Answer == ExerciseGenuine && asks.MatchString(l) {
				t.Errorf("%s is genuine and says %q", e.ID, l)
			}
		}
	}
}
