package letter

// The kinds of fields. A field of kind choice has taps only; the others may
// have taps beside what is typed ("not yet").
const (
	KindText    = "text"    // a few words
	KindAmount  = "amount"  // one sum
	KindAmounts = "amounts" // one or more sums
	KindDate    = "date"    // one day
	KindDates   = "dates"   // one or more days
	KindBank    = "bank"    // the name of a bank
	KindChoice  = "choice"  // one of the taps
	KindYesNo   = "yes-no"  // yes, no or not sure, with the taps of the house
)

var kinds = []string{KindText, KindAmount, KindAmounts, KindDate, KindDates, KindBank, KindChoice, KindYesNo}

// The taps of a yes-no field.
const (
	Yes    = "yes"
	No     = "no"
	Unsure = "unsure"
)

// Letter is one kind of document: what is asked, what is checked, what is written.
type Letter struct {
	ID        string            `yaml:"id"`
	Title     string            `yaml:"title"`     // the heading of the document
	Label     string            `yaml:"label"`     // on a button
	Says      []string          `yaml:"says"`      // how people ask for it, and answer the question which it is to be
	Chosen    map[string]string `yaml:"chosen"`    // what choosing its button has answered, by field
	File      string            `yaml:"file"`      // the name of the file, without its ending
	Lead      string            `yaml:"lead"`      // said when it is begun
	Regions   []string          `yaml:"regions"`   // where it can be claimed; empty everywhere
	Elsewhere []string          `yaml:"elsewhere"` // what to do instead in other regions
	After     []string          `yaml:"after"`     // what to do with the document; empty: as for a claim
	Fields    []Field           `yaml:"fields"`
	Checks    []Check           `yaml:"checks"`
	Text      []Part            `yaml:"text"`
}

// Field is one thing that is asked.
type Field struct {
	ID     string   `yaml:"id"`
	Kind   string   `yaml:"kind"`
	Label  string   `yaml:"label"` // its short name: "Amount"
	Names  []string `yaml:"names"` // how people call it: "the amount", "how much"
	Ask    string   `yaml:"ask"`
	Hint   string   `yaml:"hint"` // "" for none
	When   []string `yaml:"when"` // asked only if these conditions hold
	In     string   `yaml:"in"`   // the region in which it is asked, as for a Part
	Taps   []Tap    `yaml:"taps"`
	Each   string   `yaml:"each"`   // days: as many as this field has sums, or one for all
	Most   int      `yaml:"most"`   // text: the most characters, 0 for usualMost
	Digits bool     `yaml:"digits"` // text: long numbers belong in it, such as phone numbers
	Least  int      `yaml:"least"`  // text: the fewest words
	None   string   `yaml:"none"`   // text: what "no" and "nothing" are written as; "" leaves it blank
	From   string   `yaml:"from"`   // date: the field of days that "the same day" is counted from
	Help   string   `yaml:"help"`   // said when they do not understand the question; "" for the hint

	when []condition
}

// Tap is one answer that can be pressed.
type Tap struct {
	ID    string   `yaml:"id"`
	Label string   `yaml:"label"`
	Says  []string `yaml:"says"`
	Known []string `yaml:"known"` // situations that tell it is the answer
}

// Check is something about the answers that the person has to know.
type Check struct {
	ID     string   `yaml:"id"`
	When   []string `yaml:"when"`   // all of these conditions
	Unless []string `yaml:"unless"` // none of these
	Says   string   `yaml:"says"`   // in plain words
	Stops  bool     `yaml:"stops"`  // the document is very likely of no use then
	Bars   bool     `yaml:"bars"`   // the document would be false: it is not made at all
	In     string   `yaml:"in"`     // the region in which it is made, as for a Part
	To     string   `yaml:"to"`     // the letter that fits better, "" for none
	Switch bool     `yaml:"switch"` // go on with that letter at once

	when, unless []condition
}

// Part is a piece of the document.
type Part struct {
	When   []string `yaml:"when"`   // written only if these conditions hold
	In     string   `yaml:"in"`     // the region in which it is written, "abroad" for all but GB, "" for all
	Title  string   `yaml:"title"`  // a heading
	Line   string   `yaml:"line"`   // a paragraph
	Points []string `yaml:"points"` // a list
	Each   []string `yaml:"each"`   // the points once for each payment, with the sum and the day of these fields

	when []condition
}

// Field gives the field called id, nil if there is none.
func (l *Letter) Field(id string) *Field {
	for i := range l.Fields {
		if l.Fields[i].ID == id {
			return &l.Fields[i]
		}
	}
	return nil
}

// Check gives the check called id, nil if there is none.
func (l *Letter) Check(id string) *Check {
	for i := range l.Checks {
		if l.Checks[i].ID == id {
			return &l.Checks[i]
		}
	}
	return nil
}

// Tap gives the tap called id, nil if there is none.
func (f *Field) Tap(id string) *Tap {
	for i := range f.Taps {
		if f.Taps[i].ID == id {
			return &f.Taps[i]
		}
	}
	return nil
}

// Copied gives a letter whose texts can be changed.
func (l Letter) Copied() Letter {
	l.Elsewhere = append([]string(nil), l.Elsewhere...)
	l.After = append([]string(nil), l.After...)
	l.Fields = append([]Field(nil), l.Fields...)
	for i := range l.Fields {
		l.Fields[i].Taps = append([]Tap(nil), l.Fields[i].Taps...)
	}
	l.Checks = append([]Check(nil), l.Checks...)
	l.Text = append([]Part(nil), l.Text...)
	for i := range l.Text {
		l.Text[i].Points = append([]string(nil), l.Text[i].Points...)
	}
	return l
}

// Shown gives every text of the letter that people read, to be changed in
// place: first what is asked and told, then the document itself.
func (l *Letter) Shown() (said, written []*string) {
	said = append(said, &l.Lead)
	for i := range l.Elsewhere {
		said = append(said, &l.Elsewhere[i])
	}
	for i := range l.After {
		said = append(said, &l.After[i])
	}
	for i := range l.Fields {
		f := &l.Fields[i]
		said = append(said, &f.Ask, &f.Hint, &f.Help)
		for j := range f.Taps {
			written = append(written, &f.Taps[j].Label)
		}
		written = append(written, &f.Label, &f.None)
	}
	for i := range l.Checks {
		said = append(said, &l.Checks[i].Says)
	}
	written = append(written, &l.Title, &l.Label)
	for i := range l.Text {
		p := &l.Text[i]
		written = append(written, &p.Title, &p.Line)
		for j := range p.Points {
			written = append(written, &p.Points[j])
		}
	}
	return said, written
}
