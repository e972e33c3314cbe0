package knowledge

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var updateLetters = flag.Bool("update", false, "write the letters into testdata/letters")

// letterDay is the day on which letters are written in tests: a Monday.
var letterDay = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// settle fills in a letter and follows it to the one that fits, as the doors do.
func settle(t *testing.T, b *Base, kind string, answers map[string]string, w LetterWhere) (*Letter, LetterForm) {
	t.Helper()
	l, ok := b.Letter(kind)
	if !ok {
		t.Fatalf("no letter %s", kind)
	}
	for range 5 {
		form, wrong := l.Fill(answers, w)
		if len(wrong) > 0 {
			t.Fatalf("%s: %v: not taken: %v", l.ID, answers, wrong)
		}
		next := l
		for _, c := range l.Met(form, w) {
			if c.Switch {
				next, _ = b.Letter(c.To)
				break
			}
		}
		if next == l {
			return l, form
		}
		l = next
	}
	t.Fatalf("%s: %v: the letters send one another round", kind, answers)
	return nil, LetterForm{}
}

func ids(cs []*LetterCheck) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// wanted joins those names whose condition holds.
func wanted(holds map[string]bool) string {
	var out []string
	for id, ok := range holds {
		if ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// TestTransferChecks: every combination of what the claim for a transfer checks.
func TestTransferChecks(t *testing.T) {
	b, n := base(t), 0
	days := map[string][2]bool{"3/11/2026": {}, "22/10/2025": {false, true}, "23/10/2025": {}, "6/10/2024": {true, true}, "7/10/2024": {false, true}, "14 months ago": {false, true}, "13 months ago": {}}
	sums := map[string][2]bool{"£85,000": {}, "£85,000.01": {true}, "£85,001": {true}, "£60,000 and £30,000": {true}, "$399": {false, true}}
	for _, uk := range []string{"yes", "no", "unsure", ""} {
		for _, own := range []string{"theirs", "mine", ""} {
			for day, d := range days {
				for sum, m := range sums {
					for _, size := range []string{"person", "small", "big", "charity"} {
						for _, told := range []string{"today", "not yet"} {
							for _, warned := range []string{"no", "yes"} {
								answers := map[string]string{"route": "transfer", "who": "me", "uk": uk, "own": own, "dates": day, "amounts": sum, "size": size, "reported": told, "warned": warned, "police": map[bool]string{true: "no", false: "yes"}[size == "small"]}
								l, form := settle(t, b, "app-claim", answers, b.LetterWhere(letterDay, ""))
								want := wanted(map[string]bool{"not-uk": uk == "no", "own-account": own == "mine", "before-start": d[0], "too-late": d[1], "over-limit": m[0],
									"foreign-money": m[1], "small-firm": size == "small", "big-firm": size == "big", "charity": size == "charity", "no-police": size == "small", "not-told": told == "not yet", "warned": warned == "yes"})
								if got := ids(l.Met(form, b.LetterWhere(letterDay, ""))); l.ID != "app-claim" || got != want {
									t.Fatalf("%v: %s: got %q, want %q", answers, l.ID, got, want)
								}
								n++
							}
						}
					}
				}
			}
		}
	}
	if n < 5000 {
		t.Errorf("only %d combinations", n)
	}
}

// TestRoutes: how it was paid and who pressed send decide which letter it is.
func TestRoutes(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	for _, c := range [][4]string{
		{"transfer", "me", "app-claim", ""}, {"transfer", "unsure", "app-claim", "not-sure-who"}, {"transfer", "they", "unauthorised-claim", ""}, {"", "", "app-claim", ""},
		{"crypto", "", "app-claim", "crypto"}, {"other", "", "app-claim", "other-way"}, {"card", "", "section-75", ""}, {"bitcoin", "", "app-claim", "crypto"}, {"in cash", "", "app-claim", "other-way"},
	} {
		l, form := settle(t, b, "app-claim", map[string]string{"route": c[0], "who": c[1]}, w)
		if got := ids(l.Met(form, w)); l.ID != c[2] || got != c[3] {
			t.Errorf("%v: %s, %q", c, l.ID, got)
		}
	}
}

// TestCardChecks: every combination of what decides between Section 75 and
// chargeback, from either end.
func TestCardChecks(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	prices := map[string]bool{"£99.99": false, "£100": false, "£100.01": true, "about £399": true, "£30,000": true, "£30,000.01": false, "$399": false}
	for _, start := range []string{"section-75", "chargeback"} {
		for _, card := range []string{"credit", "debit", "unsure"} {
			for price, within := range prices {
				for _, part := range []string{"all", "part"} {
					for _, middleman := range []string{"yes", "no", "unsure"} {
						for day, late := range map[string]bool{"yesterday": false, "26/7/2026": false, "25/7/2026": true} {
							answers := map[string]string{"approved": "yes", "card": card, "price": price, "part": part, "amounts": "£50", "middleman": middleman, "dates": day, "reported": "today"}
							l, form := settle(t, b, start, answers, w)
							want := start
							foreign := price == "$399"
							switch {
							case card == "credit" && within && middleman != "yes":
								want = "section-75"
							case card == "debit", middleman == "yes", !within && !foreign:
								want = "chargeback"
							}
							if l.ID != want {
								t.Fatalf("%v from %s: got %s, want %s", answers, start, l.ID, want)
							}
							s75 := want == "section-75"
							wants := wanted(map[string]bool{"unknown-card": card == "unsure", "foreign-money": foreign, "late-chargeback": late && !s75,
								"by-middleman": middleman == "yes" && !s75, "part-paid": part == "part" && (!s75 || card == "credit")})
							if got := ids(l.Met(form, w)); got != wants {
								t.Fatalf("%v from %s: got %q, want %q", answers, start, got, wants)
							}
						}
					}
				}
			}
		}
		if l, _ := settle(t, b, start, map[string]string{"approved": "no", "card": "credit"}, w); l.ID != "unauthorised-claim" {
			t.Errorf("a card payment by others leads to %s", l.ID)
		}
	}
}

// TestUnauthorisedChecks: every combination of what that claim checks.
func TestUnauthorisedChecks(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	for _, approved := range []string{"no", "code", "pressed", "unsure"} {
		for day, late := range map[string]bool{"today": false, "23/10/2025": false, "22/10/2025": true} {
			for _, told := range []string{"today", "not yet"} {
				for sum, foreign := range map[string]bool{"£500": false, "€500": true} {
					l, form := settle(t, b, "unauthorised-claim", map[string]string{"approved": approved, "dates": day, "reported": told, "amounts": sum}, w)
					want := wanted(map[string]bool{"pressed": approved == "pressed", "gave-code": approved == "code", "too-late": late, "not-told": told == "not yet", "foreign-money": foreign})
					if got := ids(l.Met(form, w)); got != want {
						t.Errorf("%s, %s, %s, %s: got %q, want %q", approved, day, told, sum, got, want)
					}
				}
			}
		}
	}
}

// goldenAnswers are what the golden letters are written from.
var goldenAnswers = map[string]map[string]string{
	"app-claim": {"route": "transfer", "who": "me", "amounts": "two payments, 500 and 750", "dates": "the 3rd and the 5th", "bank": "nationwide", "method": "app", "uk": "yes", "own": "theirs", "to-bank": "Monzo",
		"story": "They rang and said they were Microsoft. They said thieves were in my account, and that I had to move the money.", "reported": "last Tuesday, evening", "warned": "no", "refused": "yes",
		"reason": "They say I did not take enough care.", "reply": "I asked them twice who they were.", "answered": "yes", "police": "yes", "hard": "I had just come out of hospital.", "size": "person", "name": "Ann Example"},
	"app-claim-blank": {},
	"unauthorised-claim": {"means": "remote", "approved": "no", "amounts": "£4,500", "dates": "last Tuesday", "bank": "Bank of Scotland", "story": "My screen went black. In the morning the money was gone.",
		"reported": "Wednesday", "refused": "no", "name": "Joe Example"},
	"section-75": {"approved": "yes", "card": "credit", "price": "£399", "part": "part", "amounts": "£120", "middleman": "no", "dates": "3/11", "seller": "FIXPC SUPPORT", "promised": "To clean my computer.",
		"story": "There was nothing to clean. They only installed AnyDesk.", "bank": "Halifax", "reported": "not yet", "name": "Ελένη Παπαδοπούλου"},
	"chargeback": {"approved": "yes", "card": "debit", "price": "£100", "part": "all", "middleman": "yes", "dates": "about the 10th", "seller": "PAYMATE*FIXPC", "story": "The antivirus they sold me does not exist.",
		"bank": "Starling", "reported": "yesterday", "name": "Жанна Иванова"},
	"incident-notes": {"started": "3 November, 3pm", "contact": "popup", "story": "A red page said my computer was locked. I rang the number, and a man took over the screen.", "numbers": "0808 157 0192",
		"sites": "micros0ft-help.example", "tools": "AnyDesk", "given": "my card, a code", "paid": "bank", "amounts": "£500, £750", "dates": "3 November", "bank": "TSB", "told": "The bank, on 4 November, reference TSB-118."},
}

// TestGoldenLetters: the text of each document. go test ./knowledge -run Golden -update
// writes them anew; read the difference.
func TestGoldenLetters(t *testing.T) {
	b := base(t)
	for _, name := range slices.Sorted(maps.Keys(goldenAnswers)) {
		kind := strings.TrimSuffix(name, "-blank")
		w := b.LetterWhere(letterDay, "")
		l, form := settle(t, b, kind, goldenAnswers[name], w)
		if l.ID != kind {
			t.Errorf("%s became %s", kind, l.ID)
		}
		paper := l.Paper(form, w)
		got, file := paper.Text(), filepath.Join("testdata", "letters", name+".txt")
		if *updateLetters {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s has changed:\n%s", name, got)
		}
		comparePDF(t, name, paper)
	}
}

// TestNotesNameTheNextPlace: the notes name the next place to report of the nation.
func TestNotesNameTheNextPlace(t *testing.T) {
	for _, c := range []struct {
		region       Region
		nation, want string
		not          string
	}{{GB, "", "0300 123 2040, Monday to Friday, 8am to 8pm", ""}, {GB, "SCO", "Police Scotland: 101", "0300 123 2040"}, {GB, "NI", "psni.police.uk", ""}, {GB, "WAL", "Report Fraud: 0300", "101"},
		{"US", "", "reportfraud.ftc.gov", "159"}, {"AU", "", "scamwatch.gov.au", "Report Fraud"}} {
		b := inRegion(t, c.region)
		w := b.LetterWhere(letterDay, c.nation)
		l, form := settle(t, b, "incident-notes", map[string]string{"paid": "bank"}, w)
		got := strings.Join(strings.Fields(l.Paper(form, w).Text()), " ")
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s %s: %s", c.region, c.nation, got)
		}
	}
}

// TestLettersAbroad: the claims of the UK are for the UK; elsewhere they say what to do instead.
func TestLettersAbroad(t *testing.T) {
	for _, r := range Regions() {
		b := inRegion(t, r)
		for _, l := range b.Letters() {
			here := r == GB || l.ID == "incident-notes"
			if b.LetterHere(l) != here || here != (len(l.Elsewhere) == 0) || here != (len(l.Fields) > 0) {
				t.Errorf("%s: %s: here %v, elsewhere %v, %d fields", r, l.ID, b.LetterHere(l), l.Elsewhere, len(l.Fields))
			}
		}
	}
}

// TestLettersSayWhatTheyAre: each document says that it is no legal advice and
// when its rules were checked, has a line for what is never asked, and holds no hole.
func TestLettersSayWhatTheyAre(t *testing.T) {
	b := base(t)
	for _, l := range b.Letters() {
		w := b.LetterWhere(letterDay, "")
		form, _ := l.Fill(nil, w)
		text := l.Paper(form, w).Text()
		for _, want := range []string{"not legal advice", "November 2026", letterLine} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", l.ID, want)
			}
		}
		if strings.ContainsAny(text, "{}") {
			t.Errorf("%s has a hole: %s", l.ID, text)
		}
	}
}

const letterLine = "____________________"

// TestOnlyWhatWasSaid: no answer, no claim. What a blank letter says is in every
// letter of its kind, and a letter holds no word that is neither its own nor the person's.
func TestOnlyWhatWasSaid(t *testing.T) {
	b := base(t)
	w := b.LetterWhere(letterDay, "")
	for _, l := range b.Letters() {
		allowed := strings.Join(strings.Fields(fmt.Sprint(l.Text)), " ")
		form, _ := l.Fill(nil, w)
		for _, p := range l.Paper(form, w).Parts {
			for _, s := range slices.Concat([]string{p.Title}, p.Lines, p.Points) {
				s = strings.NewReplacer(letterLine, "", "23 November 2026", "", "November 2026", "").Replace(s)
				for piece := range strings.SplitSeq(s, "  ") {
					if piece = strings.Trim(piece, " .:"); piece != "" && !strings.Contains(allowed, piece) && !strings.ContainsAny(piece, ",") {
						t.Errorf("%s: %q is not in its content", l.ID, piece)
					}
				}
			}
		}
	}
}
