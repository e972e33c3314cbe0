package picture_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"hangup/bot/picture"
	"hangup/knowledge"
)

// bar is what a class of pictures has to come to, in hundredths.
var bars = [classes]struct{ recall, phones int }{{97, 95}, {95, 95}, {90, 90}, {65, 60}}

// sampleSlack is by how much a few screens may lie below the bar of all.
const sampleSlack = 12

// figures are what came of a class.
type figures struct {
	words, found  int
	phones, right int
	pictures      int
	byText, byPic int // verdicts that are right
	alarmed       int // genuine screens called a scam
	took          []time.Duration
	worst         []string
}

// measure reads every screen in every class and counts.
func measure(t *testing.T, screens []*screen) [classes]figures {
	t.Helper()
	base, err := knowledge.Default(knowledge.GB)
	if err != nil {
		t.Fatal(err)
	}
	reader := picture.New(t.Context(), picture.NewHost(0))
	var out [classes]figures
	for class := range classes {
		for i, s := range screens {
			how := spoils[class][i%len(spoils[class])]
			file := how.apply(t, s.image, uint64(i))
			started := time.Now()
			read := reader.Read(context.Background(), "", "", file)
			out[class].took = append(out[class].took, time.Since(started))
			out[class].count(base, s, read, how.name)
		}
	}
	return out
}

// count adds one picture.
func (f *figures) count(base *knowledge.Base, s *screen, read picture.Text, how string) {
	want, got := wordsOf(s.words), wordsOf(read.Words())
	f.pictures++
	f.words += len(want)
	found := common(want, got)
	f.found += found
	phone := ""
	for _, p := range s.phones() {
		f.phones++
		if strings.Contains(digits(read.Words()), digits(p)) {
			f.right++
		} else {
			phone = ", phone wrong"
		}
	}
	text := base.Scan(knowledge.Text{Body: s.words}).Level
	pic := base.Scan(knowledge.Text{Body: read.Words()}).Level
	if s.Scam == (text > knowledge.None) {
		f.byText++
	}
	if s.Scam == (pic > knowledge.None) {
		f.byPic++
	} else {
		phone += ", verdict wrong"
	}
	if !s.Scam && pic == knowledge.Scam {
		f.alarmed++
	}
	if 100*found < 90*len(want) || phone != "" {
		f.worst = append(f.worst, fmt.Sprintf("%s (%s): %d of %d words%s", s.Name, how, found, len(want), phone))
	}
}

// phones are the numbers on a screen that somebody is to ring.
func (s *screen) phones() []string {
	var out []string
	fields := strings.FieldsFunc(s.words, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(" ()+", r) })
	for _, f := range fields {
		if n := len(digits(f)); n >= 10 && n <= 12 {
			out = append(out, f)
		}
	}
	return out
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// wordsOf are the words of a text, without case and marks.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// common counts the words of want that got has too.
func common(want, got []string) int {
	left := map[string]int{}
	for _, w := range got {
		left[w]++
	}
	n := 0
	for _, w := range want {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return n
}

// TestPictures reads drawn screens as they come to us. It takes every ninth
// screen, and fails where those are far below the bars; HANGUP_MEASURE takes
// all, prints the whole and holds the bars. Under the race detector it is left
// out: make test runs it without.
func TestPictures(t *testing.T) {
	if racing {
		t.Skip("make test runs this without the race detector")
	}
	if !picture.NewHost(0).Has("tesseract") {
		t.Skip("no tesseract here; apt-get install tesseract-ocr tesseract-ocr-eng turns this on")
	}
	screens := readScreens(t)
	whole := os.Getenv("HANGUP_MEASURE") != ""
	if !whole {
		var some []*screen
		for i := 0; i < len(screens); i += 9 {
			some = append(some, screens[i])
		}
		screens = some
	}
	drawAll(t, screens)
	for class, f := range measure(t, screens) {
		t.Log(f.String(class))
		if whole {
			f.hold(t, class)
		} else if 100*f.found < (bars[class].recall-sampleSlack)*f.words || f.alarmed > 0 {
			t.Errorf("%s: far below its bar", classNames[class])
		}
	}
}

// String is one line of figures, and what went wrong below it.
func (f *figures) String(class int) string {
	slices.Sort(f.took)
	return fmt.Sprintf("%-20s %3d pictures: words %.3f, phones %d of %d, verdict right %d (on the text %d), genuine called a scam %d, p50 %v, p90 %v\n  %s",
		classNames[class], f.pictures, float64(f.found)/float64(max(f.words, 1)), f.right, f.phones, f.byPic, f.byText, f.alarmed,
		f.took[len(f.took)/2].Round(time.Millisecond), f.took[len(f.took)*9/10].Round(time.Millisecond), strings.Join(f.worst, "\n  "))
}

// hold fails the test where a bar is missed.
func (f *figures) hold(t *testing.T, class int) {
	t.Helper()
	b := bars[class]
	if 100*f.found < b.recall*f.words || 100*f.right < b.phones*f.phones {
		t.Errorf("%s: under the bars of %d and %d in a hundred", classNames[class], b.recall, b.phones)
	}
	if class != badPhoto && 100*(f.byText-f.byPic) > 3*f.pictures {
		t.Errorf("%s: %d verdicts right, on the same text %d", classNames[class], f.byPic, f.byText)
	}
	if f.alarmed > 0 {
		t.Errorf("%s: %d genuine screens are called a scam", classNames[class], f.alarmed)
	}
}
