package fact

import (
	"strings"
	"testing"
	"time"

	"hangup/knowledge/source"
)

var office = &Hours{Days: "Mon-Fri", From: "08:00", To: "20:00", Zone: "Europe/London"}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOpen(t *testing.T) {
	south := &Hours{Days: "Mon-Fri", From: "07:00", To: "19:00", Zone: "Pacific/Auckland"}
	over := &Hours{Days: "Sat-Mon", From: "09:30", To: "10:00", Zone: "Europe/London"}
	for _, tt := range []struct {
		name  string
		hours *Hours
		at    string
		want  bool
	}{
		{"no hours", nil, "2026-11-22T03:00:00Z", true},
		{"a Monday morning", office, "2026-11-23T08:00:00Z", true},
		{"a minute before", office, "2026-11-23T07:59:59Z", false},
		{"the last minute", office, "2026-11-23T19:59:59Z", true},
		{"the minute after", office, "2026-11-23T20:00:00Z", false},
		{"a Sunday", office, "2026-11-22T12:00:00Z", false},
		{"summer time", office, "2026-07-06T07:30:00Z", true},
		{"Monday there, Sunday here", south, "2026-11-22T20:00:00Z", true},
		{"Saturday there, Friday here", south, "2026-11-20T20:00:00Z", false},
		{"a row over the weekend", over, "2026-11-22T09:45:00Z", true},
		{"outside of that row", over, "2026-11-24T09:45:00Z", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.hours.Open(at(t, tt.at)); got != tt.want {
				t.Errorf("open = %v", got)
			}
		})
	}
}

func TestOpens(t *testing.T) {
	for _, tt := range []struct {
		from, want string
		days       int
	}{
		{"2026-11-23T02:00:00Z", "2026-11-23T08:00:00Z", 0},
		{"2026-11-23T21:00:00Z", "2026-11-24T08:00:00Z", 1},
		{"2026-11-20T21:00:00Z", "2026-11-23T08:00:00Z", 3},
		{"2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z", 2}, // the clocks go forward on the way
	} {
		got, days := office.Opens(at(t, tt.from))
		if !got.Equal(at(t, tt.want)) || days != tt.days {
			t.Errorf("from %s: %v in %d days", tt.from, got, days)
		}
	}
}

func TestHoursMistakes(t *testing.T) {
	phone := with(good("a"), func(f *Fact) { f.Kind = "phone" })
	for want, h := range map[string]Hours{
		"form Mon-Fri":       {Days: "Monday", From: "08:00", To: "20:00", Zone: "Europe/London"},
		"form from":          {Days: "Mon", From: "20:00", To: "08:00", Zone: "Europe/London"},
		"form Europe/London": {Days: "Mon", From: "08:00", To: "20:00", Zone: "Europe/Nowhere"},
	} {
		f := with(phone, func(f *Fact) { f.Hours = &h })
		_, bad := New(source.Item[File]{Value: File{Region: "GB", Name: "n", Facts: []Fact{f}}})
		if len(bad) != 1 || !strings.Contains(bad[0].What, want) {
			t.Errorf("%+v: %v, want %q", h, bad, want)
		}
	}
	f := with(good("a"), func(f *Fact) { f.Hours = office })
	if _, bad := New(source.Item[File]{Value: File{Region: "GB", Name: "n", Facts: []Fact{f}}}); len(bad) != 1 {
		t.Errorf("a name has hours: %v", bad)
	}
}

func TestValuesOfOthers(t *testing.T) {
	line := with(good("line"), func(f *Fact) { f.Value = "{fact:name} on {fact:number}" })
	own := source.Item[File]{Value: File{Region: "GB", Name: "n", Facts: []Fact{line, good("name")}}}
	more := source.Item[File]{Value: File{Region: Everywhere, Name: "e", Facts: []Fact{good("number")}}}
	f, bad := New(own, more)
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	if x, _ := f.Get("line"); x.Value != "v-name on v-number" || len(f.All()) != 3 {
		t.Errorf("line = %q of %d facts", x.Value, len(f.All()))
	}
	if _, bad := New(own); len(bad) != 1 || !strings.Contains(bad[0].What, "made of facts that are not there") {
		t.Errorf("a fact is missing: %v", bad)
	}
	more.Value.Facts = append(more.Value.Facts, good("name"))
	if _, bad := New(own, more); len(bad) != 1 || !strings.Contains(bad[0].What, "used twice") {
		t.Errorf("two facts of one id: %v", bad)
	}
}
