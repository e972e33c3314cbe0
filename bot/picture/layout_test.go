package picture

import (
	"image"
	"slices"
	"strings"
	"testing"
)

// at is a line of words on a screen 400 wide, from the left end to the right one.
func at(n, left, right int, words string) []word {
	var out []word
	all := strings.Fields(words)
	for i, w := range all {
		from, to := left+(right-left)*i/len(all), left+(right-left)*(i+1)/len(all)
		out = append(out, word{image.Rect(from, 40*n, to, 40*n+20), [3]int{n, 1, 1}, 90, w})
	}
	return out
}

// TestSides: on a screen of a chat what stands at the right is one's own; on any
// other nothing is.
func TestSides(t *testing.T) {
	var warning []word
	chat := [][]word{
		at(1, 30, 300, "Hello mum this is my new number"), at(2, 30, 240, "can you pay something for me"),
		at(3, 220, 380, "Which of you is this"), at(4, 30, 280, "It is me please hurry"), at(5, 330, 380, "12:04"),
		at(6, 240, 380, "I shall ring you"),
	}
	beside := func(n int, left, right string) []word {
		return append(at(n, 30, 160, left), at(n+100, 200, 380, right)...)
	}
	for i := range 4 { // a warning beside short lines, on the same height
		warning = append(warning, beside(2*i, "Windows Update", "Call Microsoft now on 0808")...)
	}
	for i := range warning {
		warning[i].box = image.Rect(warning[i].box.Min.X, 40*(warning[i].line[0]%100), warning[i].box.Max.X, 40*(warning[i].line[0]%100)+20)
	}
	for _, c := range []struct {
		name          string
		lines         [][]word
		width, height int
		mine          string // what is one's own
	}{
		{"a chat", chat, 400, 800, "Which of you is this|I shall ring you"},
		{"one answer alone", chat[:5], 400, 800, ""},
		{"a warning beside a list", [][]word{warning}, 400, 800, ""},
		{"a warning below a list", [][]word{chat[0], chat[1], chat[2], at(4, 220, 380, "Call Microsoft now"), at(5, 220, 380, "on 0808 157 0192")}, 400, 800, ""},
		{"the same on a wide screen", chat, 400, 300, ""},
		{"a line goes all the way", append(slices.Clone(chat), at(7, 20, 390, "Messages to this chat are secured on both ends for you")), 400, 800, ""},
		{"a letter", [][]word{at(1, 30, 300, "Dear customer your plan"), at(2, 30, 370, "was renewed and we have taken some of your money"), at(3, 220, 380, "Yours Norton Billing")}, 400, 800, ""},
		{"one side alone", chat[:2], 400, 800, ""},
		{"nothing", nil, 400, 800, ""},
	} {
		var mine []string
		for _, b := range blocksOf(linesOf(slices.Concat(c.lines...)), c.width, c.height) {
			if b.Mine {
				mine = append(mine, b.Text)
			}
		}
		if got := strings.Join(mine, "|"); got != c.mine {
			t.Errorf("%s: one's own is %q, want %q", c.name, got, c.mine)
		}
	}
}

// TestCertain: words that may be misread are in Text, and not in Certain.
func TestCertain(t *testing.T) {
	ws := at(1, 30, 300, "Call us on 0808 157 0192")
	ws[2].sure = 45
	b := blocksOf(linesOf(ws), 400, 800)[0]
	if b.Text != "Call us on 0808 157 0192" || b.Certain != "Call us 0808 157 0192" || !b.Unsure {
		t.Errorf("%+v", b)
	}
}

// TestChosen: a few of the languages that are known are read, English first.
func TestChosen(t *testing.T) {
	for installed, want := range map[string]string{
		"":            "",
		"eng osd":     "eng",
		"osd pol eng": "eng pol",
		"List of available languages (3): chi_sim jpn eng equ osd":                                    "eng",
		"ara ben cym deu eng equ fra guj hin ita nld osd pan pol por ron script/Latn spa swe tur urd": "eng pol ron pan urd por",
	} {
		if got := strings.Join(chosen(strings.Fields(installed)), " "); got != want {
			t.Errorf("of %q are read %q, want %q", installed, got, want)
		}
	}
}
