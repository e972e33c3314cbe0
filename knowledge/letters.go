package knowledge

import (
	"slices"
	"strings"
	"time"

	"hangup/knowledge/letter"
)

// The types of letters that callers need, under their common names.
type (
	// Letter is one kind of document.
	Letter = letter.Letter
	// LetterField is one thing that a letter asks.
	LetterField = letter.Field
	// LetterTap is one answer that can be pressed.
	LetterTap = letter.Tap
	// LetterCheck is something about the answers that the person has to know.
	LetterCheck = letter.Check
	// LetterForm is what somebody has answered so far.
	LetterForm = letter.Form
	// LetterWhere is what answers are read with.
	LetterWhere = letter.Where
	// Paper is a letter that is filled in.
	Paper = letter.Paper
	// Unread says why an answer is not taken.
	Unread = letter.Unread
)

// Letters gives all letters, those of other regions with what to do instead.
// The slice must not be changed.
func (b *Base) Letters() []*Letter { return b.letters.All() }

// Letter gives the letter called id.
func (b *Base) Letter(id string) (*Letter, bool) {
	l := b.letters.Get(id)
	return l, l != nil
}

// LetterHere reports whether a letter can be used in this region.
func (b *Base) LetterHere(l *Letter) bool { return l.Here(b.facts.Region) }

// LetterWhere is what answers of somebody in this region are read with. nation
// is ENG, WAL, SCO, NI or "".
func (b *Base) LetterWhere(now time.Time, nation string) LetterWhere {
	if zone, err := time.LoadLocation(b.facts.Zone); err == nil {
		now = now.In(zone)
	}
	return LetterWhere{Now: now, Currency: b.facts.Money, Nation: nation, Checked: b.checkedInWords(), Banks: b.banks()}
}

// checkedInWords is Checked as it stands in a sentence: "November 2026".
func (b *Base) checkedInWords() string {
	at, err := time.Parse("2006-01", b.Checked())
	if err != nil {
		return b.Checked()
	}
	return at.Format("January 2006")
}

// banks are the names of the banks that the facts of the region name.
func (b *Base) banks() []string {
	f, ok := b.Fact("bank-hotline-brands")
	if !ok {
		return nil
	}
	return strings.Split(strings.ReplaceAll(f.Value, " and ", ", "), ", ")
}

// write takes the letters in as they read in a region.
func (l *loader) write(b *Base) {
	items := slices.Clone(b.content.letters)
	for i := range items {
		v := items[i].Value.Copied()
		v.For(string(l.region))
		said, written := v.Shown()
		for _, text := range slices.Concat(said, written) {
			l.put(b.facts, items[i].At, text)
		}
		items[i].Value = v
	}
	b.content.letters = items
	letters, bad := letter.New(items, letter.House{
		Region: string(l.region), Currency: b.facts.Money, YesNo: b.yesNo(),
		Facts: func(id string) (string, bool) {
			f, ok := b.facts.Get(id)
			return f.Value, ok
		},
		Known: func(id string) bool { return b.situations[id] != nil },
	})
	b.letters = keep(l, letters, bad)
}

// yesNo are the taps of questions that are answered by yes or no.
func (b *Base) yesNo() []letter.Tap {
	var out []letter.Tap
	for _, id := range []string{letter.Yes, letter.No, letter.Unsure} {
		out = append(out, letter.Tap{ID: id, Label: b.Say("button.letter-" + id), Says: b.sayLines(typedFile + ".letter-" + id)})
	}
	return out
}

// shownLetters gives what letters ask and tell, and the documents, which may
// be harder to read.
func (b *Base) shownLetters() []Shown {
	var out shownTexts
	for _, it := range b.content.letters {
		add := func(where string, grade float64, texts []*string) {
			for _, t := range texts {
				out.add(it.At, "letter "+it.Value.ID+where, grade, *t)
			}
		}
		said, written := it.Value.Shown()
		add("", PlainGrade, said)
		add(" text", noGrade, written)
	}
	return out
}
