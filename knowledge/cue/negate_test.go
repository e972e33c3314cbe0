package cue

import (
	"slices"
	"testing"
)

// negationCues are one cue of every role and two plain ones.
func negationCues() []Record {
	return []Record{
		{ID: "not", Role: Negator, Phrases: []string{"(do|will|must) not", "never"}},
		{ID: "wide", Role: Wide, Phrases: []string{"we will never"}},
		{ID: "warn", Role: Warner, Phrases: []string{"beware of", "scam alert"}},
		{ID: "but", Role: Contrast, Phrases: []string{"(but|instead)"}},
		{ID: "if", Role: Unless, Phrases: []string{"if you do not", "do not (worry|delay)"}},
		{ID: "act", Phrases: []string{"(click|open|install|reply|call)", "do not open", "open the link"}},
		{ID: "kept", Negation: "keep", Phrases: []string{"keep this"}},
	}
}

func TestNegation(t *testing.T) {
	set := compile(t, negationCues()...)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"order", "click it", []string{"click"}},
		{"negator", "do not click it", []string{"-click"}},
		{"before the negator", "click but do not reply", []string{"click", "-reply"}},
		{"clause ends it", "do not click, call us", []string{"-click", "call"}},
		{"list with or", "do not click, open or reply", []string{"-click", "-open", "-reply"}},
		{"list of commas and or", "never click, open, install or reply", []string{"-click", "-open", "-install", "-reply"}},
		{"line ends it", "do not worry or click\ncall us", []string{"click", "call"}},
		{"sentence ends it", "do not click. Call us", []string{"-click", "Call"}},
		{"contrast ends it", "do not click but call us", []string{"-click", "call"}},
		{"contrast at the start of the reach", "do not instead call us", []string{"call"}},
		{"after twelve words", "do not aa bb cc dd ee ff gg hh ii jj kk click call", []string{"-click", "call"}},
		{"wide goes over clauses", "we will never ask you to pay, click, or, in any case whatsoever, call", []string{"-click", "-call"}},
		{"wide ends at the contrast", "we will never click this, but call", []string{"-click", "call"}},
		{"wide ends with the sentence", "we will never click. Call", []string{"-click", "Call"}},
		{"warner before and behind", "they say click and beware of open", []string{"-click", "-open"}},
		{"warner in its sentence only", "Scam alert: click this. Now call", []string{"-click", "call"}},
		{"unless", "if you do not know it, call us", []string{"call"}},
		{"unless, no comma", "if you do not know call", []string{"call"}},
		{"unless inside", "do not worry just call", []string{"call"}},
		{"unless of one, negator of another", "do not worry and do not click", []string{"-click"}},
		{"cue with its own negation", "do not open it", []string{"-open", "do not open"}},
		{"kept", "do not click and keep this", []string{"-click"}},
		{"two negators", "never click and never call", []string{"-click", "-call"}},
		{"negation at the end", "click never", []string{"click"}},
		{"negation alone", "do not", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := met(set, "act", tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if got := met(set, "kept", "do not keep this"); !slices.Equal(got, []string{"keep this"}) {
		t.Errorf("kept = %q", got)
	}
	if got := met(set, "not", "beware of never"); !slices.Equal(got, []string{"never"}) {
		t.Errorf("a negation is turned off: %q", got)
	}
}
