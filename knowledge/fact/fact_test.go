package fact

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hangup/knowledge/source"
)

func good(id string) Fact {
	return Fact{ID: id, Ref: "F-1", Value: "v-" + id, Source: "s", Dated: "undated", Checked: "2026-11", Show: Yes, Kind: "name"}
}

func with(f Fact, change func(*Fact)) Fact {
	change(&f)
	return f
}

// region files facts that have no mistakes.
func region(t *testing.T, facts ...Fact) *Facts {
	t.Helper()
	f, bad := New(source.Item[File]{Value: File{Region: "GB", Name: "n", Facts: facts}})
	if err := bad.Err(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestNewMistakes(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Fact)
		want   string
	}{
		{"no id", func(f *Fact) { f.ID = "" }, "the id is not kebab-case"},
		{"id with capitals", func(f *Fact) { f.ID = "Bank" }, "the id is not kebab-case"},
		{"id with a blank", func(f *Fact) { f.ID = "a b" }, "the id is not kebab-case"},
		{"id with a dash at the end", func(f *Fact) { f.ID = "a-" }, "the id is not kebab-case"},
		{"no value", func(f *Fact) { f.Value = "" }, "value, source, ref or dated is missing"},
		{"no source", func(f *Fact) { f.Source = "" }, "value, source, ref or dated is missing"},
		{"no ref", func(f *Fact) { f.Ref = "" }, "value, source, ref or dated is missing"},
		{"not dated", func(f *Fact) { f.Dated = "" }, "value, source, ref or dated is missing"},
		{"not checked", func(f *Fact) { f.Checked = "" }, "checked is not a year and month"},
		{"checked on a day", func(f *Fact) { f.Checked = "2026-11-01" }, "checked is not a year and month"},
		{"checked in a thirteenth month", func(f *Fact) { f.Checked = "2026-13" }, "checked is not a year and month"},
		{"unknown show", func(f *Fact) { f.Show = "maybe" }, "show is not yes"},
		{"unknown kind", func(f *Fact) { f.Kind = "colour" }, "kind is not one of phone"},
		{"unknown nation", func(f *Fact) { f.Nation = "FR" }, "nation is not one of SCO"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, bad := New(source.Item[File]{Value: File{Region: "GB", Name: "n", Facts: []Fact{good("a"), with(good("b"), tt.change)}}})
			if len(bad) != 1 || !strings.Contains(bad[0].What, tt.want) {
				t.Errorf("mistakes = %v, want %q", bad, tt.want)
			}
		})
	}
}

func TestNewTwiceAndNameless(t *testing.T) {
	_, bad := New(source.Item[File]{Value: File{Facts: []Fact{good("a"), good("a")}}})
	if len(bad) != 2 || !strings.Contains(bad.Error(), "the region or its name is missing") || !strings.Contains(bad.Error(), `"a" is used twice`) {
		t.Errorf("mistakes = %v", bad)
	}
}

// TestNewLines sees that a mistake names the line of its fact.
func TestNewLines(t *testing.T) {
	body := "region: GB\nname: n\nfacts:\n  - id: a-b\n    value: v\n  - id: a\n    value: v\n"
	it, bad := source.One[File](fstest.MapFS{"f.yaml": {Data: []byte(body)}}, "f.yaml")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	_, bad = New(it)
	if len(bad) != 2 || bad[0].Line != 4 || bad[1].Line != 6 {
		t.Errorf("mistakes = %v, want lines 4 and 6", bad)
	}
}

func TestFill(t *testing.T) {
	f := region(t, good("a"), with(good("hidden"), func(f *Fact) { f.Show = No }), with(good("page"), func(f *Fact) { f.Show = Link }))
	tests := []struct{ name, in, want, err string }{
		{"nothing to fill", "plain {name}", "plain {name}", ""},
		{"one", "Ring {fact:a}.", "Ring v-a.", ""},
		{"twice", "{fact:a}{fact:a}", "v-av-a", ""},
		{"address", "{fact:page}", "v-page", ""},
		{"unknown", "Ring {fact:x} or {fact:a}", "Ring  or v-a", "x"},
		{"hidden", "{fact:hidden}", "", "hidden"},
		{"several", "{fact:x}{fact:hidden}", "", "x, hidden"},
		{"not closed", "{fact:a", "{fact:a", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := f.Fill(tt.in)
			if got != tt.want {
				t.Errorf("Fill(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.HasSuffix(err.Error(), "fact "+tt.err)) {
				t.Errorf("Fill(%q): error %v, want %q", tt.in, err, tt.err)
			}
		})
	}
}

func TestUsed(t *testing.T) {
	if got, want := Used("{fact:a} and {fact:b-c} {name}"), []string{"a", "b-c"}; !slices.Equal(got, want) {
		t.Errorf("Used = %q, want %q", got, want)
	}
	if got := Used("none"); got != nil {
		t.Errorf("Used = %q, want none", got)
	}
}

func TestDue(t *testing.T) {
	f := region(t, with(good("may"), func(f *Fact) { f.Checked = "2026-05" }), good("november"))
	edge := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC).Add(DueAfter)
	tests := []struct {
		name string
		now  time.Time
		want []string
	}{
		{"before", edge.AddDate(0, 0, -1), nil},
		{"on the day", edge, nil},
		{"after", edge.Add(time.Second), []string{"may"}},
		{"long after", edge.AddDate(2, 0, 0), []string{"may", "november"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, x := range f.Due(tt.now) {
				got = append(got, x.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Due = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestGetAllChecked(t *testing.T) {
	old := with(good("old"), func(f *Fact) { f.Checked = "2026-03" })
	f := region(t, good("a"), old, with(good("no"), func(f *Fact) { f.Checked, f.Show = "2020-01", No }))
	if x, ok := f.Get("old"); !ok || x != old {
		t.Errorf("Get(old) = %+v, %v", x, ok)
	}
	if _, ok := f.Get("x"); ok {
		t.Error("an unknown fact is found")
	}
	if n := len(f.All()); n != 3 {
		t.Errorf("All has %d facts, want 3", n)
	}
	if got := f.Checked(); got != "2026-03" {
		t.Errorf("Checked = %q, want the oldest month of a shown fact, 2026-03", got)
	}
	if got := region(t).Checked(); got != "" {
		t.Errorf("Checked of no facts = %q", got)
	}
}
