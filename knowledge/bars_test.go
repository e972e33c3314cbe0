package knowledge

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"hangup/knowledge/scan"
)

// measuring keeps what takes minutes out of make test; make corpus asks for it.
func measuring(t *testing.T) {
	t.Helper()
	if os.Getenv("HANGUP_MEASURE") == "" {
		t.Skip("takes minutes: run it by make corpus")
	}
}

// TestBars prints how far the scanner is from each of its bars and what each
// language comes to. The figures are of our own examples, judged by what was
// learnt from other ideas, and of ordinary messages of the corpus.
// HANGUP_ERRORS=n lists n errors of each figure. It never fails on a figure.
func TestBars(t *testing.T) {
	measuring(t)
	b := base(t)
	examples, langs := own(t)
	_, probes := b.Learn(examples)
	probes, shown := apart(b, probes)
	fromCorpus := ordinaryOfCorpus(t, b)
	all := slices.Concat(probes, fromCorpus)
	figures := bars()
	for _, f := range figures {
		for _, p := range all {
			f.count(p)
		}
	}
	w := t.Output()
	reportBars(w, figures, len(examples))
	fmt.Fprintf(w, "Not counted: %d examples that stand word for word beside a red flag, as its tests see to it that they are right.\n", shown)
	reportSigns(w, probes)
	reportCopies(w, probes, fromCorpus)
	reportLanguages(w, probes, langs)
	reportErrors(w, figures)
}

// apart leaves out the examples that stand beside a red flag as well, and
// counts them.
func apart(b *Base, probes []Probe) (rest []Probe, shown int) {
	beside := map[string]bool{}
	for _, it := range b.content.flags {
		for _, s := range slices.Concat(it.Value.Hits, it.Value.Misses) {
			beside[bareWords(s)] = true
		}
	}
	for _, p := range probes {
		if beside[bareWords(p.Text)] {
			shown++
			continue
		}
		rest = append(rest, p)
	}
	return rest, shown
}

// bareWords is a text without case and punctuation.
func bareWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }), " ")
}

// reportCopies names the messages of the corpus that are also among our own
// examples: something was learnt from those after all.
func reportCopies(w io.Writer, probes, fromCorpus []Probe) {
	ours := map[string]string{}
	for _, p := range probes {
		ours[bareWords(p.Text)] = p.File + " " + p.ID
	}
	for _, p := range fromCorpus {
		if id := ours[bareWords(p.Text)]; id != "" {
			fmt.Fprintf(w, "The same words as a message of the corpus, %s: %s. One of the two should go.\n", p.ID, id)
		}
	}
}

// own reads our own examples, and the language of those not in English by file and id.
func own(t *testing.T) (examples []Labelled, langs map[string]string) {
	t.Helper()
	langs = map[string]string{}
	files, _ := filepath.Glob("scan/testdata/*.jsonl")
	for _, name := range files {
		type line struct {
			Labelled
			Lang string `json:"lang"`
		}
		for _, l := range readLines[line](t, name) {
			l.File = strings.TrimSuffix(filepath.Base(name), ".jsonl")
			examples = append(examples, l.Labelled)
			if l.Lang != "" && l.Lang != "en" {
				langs[l.File+"/"+l.ID] = l.Lang
			}
		}
	}
	return examples, langs
}

// corpusFile starts the File of messages that are not our own.
const corpusFile = "corpus/"

// ordinaryOfCorpus judges the genuine SMS, mails and chat messages of the corpus.
func ordinaryOfCorpus(t *testing.T, b *Base) []Probe {
	t.Helper()
	var out []Labelled
	for _, m := range corpus(t) {
		if m.Label == "legit" && slices.Contains([]string{"sms", "email", "chat"}, m.Channel) {
			out = append(out, Labelled{ID: m.ID, Idea: m.Cluster, Text: m.Text, Level: "none", File: corpusFile + m.file})
		}
	}
	return probe(b.scanner, out)
}

// figure is a figure of the scanner that has a bar.
type figure struct {
	name string
	bar  float64 // the share that is wanted
	most bool    // the bar is the most there may be, not the least
	per  float64 // how it is printed: of 100 or of 1,000
	on   string  // what it stands on
	of   func(Probe) bool
	is   func(Probe) bool
	many func(Probe) (k, n int) // instead of is, where a text counts several times
	rate
	ideas  map[string]bool
	errors []string
}

// count counts a probe if it belongs to the figure.
func (f *figure) count(p Probe) {
	if !f.of(p) {
		return
	}
	var k, n int
	if f.many != nil {
		k, n = f.many(p)
	} else {
		k, n = bit(f.is(p)), 1
	}
	f.k, f.n = f.k+k, f.n+n
	if f.ideas == nil {
		f.ideas = map[string]bool{}
	}
	f.ideas[p.File+"/"+p.Family+"/"+p.Idea] = true
	if f.most && k > 0 || !f.most && k < n {
		f.errors = append(f.errors, told(p.File+" "+p.ID, p.Text, f.said(p)))
	}
}

// said is the verdict that the figure is about.
func (f *figure) said(p Probe) Verdict {
	if strings.HasPrefix(f.name, watchName) {
		return p.Watch
	}
	return p.Verdict
}

// verdict says whether the bar is reached.
func (f *figure) verdict() string {
	low, high := f.wilson()
	good, surely := f.share() >= f.bar, low >= f.bar
	if f.most {
		good, surely = f.share() <= f.bar, high <= f.bar
	}
	switch {
	case f.n == 0:
		return "not measured"
	case surely:
		return "reached"
	case good:
		return "reached, but it may be chance"
	case f.most && low <= f.bar || !f.most && high >= f.bar:
		return "missed, but it may be chance"
	}
	return "missed"
}

// How figures are printed, and how those of watch mode begin.
const (
	perHundred  = 100
	perThousand = 1000
	watchName   = "family group: "
)

func isScam(p Probe) bool  { return p.Level != "none" }
func isTech(p Probe) bool  { return isScam(p) && p.Kind == techSupport }
func isOther(p Probe) bool { return isScam(p) && p.Kind != techSupport }
func isOurs(p Probe) bool  { return !strings.HasPrefix(p.File, corpusFile) }
func isOrdinary(p Probe) bool {
	return !isScam(p) && (!isOurs(p) || strings.Contains(p.File, "ordinary"))
}
func isHard(p Probe) bool  { return !isScam(p) && !isOrdinary(p) }
func isAimed(p Probe) bool { return isScam(p) && p.Voice == scan.VoiceMessage }
func isFull(p Probe) bool  { return isScam(p) && p.Full }
func both(a, b func(Probe) bool) func(Probe) bool {
	return func(p Probe) bool { return a(p) && b(p) }
}

func warned(p Probe) bool      { return p.Verdict.Level != None }
func calledScam(p Probe) bool  { return p.Verdict.Level == Scam }
func calledTech(p Probe) bool  { return p.Verdict.Kind == techSupport }
func interrupted(p Probe) bool { return interrupts(p.Watch) }
func notOurs(p Probe) bool     { return !isOurs(p) }
func scamAndTech(p Probe) bool { return calledScam(p) && calledTech(p) }
func atMost(f figure) *figure  { f.most = true; return atLeast(f) }
func atLeast(f figure) *figure { f.per = cmp.Or(f.per, perHundred); return &f }

// What figures stand on.
const (
	onTech     = "own tech-support scams"
	onOther    = "own scams of other kinds"
	onGenuine  = "own genuine messages, written to look like scams or to stand close to them"
	onOrdinary = "own ordinary messages (the files named ordinary)"
	onCorpus   = "genuine SMS, mails and chat of the corpus, judged as shipped; no weights were learnt from them"
	onSigns    = "labelled signs of own scams where all are labelled; a missed scam names none"
	onNamed    = "signs it named in the same scams; one that a label lacks may still be there"
	onPassed   = "own scams of all kinds whose text is the scam itself"
)

// bars are the figures that the scanner is judged by.
func bars() []*figure {
	own, others := both(isOrdinary, isOurs), both(isOrdinary, notOurs)
	return []*figure{
		atLeast(figure{name: "tech-support scams: called a scam, and of that kind", bar: 0.92, of: isTech, is: scamAndTech, on: onTech}),
		atLeast(figure{name: "tech-support scams: warned of", bar: 0.98, of: isTech, is: warned, on: onTech}),
		atLeast(figure{name: "other scams: warned of", bar: 0.88, of: isOther, is: warned, on: onOther}),
		atMost(figure{name: "other scams: called tech-support", bar: 0.05, of: isOther, is: calledTech, on: onOther}),
		atMost(figure{name: "genuine look-alikes: called a scam", bar: 0.01, of: isHard, is: calledScam, on: onGenuine}),
		atMost(figure{name: "genuine look-alikes: warned of", bar: 0.04, of: isHard, is: warned, on: onGenuine}),
		atMost(figure{name: "ordinary messages: called a scam", bar: 0.002, of: own, is: calledScam, on: onOrdinary}),
		atMost(figure{name: "ordinary messages: called a scam", bar: 0.002, of: others, is: calledScam, on: onCorpus}),
		atLeast(figure{name: "signs in the text that are named", bar: 0.8, of: isFull, many: signsFound, on: onSigns}),
		atLeast(figure{name: "the same, only where it warned at all", bar: 0.8, of: both(isFull, warned), many: signsFound, on: onSigns}),
		atLeast(figure{name: "named signs that are in the text", bar: 1, of: both(isFull, warned), many: signsTrue, on: onNamed}),
		atMost(figure{name: watchName + "wrong interruptions, of 1,000 messages", per: perThousand, bar: 0.001, of: own, is: interrupted, on: onOrdinary}),
		atMost(figure{name: watchName + "wrong interruptions, of 1,000 messages", per: perThousand, bar: 0.001, of: others, is: interrupted, on: onCorpus}),
		atLeast(figure{name: watchName + "scams it speaks up on", bar: 0.85, of: isAimed, is: interrupted, on: onPassed}),
	}
}

// signsFound counts the labelled signs of a text, and those of them that were named.
func signsFound(p Probe) (k, n int) {
	got := named(p.Verdict)
	want := p.signClasses()
	for _, s := range want {
		k += bit(slices.Contains(got, s))
	}
	return k, len(want)
}

// signsTrue counts the named signs of a text, and those of them that are labelled.
func signsTrue(p Probe) (k, n int) {
	got := named(p.Verdict)
	for _, s := range got {
		k += bit(slices.Contains(p.Signs, s))
	}
	return k, len(got)
}

// named gives the signs that a verdict names, each once. Words as a whole are no sign.
func named(v Verdict) []string {
	var out []string
	for _, f := range v.Findings {
		if f.Flag.Sign != "wording" && !slices.Contains(out, f.Flag.Sign) {
			out = append(out, f.Flag.Sign)
		}
	}
	return out
}
