package knowledge

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hangup/knowledge/fact"
)

// TestContentCheck fails on every forbidden wording and every sentence that is
// too hard (hangup check prints the same).
func TestContentCheck(t *testing.T) {
	for _, m := range base(t).Check() {
		t.Error(m)
	}
}

// mostAstray is the share of all hits and misses that may be taken otherwise
// once what was learnt has its say: some stand on the edge.
const mostAstray = 0.04

// TestSituationExamples runs each situation's own hits and misses: by cues all
// of them are right, and nearly all with what was learnt.
func TestSituationExamples(t *testing.T) {
	judging(t)
	b := base(t)
	n, astray := 0, 0
	for _, it := range b.content.situations {
		s := it.Value
		t.Run(s.ID, func(t *testing.T) {
			if len(s.Hits) < leastWordings || len(s.Misses) < 5 {
				t.Errorf("%d hits and %d misses; at least %d and 5", len(s.Hits), len(s.Misses), leastWordings)
			}
			look := func(words string, hit bool) {
				n++
				if slices.Contains(b.reader.ByCues(words), s.ID) != hit {
					t.Errorf("%q: its cues are wrong", words)
				}
				if inSituation(b, words, s.ID) != hit {
					astray++
					t.Logf("%q is taken otherwise", words)
				}
			}
			for _, h := range s.Hits {
				look(h, true)
			}
			for _, m := range s.Misses {
				look(m, false)
			}
		})
	}
	if float64(astray) > mostAstray*float64(n) {
		t.Errorf("%d of %d hits and misses are taken otherwise", astray, n)
	}
}

func inSituation(b *Base, words, id string) bool {
	u := b.Understand(words)
	for _, s := range append(u.Situations, u.Told...) {
		if s.ID == id {
			return true
		}
	}
	return false
}

// leastWordings is in how many ways each topic is asked for at least, and
// leastOwn each particular.
const (
	leastWordings = 40
	leastOwn      = 12
)

// TestTopicWordings: every topic has its wordings, and none stands in two topics.
func TestTopicWordings(t *testing.T) {
	owner := map[string]string{}
	for _, it := range base(t).content.topics {
		k := it.Value
		least := leastWordings
		if k.Of != "" {
			least = leastOwn
		}
		if len(k.Asks) < least {
			t.Errorf("%s: %d asks; at least %d", k.ID, len(k.Asks), least)
		}
		for _, a := range k.Asks {
			if other := owner[bareWords(a)]; other != "" {
				t.Errorf("%q stands in %s and in %s", a, other, k.ID)
			}
			owner[bareWords(a)] = k.ID
		}
	}
}

// TestParticulars: the wordings of particulars lead to them, but for one in
// three at most, which is near another or its own topic.
func TestParticulars(t *testing.T) {
	b := base(t)
	for _, it := range b.content.topics {
		k, away := it.Value, 0
		if k.Of == "" {
			continue
		}
		for _, a := range k.Asks {
			if u := b.Understand(a); len(u.Topics) == 0 || u.Topics[0].Topic.ID != k.ID {
				away++
				t.Logf("%s: %q leads elsewhere", k.ID, a)
			}
		}
		if 3*away > len(k.Asks) {
			t.Errorf("%s: %d of its %d asks lead elsewhere", k.ID, away, len(k.Asks))
		}
	}
}

// TestTopicMisses: a wording of a neighbouring topic must not lead to this one for sure.
func TestTopicMisses(t *testing.T) {
	b := base(t)
	for _, it := range b.content.topics {
		for _, m := range it.Value.Misses {
			if u := b.Understand(m); u.Sure() && u.Topics[0].Topic.ID == it.Value.ID {
				t.Errorf("%s: its miss %q leads to it", it.Value.ID, m)
			}
		}
	}
}

// TestTopicsOfTheInterface: each topic that INTERFACE section 3 names has an answer.
func TestTopicsOfTheInterface(t *testing.T) {
	const named = `is-it-scam-call, is-it-scam-popup, is-it-scam-refund, is-it-scam-message, on-phone-now, remote-access-now, remote-access-after, close-popup, uninstall-tool, passwords, bank-details-given, card-given, money-sent-bank-transfer, money-sent-card, money-sent-gift-card, money-sent-crypto-wire-cash, psr-reimbursement, bank-refused-claim, section-75-chargeback, id-documents-shared, cifas, report-scam, report-to-microsoft, report-text-email, how-real-microsoft-contacts, real-alert-vs-fake, quick-assist-question, code-shared-2fa, called-number-but-nothing-done, clicked-link, they-keep-calling, blocked-screen-or-locked-pc, helping-parent, talk-to-older-relative, recovery-scam, feeling-ashamed, phone-or-tablet-not-pc, mac-question, business-work-pc, bot-help, off-topic`
	b := base(t)
	for id := range strings.SplitSeq(named, ", ") {
		if _, ok := b.Topic(id); !ok {
			t.Errorf("no answer to %s", id)
		}
	}
}

// TestFirstActs: the first line of everything urgent is an act of at most
// twelve words and no question (UX rule 1).
func TestFirstActs(t *testing.T) {
	b := base(t)
	leads := map[string]string{}
	for _, it := range b.content.situations {
		if !it.Value.Told {
			leads["situation "+it.Value.ID] = it.Value.Lead
		}
	}
	for _, it := range b.content.topics {
		if it.Value.Grade == CrisisGrade {
			leads["topic "+it.Value.ID] = it.Value.Answer.Lead
		}
	}
	for where, lead := range leads {
		if n := len(strings.Fields(lead)); n == 0 || n > 12 || strings.Contains(lead, "?") {
			t.Errorf("%s: %q has %d words or asks", where, lead, n)
		}
	}
}

// TestInDeviceStartsRight is the bar of the first issue: cut off, then the bank
// among the first three steps.
func TestInDeviceStartsRight(t *testing.T) {
	steps := base(t).Plan([]string{"in-device"}, nil)
	if steps[0].ID != "cut-off" || steps[1].ID != "hang-up" || steps[2].ID != "bank-159" {
		t.Errorf("got %s, %s, %s", steps[0].ID, steps[1].ID, steps[2].ID)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestFactsShown: facts that may only be shown with a warning that they age are
// so shown, and hidden ones never.
func TestFactsShown(t *testing.T) {
	b := base(t)
	sub := must(fs.Sub(embedded, "content"))
	used := map[string]bool{}
	err := fs.WalkDir(sub, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".yaml") || name == "forbidden.yaml" || strings.HasPrefix(name, "facts/") || strings.HasPrefix(name, "regions/") {
			return err
		}
		for _, id := range fact.Used(string(must(fs.ReadFile(sub, name)))) {
			used[id] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	abroad := must(b.In(Elsewhere)) // letters also hold words for other regions
	for id := range used {
		f, ok := b.Fact(id)
		if !ok {
			f, ok = abroad.Fact(id)
		}
		if !ok || f.Show == fact.No {
			t.Errorf("fact %q is used but unknown or hidden", id)
		}
	}
	if len(used) < 40 {
		t.Errorf("only %d facts are used: is this test reading the content?", len(used))
	}
}

// contentCopy is the embedded content in memory, to be broken.
func contentCopy(t *testing.T) fstest.MapFS {
	t.Helper()
	sub := must(fs.Sub(embedded, "content"))
	out := fstest.MapFS{}
	err := fs.WalkDir(sub, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out[name] = &fstest.MapFile{Data: must(fs.ReadFile(sub, name))}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMistakesAreReportedTogether breaks the content in several places and
// wants every one named with its file and line.
func TestMistakesAreReportedTogether(t *testing.T) {
	broken := contentCopy(t)
	edit := func(name, old, with string) {
		data := string(broken[name].Data)
		if !strings.Contains(data, old) {
			t.Fatalf("%s does not hold %q any more: mend this test", name, old)
		}
		broken[name].Data = []byte(strings.Replace(data, old, with, 1))
	}
	edit("playbooks/steps.yaml", "{fact:bank-hotline}", "{fact:no-such-fact}")
	edit("topics/close-popup.yaml", "next: [", "next: [no-such-topic, ")
	edit("cues/people.yaml", "<relative>", "<no-such-list>")
	edit("say/bot.yaml", "hang up now.", "hang up now and ring 0300 123 2040.")
	_, err := Load(broken, GB)
	if err == nil {
		t.Fatal("no mistake was found")
	}
	for _, want := range []string{"playbooks/steps.yaml:", "no-such-fact", "topics/close-popup.yaml:", "no-such-topic", "cues/people.yaml:", "no-such-list", "say/bot.yaml:", "0300"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the mistakes do not name %q:\n%v", want, err)
		}
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if !regexp.MustCompile(`^[a-z/-]+\.yaml:\d+: .+: .+`).MatchString(line) {
			t.Errorf("not of the form file:line: what: remedy: %q", line)
		}
	}
	broken["topics/close-popup.yaml"].Data = append(broken["topics/close-popup.yaml"].Data, "colour: red\n"...)
	if _, err = Load(broken, GB); err == nil || !strings.Contains(err.Error(), "topics/close-popup.yaml:") || !strings.Contains(err.Error(), "colour") {
		t.Errorf("an unknown key was not refused: %v", err)
	}
}
