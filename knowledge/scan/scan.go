// Package scan decides who asks whom for what in a text: it finds red flags in
// the sender's own words and judges them. It is pure: the same text and the
// same content give the same verdict.
package scan

import (
	"hangup/knowledge/cue"
	"hangup/knowledge/text"
)

// Level is how sure the scanner is. There is no level that says a text is harmless.
type Level int

// The levels. None means that no known sign was found, which proves nothing.
const (
	None Level = iota
	Suspicious
	Scam
)

// String gives the level's name in the JSON protocol.
func (l Level) String() string {
	switch l {
	case Scam:
		return "scam"
	case Suspicious:
		return "suspicious"
	}
	return "none"
}

// The voices of a text (INTERFACE section 2).
const (
	VoiceMessage = "message" // the text is the approach itself
	VoiceReport  = "report"  // somebody tells of an approach
	VoiceWarning = "warning" // awareness, news, advice
	VoiceTalk    = "talk"    // anything else
)

// Text is what Scan looks at.
type Text struct {
	Body     string
	Links    []text.Link // links the platform tells of
	From     string      // sender as shown, "" if unknown
	Doubtful bool        // read from a picture
	Watch    bool        // judge by the group threshold
}

// RedFlag is a rule: a combination of cues that honest texts do not have.
type RedFlag struct {
	ID, Sign, Kind, Variant string
	Title, Why              string
	LogOdds                 float64 // above 0; what it adds to the score
	Decisive                bool    // enough alone when aimed at the reader
}

// Finding is a red flag met in one text. Evidence is never empty; its spans
// lie inside the text, in order, and do not overlap.
type Finding struct {
	Flag     *RedFlag
	Evidence []text.Span
}

// Verdict is the conclusion on one text.
type Verdict struct {
	Level    Level
	Kind     string // empty with level None
	Variant  string // tech-support only
	Voice    string
	Open     bool    // a report of something that still goes on or is asked about
	Score    float64 // log-odds, only for ordering
	Findings []Finding
	Entities Entities
	Cut      bool // the text was too long to be looked at whole
}

// Scanner holds the compiled red flags. It is never changed once built and may
// be used by several goroutines.
type Scanner struct {
	set    *cue.Set
	rules  []rule
	first  [][]int32 // rules by the cue that must be there first
	judge  Judge
	voices voiceCues
	// opinions move scores; wording is the red flag that shows that they did.
	opinions Opinions
	wording  *RedFlag
	signs    map[string]*namedSign
	orders   []cue.ID // cues of orders to the checker
}

// Scan judges one text. Any bytes are allowed, of any length.
func (s *Scanner) Scan(t Text) Verdict {
	return s.ScanFound(s.set.Read(t.Body, t.Links...), t)
}

// ScanFound judges a text whose cues have been found already.
func (s *Scanner) ScanFound(f cue.Found, t Text) Verdict {
	v := s.once(f, t)
	rest, ok := s.withoutOrders(f)
	if !ok {
		return v
	}
	t.Body = rest
	return harder(v, s.once(s.set.Read(t.Body, t.Links...), t))
}

// once judges a text as it stands.
func (s *Scanner) once(f cue.Found, t Text) Verdict {
	table := s.newTable()
	defer table.close()
	m := s.match(f, table)
	o := s.ask(f)
	defer o.close()
	v := Verdict{Cut: f.Doc.Cut, Entities: entities(f)}
	v.Voice, v.Open = s.voice(f, m, o)
	s.decide(&v, f, table, o, t)
	return v
}

// Met gives the ids of all rules met in a text, genuine marks too, whatever
// the verdict. It is for checking content.
func (s *Scanner) Met(t Text) []string {
	var ids []string
	table := s.newTable()
	defer table.close()
	for _, m := range s.match(s.set.Read(t.Body, t.Links...), table) {
		ids = append(ids, m.rule.flag.ID)
	}
	return ids
}
