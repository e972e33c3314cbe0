// Package fact holds what was looked up and when: every number, price, date,
// limit and address that people are shown stands here once, with its source.
package fact

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangup/knowledge/source"
)

// Fact is one value out of the fact base.
type Fact struct {
	ID      string `yaml:"id"`
	Ref     string `yaml:"ref"`   // row of the fact base
	Value   string `yaml:"value"` // what is shown
	Says    string `yaml:"says"`  // what it is, for editors
	Source  string `yaml:"source"`
	Dated   string `yaml:"dated"`   // what the source says; "undated" where it does not
	Checked string `yaml:"checked"` // year-month in which we last looked
	Show    Show   `yaml:"show"`
	Kind    string `yaml:"kind"`   // phone, address, money, time, name, rule
	Nation  string `yaml:"nation"` // "" everywhere in the region
	Hours   *Hours `yaml:"hours"`  // when a line is answered; nil at any hour, or where it is not known
}

// Show says how a fact may be shown.
type Show string

// The ways to show a fact.
const (
	Yes   Show = "yes"
	Check Show = "check" // only with "when last checked"
	Link  Show = "link"  // an address, never a number
	No    Show = "no"    // never in a text
)

// File is a content file facts/REGION.yaml.
type File struct {
	Region string `yaml:"region"` // Everywhere for what holds in every region
	Name   string `yaml:"name"`
	Within string `yaml:"within"` // the region whose words it has too, such as EU; "" for none
	Money  string `yaml:"money"`  // three letters of the currency, "" where it is not known
	Zone   string `yaml:"zone"`   // the time zone in which most people live, "" where it is not known
	Facts  []Fact `yaml:"facts"`
}

// Everywhere is the region of the file whose facts hold in every region.
const Everywhere = "ANY"

// Facts are the facts of one region with those that hold everywhere. They are
// never changed once built.
type Facts struct {
	Region, Name string
	Money, Zone  string
	byID         map[string]Fact
	all          []Fact
}

// DueAfter is how long a fact may stand unchecked (DESIGN section 6).
const DueAfter = 180 * 24 * time.Hour

var (
	place   = regexp.MustCompile(`\{fact:([^}]*)\}`)
	kinds   = []string{"phone", "address", "money", "time", "name", "rule"}
	nations = []string{"SCO", "NI", "ENG", "WAL"}
	shows   = []Show{Yes, Check, Link, No}
	idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// New checks and files the facts of one region: its own, and those of more,
// which hold everywhere.
func New(it source.Item[File], more ...source.Item[File]) (*Facts, source.Mistakes) {
	f := &Facts{Region: it.Value.Region, Name: it.Value.Name, Money: it.Value.Money, Zone: it.Value.Zone, byID: map[string]Fact{}}
	var bad source.Mistakes
	if f.Region == "" || f.Name == "" {
		bad = append(bad, it.At.Mistake("region:", "the region or its name is missing", "write region: and name:"))
	}
	if _, err := time.LoadLocation(f.Zone); err != nil {
		bad = append(bad, it.At.Mistake("zone:", "the zone is not of the form Europe/London", "write one of that form, or none"))
	}
	for _, file := range append([]source.Item[File]{it}, more...) {
		bad = append(bad, f.file(file)...)
	}
	return f, append(bad, f.join(it.At)...)
}

// file takes in the facts of one file.
func (f *Facts) file(it source.Item[File]) source.Mistakes {
	var bad source.Mistakes
	for _, x := range it.Value.Facts {
		if what := x.wrong(); what != "" {
			bad = append(bad, it.At.Mistake("id: "+x.ID+"\n", "fact "+strconv.Quote(x.ID)+": "+what, "see facts in the content README"))
		}
		if _, twice := f.byID[x.ID]; twice {
			bad = append(bad, it.At.Mistake("id: "+x.ID+"\n", "fact id "+strconv.Quote(x.ID)+" is used twice", "give it an id of its own"))
		}
		f.byID[x.ID] = x
		f.all = append(f.all, x)
	}
	return bad
}

// join fills the values that are made of other facts ("Lifeline on {fact:…}"),
// so that a number stands once all the same.
func (f *Facts) join(at source.Place) source.Mistakes {
	var bad source.Mistakes
	for i, x := range f.all {
		if !strings.Contains(x.Value, "{fact:") {
			continue
		}
		value, err := f.Fill(x.Value)
		if err != nil || strings.Contains(value, "{") {
			bad = append(bad, at.Mistake(x.Value, "fact "+strconv.Quote(x.ID)+" is made of facts that are not there, or are made of others", "name plain facts of the same region"))
		}
		f.all[i].Value = value
		f.byID[x.ID] = f.all[i]
	}
	return bad
}

// wrong says what is missing or of the wrong shape, "" if nothing is.
func (x Fact) wrong() string {
	switch {
	case !idShape.MatchString(x.ID):
		return "the id is not kebab-case"
	case x.Value == "" || x.Source == "" || x.Ref == "" || x.Dated == "":
		return "value, source, ref or dated is missing"
	case !month(x.Checked):
		return "checked is not a year and month such as 2026-11"
	case !slices.Contains(shows, x.Show):
		return "show is not yes, check, link or no"
	case !slices.Contains(kinds, x.Kind):
		return "kind is not one of " + strings.Join(kinds, ", ")
	case x.Hours != nil && x.Kind != "phone":
		return "hours are for facts of the kind phone"
	case x.Hours.wrong() != "":
		return x.Hours.wrong()
	case x.Nation != "" && !slices.Contains(nations, x.Nation):
		return "nation is not one of " + strings.Join(nations, ", ")
	}
	return ""
}

func month(s string) bool {
	_, err := time.Parse("2006-01", s)
	return err == nil
}

// Get gives the fact called id.
func (f *Facts) Get(id string) (Fact, bool) {
	x, ok := f.byID[id]
	return x, ok
}

// All gives the facts in the order of their files, the region's own first. The slice must not be changed.
func (f *Facts) All() []Fact { return f.all }

// Fill puts the values of facts into the {fact:id} places of s. Places whose
// fact is unknown or may not be shown are an error that names them; the text
// comes back all the same.
func (f *Facts) Fill(s string) (string, error) {
	if !strings.Contains(s, "{fact:") {
		return s, nil
	}
	var bad []string
	out := place.ReplaceAllStringFunc(s, func(m string) string {
		id := place.FindStringSubmatch(m)[1]
		x, ok := f.byID[id]
		if !ok || x.Show == No {
			bad = append(bad, id)
			return ""
		}
		return x.Value
	})
	if len(bad) > 0 {
		return out, fmt.Errorf("unknown or hidden fact %s", strings.Join(bad, ", "))
	}
	return out, nil
}

// Used gives the ids of the facts that s names.
func Used(s string) []string {
	var ids []string
	for _, m := range place.FindAllStringSubmatch(s, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// Due gives the facts that were checked longer ago than DueAfter, seen from now.
func (f *Facts) Due(now time.Time) []Fact {
	var due []Fact
	for _, x := range f.all {
		at, err := time.Parse("2006-01", x.Checked)
		if err != nil || now.Sub(at) > DueAfter {
			due = append(due, x)
		}
	}
	return due
}

// Checked gives the oldest month in which a shown fact was checked, "" if there are none.
func (f *Facts) Checked() string {
	oldest := ""
	for _, x := range f.all {
		if x.Show != No && (oldest == "" || x.Checked < oldest) {
			oldest = x.Checked
		}
	}
	return oldest
}

// Phones gives the values of all facts that are phone numbers.
func (f *Facts) Phones() []string {
	var out []string
	for _, x := range f.all {
		if x.Kind == "phone" {
			out = append(out, x.Value)
		}
	}
	return out
}
