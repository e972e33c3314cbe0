package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hangup/knowledge/ask"
	"hangup/knowledge/source"
)

// inRegion gives the base of a region of the embedded content.
func inRegion(tb testing.TB, r Region) *Base {
	tb.Helper()
	b, err := Default(r)
	if err != nil {
		tb.Fatalf("%s has %d mistakes, such as:\n%.2000s", r, strings.Count(err.Error(), "\n")+1, err.Error())
	}
	return b
}

// TestRegions: every region has a base, and its texts keep the rules for words
// people read.
func TestRegions(t *testing.T) {
	if rs := Regions(); len(rs) < 8 || rs[0] != GB || !slices.Contains(rs, Elsewhere) {
		t.Fatalf("regions: %v", rs)
	}
	for _, r := range Regions() {
		b := inRegion(t, r)
		for _, m := range b.Check() {
			t.Errorf("%s: %v", r, m)
		}
		if b.Region() != r || b.RegionName() == "" {
			t.Errorf("%s says it is %s, %q", r, b.Region(), b.RegionName())
		}
		if again := must(b.In(r)); again != b {
			t.Errorf("%s is not itself in its own region", r)
		}
	}
	if _, err := Default("ANY"); err == nil {
		t.Error("what holds everywhere is no region")
	}
	if _, err := inRegion(t, GB).In("QQ"); err == nil {
		t.Error("an unknown region has a base")
	}
}

// guarded are the kinds of facts that belong to one region. One plain word
// ("free") belongs to nobody.
func guarded(f Fact) bool {
	return slices.Contains([]string{"phone", "address", "money", "rule"}, f.Kind) && strings.ContainsAny(f.Value, " .@0123456789")
}

// ownValues takes the values of a region's own facts out of a text.
func ownValues(b *Base) *strings.Replacer {
	var values []string
	for _, f := range b.Facts() {
		if guarded(f) {
			values = append(values, f.Value)
		}
	}
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, v := range values {
		pairs = append(pairs, v, "#")
	}
	return strings.NewReplacer(pairs...)
}

// TestNoRegionHasAnothersNumbers: no text of a region holds a number, address,
// sum or rule of another region that is not also its own.
func TestNoRegionHasAnothersNumbers(t *testing.T) {
	theirs := map[Region]map[string]*regexp.Regexp{}
	for _, r := range Regions() {
		theirs[r] = map[string]*regexp.Regexp{}
		for _, f := range inRegion(t, r).Facts() {
			if guarded(f) {
				theirs[r][f.Value] = regexp.MustCompile(`(?i)(^|[^\w.])` + regexp.QuoteMeta(f.Value) + `($|\W)`)
			}
		}
	}
	for _, r := range Regions() {
		own := ownValues(inRegion(t, r))
		for _, s := range inRegion(t, r).Shown() {
			s.Text = own.Replace(s.Text)
			for other, values := range theirs {
				for value, re := range values {
					if theirs[r][value] == nil && strings.Contains(strings.ToLower(s.Text), strings.ToLower(value)) && re.MatchString(s.Text) {
						t.Errorf("%s: %s holds %q of %s: %q", r, s.Where, value, other, s.Text)
					}
				}
			}
		}
	}
}

// TestNations: the texts of Scotland and Northern Ireland name their own places
// to turn to; where only Scotland's police take reports, no other is named.
func TestNations(t *testing.T) {
	gb := inRegion(t, GB)
	for nation, never := range map[string][]string{
		"SCO": {"0300 123 2040", "reportfraud.police.uk", "0808 223 1133", "0300 123 6262", "PSNI"},
		"NI":  {"Scotland", "0808 164 6000", "0808 223 1133"},
	} {
		b := must(gb.InNation(nation))
		if b == gb || b.Region() != GB {
			t.Fatalf("%s has no words of its own", nation)
		}
		for _, m := range b.Check() {
			t.Errorf("%s: %v", nation, m)
		}
		for _, s := range b.Shown() {
			for _, value := range never {
				if strings.Contains(s.Text, value) && !slices.ContainsFunc(ofNations, func(w string) bool { return strings.Contains(s.Where, w) }) {
					t.Errorf("%s: %s holds %q: %q", nation, s.Where, value, s.Text)
				}
			}
		}
	}
	if must(gb.InNation("WAL")) != gb {
		t.Error("Wales has no words of its own")
	}
}

// ofNations are the texts that are about one nation or choose among them, and the names on buttons.
var ofNations = []string{"report-scotland", "report-northern-ireland", "topic report-scam", "number-report-fraud", "in-wales", "letter", "command.region", "button.nation", "in-scotland", "in-northern-ireland", "P-41", "P-42"}

// TestEveryRegionHelpsInDanger: where a life may be in danger stand the
// region's own emergency number and its line for people in distress.
func TestEveryRegionHelpsInDanger(t *testing.T) {
	for _, r := range Regions() {
		b := inRegion(t, r)
		value := func(id string) string { f, _ := b.Fact(id); return f.Value }
		emergency, line := value("emergency"), value("talk-line")
		if r == GB {
			line = value("listening-line")
		}
		if emergency == "" || line == "" || value("bank-hotline") == "" {
			t.Fatalf("%s lacks a line: %q, %q", r, emergency, line)
		}
		holds := func(where, text, value string) {
			if !strings.Contains(text, value) {
				t.Errorf("%s: %s lacks %q: %q", r, where, value, text)
			}
		}
		for id, want := range map[string][]string{"danger-now": {emergency}, "despair": {emergency, line}, "courier-cash": {emergency}, "feeling-ashamed": {emergency, line}} {
			k, _ := b.Topic(id)
			for _, v := range want {
				holds("topic "+id, k.Answer.Lead+strings.Join(k.Answer.Do, " "), v)
			}
		}
		for id, v := range map[string]string{"danger": emergency, "despair": line} {
			s, _ := b.Situation(id)
			holds("situation "+id, s.Lead, v)
		}
		holds("flow.soft-more", b.Say("flow.soft-more"), line)
		holds("command.region-noted", b.Say("command.region-noted"), emergency)
	}
}

// TestRegionMistakes: what a region lacks is told with its place and a remedy.
func TestRegionMistakes(t *testing.T) {
	broken := contentCopy(t)
	add := func(name, more string) { broken[name].Data = append(broken[name].Data, more...) }
	add("playbooks/steps.yaml", "- {id: odd, do: \"Ask {fact:ombudsman-name}.\", why: w, urgency: later, rank: 9999}\n")
	add("regions/abroad/topics-money.yaml", "- id: no-such-topic\n  answer: {lead: Hello there.}\n")
	add("regions/us/steps.yaml", "- id: hang-up\n  do: \"Ring {fact:no-such-fact}.\"\n  colour: red\n")
	add("regions/us/say.yaml", "bot.no-such-key: Hello.\n")
	broken["regions/us/hues.yaml"] = &fstest.MapFile{Data: []byte("- id: x\n")}
	if _, err := Load(broken, GB); err != nil {
		t.Errorf("GB: %v", err)
	}
	_, err := Load(broken, "US")
	if err == nil {
		t.Fatal("no mistake was found")
	}
	for _, want := range []string{"playbooks/steps.yaml:", "in region US", "ombudsman-name", "facts/us.yaml", "no-such-topic", "colour", "bot.no-such-key", "regions/us/hues.yaml:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the mistakes do not name %q:\n%v", want, err)
		}
	}
}

// TestCasesOfOtherRegions: a case that names a fact which a region lacks is left
// out there, and words of its own come in.
func TestCasesOfOtherRegions(t *testing.T) {
	c := content{topics: []source.Item[ask.Topic]{{Value: ask.Topic{ID: "a", Answer: ask.Answer{Cases: []ask.Case{
		{Lead: "Ring {fact:bank-hotline}."}, {Do: []string{"Go to {fact:ombudsman-site}."}}, {First: []string{"Hang up."}},
	}}}}}}
	for r, want := range map[Region]int{GB: 3, "US": 2} {
		mine := c.copied()
		mine.dropCases(inRegion(t, r).facts)
		if got := len(mine.topics[0].Value.Answer.Cases); got != want {
			t.Errorf("%s has %d cases, want %d", r, got, want)
		}
	}
	if len(c.topics[0].Value.Answer.Cases) != 3 {
		t.Error("the content that all regions share has changed")
	}
}

// TestAtHour: while nobody answers a line, the words say when it opens.
func TestAtHour(t *testing.T) {
	b := inRegion(t, GB)
	s, _ := b.Step("report-fraud")
	open, night := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	if got := b.AtHour(s.Do, open); got != s.Do {
		t.Errorf("open: %q", got)
	}
	for at, want := range map[time.Time]string{night: "opens at 8am today", open.Add(11 * time.Hour): "opens tomorrow at 8am", open.Add(-36 * time.Hour): "opens on Monday at 8am"} {
		if got := b.AtHour(s.Do, at); !strings.Contains(got, want) || !strings.HasPrefix(got, "Report it now at ") {
			t.Errorf("%v: %q lacks %q", at, got, want)
		}
	}
	const other = "Report Fraud: 0300 123 2040; in Scotland, 101."
	if got := b.AtHour(other, night); got != "Report Fraud: 0300 123 2040 (opens at 8am today); in Scotland, 101." {
		t.Errorf("without words of its own: %q", got)
	}
}
